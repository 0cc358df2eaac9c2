"""The distance of Kendall between two rankings: how many pairs they order otherwise."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from detente.threats.ranking.profile import tiers_of

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["kendall_tau_distance"]


def kendall_tau_distance(
    first: Iterable[str | Iterable[str]], second: Iterable[str | Iterable[str]]
) -> Fraction:
    """Return how many pairs two rankings order otherwise; a pair tied in one of them only counts half.

    Both rank the same alternatives, n of them, from the first to the last; those in one tuple are tied. The
    distance is from 0, for equal rankings, to n (n - 1)/2, for a strict order and its reverse. With ties it
    is half the distance of Kemeny and Snell.

    Raises ``ValueError`` where an alternative is ranked twice, or by one of them only.

    Source: M. G. Kendall, *A new measure of rank correlation*, Biometrika 30 (1938); J. G. Kemeny and J. L.
    Snell, *Mathematical Models in the Social Sciences* (1962).

    >>> kendall_tau_distance("abc", "cab")
    Fraction(2, 1)
    >>> kendall_tau_distance("abc", ["a", ("b", "c")])
    Fraction(1, 2)
    """
    one, other = _tier_numbers(first), _tier_numbers(second)
    if one.keys() != other.keys():
        lone = min(one.keys() ^ other.keys())
        raise ValueError(f"both rankings must rank the same alternatives, and {lone!r} is in one only")
    halves = sum(
        abs(_sign(one[a] - one[b]) - _sign(other[a] - other[b])) for a, b in combinations(sorted(one), 2)
    )
    return Fraction(halves, 2)


def _tier_numbers(ranking: Iterable[str | Iterable[str]]) -> dict[str, int]:
    found = [(name, number) for number, tier in enumerate(tiers_of(ranking)) for name in tier]
    twice = [name for name, times in Counter(name for name, _ in found).items() if times > 1]
    if twice:
        raise ValueError(f"{twice[0]!r} is ranked twice in one ranking; name each alternative once")
    return dict(found)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
