"""What one expert says of one question: quantiles at levels of the expert's own."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

__all__ = ["Assessment", "checked_levels"]


@dataclass(frozen=True)
class Assessment:
    """The quantiles that an expert gives for one question.

    ``levels``: probabilities, increasing, strictly between 0 and 1.
    ``values``: the quantile at each level, in the question's unit, increasing.

    Quantiles that are equal would put probability on a single point, of which the information is infinite;
    they are refused like crossing ones.

    Source: R. M. Cooke, *Experts in Uncertainty*, Oxford 1991, chapter 12.

    Raises:
        ValueError: for levels or values that do not increase, or cannot be.

    >>> Assessment((0.05, 0.5, 0.95), (2, 3, 7)).interval_of(3)
    1
    >>> Assessment((0.05, 0.5, 0.95), (2, 7, 3))
    Traceback (most recent call last):
    ValueError: quantiles increase with their levels, and 3 at 0.95 is not above 7 at 0.5

    """

    levels: tuple[float, ...]
    values: tuple[float, ...]

    def __post_init__(self) -> None:
        checked_levels(self.levels)
        if len(self.levels) != len(self.values):
            raise ValueError(
                f"each level has one quantile, and {len(self.levels)} levels have {len(self.values)} values"
            )
        wrong = [value for value in self.values if not isfinite(value)]
        if wrong:
            raise ValueError(f"a quantile is a finite number, and {wrong[0]} is not")
        for (low, below), (high, above) in pairwise(zip(self.levels, self.values, strict=True)):
            if above <= below:
                raise ValueError(
                    f"quantiles increase with their levels, and {above} at {high} is not above "
                    f"{below} at {low}"
                )

    def interval_of(self, value: float) -> int:
        """Return in which interval between quantiles a value lies, from 0.

        Intervals are open below and closed above: what equals a quantile lies in the one that ends there.
        """
        return bisect_left(self.values, value)


def checked_levels(levels: tuple[float, ...]) -> tuple[float, ...]:
    """Return levels if they are some, increase, and lie strictly between 0 and 1.

    Raises ``ValueError`` otherwise.

    >>> checked_levels((0.5, 0.5))
    Traceback (most recent call last):
    ValueError: levels increase, and 0.5 does not follow 0.5
    """
    if not levels:
        raise ValueError("an assessment has at least one level, such as 0.5 for the median")
    for level in levels:
        if not 0 < level < 1:
            raise ValueError(f"a level lies strictly between 0 and 1, and {level} does not")
    for low, high in pairwise(levels):
        if high <= low:
            raise ValueError(f"levels increase, and {high} does not follow {low}")
    return levels
