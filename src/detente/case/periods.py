"""Periods of the clock: years, quarters and months, counted."""

from __future__ import annotations

__all__ = ["after", "number_of"]

_QUARTERS, _MONTHS = 4, 12


def number_of(period: str) -> int:
    """Return the number of a period on its own clock; the next one has the next number.

    >>> number_of("2010-Q3") - number_of("2010-Q1"), number_of("2011-01") - number_of("2010-12")
    (2, 1)
    """
    year, _, part = period.partition("-")
    if not part:
        return int(year)
    if part.startswith("Q"):
        return int(year) * _QUARTERS + int(part[1:]) - 1
    return int(year) * _MONTHS + int(part) - 1


def after(period: str, count: int) -> str:
    """Return the period that lies a number of periods after another, in the same form.

    >>> after("2010-Q3", 3), after("2010", 1), after("2010-12", 1)
    ('2011-Q2', '2011', '2011-01')
    """
    number = number_of(period) + count
    if "-" not in period:
        return f"{number:04}"
    if "Q" in period:
        return f"{number // _QUARTERS:04}-Q{number % _QUARTERS + 1}"
    return f"{number // _MONTHS:04}-{number % _MONTHS + 1:02}"
