"""Dates as they are read."""

from __future__ import annotations

__all__ = ["day_says"]

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_says(date: str) -> str:
    """Return a date in words.

    >>> day_says("2010-02-01")
    '1 February 2010'
    """
    year, month, day = date.split("-")
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"
