"""The least sample that reaches a level, and the fewest violations that a sample finds; with the proof."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from detente.verification.sampling.detection import LARGEST_POPULATION, detection_probability, reaches
from detente.verification.sampling.exact_numbers import probability, whole_number
from detente.verification.sampling.first_enough import first_enough
from detente.verification.sampling.iaea import roughly_by_root

__all__ = ["LEVEL", "Least", "least_sample", "least_violations"]

LEVEL = Fraction(19, 20)
"""The level where none is given."""


@dataclass(frozen=True)
class Least:
    """The least number that reaches a level, or None where none does.

    ``probability``: of detection with it; where there is none, the greatest that can be reached, with all.
    ``one_fewer``: of detection with one fewer, below the level; None for 0, and where there is none. Both
    are exact fractions, or floats rounded correctly where those would be long. That the first reaches the
    level, and the second does not, was decided in whole numbers either way: the certificate.
    """

    number: int | None
    probability: Fraction | float
    one_fewer: Fraction | float | None


def least_sample(
    population: int,
    violations: int,
    level: str | float | Fraction = LEVEL,
    detection: str | float | Fraction = 1,
) -> Least:
    """Return the least sample that detects a violation with at least a probability.

    Arguments as for ``detection_probability``; ``level``: the probability that is wanted.

    A larger sample detects more, so that P(n) >= level > P(n-1) proves n. The search starts from where the
    IAEA's formula would be as a float, and every comparison is one of whole numbers.

    Raises ``ValueError`` for numbers that cannot be.

    >>> found = least_sample(1000, 10)
    >>> found.number, round(float(found.probability), 5), round(float(found.one_fewer), 5)
    (258, 0.9502, 0.94952)
    >>> least_sample(80, 1, 0.95, 0.8)
    Least(number=None, probability=Fraction(4, 5), one_fewer=None)
    """
    whole_number(population, "the population", 1, LARGEST_POPULATION)
    whole_number(violations, "the number of violations", 0, population)
    chance = probability(detection, "the detection probability")
    return _least(population, violations, chance, probability(level, "the level"))


def least_violations(
    population: int,
    sample: int,
    level: str | float | Fraction = LEVEL,
    detection: str | float | Fraction = 1,
) -> Least:
    """Return the fewest violations that a sample detects with at least a probability.

    More of them are found as well; fewer can stay hidden. Arguments as for ``least_sample``.

    n items hold a violation among d as d items hold one among n: the probability is the same with sample and
    violations exchanged. So this is the same search, and P(d) >= level > P(d-1) proves d.

    Raises ``ValueError`` for numbers that cannot be.

    >>> least_violations(1000, 258).number
    10
    >>> least_violations(1000, 0)
    Least(number=None, probability=Fraction(0, 1), one_fewer=None)
    """
    whole_number(population, "the population", 1, LARGEST_POPULATION)
    whole_number(sample, "the sample", 0, population)
    chance = probability(detection, "the detection probability")
    return _least(population, sample, chance, probability(level, "the level"))


def _least(population: int, other: int, chance: Fraction, level: Fraction) -> Least:
    def enough(number: int) -> bool:
        return reaches(population, other, number, chance, level)

    if not enough(population):
        return Least(None, detection_probability(population, other, population, chance), None)
    number = first_enough(enough, 0, population, _guess(population, other, chance, level))
    fewer = detection_probability(population, other, number - 1, chance) if number else None
    return Least(number, detection_probability(population, other, number, chance), fewer)


def _guess(population: int, other: int, chance: Fraction, level: Fraction) -> int:
    if not chance or not other:
        return population
    return min(population, roughly_by_root(population / chance, other, level))
