"""Kendall's rank correlation: how far two rankings order pairs of items alike."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import isqrt, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.threats.agreement.ratings import Number

__all__ = ["RankCorrelation", "kendall_tau"]


@dataclass(frozen=True)
class RankCorrelation:
    """Tau-b, or None where one side ties all items; and the pairs of items ordered alike and reversely.

    ``tied``: pairs that at least one side ties.
    """

    value: Number | None
    alike: int
    reversed: int
    tied: int


def kendall_tau(one: Sequence[Fraction], other: Sequence[Fraction]) -> RankCorrelation:
    """Return tau-b = (alike - reversed) / sqrt(pairs not tied by one * pairs not tied by the other).

    1: the same order; -1: the reverse. A fraction where the root is whole, as it is without ties.

    ``one`` and ``other``: an answer to each item, in the same order of items. Raises ``ValueError`` where
    they differ in number.

    Source: M. G. Kendall, "The treatment of ties in ranking problems", Biometrika 33 (1945).

    >>> kendall_tau([Fraction(1), Fraction(2), Fraction(3)], [Fraction(4), Fraction(9), Fraction(5)]).value
    Fraction(1, 3)
    """
    alike = against = untied = other_untied = pairs = 0
    for (first, first_met), (second, second_met) in combinations(zip(one, other, strict=True), 2):
        pairs += 1
        untied += first != second
        other_untied += first_met != second_met
        turn = (first - second) * (first_met - second_met)
        alike += turn > 0
        against += turn < 0
    tied = pairs - alike - against
    square = untied * other_untied
    root = isqrt(square)
    if not square:
        return RankCorrelation(None, alike, against, tied)
    value = Fraction(alike - against, root) if root * root == square else (alike - against) / sqrt(square)
    return RankCorrelation(value, alike, against, tied)
