"""Krippendorff's alpha of many resamples of items at once, in floats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.threats.agreement.coincidence_matrix import coincidence_matrix
from detente.threats.agreement.level import Level
from detente.threats.agreement.ratings import read_ratings
from detente.threats.agreement.squared_difference import squared_differences

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.threats.agreement.ratings import Table

__all__ = ["ResampledAlpha"]


class ResampledAlpha:
    """Alpha of the same raters on items that are drawn again.

    Within an item u, the sum of squared differences of places x is 2 (m sum of x^2 - (sum of x)^2) over both
    orders of each pair, and so it is over all answers. For ordinal data the places follow from how often each
    answer was given in the resample, as in ``squared_differences``; for interval data they are the answers;
    for the other levels squared differences are those of each two values.

    >>> import numpy as np
    >>> ResampledAlpha([[0, 1, 0], [0, 1, 1]], "nominal")(np.array([[1, 1, 1], [3, 0, 0]]))
    array([0.44444444,        nan])
    """

    def __init__(self, ratings: Table, level: Level | str) -> None:
        self._level = Level.of(level)
        read = read_ratings(ratings, self._level)
        pairs = coincidence_matrix(read)
        place = {value: number for number, value in enumerate(pairs.values)}
        answers = np.zeros((len(read.items), len(place)))
        for number, item in enumerate(read.items):
            known = [place[one] for one in item if one is not None and one in place]
            if sum(one is not None for one in item) > 1:
                np.add.at(answers[number], known, 1)
        self._answers = answers
        sizes = answers.sum(axis=1)
        self._weights = np.divide(1, sizes - 1, out=np.zeros_like(sizes), where=sizes > 1)
        apart = squared_differences(self._level, pairs.values, pairs.totals)
        self._places: NDArray[np.float64] | None = None
        if self._level is Level.INTERVAL:
            # Shifted to begin at 0 and end at 1, which changes no alpha and keeps digits.
            places = np.array(apart.places, dtype=object) - min(apart.places or (0,))
            self._places = (places / max(1, places.max(initial=0))).astype(float)
            self._observed = _of_places(answers, self._places) * self._weights
        elif self._level is not Level.ORDINAL:
            numbers = range(len(place))
            squares = [[float(apart.scaled(one, other)) for other in numbers] for one in numbers]
            self._apart = np.array(squares, dtype=float).reshape(len(place), len(place))
            self._observed = _twice(answers, self._apart) * self._weights

    def __call__(self, draws: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return alpha of each resample, nan where undefined; ``draws``: (resamples, items), times drawn."""
        times = draws.astype(float)
        totals = times @ self._answers
        count = totals.sum(axis=1)
        varied = (totals > 0).sum(axis=1) > 1
        if self._level is Level.ORDINAL:
            observed, expected = self._ordinal(times, totals)
        elif self._places is not None:
            observed, expected = times @ self._observed, _of_places(totals, self._places)
        else:
            observed, expected = times @ self._observed, _twice(totals, self._apart)
        found = np.full(len(draws), np.nan)
        found[varied] = 1 - (count[varied] - 1) * observed[varied] / expected[varied]
        return found

    def _ordinal(
        self, times: NDArray[np.float64], totals: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        # Doubled places are whole numbers, so that these sums are exact up to 2^53.
        places = 2 * np.cumsum(totals, axis=1) - totals
        sizes = self._answers.sum(axis=1)
        within = sizes * (places**2 @ self._answers.T) - (places @ self._answers.T) ** 2
        observed = 2 * (times * self._weights * within).sum(axis=1)
        count = totals.sum(axis=1)
        expected = 2 * (count * (totals * places**2).sum(axis=1) - (totals * places).sum(axis=1) ** 2)
        return observed, expected


def _of_places(counts: NDArray[np.float64], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sum of squared differences of places over both orders of all pairs, for each row."""
    count = counts.sum(axis=1)
    mean = np.divide(counts @ places, count, out=np.zeros_like(count), where=count > 0)
    # From the mean of each row, so that what hardly differs keeps its digits.
    spread = np.array([row @ (places - middle) ** 2 for row, middle in zip(counts, mean, strict=True)])
    found: NDArray[np.float64] = 2 * count * spread
    return found


def _twice(counts: NDArray[np.float64], apart: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sum of squared differences over all pairs in both orders, for each row of counts."""
    total: NDArray[np.float64] = ((counts @ apart) * counts).sum(axis=1)
    return total
