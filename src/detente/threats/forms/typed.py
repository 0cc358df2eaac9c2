"""What experts type into the cells of a form or a table, made into what a case can hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.case.estimates import crossing
from detente.case.numbers import number_meant, parse_range
from detente.case.problems import WordError, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

__all__ = [
    "MISSING",
    "NO_PERCENT",
    "NO_REASON",
    "joined_reason",
    "line_typed",
    "number_typed",
    "possible",
    "with_points",
]

MISSING = "a number is missing: give one for each quantile, or none at all"
NO_PERCENT = "here the number itself is asked, on the scale of this line"
NO_REASON = "reasons are given for threats, not for questions"
DECIMALS = 6
"""Decimal places of a number in a case; sheets keep more, as of one third."""
_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?", re.ASCII)
"""What may be a number with points between its thousands; with a single one, also one with decimal places."""


def number_typed(text: str, *, percent: bool) -> float:
    """Return a number that was typed as text; 20 % is 0.2, where a ``percent`` is possible.

    Raises ``WordError`` for what is no number that a case can hold.

    >>> number_typed("20 %", percent=True), number_typed("0.33333333", percent=False)
    (0.2, 0.333333)
    """
    share = text.endswith("%")
    try:
        value = float(text.removesuffix("%"))
    except ValueError:
        raise WordError(f"{quoted(text)} is no number", "" if share else number_meant(text)) from None
    if share and not percent:
        raise WordError(f"{quoted(text)} is a percentage: {NO_PERCENT}")
    return possible(value / 100 if share else value)


def possible(value: float) -> float:
    """Return a number with as many decimal places as a case can hold.

    Raises ``WordError`` for one that is none, or beyond all bounds.
    """
    rounded = value if isinstance(value, int) else round(value, DECIMALS)
    try:
        parse_range(rounded)
    except ValueError as error:
        raise WordError(str(error)) from None
    return rounded


def with_points(text: str) -> str:
    """Return a number of a table parted by semicolons, in which a comma may stand for the decimal point.

    Raises ``WordError`` where it may be either of two numbers, or has points between its thousands.

    >>> with_points("0,25")
    '0.25'
    """
    found = _THOUSANDS.fullmatch(text)
    if found and (found[2] or text.count(".") > 1):
        raise WordError(f"{quoted(text)} is no number", text.replace(".", ""))
    if found:
        whole, decimal = text.replace(".", ""), text.replace(".", ",")
        either = f"{quoted(text)} may be {whole}, or {text.rstrip('0').rstrip('.')} with a decimal point"
        raise WordError(f"{either}: write {whole} or {decimal}")
    return text.replace(",", ".")


def line_typed(
    values: Sequence[float | None],
    levels: Sequence[Fraction],
    asked: tuple[Fraction, ...],
    note: Callable[[int, str], None],
) -> tuple[list[float] | dict[float, float] | None, list[int]]:
    """Return the estimate of a line, and the places of the numbers in it, from low to high.

    ``values`` stand at the quantiles ``levels``; None where no number can be read. What crosses is noted with
    its place and left out, so that the other numbers can be looked at as well.
    """
    places: list[int] = []
    before: float | None = None
    for place in sorted(range(len(levels)), key=levels.__getitem__):
        value = values[place]
        if value is None:
            continue
        if before is not None and value <= before:
            note(place, crossing(before, value))
        kept = values[places[-1]] if places else None
        if kept is None or value > kept:
            places.append(place)
        before = value
    found = {levels[place]: value for place in places if (value := values[place]) is not None}
    if tuple(found) == asked:
        return list(found.values()), places
    return {float(level): value for level, value in found.items()} or None, places


def joined_reason(before: str | None, reason: str) -> str:
    """Return the reasons that were given for one threat on both scales, the same one only once."""
    return reason if before in {None, reason} else f"{before} {reason}"
