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

__all__ = ["SquaredDifferences", "squared_differences"]


@dataclass(frozen=True)
class SquaredDifferences:
    """The squared difference of each two values, times ``scale``.

    ``places``: of each value, for the levels at which it is a difference of places: whole numbers, as many
    fractions would take long to add up; None for nominal and ratio data. ``values``: as they were given.
    """

    level: Level
    values: tuple[Fraction | str, ...]
    places: tuple[int, ...] | None
    scale: int

    def scaled(self, one: int, other: int) -> Fraction | int:
        """Return the squared difference of two values, by their numbers, times ``scale``."""
        if self.places is not None:
            return (self.places[one] - self.places[other]) ** 2
        first, second = self.values[one], self.values[other]
        if first == second:
            return 0
        if isinstance(first, str) or isinstance(second, str) or self.level is Level.NOMINAL:
            return 1
        return ((first - second) / (first + second)) ** 2

    def of_all_pairs(self, totals: Sequence[int]) -> Fraction:
        """Return the sum over both orders of all pairs; ``totals``: how often each value was given.

        That of places p is 2 (n sum of p^2 - (sum of p)^2).

        >>> squared_differences(Level.INTERVAL, (Fraction(1), Fraction(3)), (2, 1)).of_all_pairs((2, 1))
        Fraction(16, 1)
        """
        if self.places is not None:
            first = sum(count * place for count, place in zip(totals, self.places, strict=True))
            second = sum(count * place**2 for count, place in zip(totals, self.places, strict=True))
            return Fraction(2 * (sum(totals) * second - first**2), self.scale)
        numbers = range(len(totals))
        total = sum(
            totals[one] * totals[other] * self.scaled(one, other) for one in numbers for other in numbers
        )
        return Fraction(total) / self.scale


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
    >>> [found.scaled(0, other) for other in range(3)], found.scale
    ([0, 9, 25], 4)
    """
    numbers = [value for value in values if not isinstance(value, str)]
    if level is Level.ORDINAL:
        places = tuple(2 * up - own for up, own in zip(accumulate(totals), totals, strict=True))
        return SquaredDifferences(level, tuple(values), places, 4)
    if level is Level.INTERVAL:
        common = lcm(*(number.denominator for number in numbers))
        places = tuple(int(number * common) for number in numbers)
        return SquaredDifferences(level, tuple(values), places, common**2)
    return SquaredDifferences(level, tuple(values), None, 1)
