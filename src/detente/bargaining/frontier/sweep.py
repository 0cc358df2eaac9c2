"""Settle an issue in one sweep, where there are at most three objectives and no formula is open.

The partial packages that continue by one option are a copy of the list before, shifted by what the option
gains. So the lists of all options are in order already and need only be merged (Nemhauser and Ullmann 1969,
Management Science 15). What is passed in this order, highest first in one column, is undominated if nothing
before is at least as high in both of the others; of what is before, only the staircase of these two columns
need be known (Kung, Luccio and Preparata 1975, Journal of the ACM 22).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.frontier import dominance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.outcomes.domain import Domain
    from detente.outcomes.elimination.elimination import Elimination
    from detente.outcomes.elimination.partial_packages import PartialPackages, Settling

__all__ = ["Sweep"]

MOST_OBJECTIVES = 3

KERNEL = "detente.bargaining.frontier.sweep_kernel"


class Sweep:
    """Settle issues, and drop what is dominated, in one go.

    >>> from detente.outcomes.domain import NO_FLOOR, Domain
    >>> from detente.outcomes.elimination.elimination import eliminate
    >>> from detente.outcomes.elimination.partial_packages import Settling
    >>> points = np.array([[3, 0], [2, 2], [0, 3], [0, 2]])
    >>> none = np.array([NO_FLOOR, NO_FLOOR])
    >>> toll = Domain(("toll",), (("low", "fair", "high", "cap"),), ("us", "them"), 2, (points,), none)
    >>> elimination = eliminate(toll)
    >>> settling = Settling(toll, elimination)
    >>> sorted(Sweep(toll, elimination, settling).settled(settling.start(), 0).values.tolist())
    [[0, 3], [2, 2], [3, 0]]
    """

    def __init__(self, domain: Domain, elimination: Elimination, settling: Settling) -> None:
        self._elimination = elimination
        self._settling = settling
        self._simple = len(domain.columns) == domain.objectives <= MOST_OBJECTIVES
        self._columns = _columns_in_order(domain) if self._simple else []

    def applies(self, partial: PartialPackages, depth: int) -> bool:
        """Tell whether the next issue can be settled so, and it is worth to load the compiled sweep."""
        following = self._elimination.layers[depth].following
        continued = len(partial) * following.shape[1]
        return (
            self._simple
            and len(following) == 1
            and not following.max()
            and continued > (0 if KERNEL in sys.modules else dominance.FEW_BEFORE_LOADING)
        )

    def settled(self, partial: PartialPackages, depth: int) -> PartialPackages:
        """Continue each by every option of the next issue, and return those that none dominates."""
        from detente.bargaining.frontier.sweep_kernel import descends, undominated_sums

        layer = self._elimination.layers[depth]
        values = self._three(partial.values)
        if not descends(values):
            order = np.lexsort(-values.T[::-1])
            partial, values = partial.chosen(order), values[order]
        possible = np.flatnonzero(layer.possible[0])
        needed = self._settling.needed(depth + 1)[0]
        gains = self._three(layer.gain[0, possible])
        origin, option, starts = undominated_sums(values, gains, self._three(needed[None])[0])
        return self._settling.continued_by(partial, depth, origin, possible[option]).joined(starts)

    def _three(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the columns in the order of the sweep, and columns of zeros for those that miss to three."""
        three = np.zeros((len(values), MOST_OBJECTIVES), dtype=np.int64)
        for place, column in enumerate(self._columns):
            three[:, place] = values[:, column]
        return three


def _columns_in_order(domain: Domain) -> list[int]:
    """Put first the column without which the others agree most: their staircase is then the shortest."""
    columns = list(range(len(domain.columns)))
    if len(columns) < MOST_OBJECTIVES:
        return columns
    together = np.zeros((MOST_OBJECTIVES, MOST_OBJECTIVES))
    for points in domain.points:
        from_mean = points - points.mean(axis=0)
        together += from_mean.T @ from_mean
    spread = np.sqrt(together.diagonal())
    agreement = together / np.maximum(np.outer(spread, spread), 1)
    first = max(columns, key=lambda column: agreement[column - 1, column - 2])
    return [first, *(column for column in columns if column != first)]
