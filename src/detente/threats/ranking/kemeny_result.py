"""The Kemeny rankings of a profile: what they are, how sure that is, and how far they are ahead."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.threats.ranking.condorcet_components import ordered_groups

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.threats.ranking.profile import Profile, Tiers

__all__ = ["Kemeny", "PairMargin"]


@dataclass(frozen=True)
class PairMargin:
    """By how many votes an optimal ranking is ahead of the best one that has two alternatives exchanged.

    It is from ``least`` to ``most``, and known where these are equal; 0 where another optimal ranking has
    them so.
    """

    above: str
    below: str
    least: Fraction
    most: Fraction

    @property
    def known(self) -> bool:
        """Whether the margin is known exactly."""
        return self.least == self.most


@dataclass(frozen=True)
class Kemeny:
    """The strict orders with the greatest score: the votes, summed over all pairs, that agree with the order.

    ``rankings``: the optimal orders, in the lexicographic order of the alternatives, as many as are listed;
    where ``count`` is None, those found on the way; where ``exactness`` is not ``exact``, the best found.
    ``count``: how many are optimal; None where that is not known. ``bound``: no order scores more.
    ``distance``: the votes that disagree, summed alike; with the score they are all votes. ``components``:
    groups that every optimal order has in this order, by the extended Condorcet criterion.
    ``ordered_alike``: pairs of which every optimal order has the first above the second, a partial order.
    ``undecided``: pairs of which it is not known whether optimal orders differ about them. ``margins``: of
    the pairs that follow each other in the first ranking; nothing where a group was not decided.
    ``exactness``: ``exact`` where the score is proved greatest, ``bounded`` where the solver left a gap to
    the bound, ``heuristic`` where a group was too large for it, so that only single moves were tried and the
    bound is what all pairs would give one by one. ``method``: how the orders were found, in words.
    """

    profile: Profile
    rankings: tuple[tuple[str, ...], ...]
    count: int | None
    score: Fraction
    bound: Fraction
    distance: Fraction
    components: Tiers
    ordered_alike: frozenset[tuple[str, str]]
    undecided: frozenset[tuple[str, str]]
    margins: tuple[PairMargin, ...]
    exactness: str
    method: str

    @property
    def complete(self) -> bool:
        """Whether all optimal rankings are listed."""
        return self.count == len(self.rankings)

    @property
    def firsts(self) -> dict[str, int]:
        """How many of the rankings listed put an alternative first, the most frequent on."""
        counts = Counter(ranking[0] for ranking in self.rankings)
        return dict(sorted(counts.items(), key=lambda one: -one[1]))

    @property
    def worst_score(self) -> Fraction:
        """The score of the ranking reversed; the least of all orders where the ranking is optimal."""
        return self.distance

    @property
    def buckets(self) -> Tiers:
        """The finest groups that every optimal order is known to have in this order.

        Within a group optimal orders differ, or it is not known whether they do; some pairs within it may be
        ordered alike nonetheless.
        """
        names = self.profile.alternatives
        above = np.array([[(a, b) in self.ordered_alike for b in names] for a in names])
        return tuple(tuple(names[one] for one in group) for group in ordered_groups(above))
