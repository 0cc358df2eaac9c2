"""Kemeny rankings by going through every order, ballot by ballot."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, permutations
from math import lcm
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.threats.ranking import Ballot, Profile

    Order = tuple[str, ...]

__all__ = ["Enumeration", "enumerate_orders", "prefers"]


@dataclass(frozen=True)
class Enumeration:
    """The score of every order, in the order in which the alternatives are named."""

    scores: dict[Order, Fraction]

    @cached_property
    def best(self) -> Fraction:
        return max(self.scores.values())

    @cached_property
    def optimal(self) -> tuple[Order, ...]:
        return tuple(order for order, score in self.scores.items() if score == self.best)

    @cached_property
    def ordered_alike(self) -> frozenset[tuple[str, str]]:
        return frozenset.intersection(*(frozenset(combinations(order, 2)) for order in self.optimal))

    def margin(self, above: str, below: str) -> Fraction:
        """How far the best order is ahead of the best one with two alternatives the other way round."""
        reverse = [score for order, score in self.scores.items() if order.index(below) < order.index(above)]
        return self.best - max(reverse)


def enumerate_orders(profile: Profile) -> Enumeration:
    """Return the score of every order of the alternatives."""
    finest = lcm(*(Fraction(one.weight).denominator for one in profile.ballots))
    pairs = {
        (a, b): sum(int(one.weight * finest) for one in profile.ballots if prefers(one, a, b))
        for a, b in permutations(profile.alternatives, 2)
    }
    return Enumeration(
        {
            order: Fraction(sum(pairs[pair] for pair in combinations(order, 2)), finest)
            for order in permutations(profile.alternatives)
        }
    )


def prefers(ballot: Ballot, above: str, below: str) -> bool:
    """Tell whether a ballot ranks both, and one in an earlier tier than the other."""
    tier = {name: number for number, tied in enumerate(ballot.tiers) for name in tied}
    return above in tier and below in tier and tier[above] < tier[below]
