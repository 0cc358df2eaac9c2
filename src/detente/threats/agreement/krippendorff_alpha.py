"""Krippendorff's alpha: agreement beyond what chance would give, for any raters, level and gaps."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.threats.agreement.coincidence_matrix import coincidence_matrix
from detente.threats.agreement.level import Level
from detente.threats.agreement.ratings import read_ratings
from detente.threats.agreement.squared_difference import SquaredDifferences, squared_differences
from detente.threats.agreement.undefined import Undefined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.threats.agreement.ratings import Number, Table

__all__ = ["Alpha", "expected_disagreement", "krippendorff_alpha"]


@dataclass(frozen=True)
class Alpha:
    """Alpha, or None and the reason.

    ``observed`` and ``expected`` disagreement are mean squared differences over pairs of answers, within
    items and over all; None where no answers can be paired. ``pairable``: how many answers count; ``items``:
    on how many items two or more raters answered.
    """

    value: Number | None
    reason: Undefined | None
    level: Level
    observed: Number | None
    expected: Number | None
    pairable: int
    items: int


def krippendorff_alpha(ratings: Table, level: Level | str) -> Alpha:
    """Return alpha = 1 - observed / expected disagreement.

    1: raters agree on every item; 0: they differ within items as much as answers drawn from all of them
    would; below 0: they differ more.

    ``ratings``: (raters, items), None where a rater gave no answer; answers to items that one rater alone
    answered do not count. ``level``: nominal, ordinal, interval or ratio. Exact where no answer is a float.

    Undefined where no item was answered by two, and where all answers that count are equal: that is 1 - 0/0.
    Krippendorff holds that answers without variation show nothing of reliability; programs give 0, 1 or no
    number for them. Here the value is None, with the reason, so that nobody takes it for either.

    Raises ``ValueError`` for a table or a level that cannot be.

    Sources: K. Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011); *Content Analysis*, 3rd
    edition (2013), ch. 12.

    >>> krippendorff_alpha([[0, 1, 0, 0, 0], [0, 1, 1, 0, None]], "nominal").value
    Fraction(8, 15)
    >>> print(krippendorff_alpha([[3, 3], [3, 3]], "interval").reason)
    all answers that can be compared are equal
    """
    kind = Level.of(level)
    read = read_ratings(ratings, kind)
    pairs = coincidence_matrix(read)
    count = pairs.pairable
    if not count:
        return Alpha(None, Undefined.NO_PAIRS, kind, None, None, 0, 0)
    apart = squared_differences(kind, pairs.values, pairs.totals)
    observed = sum((often * apart.scaled(*met) for met, often in pairs.met.items()), Fraction(0))
    observed /= apart.scale * count
    expected = expected_disagreement(pairs.totals, apart)
    value, reason = (1 - observed / expected, None) if expected else (None, Undefined.NO_VARIATION)
    return Alpha(
        None if value is None else read.rounded(value),
        reason,
        kind,
        read.rounded(observed),
        read.rounded(expected),
        count,
        pairs.items,
    )


def expected_disagreement(totals: Sequence[int], apart: SquaredDifferences) -> Fraction:
    """Return the mean squared difference of two answers drawn from all of them, without replacement.

    ``totals``: how often each value was given, two or more in all; ``apart``: how far values differ.

    >>> apart = squared_differences(Level.INTERVAL, (Fraction(1), Fraction(3)), [2, 1])
    >>> expected_disagreement([2, 1], apart)
    Fraction(8, 3)
    """
    return apart.of_all_pairs(totals) / (sum(totals) * (sum(totals) - 1))
