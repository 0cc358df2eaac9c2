"""Voting power by going through all coalitions, as bit masks: written without the code under test."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.rule_tree import AllOf, AnyOf, Vote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detente.outcomes.rule_tree import Rule

__all__ = ["Enumerated", "winning_masks"]


def winning_masks(members: Sequence[str], rule: Rule) -> NDArray[np.bool_]:
    """Return for each coalition, bit i being member i, whether it wins."""
    masks = np.arange(1 << len(members))
    if isinstance(rule, Vote):
        return (masks >> members.index(rule.voter) & 1).astype(bool)
    if isinstance(rule, AllOf | AnyOf):
        parts = [winning_masks(members, part) for part in rule.parts]
        together = np.logical_and if isinstance(rule, AllOf) else np.logical_or
        wins: NDArray[np.bool_] = (
            together.reduce(parts) if parts else np.full(len(masks), isinstance(rule, AllOf))
        )
        return wins
    step = lcm(rule.quota.denominator, *(weight.denominator for _, weight in rule.parts))
    sums = np.zeros(len(masks), dtype=np.int64)
    for part, weight in rule.parts:
        sums += int(weight * step) * winning_masks(members, part)
    return sums >= int(rule.quota * step)


@dataclass
class Enumerated:
    """All numbers of a game of few members."""

    members: Sequence[str]
    rule: Rule

    def __post_init__(self) -> None:
        number = len(self.members)
        masks = np.arange(1 << number)
        self.wins = winning_masks(self.members, self.rule)
        self.bits = (masks[None, :] >> np.arange(number)[:, None] & 1).astype(bool)
        self.size = self.bits.sum(axis=0)
        without = np.array([self.wins[masks & ~(1 << place)] for place in range(number)])
        self.critical = self.wins & ~without
        self.several = self.critical.sum(axis=0)
        self.minimal = self.wins & (self.several == self.size)
        self.winning = int(self.wins.sum())
        self.swings = [int(row.sum()) for row in self.critical]

    def swings_by_size(self, member: int) -> tuple[int, ...]:
        found = np.bincount(self.size[self.critical[member]], minlength=len(self.members) + 1)
        return tuple(found[1:].tolist())

    def shares(self, scores: Sequence[Fraction]) -> list[Fraction | None]:
        total = sum(scores)
        return [score / total if total else None for score in scores]

    @property
    def banzhaf(self) -> list[Fraction | None]:
        return self.shares(list(map(Fraction, self.swings)))

    @property
    def shapley_shubik(self) -> list[Fraction]:
        """By its definition as a mean over sizes: a swing with k others counts 1 / (n * C(n - 1, k))."""
        number, found = len(self.members), []
        for member in range(number):
            index, chance = Fraction(0), Fraction(1, number)
            for others, count in enumerate(self.swings_by_size(member)):
                index += count * chance
                chance = chance * Fraction(others + 1, number - 1 - others) if others < number - 1 else chance
            found.append(index)
        return found

    def _divided(self, among: NDArray[np.int64], coalitions: NDArray[np.bool_]) -> list[Fraction | None]:
        """Divide each coalition equally among the members it counts for: (members, masks)."""
        scores = []
        for row in coalitions:
            numbers = np.bincount(among[row], minlength=1)
            scores.append(
                sum(
                    (Fraction(int(count), several) for several, count in enumerate(numbers) if several),
                    Fraction(),
                )
            )
        return self.shares(scores)

    @property
    def johnston(self) -> list[Fraction | None]:
        return self._divided(self.several, self.critical)

    @property
    def deegan_packel(self) -> list[Fraction | None]:
        return self._divided(self.size, self.bits & self.minimal)

    @property
    def minimal_with(self) -> list[int]:
        return [int(row.sum()) for row in self.bits & self.minimal]

    @property
    def holler(self) -> list[Fraction | None]:
        return self.shares(list(map(Fraction, self.minimal_with)))

    @property
    def minimal_coalitions(self) -> set[frozenset[str]]:
        return {
            frozenset(member for place, member in enumerate(self.members) if mask >> place & 1)
            for mask in np.flatnonzero(self.minimal).tolist()
        }

    @property
    def minimal_blocking(self) -> set[frozenset[str]]:
        """Those whose absence lets nobody win, and none of whom can be spared."""
        number = len(self.members)
        full = (1 << number) - 1
        blocks = ~self.wins[full ^ np.arange(1 << number)]
        masks = np.arange(1 << number)
        spared = np.array([(masks >> place & 1) & blocks[masks & ~(1 << place)] for place in range(number)])
        minimal = blocks & ~spared.any(axis=0) if number else blocks
        return {
            frozenset(member for place, member in enumerate(self.members) if mask >> place & 1)
            for mask in np.flatnonzero(minimal).tolist()
        }
