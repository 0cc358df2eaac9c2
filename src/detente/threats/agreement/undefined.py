"""Why a measure of agreement has no value."""

from __future__ import annotations

from enum import Enum

__all__ = ["Undefined"]


class Undefined(Enum):
    """A reason, as the end of a sentence that starts with "undefined, as".

    >>> print(Undefined.NO_VARIATION)
    all answers that can be compared are equal
    """

    NO_PAIRS = "no item was answered by two raters"
    NO_VARIATION = "all answers that can be compared are equal"
    ONE_RATER = "there is one rater alone"
    FEW_ITEMS = "fewer than two items were answered by all raters"
    ALL_TIED = "every rater answers alike for all items"
    NOMINAL = "nominal answers have no order"
    NO_SPREAD = "one side answers alike for all items"
    FEW_SHARED = "fewer than two items were answered by both sides"
    FEW_RESAMPLES = "too few resamples have a value"

    def __str__(self) -> str:
        return self.value
