"""The joint ranking of threats: by what each expert fears most, with every side counting the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from detente.threats.ranking import (
    Ballot,
    Profile,
    borda,
    by_borda,
    kemeny,
    order_shares,
    resamples,
)
from detente.threats.rounding import ROUNDING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from detente.threats.ranking import Borda, Kemeny, OrderShares

__all__ = ["JointRanking", "joint_ranking"]

RESAMPLES = 500


@dataclass(frozen=True, eq=False)
class JointRanking:
    """How experts rank threats, and what follows for all of them and for each side.

    ``profile``: a ballot of each expert who holds something of two threats at least, weighted so that every
    side weighs 1; ``sides``: the side of each of them. ``of_side``: Borda's count of each side alone,
    of the threats that it has judged.
    """

    profile: Profile
    sides: tuple[str, ...]
    kemeny: Kemeny
    borda: Borda
    of_side: Mapping[str, Borda]
    seed: int

    @cached_property
    def order(self) -> OrderShares:
        """In which share of experts drawn again within their sides Borda's count orders each pair so."""
        return order_shares(resamples(self.profile, RESAMPLES, self.seed, self.sides), by_borda)


def joint_ranking(
    held: Mapping[str, Mapping[str, float]], sides: Mapping[str, str], threats: Sequence[str], seed: int = 0
) -> JointRanking | None:
    """Return the joint ranking of what somebody ranked; None where nobody can rank two threats.

    ``held``: what each expert holds of each threat, of which the greatest is ranked first; ``sides``: the
    side of each expert.

    >>> held = {"a": {"piracy": 3.0, "drugs": 1.0}, "b": {"piracy": 2.0, "drugs": 5.0}}
    >>> found = joint_ranking(held, {"a": "north", "b": "south"}, ["piracy", "drugs"])
    >>> found.kemeny.count
    2
    """
    ranking = {expert: _tiers(values) for expert, values in held.items() if len(values) > 1}
    if not ranking:
        return None
    sizes = Counter(sides[expert] for expert in ranking)
    ballots = {expert: Ballot(tiers, Fraction(1, sizes[sides[expert]])) for expert, tiers in ranking.items()}
    profile = Profile(_judged(threats, ballots.values()), tuple(ballots.values()))
    by_side = {}
    for side in sizes:
        own = tuple(one for expert, one in ballots.items() if sides[expert] == side)
        by_side[side] = borda(Profile(_judged(threats, own), own))
    of_ballot = tuple(sides[expert] for expert in ballots)
    return JointRanking(profile, of_ballot, kemeny(profile), borda(profile), by_side, seed)


def _judged(threats: Sequence[str], ballots: Collection[Ballot]) -> tuple[str, ...]:
    judged = {threat for one in ballots for tier in one.tiers for threat in tier}
    return tuple(threat for threat in threats if threat in judged)


def _tiers(values: Mapping[str, float]) -> tuple[tuple[str, ...], ...]:
    """Return threats from the greatest value down; those whose values differ by rounding alone tie."""
    tiers: list[list[str]] = []
    before = 0.0
    for threat, value in sorted(values.items(), key=lambda one: -one[1]):
        if tiers and value >= before * (1 - ROUNDING):
            tiers[-1].append(threat)
        else:
            tiers.append([threat])
            before = value
    return tuple(tuple(threat for threat in values if threat in tier) for tier in tiers)
