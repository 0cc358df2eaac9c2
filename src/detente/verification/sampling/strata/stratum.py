"""One stratum: items that are alike, drawn from with the same chance for each."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.verification.sampling.detection import LARGEST_POPULATION
from detente.verification.sampling.exact_numbers import whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Stratum", "check_strata"]


@dataclass(frozen=True)
class Stratum:
    """A stratum of a population.

    ``population``: its items; ``detection``: probability that a violation in the sample is found; ``cost``:
    of looking at one item, in any unit; ``violations``: how many of its items violate, where that is given.

    >>> Stratum("tanks", 200, Fraction(9, 10)).cost
    Fraction(1, 1)
    """

    name: str
    population: int
    detection: Fraction = Fraction(1)
    cost: Fraction = Fraction(1)
    violations: int | None = None

    def __post_init__(self) -> None:
        """Refuse numbers that cannot be."""
        whole_number(self.population, f"the population of {self.name}", 1, LARGEST_POPULATION)
        if self.violations is not None:
            whole_number(self.violations, f"the violations in {self.name}", 0, self.population)
        if not 0 <= self.detection <= 1:
            raise ValueError(f"the detection probability in {self.name} must be from 0 to 1")
        if self.cost < 0:
            raise ValueError(f"the cost of an item in {self.name} must not be below 0")


def check_strata(strata: Sequence[Stratum], total: int | None) -> None:
    """Refuse strata without or with twice said violations.

    ``total``: the violations in all strata together, which the violator spreads; None where each stratum has
    its own number. Raises ``ValueError``.

    >>> check_strata([Stratum("a", 10), Stratum("b", 10)], 3)
    """
    if not strata:
        raise ValueError("there is no stratum to draw a sample from")
    names = [one.name for one in strata]
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise ValueError(f"there are two strata {twice!r}; give each its own name")
    if total is None:
        missing = [one.name for one in strata if one.violations is None]
        if missing:
            raise ValueError(
                f"the violations in {missing[0]} are not given; give them for every stratum, or one total"
            )
        return
    if any(one.violations is not None for one in strata):
        raise ValueError("give the violations of each stratum or one total, and not both")
    whole_number(total, "the number of violations", 0, sum(one.population for one in strata))
