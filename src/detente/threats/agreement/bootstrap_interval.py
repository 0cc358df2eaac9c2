"""The bootstrap's percentile interval for a measure of agreement, with items drawn again."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import floor
from typing import TYPE_CHECKING

import numpy as np

from detente.threats.agreement.kendall_w import kendall_w
from detente.threats.agreement.krippendorff_alpha import krippendorff_alpha
from detente.threats.agreement.resampled_alpha import ResampledAlpha
from detente.threats.agreement.resampled_excess import ResampledExcess
from detente.threats.agreement.resampled_w import ResampledW
from detente.threats.agreement.undefined import Undefined
from detente.threats.agreement.within_between import within_between

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor

    from numpy.typing import NDArray

    from detente.threats.agreement.level import Level
    from detente.threats.agreement.ratings import Number, Table

    Measure = Callable[[NDArray[np.int64]], NDArray[np.float64]]

__all__ = [
    "BootstrapInterval",
    "Sampling",
    "alpha_interval",
    "excess_interval",
    "resampled_block",
    "w_interval",
]

BLOCK = 100
"""So many resamples share a stream of random numbers."""


@dataclass(frozen=True)
class Sampling:
    """How an interval is found: how many resamples, the confidence, and the seed.

    Raises ``ValueError`` for no resample, a confidence that is not between 0 and 1, and a negative seed.
    """

    resamples: int = 1000
    confidence: float = 0.95
    seed: int = 0

    def __post_init__(self) -> None:
        if self.resamples < 1:
            raise ValueError(f"an interval takes at least one resample, not {self.resamples}")
        if not 0 < self.confidence < 1:
            raise ValueError(f"the confidence lies between 0 and 1, and {self.confidence} does not")
        if self.seed < 0:
            raise ValueError(f"a seed is a whole number from 0 on, and {self.seed} is not")


@dataclass(frozen=True)
class BootstrapInterval:
    """The percentile interval, or None for both ends and the reason.

    ``estimate``: the measure of the answers themselves; ``degenerate``: how many resamples have no value, and
    were left out.
    """

    estimate: Number | None
    low: float | None
    high: float | None
    reason: Undefined | None
    degenerate: int
    sampling: Sampling


def alpha_interval(
    ratings: Table, level: Level | str, sampling: Sampling | None = None, executor: Executor | None = None
) -> BootstrapInterval:
    """Return the interval of Krippendorff's alpha when items are drawn again, as many as there are.

    Resamples are drawn with replacement from the items, each with all its answers; raters stay. Where all
    answers in one are equal, or none can be paired, it has no value, and the interval holds for the others
    alone. With B others, and a = (1 - confidence) / 2, it runs from the k-th least of their alphas to the
    k-th greatest, with k = (B + 1) a rounded down.

    It says how far the value hangs on which items were asked about, if these stand for others like them. It
    says nothing of other raters. With few items it is too narrow, and its ends are rough. It is not the
    interval of Hayes and Krippendorff (2007), who draw pairs of answers and hold the expected disagreement.
    The one by items, as here, is that of Zapf and others (2016), who found that it covers well for nominal
    data.

    ``ratings``: (raters, items); ``level``: as for ``krippendorff_alpha``; ``executor``: spreads blocks of
    resamples over workers. The same seed gives the same interval, whatever the number of workers.

    Raises ``ValueError`` for a table or a level that cannot be.

    Sources: B. Efron and R. J. Tibshirani, *An Introduction to the Bootstrap* (1993), chs. 12 and 13; A. Zapf
    and others, "Measuring inter-rater reliability for nominal data", BMC Medical Research Methodology 16
    (2016); A. F. Hayes and K. Krippendorff, "Answering the call for a standard reliability measure for coding
    data", Communication Methods and Measures 1 (2007).

    >>> found = alpha_interval([[1, 2, 3, 4, 1, 2], [1, 2, 3, 4, 2, 2]], "ordinal", Sampling(seed=1))
    >>> found.low < found.estimate < found.high, found.high, found.degenerate
    (True, 1.0, 1)
    """
    found = krippendorff_alpha(ratings, level)
    measure = ResampledAlpha(ratings, level)
    return _interval((found.value, found.reason), measure, len(ratings[0]), sampling or Sampling(), executor)


def excess_interval(
    ratings: Table,
    blocs: Sequence[str],
    level: Level | str,
    sampling: Sampling | None = None,
    executor: Executor | None = None,
) -> BootstrapInterval:
    """Return the interval of how much further apart raters of different blocs are than those of the same one.

    That is the mean squared difference across blocs less that within, as of ``within_between``. As
    ``alpha_interval``; ``blocs``: the bloc of each rater.

    >>> rows = [[1, 5, 2, 4, 3], [1, 4, 2, 5, 3], [4, 2, 5, 1, 2]]
    >>> found = excess_interval(rows, ["n", "n", "r"], "interval", Sampling(seed=1))
    >>> float(found.estimate), found.low < found.estimate < found.high
    (7.2, True)
    """
    split = within_between(ratings, blocs, level)
    inside, outside = split.within.disagreement, split.between.disagreement
    if inside is None or outside is None:
        return BootstrapInterval(None, None, None, Undefined.NO_PAIRS, 0, sampling or Sampling())
    measure = ResampledExcess(ratings, blocs, level)
    return _interval((outside - inside, None), measure, len(ratings[0]), sampling or Sampling(), executor)


def w_interval(
    ratings: Table, sampling: Sampling | None = None, executor: Executor | None = None
) -> BootstrapInterval:
    """Return the interval of Kendall's W when items are drawn again, of those that all raters answered.

    As ``alpha_interval``. An item that is drawn twice is tied with itself by every rater, for which the
    correction for ties does not make up exactly: where raters agree, W of resamples lies a little too low,
    and so does the interval. Take it as a rough one.

    >>> found = w_interval([[1, 2, 3, 4, 5], [1, 3, 2, 4, 5], [2, 1, 3, 5, 4]], Sampling(seed=1))
    >>> found.estimate, found.low < found.estimate < found.high
    (Fraction(38, 45), True)
    """
    found = kendall_w(ratings)
    # What a rater left out is left out before items are drawn, so that each resample has as many.
    complete = [[row[item] for item in found.items] for row in ratings]
    if not found.items:
        return BootstrapInterval(None, None, None, found.reason, 0, sampling or Sampling())
    measure = ResampledW(complete)
    return _interval((found.value, found.reason), measure, len(found.items), sampling or Sampling(), executor)


def resampled_block(measure: Measure, items: int, sampling: Sampling, block: int) -> NDArray[np.float64]:
    """Return the measure of the resamples of one block, nan where it has no value.

    Each block has a stream of its own, by the seed and its number: so it does not matter who works it out.

    >>> measure = ResampledW([[1, 2, 3], [1, 2, 3]])
    >>> len(resampled_block(measure, 3, Sampling(resamples=250), 2))
    50
    """
    drawn = min(BLOCK, sampling.resamples - BLOCK * block)
    stream = np.random.default_rng(np.random.SeedSequence(sampling.seed, spawn_key=(block,)))
    places = stream.integers(items, size=(drawn, items))
    draws = np.zeros((drawn, items), dtype=np.int64)
    np.add.at(draws, (np.arange(drawn)[:, None], places), 1)
    return measure(draws)


def _interval(
    found: tuple[Number | None, Undefined | None],
    measure: Measure,
    items: int,
    sampling: Sampling,
    executor: Executor | None,
) -> BootstrapInterval:
    value, reason = found
    if value is None:
        return BootstrapInterval(None, None, None, reason, 0, sampling)
    blocks = range(-(-sampling.resamples // BLOCK))
    spread = map if executor is None else executor.map
    values = np.concatenate(list(spread(partial(resampled_block, measure, items, sampling), blocks)))
    ordered = np.sort(values[~np.isnan(values)])
    degenerate = sampling.resamples - len(ordered)
    tail = (1 - Fraction(str(sampling.confidence))) / 2
    place = floor((len(ordered) + 1) * tail)
    if not place:
        return BootstrapInterval(value, None, None, Undefined.FEW_RESAMPLES, degenerate, sampling)
    low, high = float(ordered[place - 1]), float(ordered[-place])
    return BootstrapInterval(value, low, high, None, degenerate, sampling)
