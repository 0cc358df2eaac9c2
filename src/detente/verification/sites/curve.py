"""What expected visits to one site come to: the chance that a violation is found, and what that is worth.

The number of visits in a schedule is the expected number rounded up or down at random. A violation that is
there is found by the n-th visit, and not before, with the probability p (1 - p)^(n - 1). So the chance that
it is found is a concave chain of straight lines over the expected visits, each steep as its visit.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.verification.sites.problem import exact

if TYPE_CHECKING:
    from detente.verification.sites.problem import Site

__all__ = ["Curve"]


@dataclass(frozen=True)
class Curve:
    """A site in exact fractions.

    ``steps``: what each further visit adds to the chance that a violation is found. ``drop``: what the
    violator loses at a violation that is found for sure; ``rise``: what the defender gains by it.
    """

    steps: tuple[Fraction, ...]
    violator_uncovered: Fraction
    drop: Fraction
    defender_uncovered: Fraction
    rise: Fraction

    @classmethod
    def of(cls, site: Site) -> Curve:
        """Return the curve of a site."""
        steps, missed, detection = [], Fraction(1), exact(site.detection)
        for _ in range(site.most_visits):
            if not missed * detection:
                break  # another visit finds nothing more
            steps.append(missed * detection)
            missed *= 1 - detection
        uncovered, alone = exact(site.violator_uncovered), exact(site.defender_uncovered)
        return cls(
            tuple(steps),
            uncovered,
            uncovered - exact(site.violator_covered),
            alone,
            exact(site.defender_covered) - alone,
        )

    def found(self, visits: Fraction) -> Fraction:
        """Return the chance that a violation is found, given the expected visits.

        >>> from detente.verification.sites.problem import Site
        >>> curve = Curve.of(
        ...     Site(name="Base", state="North", detection=0.5, most_visits=2, defender_covered=0,
        ...          defender_uncovered=-1, violator_covered=0, violator_uncovered=1)
        ... )
        >>> curve.found(Fraction(1)), curve.found(Fraction(3, 2)), curve.found(Fraction(5))
        (Fraction(1, 2), Fraction(5, 8), Fraction(3, 4))
        """
        chance, left = Fraction(0), visits
        for step in self.steps:
            if left <= 0:
                break
            chance += step * min(left, Fraction(1))
            left -= 1
        return chance

    @property
    def most(self) -> Fraction:
        """The chance that a violation is found with all visits that may be made."""
        return sum(self.steps, Fraction(0))

    def violator(self, found: Fraction) -> Fraction:
        """Return what a violation here is worth to the violator, found with that chance."""
        return self.violator_uncovered - self.drop * found

    def defender(self, found: Fraction) -> Fraction:
        """Return what a violation here is worth to the defender, found with that chance."""
        return self.defender_uncovered + self.rise * found

    def visits_for(self, level: Fraction) -> Fraction | None:
        """Return the fewest expected visits that bring the violator down to a level; None if none do.

        >>> from detente.verification.sites.problem import Site
        >>> curve = Curve.of(
        ...     Site(name="Base", state="North", detection=0.5, most_visits=2, defender_covered=0,
        ...          defender_uncovered=-1, violator_covered=0, violator_uncovered=1)
        ... )
        >>> curve.visits_for(Fraction(3, 8)), curve.visits_for(Fraction(1, 8))
        (Fraction(3, 2), None)
        """
        excess = self.violator_uncovered - level
        if excess <= 0:
            return Fraction(0)
        if not self.drop:
            return None
        needed, visits = excess / self.drop, Fraction(0)
        for step in self.steps:
            if needed <= step:
                return visits + needed / step
            needed -= step
            visits += 1
        return None
