"""Kendall's W of many resamples of items at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.threats.agreement.kendall_w import kendall_w

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.threats.agreement.ratings import Table

__all__ = ["ResampledW"]


class ResampledW:
    """W of the same raters on items that are drawn again, of those that all raters answered.

    An item drawn t times is t items that every rater ties, so that ranks are counted out anew. All sums are
    in whole numbers; W is their quotient.

    >>> import numpy as np
    >>> ResampledW([[1, 2, 3], [1, 3, 2]])(np.array([[1, 1, 1], [1, 2, 0], [3, 0, 0]]))
    array([0.75, 1.  ,  nan])
    """

    def __init__(self, ratings: Table) -> None:
        found = kendall_w(ratings)
        ranks = np.array([[int(2 * rank) for rank in row] for row in found.ranks], dtype=np.int64)
        # (raters, items, items): whether the first item lies below the second, and whether they tie.
        self._below = (ranks[:, :, None] < ranks[:, None, :]).astype(np.int64)
        self._tied = (ranks[:, :, None] == ranks[:, None, :]).astype(np.int64)
        self._items = list(found.items)

    def __call__(self, draws: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return W of each resample, nan where undefined; ``draws``: (resamples, items), times drawn."""
        times = draws[:, self._items].astype(np.int64)
        count, raters = times.sum(axis=1), len(self._below)
        sums = np.zeros_like(times)
        ties = np.zeros_like(count)
        for below, tied in zip(self._below, self._tied, strict=True):
            alike = times @ tied
            sums += 2 * (times @ below) + alike + 1
            ties += (times * (alike**2 - 1)).sum(axis=1)
        squares = (times * (sums - (raters * (count + 1))[:, None]) ** 2).sum(axis=1)
        most = raters**2 * (count**3 - count) - raters * ties
        found = np.full(len(draws), np.nan)
        # The doubled ranks make squares four times as large.
        if raters > 1:
            np.divide(3 * squares, most, out=found, where=most > 0)
        return found
