"""The votes for each alternative over each other, counted exactly."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.threats.ranking.profile import Profile

__all__ = ["Pairwise", "WholeMargins", "pairwise"]

LARGEST_SUM = 1 << 60
"""Margins that sum to more do not fit into the whole numbers that compiled loops and solvers add."""


@dataclass(frozen=True, eq=False)
class WholeMargins:
    """Margins in whole numbers: ``matrix`` (n, n) times ``unit`` votes; the matrix is antisymmetric."""

    matrix: NDArray[np.int64]
    unit: Fraction


@dataclass(frozen=True)
class Pairwise:
    """How many votes put each alternative above each other.

    ``counts``: (n, n), in ``unit`` votes; row a, column b has those who rank a above b. Ballots that tie two
    alternatives, or leave one of them out, count for neither. ``total``: the votes of all, in the same unit.
    """

    alternatives: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    total: int
    unit: Fraction

    def preference(self, above: str, below: str) -> Fraction:
        """Return the votes for one alternative over another.

        Raises ``ValueError`` for what is no alternative.
        """
        return self.counts[self._number(above)][self._number(below)] * self.unit

    def margin(self, above: str, below: str) -> Fraction:
        """Return the votes for one alternative over another, less those for the other over it.

        Raises ``ValueError`` for what is no alternative.
        """
        return self.preference(above, below) - self.preference(below, above)

    def whole_margins(self) -> WholeMargins:
        """Return all margins in whole numbers as small as they can be.

        Raises ``ValueError`` where the weights are so finely graded that the margins cannot be added in 64
        bits.
        """
        margins = [
            [ahead - self.counts[b][a] for b, ahead in enumerate(row)] for a, row in enumerate(self.counts)
        ]
        step = math.gcd(*(margin for row in margins for margin in row)) or 1
        if sum(abs(margin) for row in margins for margin in row) // step >= LARGEST_SUM:
            raise ValueError(
                "the weights are graded too finely to be added exactly: round them to a common denominator,"
                " as Fraction(weight).limit_denominator(1000) does"
            )
        matrix = np.array([[margin // step for margin in row] for row in margins], dtype=np.int64)
        return WholeMargins(matrix, step * self.unit)

    def _number(self, alternative: str) -> int:
        if alternative not in self.alternatives:
            raise ValueError(f"{alternative!r} is not among the alternatives {', '.join(self.alternatives)}")
        return self.alternatives.index(alternative)


def pairwise(profile: Profile) -> Pairwise:
    """Return the votes for each alternative over each other.

    >>> from detente.threats.ranking.profile import Profile, ranked
    >>> votes = pairwise(Profile(("a", "b", "c"), (ranked("a", ("b", "c"), weight=3), ranked("c", "a"))))
    >>> votes.preference("a", "b"), votes.preference("b", "c"), votes.margin("a", "c")
    (Fraction(3, 1), Fraction(0, 1), Fraction(2, 1))
    """
    number = {name: place for place, name in enumerate(profile.alternatives)}
    tier = np.full((len(profile.ballots), len(number)), -1)
    for voter, ballot in enumerate(profile.ballots):
        for place, tied in enumerate(ballot.tiers):
            tier[voter, [number[name] for name in tied]] = place
    weights = [Fraction(ballot.weight) for ballot in profile.ballots]
    finest = math.lcm(*(weight.denominator for weight in weights))
    whole = [int(weight * finest) for weight in weights]
    kind = np.int64 if sum(whole) < LARGEST_SUM else object
    votes: NDArray[Any] = np.array(whole, dtype=kind)
    there = tier >= 0
    counts = [
        (votes @ ((tier[:, [a]] < tier) & there[:, [a]] & there).astype(kind)).tolist()
        for a in range(len(number))
    ]
    return Pairwise(profile.alternatives, tuple(map(tuple, counts)), sum(whole), Fraction(1, finest))
