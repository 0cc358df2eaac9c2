"""Random profiles: with ties, incomplete, weighted, few enough alternatives to go through every order."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from detente.threats.ranking import Ballot, Profile, ranked

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

__all__ = ["ballots", "profiles", "random_profile", "strict_profiles", "weights"]

weights: st.SearchStrategy[int | Fraction] = st.one_of(
    st.integers(0, 3), st.builds(Fraction, st.integers(0, 6), st.integers(1, 5))
)
"""Weights of which some are 0, and many are equal, so that orders tie."""


@st.composite
def ballots(draw: DrawFn, names: tuple[str, ...]) -> Ballot:
    """Draw a ranking with ties that may leave alternatives out."""
    order = draw(st.permutations(names))
    order = order[: draw(st.integers(0, len(order)))] if draw(st.booleans()) else order
    tiers: list[tuple[str, ...]] = []
    for name in order:
        if tiers and draw(st.integers(0, 3)) == 0:
            tiers[-1] += (name,)
        else:
            tiers.append((name,))
    return Ballot(tuple(tiers), draw(weights))


@st.composite
def profiles(draw: DrawFn, most: int = 5, least: int = 1) -> Profile:
    """Draw a profile of up to so many alternatives."""
    names = tuple("abcdefgh"[: draw(st.integers(least, most))])
    return Profile(names, tuple(draw(st.lists(ballots(names), min_size=1, max_size=6))))


@st.composite
def strict_profiles(draw: DrawFn, size: int) -> Profile:
    """Draw a profile of complete rankings without ties, each of weight 1."""
    names = tuple("abcdefgh"[:size])
    orders = draw(st.lists(st.permutations(names), min_size=1, max_size=5))
    return Profile(names, tuple(ranked(*order) for order in orders))


def random_profile(size: int, voters: int, seed: int) -> Profile:
    """Return a profile of complete and of short rankings, with ties, from a seed."""
    draw = random.Random(seed)
    names = tuple("abcdefghijklmnopqrstuvwxyz"[:size])
    found = []
    for _ in range(voters):
        tiers: list[tuple[str, ...]] = []
        for name in draw.sample(names, draw.choice((size, size, draw.randint(1, size)))):
            if tiers and draw.random() < 1 / 6:
                tiers[-1] += (name,)
            else:
                tiers.append((name,))
        found.append(Ballot(tuple(tiers), draw.randint(1, 3)))
    return Profile(names, tuple(found))
