"""How far apart two answers are, by the level of measurement."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import lcm
from typing import TYPE_CHECKING

from detente.threats.agreement.level import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Matrix", "SquaredDifferences", "squared_differences"]

Matrix = tuple[tuple[Fraction | int, ...], ...]


@dataclass(frozen=True)
class SquaredDifferences:
    """The squared difference of each two values is ``scaled`` / ``scale``; scaled: (values, values).

    Whole numbers for all levels but ratio, as many fractions would take long to add up.
    """

    scaled: Matrix
    scale: int


def squared_differences(
    level: Level, values: Sequence[Fraction | str], totals: Sequence[int]
) -> SquaredDifferences:
    """Return the squared difference of each two values.

    Nominal: 1 where c and k differ. Interval: (c - k)^2. Ratio: ((c - k) / (c + k))^2, which is 0 for two
    zeros. Ordinal: (n(c)/2 + the totals of what lies between + n(k)/2)^2. That is the interval difference of
    the places of c and k in the order of all answers, where equal ones share the middle of their places; so
    that order alone matters, and how often each value was given.

    ``values`` in order; ``totals``: how often each was given, used for ordinal data alone.

    Source: K. Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011), part D.

    >>> found = squared_differences(Level.ORDINAL, (Fraction(1), Fraction(2), Fraction(9)), (2, 1, 1))
    >>> found.scaled[0], found.scale
    ((0, 9, 25), 4)
    """
    if level is Level.NOMINAL:
        return SquaredDifferences(tuple(tuple(int(one != other) for other in values) for one in values), 1)
    numbers = [value for value in values if not isinstance(value, str)]
    if level is Level.RATIO:
        return SquaredDifferences(tuple(tuple(_ratio(one, other) for other in numbers) for one in numbers), 1)
    if level is Level.ORDINAL:
        common = 2
        places = [2 * up - own for up, own in zip(accumulate(totals), totals, strict=True)]
    else:
        common = lcm(*(number.denominator for number in numbers))
        places = [int(number * common) for number in numbers]
    return SquaredDifferences(
        tuple(tuple((one - other) ** 2 for other in places) for one in places), common**2
    )


def _ratio(one: Fraction, other: Fraction) -> Fraction:
    return ((one - other) / (one + other)) ** 2 if one != other else Fraction(0)
