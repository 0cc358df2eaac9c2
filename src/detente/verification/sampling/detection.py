"""How probable it is that a sample detects a violation, and whether that reaches a level."""

from __future__ import annotations

from fractions import Fraction

from detente.nondetection import nondetection, size_in_bits
from detente.verification.sampling.enclosure import enclosure
from detente.verification.sampling.exact_numbers import probability, whole_number

__all__ = ["LARGEST_POPULATION", "MOST_BITS", "detection_probability", "reaches"]

LARGEST_POPULATION = 10**9
"""Items of the largest population."""
MOST_BITS = 50_000
"""Binary digits of the numbers with which a probability is counted out as a fraction."""
FIRST_BITS, LAST_BITS = 96, 6144
"""Binary digits of the first enclosure of a probability that is not counted out, and of the last one."""


def detection_probability(
    population: int, violations: int, sample: int, detection: str | float | Fraction = 1
) -> Fraction | float:
    """Return the probability that a sample detects at least one violation.

    ``population``: items, at least 1; ``violations``: how many of them violate; ``sample``: how many are
    drawn, each at most once, all with the same chance; ``detection``: probability that a violation that is
    in the sample is found, for each by itself.

    The answer is an exact fraction where its numbers have at most ``MOST_BITS`` binary digits, and else the
    number next to it of those that a computer can write (it may then be 1.0 though it is a little less).

    Raises ``ValueError`` for numbers that cannot be.

    Source: R. Avenhaus and M. J. Canty, *Compliance Quantified* (1996), ch. 2.

    >>> detection_probability(10, 2, 4), detection_probability(10, 2, 4, "0.5")
    (Fraction(2, 3), Fraction(11, 30))
    >>> detection_probability(1_000_000, 300_000, 10_000, "0.001")
    0.9502358580420712
    """
    _check(population, violations, sample)
    chance = probability(detection, "the detection probability")
    bits = FIRST_BITS
    while size_in_bits(population, violations, sample, chance) > MOST_BITS and bits <= LAST_BITS:
        low, high = enclosure(population, violations, sample, chance, bits)
        one = 1 << bits
        if (one - high) / one == (one - low) / one:
            return (one - low) / one
        bits *= 4
    missed, of = nondetection(population, violations, sample, chance)
    if size_in_bits(population, violations, sample, chance) > MOST_BITS:
        return (of - missed) / of
    return Fraction(of - missed, of)


def reaches(population: int, violations: int, sample: int, detection: Fraction, level: Fraction) -> bool:
    """Tell whether a sample detects a violation with at least a probability; decided in whole numbers.

    Arguments as for ``detection_probability``, which it does not check; ``level``: from 0 to 1.

    >>> reaches(1000, 10, 258, Fraction(1), Fraction(19, 20))
    True
    >>> reaches(1000, 10, 257, Fraction(1), Fraction(19, 20))
    False
    """
    certain = detection == 1 and violations + sample > population
    if not level or certain:
        return True
    if level == 1 or not detection * sample * violations:
        return False
    allowed, whole = level.denominator - level.numerator, level.denominator
    bits = FIRST_BITS
    while size_in_bits(population, violations, sample, detection) > MOST_BITS and bits <= LAST_BITS:
        low, high = enclosure(population, violations, sample, detection, bits)
        below, above = high * whole <= allowed << bits, low * whole > allowed << bits
        if below or above:
            return below
        bits *= 4
    missed, of = nondetection(population, violations, sample, detection)
    return missed * whole <= allowed * of


def _check(population: int, violations: int, sample: int) -> None:
    whole_number(population, "the population", 1, LARGEST_POPULATION)
    whole_number(violations, "the number of violations", 0, population)
    whole_number(sample, "the sample", 0, population)
