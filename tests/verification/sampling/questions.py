"""Random populations, strata and levels, small enough to go through everything."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from detente.verification.sampling import Stratum

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

__all__ = ["chances", "counts", "given_strata", "scaled", "strata", "tiny"]

chances = st.builds(Fraction, st.integers(0, 12), st.just(12))
"""Probabilities from 0 to 1, both among them."""


tiny = st.builds(Fraction, st.integers(1, 3), st.sampled_from([10**3, 10**6, 10**12, 10**30]))
"""Probabilities next to 0."""


@st.composite
def counts(draw: DrawFn, most: int = 9) -> tuple[int, int, int]:
    """Draw a population with a number of violations and a sample."""
    population = draw(st.integers(1, most))
    return population, draw(st.integers(0, population)), draw(st.integers(0, population))


@st.composite
def strata(
    draw: DrawFn, most: int = 4, of: st.SearchStrategy[Fraction] = chances
) -> tuple[list[Stratum], int]:
    """Draw strata and a number of violations to spread over them; ``of``: chances to see one."""
    found = [
        Stratum(
            name,
            draw(st.integers(1, most)),
            draw(of),
            Fraction(draw(st.integers(0, 6)), draw(st.integers(1, 3))),
        )
        for name in draw(st.sampled_from(["a", "ab", "abc"]))
    ]
    return found, draw(st.integers(0, sum(one.population for one in found)))


@st.composite
def given_strata(draw: DrawFn, most: int = 4, of: st.SearchStrategy[Fraction] = chances) -> list[Stratum]:
    """Draw strata with violations of their own."""
    found, _ = draw(strata(most, of))
    return [
        Stratum(one.name, one.population, one.detection, one.cost, draw(st.integers(0, one.population)))
        for one in found
    ]


def scaled(found: list[Stratum], factor: int) -> list[Stratum]:
    """Return strata of which an item costs so many times as much."""
    return [replace(one, cost=one.cost * factor) for one in found]
