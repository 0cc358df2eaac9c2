"""The calibration score: how likely realisations would depart so far from what an expert says, or farther.

Where questions were answered at different levels, each set of levels is a multinomial sample of its own.
Their likelihood ratios and their degrees of freedom are added, as for independent samples (S. S. Wilks, "The
large-sample distribution of the likelihood ratio for testing composite hypotheses", Annals of Mathematical
Statistics 9, 1938). With one set of levels that is Cooke's score.
"""

from __future__ import annotations

from collections import Counter
from math import fsum, log
from typing import TYPE_CHECKING

from detente.threats.pools.interval_probabilities import interval_probabilities

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["calibration", "chi_squared_tail", "interval_counts", "likelihood_ratio"]

Levels = tuple[float, ...]


def interval_counts(found: Iterable[tuple[Levels, int]]) -> dict[Levels, tuple[int, ...]]:
    """Return, for each set of levels, how many realisations fell in each of its intervals.

    ``found``: for each question the levels of the answer and the interval in which its realisation lies, from
    0; intervals are open below and closed above.

    >>> interval_counts([((0.5,), 0), ((0.5,), 1), ((0.5,), 1)])
    {(0.5,): (1, 2)}
    """
    counted = Counter(found)
    sets = dict.fromkeys(levels for levels, _ in counted)
    return {levels: tuple(counted[levels, i] for i in range(len(levels) + 1)) for levels in sets}


def likelihood_ratio(counts: Mapping[Levels, tuple[int, ...]], effective: int) -> float:
    """Return 2 N I(s, p): the log-likelihood ratio of what came true against what was said.

    ``counts``: by set of levels, in each interval; s is their share of the answers at these levels, p the
    probabilities of the intervals. ``effective``: N, the fewest seed questions that any expert answered, so
    that who answered more is not judged more strictly; a set of levels counts by its share of the answers.

    Source: R. M. Cooke, *Experts in Uncertainty*, Oxford 1991, chapter 12.

    Raises ``ValueError`` where nothing was counted.

    >>> round(likelihood_ratio({(0.05, 0.5, 0.95): (0, 5, 4, 1)}, 10), 6)
    1.497635
    """
    answered = sum(map(sum, counts.values()))
    if not answered:
        raise ValueError("a calibration score needs an answer to at least one seed question")
    parts = []
    for levels, numbers in counts.items():
        of_these = sum(numbers)
        parts += [
            number * log(number / of_these / chance)
            for number, chance in zip(numbers, interval_probabilities(levels), strict=True)
            if number
        ]
    # Each set's part is at least 0; rounding may make it less where shares are exactly as they were said.
    return max(0.0, 2 * effective * fsum(parts) / answered)


def calibration(counts: Mapping[Levels, tuple[int, ...]], effective: int) -> float:
    """Return the probability of so great a likelihood ratio, or a greater one, if the expert is right.

    Arguments as for ``likelihood_ratio``. The ratio is asymptotically chi-squared, with one degree of freedom
    fewer than there are intervals. 1 is the best score.

    Source: R. M. Cooke, *Experts in Uncertainty*, Oxford 1991, chapter 12; A. R. Colson and R. M. Cooke,
    "Cross validation for the classical model of structured expert judgment", Reliability Engineering and
    System Safety 163 (2017).

    Raises ``ValueError`` where nothing was counted.

    >>> round(calibration({(0.05, 0.5, 0.95): (0, 5, 4, 1)}, 10), 6)
    0.682816
    """
    return chi_squared_tail(likelihood_ratio(counts, effective), sum(map(len, counts)))


def chi_squared_tail(statistic: float, degrees: int) -> float:
    """Return the probability that a chi-squared variable exceeds a number, right also where it is tiny.

    One minus the distribution function would be 0 or noise from about 1e-16 on, where experts still differ.

    >>> f"{chi_squared_tail(1000, 2):.6e}"
    '7.124576e-218'
    """
    from scipy.special import chdtrc

    return float(chdtrc(degrees, statistic))
