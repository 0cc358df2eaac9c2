"""Random populations, strata and levels, small enough to go through everything."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from detente.verification.sampling import Stratum

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

__all__ = ["chances", "counts", "given_strata", "strata"]

chances = st.builds(Fraction, st.integers(0, 12), st.just(12))
"""Probabilities from 0 to 1, both among them."""


@st.composite
def counts(draw: DrawFn, most: int = 9) -> tuple[int, int, int]:
    """Draw a population with a number of violations and a sample."""
    population = draw(st.integers(1, most))
    return population, draw(st.integers(0, population)), draw(st.integers(0, population))


@st.composite
def strata(draw: DrawFn, most: int = 4) -> tuple[list[Stratum], int]:
    """Draw strata and a number of violations to spread over them."""
    found = [
        Stratum(
            name,
            draw(st.integers(1, most)),
            draw(chances),
            Fraction(draw(st.integers(0, 6)), draw(st.integers(1, 3))),
        )
        for name in draw(st.sampled_from(["a", "ab", "abc"]))
    ]
    return found, draw(st.integers(0, sum(one.population for one in found)))


@st.composite
def given_strata(draw: DrawFn, most: int = 4) -> list[Stratum]:
    """Draw strata with violations of their own."""
    found, _ = draw(strata(most))
    return [
        Stratum(one.name, one.population, one.detection, one.cost, draw(st.integers(0, one.population)))
        for one in found
    ]
