"""Hypothesis strategies for bodies that decide within bodies."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from detente.outcomes.rule_tree import AllOf, AnyOf, Quota, Vote
from tests.rule_strategies import renamed, rule_trees

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from detente.outcomes.rule_tree import Rule

__all__ = ["nested_bodies"]


@st.composite
def nested_bodies(draw: DrawFn, bodies: int = 3, most: int = 4) -> Rule:
    """Draw several majorities over bodies whose voters are disjoint; some of the bodies are alike."""
    drawn = draw(st.lists(rule_trees(most, 1), min_size=1, max_size=2))
    number = draw(st.integers(2, bodies))
    parts = [renamed(draw(st.sampled_from(drawn)), str(place).__add__) for place in range(number)]
    majorities = []
    for _ in range(draw(st.integers(1, 2))):
        weights = [Fraction(draw(st.integers(0, 3))) for _ in parts]
        quota = Fraction(draw(st.integers(0, int(sum(weights)) + 1)))
        majorities.append(Quota(quota, tuple(zip(parts, weights, strict=True))))
    veto = [Vote("veto")] if draw(st.booleans()) else []
    return AllOf((*majorities, *veto)) if draw(st.booleans()) else AnyOf((*majorities, *veto))
