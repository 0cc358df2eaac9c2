"""The silence procedure: a draft passes unless some member breaks silence in time.

Each member breaks silence with a probability of its own. Whether members do so independently or together is
one number, the correlation ρ: with probability ρ all are driven by one common cause, so that whoever is
likelier to break silence does so whenever a less likely one does; else each decides for itself. Then

    P(nobody breaks) = (1 − ρ) × Π (1 − p)  +  ρ × (1 − max p)

At ρ = 0 this is independence, at ρ = 1 the upper bound of Fréchet and Hoeffding: no dependence makes silence
likelier. The mixture between the two is one of the families of M. Fréchet, "Remarques au sujet de la note
précédente", Comptes Rendus 246 (1958), for two members; for more it is our choice, in the spirit of the
common-cause models of reliability (beta factor). What is not covered is members that take turns in objecting.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Ratification", "silence_procedure"]


@dataclass(frozen=True)
class Ratification:
    """The probability that a draft passes under silence, by those with which members break it.

    Each figure is found when it is first asked for, and kept.
    """

    breaks: Mapping[str, Fraction]
    correlation: Fraction

    @cached_property
    def probability(self) -> Fraction:
        """The probability that nobody breaks silence."""
        return _nobody_breaks(self.breaks, self.correlation)

    @cached_property
    def independent(self) -> Fraction:
        """The same at a correlation of 0."""
        return _nobody_breaks(self.breaks, Fraction(0))

    @cached_property
    def together(self) -> Fraction:
        """The same at a correlation of 1."""
        return _nobody_breaks(self.breaks, Fraction(1))

    @cached_property
    def if_silent(self) -> Mapping[str, Fraction]:
        """For each member what the probability would be if it were sure to keep silent."""
        return {
            member: _nobody_breaks({**self.breaks, member: Fraction(0)}, self.correlation)
            for member in self.breaks
        }


def _nobody_breaks(breaks: Mapping[str, Fraction], correlation: Fraction) -> Fraction:
    alone = math.prod((1 - chance for chance in breaks.values()), start=Fraction(1))
    return (1 - correlation) * alone + correlation * (1 - max(breaks.values(), default=Fraction(0)))


def silence_procedure(
    breaks: Mapping[str, Fraction | float], correlation: Fraction | float = 0
) -> Ratification:
    """Return the probability that nobody breaks silence.

    ``breaks`` gives for each member the probability that it does. All is exact for fractions, and for the
    exact values of floating-point numbers. Raises ``ValueError`` for what is no probability.

    >>> found = silence_procedure({"a": Fraction(1, 10), "b": Fraction(1, 5)}, Fraction(1, 2))
    >>> found.probability, found.independent, found.together
    (Fraction(19, 25), Fraction(18, 25), Fraction(4, 5))
    """
    exact = {member: Fraction(chance) for member, chance in breaks.items()}
    share = Fraction(correlation)
    wrong = [f"{member} at {float(chance)}" for member, chance in exact.items() if not 0 <= chance <= 1]
    if wrong:
        raise ValueError(f"a probability goes from 0 to 1: {', '.join(wrong)}")
    if not 0 <= share <= 1:
        raise ValueError(f"a correlation here goes from 0 to 1, and {float(share)} does not")
    return Ratification(exact, share)
