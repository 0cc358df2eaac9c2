"""The Rice index of cohesion: how far the majority outnumbers the minority.

Source: S. A. Rice, "Quantitative Methods in Politics" (1928). Members that abstain do not count.
"""

from __future__ import annotations

from fractions import Fraction

__all__ = ["rice_index"]


def rice_index(yes: int, no: int) -> Fraction | None:
    """Return |yes − no| / (yes + no), or None where nobody takes sides.

    >>> rice_index(20, 8)
    Fraction(3, 7)
    """
    return Fraction(abs(yes - no), yes + no) if yes + no else None
