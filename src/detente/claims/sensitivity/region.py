"""A region of draws: a box bounded by a few inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.inputs_said import input_says
from detente.outcomes.numbers_said import number_says

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from detente.case.model import CaseFile

__all__ = ["Cut", "Region", "by_chance", "inside", "threshold_between"]

ALL_DIGITS = 12
"""More than a threshold between two draws needs."""
LARGEST_POWER, MOST_DECIMALS = 12, 15
"""Powers of ten to which a threshold may be rounded, and decimals that it may have."""


@dataclass(frozen=True)
class Cut:
    """One side of a value of an input."""

    path: str
    above: bool
    at: float

    def says(self, case: CaseFile) -> str:
        """Return the cut in words."""
        side = "above" if self.above else "below"
        return f"{input_says(case, self.path)} is {side} {number_says(self.at, ALL_DIGITS)}"

    def holds(self, numbers: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return which numbers lie on that side."""
        return numbers > self.at if self.above else numbers < self.at


@dataclass(frozen=True)
class Region:
    """Where marked draws lie: of the draws ``inside`` all cuts so many are ``caught``, of those ``marked``.

    ``draws``: how many draws there are, marked and others.
    """

    cuts: tuple[Cut, ...]
    caught: int
    inside: int
    marked: int
    draws: int

    @property
    def coverage(self) -> float:
        """The share of the marked draws that lie inside."""
        return self.caught / self.marked

    @property
    def density(self) -> float:
        """The share of the draws inside that are marked."""
        return self.caught / self.inside


def threshold_between(low: float, high: float) -> float:
    """Return the number about the middle between two draws that is said with fewest digits.

    So a sentence that names it speaks of the very draws that were counted.

    >>> [threshold_between(*pair) for pair in ((0.3332, 0.3351), (1004.2, 1005.1), (2_127_000, 2_132_000))]
    [0.334, 1005.0, 2130000.0]
    """
    middle = (low + high) / 2
    near = (round(middle, decimals) for decimals in range(-LARGEST_POWER, MOST_DECIMALS + 1))
    return float(next((one for one in near if low < one < high), middle))


def inside(cuts: Sequence[Cut], numbers: Mapping[str, NDArray[np.float64]], draws: int) -> NDArray[np.bool_]:
    """Return which draws lie within all cuts: (draws,)."""
    found = np.ones(draws, dtype=np.bool_)
    for cut in cuts:
        found &= cut.holds(numbers[cut.path])
    return found


def by_chance(marked: NDArray[np.bool_], chosen: NDArray[np.bool_]) -> float:
    """Return the probability that as many are marked among those chosen if they are chosen blindly."""
    from scipy.stats import hypergeom

    return float(hypergeom.sf((marked & chosen).sum() - 1, len(marked), marked.sum(), chosen.sum()))
