"""The index of Penrose and Banzhaf: how often a member is decisive when each votes by the toss of a coin.

L. S. Penrose, "The elementary statistics of majority voting", Journal of the Royal Statistical Society 109
(1946); J. F. Banzhaf, "Weighted voting doesn't work: a mathematical analysis", Rutgers Law Review 19 (1965).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["absolute", "normalised"]


def absolute(swings: Mapping[str, int]) -> dict[str, Fraction]:
    """Return each member's swings over the number of coalitions of the others.

    >>> absolute({"a": 3, "b": 1, "c": 1})["a"]
    Fraction(3, 4)
    """
    coalitions = 1 << max(len(swings) - 1, 0)
    return {member: Fraction(number, coalitions) for member, number in swings.items()}


def normalised(swings: Mapping[str, int]) -> dict[str, Fraction | None]:
    """Return each member's share of all swings; nothing where nobody has one.

    >>> normalised({"a": 3, "b": 1, "c": 1})["a"]
    Fraction(3, 5)
    """
    total = sum(swings.values())
    return {member: Fraction(number, total) if total else None for member, number in swings.items()}
