"""The index of Shapley and Shubik: in which share of all orders a member turns defeat into a majority.

L. S. Shapley and M. Shubik, "A method for evaluating the distribution of power in a committee system",
American Political Science Review 48 (1954).
"""

from __future__ import annotations

from fractions import Fraction
from math import factorial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["shapley_shubik"]


def shapley_shubik(swings_by_size: Mapping[str, Sequence[int]]) -> dict[str, Fraction]:
    """Return each member's index; entry k of its swings counts those with k others.

    With k others before it and n - 1 - k after it, a swing stands for k! (n - 1 - k)! of the n! orders.

    >>> shapley_shubik({"a": (0, 2, 1), "b": (0, 1, 0), "c": (0, 1, 0)})["a"]
    Fraction(2, 3)
    """
    members = len(swings_by_size)
    orders = [factorial(others) * factorial(members - 1 - others) for others in range(members)]
    found: dict[tuple[int, ...], Fraction] = {}
    for swings in map(tuple, swings_by_size.values()):
        if swings not in found:
            pivotal = sum(number * ways for number, ways in zip(swings, orders, strict=True))
            found[swings] = Fraction(pivotal, factorial(members))
    return {member: found[tuple(swings)] for member, swings in swings_by_size.items()}
