"""What experts type into the cells of a form or a table, made into what a case can hold."""

from __future__ import annotations

__all__ = ["MISSING", "joined_reason", "number_typed"]

MISSING = "a number is missing: give one for each quantile, or none at all"
DECIMALS = 6
"""Decimal places of a number in a case; sheets keep more, as of one third."""


def number_typed(text: str) -> float | None:
    """Return a number that was typed as text, 20 % as 0.2; None where it is none.

    >>> number_typed("20 %"), number_typed("0.33333333"), number_typed("often")
    (0.2, 0.333333, None)
    """
    try:
        value = float(text.removesuffix("%"))
    except ValueError:
        return None
    return round(value / 100 if text.endswith("%") else value, DECIMALS)


def joined_reason(before: str | None, reason: str) -> str:
    """Return the reasons that were given for one threat on both scales, the same one only once."""
    return reason if before in {None, reason} else f"{before} {reason}"
