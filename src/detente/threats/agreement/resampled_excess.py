"""By how much raters of different blocs are further apart, for many resamples of items at once, in floats."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from detente.threats.agreement.coincidence_matrix import coincidence_matrix
from detente.threats.agreement.level import Level
from detente.threats.agreement.ratings import read_ratings
from detente.threats.agreement.squared_difference import squared_differences
from detente.threats.agreement.within_between import check_blocs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detente.threats.agreement.ratings import Table

__all__ = ["ResampledExcess"]


class ResampledExcess:
    """The mean squared difference across blocs less that within, on items that are drawn again.

    Squared differences stay those of all answers, for ordinal data as well.

    Raises ``ValueError`` for a table that cannot be, and where not every rater has a bloc.

    >>> import numpy as np
    >>> measure = ResampledExcess([[1, 5], [1, 4], [4, 5]], ["n", "n", "r"], "interval")
    >>> measure(np.array([[1, 1], [2, 0]]))
    array([4.25, 9.  ])
    """

    def __init__(self, ratings: Table, blocs: Sequence[str], level: Level | str) -> None:
        kind = Level.of(level)
        read = read_ratings(ratings, kind)
        check_blocs(blocs, len(read.rows))
        counts = coincidence_matrix(read)
        apart = squared_differences(kind, counts.values, counts.totals)
        place = {value: number for number, value in enumerate(counts.values)}
        # Of each item the sums of weighed squared differences and of weights, within blocs and across.
        self._sums = np.zeros((len(read.items), 2, 2))
        for number, item in enumerate(read.items):
            known = [
                (rater, place[one]) for rater, one in enumerate(item) if one is not None and one in place
            ]
            if sum(one is not None for one in item) < 2:  # noqa: PLR2004 - a pair
                continue
            for (rater, one), (other, met) in combinations(known, 2):
                weight = 2 / (len(known) - 1)
                across = int(blocs[rater] != blocs[other])
                square = float(apart.scaled(one, met) / apart.scale)
                self._sums[number, across] += (weight * square, weight)

    def __call__(self, draws: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return it for each resample, nan where pairs are missing; ``draws``: (resamples, items)."""
        sums = np.tensordot(draws.astype(float), self._sums, axes=1)
        means = np.divide(
            sums[..., 0], sums[..., 1], out=np.full(sums.shape[:2], np.nan), where=sums[..., 1] > 0
        )
        found: NDArray[np.float64] = means[:, 1] - means[:, 0]
        return found
