"""Estimate how many packages can be signed from packages drawn at random."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.evaluation import signable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.outcomes.domain import Domain
    from detente.outcomes.elimination.elimination import Elimination

__all__ = ["DRAWS", "drawn_packages", "estimated_count", "scaled"]

DRAWS = 100_000
"""How many packages are drawn."""

_NORMAL_QUANTILE = 1.959964


def estimated_count(
    domain: Domain, elimination: Elimination | None, seed: int
) -> tuple[int, tuple[int, int]]:
    """Return an estimate of the number of signable packages, and an interval that covers it 95 times of 100.

    Packages are drawn evenly from those that satisfy the requirements where the layers of ``elimination`` say
    which these are, else from all. The interval is Wilson's (1927, Journal of the American Statistical
    Association 22), widened to whole packages.
    """
    drawn, population = drawn_packages(domain, elimination, seed)
    return scaled(int(signable(domain, drawn).sum()), population)


def drawn_packages(
    domain: Domain, elimination: Elimination | None, seed: int
) -> tuple[NDArray[np.int32], int]:
    """Draw packages evenly, and return them, (draws, issues), with how many there are to draw from.

    Those to draw from satisfy the requirements where the layers of ``elimination`` say which these are, else
    they are all packages of the domain.
    """
    random = np.random.default_rng(seed)
    if elimination is None:
        each = [random.integers(size, size=DRAWS, dtype=np.int32) for size in domain.sizes]
        return np.stack(each, axis=1), domain.packages
    population = int(elimination.completions[0][0])
    if not population:  # none satisfies them all: any will do, as whoever draws looks at each
        return np.zeros((DRAWS, len(domain.issues)), dtype=np.int32), 0
    return _drawn(elimination, random), population


def scaled(hits: int, population: int) -> tuple[int, tuple[int, int]]:
    """Return an estimate of how many of a population are what so many of the drawn are, and its interval."""
    share, spread = hits / DRAWS, _NORMAL_QUANTILE**2 / DRAWS
    middle = (share + spread / 2) / (1 + spread)
    half = math.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    low = math.floor(Fraction(max(middle - half, 0.0)) * population)
    high = math.ceil(Fraction(min(middle + half, 1.0)) * population)
    return round(Fraction(hits, DRAWS) * population), (low, high)


def _drawn(elimination: Elimination, random: np.random.Generator) -> NDArray[np.int32]:
    """Draw packages so that all that satisfy the requirements are equally likely: (draws, issues)."""
    packages = np.zeros((DRAWS, len(elimination.layers)), dtype=np.int32)
    states = np.zeros(DRAWS, dtype=np.int64)
    for depth, layer in enumerate(elimination.layers):
        after = elimination.completions[depth + 1]
        ways = np.where(layer.possible, after[layer.following], 0)
        share = (ways / elimination.completions[depth][:, None]).astype(np.float64)
        share = share.cumsum(axis=1)
        share /= share[:, -1:]
        option = (random.random(DRAWS)[:, None] >= share[states]).sum(axis=1)
        packages[:, layer.issue] = option
        states = layer.following[states, option]
    return packages
