"""Johnston's index: who can break a coalition, and how few others could as well.

R. J. Johnston, "On the measurement of power: some reactions to Laver", Environment and Planning A 10 (1978).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["johnston"]


def johnston(critical: Mapping[str, Sequence[int]]) -> dict[str, Fraction | None]:
    """Return each member's share, where each breakable coalition is divided among those who can break it.

    Entry k of a member's numbers counts the winning coalitions in which k members are critical, and it is
    one.

    >>> johnston({"a": (0, 1, 2, 0), "b": (0, 0, 1, 0), "c": (0, 0, 1, 0)})["a"]
    Fraction(2, 3)
    """
    # Interchangeable members have the same numbers, which are added up once.
    score_of = {
        numbers: sum(
            (Fraction(number, several) for several, number in enumerate(numbers) if several), Fraction()
        )
        for numbers in set(map(tuple, critical.values()))
    }
    scores = {member: score_of[tuple(numbers)] for member, numbers in critical.items()}
    total = sum(scores.values(), Fraction())
    return {member: score / total if total else None for member, score in scores.items()}
