"""What samples detect, by going through every sample, every split and every allocation."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.verification.sampling import Stratum

__all__ = ["cheapest", "detected", "least_detected", "splits"]


def detected(population: int, violations: int, sample: int, detection: Fraction) -> Fraction:
    """Return the probability of detection, as a mean over all samples; the first items are the violations."""
    missed = [
        (1 - detection) ** sum(item < violations for item in drawn)
        for drawn in combinations(range(population), sample)
    ]
    return 1 - sum(missed, Fraction(0)) / len(missed)


def splits(strata: Sequence[Stratum], total: int | None) -> Iterator[tuple[int, ...]]:
    """Yield every way of spreading violations over strata, or the one that is given."""
    if total is None:
        yield tuple(one.violations or 0 for one in strata)
        return
    for split in product(*(range(one.population + 1) for one in strata)):
        if sum(split) == total:
            yield split


def least_detected(strata: Sequence[Stratum], samples: Sequence[int], total: int | None) -> Fraction:
    """Return the least probability of detection over all splits."""
    return min(
        1
        - prod(
            (
                1 - detected(one.population, count, sample, one.detection)
                for one, count, sample in zip(strata, split, samples, strict=True)
            ),
            start=Fraction(1),
        )
        for split in splits(strata, total)
    )


def cheapest(strata: Sequence[Stratum], total: int | None, level: Fraction) -> tuple[Fraction, int] | None:
    """Return the least cost of samples that reach a level, with the fewest items at that cost."""
    found = [
        (
            sum((one.cost * sample for one, sample in zip(strata, samples, strict=True)), Fraction(0)),
            sum(samples),
        )
        for samples in product(*(range(one.population + 1) for one in strata))
        if least_detected(strata, samples, total) >= level
    ]
    return min(found, default=None)
