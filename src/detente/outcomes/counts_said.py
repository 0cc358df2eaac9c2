"""Numbers of packages in words: written out, or as a power of ten where nobody would count the digits."""

from __future__ import annotations

from decimal import Decimal

__all__ = ["count_says", "counted", "roughly"]

WRITTEN_OUT = 10**15
"""The least number that is not written out."""


def count_says(count: int) -> str:
    """Return a number as it goes into a sentence.

    >>> count_says(1_234_567), count_says(10**15 - 1), count_says(3**190)
    ('1,234,567', '999,999,999,999,999', 'about 4.5 × 10^90')
    """
    return roughly(count) if count < WRITTEN_OUT else f"about {roughly(count)}"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "issue"), counted(1200, "issue"), counted(2, "party", "parties")
    ('1 issue', '1,200 issues', '2 parties')
    """
    return f"{count_says(number)} {one if number == 1 else many or one + 's'}"


def roughly(count: int) -> str:
    """Return a number where it is said beside it that it is not exact.

    >>> roughly(1_234_567), roughly(9_960 * 10**20)
    ('1,234,567', '1.0 × 10^24')
    """
    if count < WRITTEN_OUT:
        return f"{count:,}"
    # Python writes no integer of thousands of digits, but this it does.
    digits, _, power = f"{Decimal(int(count)):.1e}".partition("e+")
    return f"{digits} × 10^{power}"
