"""The index of Deegan and Packel: each minimal winning coalition is divided equally among its members.

J. Deegan and E. W. Packel, "A new index of power for simple n-person games", International Journal of Game
Theory 7 (1978).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["deegan_packel"]


def deegan_packel(minimal_by_size: Mapping[str, Sequence[int]]) -> dict[str, Fraction | None]:
    """Return each member's index; entry k counts its minimal winning coalitions of k members.

    >>> deegan_packel({"a": (0, 0, 2), "b": (0, 0, 1), "c": (0, 0, 1)})["a"]
    Fraction(1, 2)
    """
    # Interchangeable members have the same numbers, which are added up once.
    score_of = {
        numbers: sum((Fraction(number, size) for size, number in enumerate(numbers) if size), Fraction())
        for numbers in set(map(tuple, minimal_by_size.values()))
    }
    scores = {member: score_of[tuple(numbers)] for member, numbers in minimal_by_size.items()}
    total = sum(scores.values(), Fraction())
    return {member: score / total if total else None for member, score in scores.items()}
