"""Hypothesis strategies for bodies that decide within bodies."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from detente.outcomes.rule_tree import AllOf, AnyOf, Quota, Vote
from tests.rule_strategies import rule_trees

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from detente.outcomes.rule_tree import Rule

__all__ = ["nested_bodies"]


def _renamed(rule: Rule, prefix: str) -> Rule:
    if isinstance(rule, Vote):
        return Vote(prefix + rule.voter)
    if isinstance(rule, Quota):
        return Quota(rule.quota, tuple((_renamed(part, prefix), weight) for part, weight in rule.parts))
    return type(rule)(tuple(_renamed(part, prefix) for part in rule.parts))


@st.composite
def nested_bodies(draw: DrawFn, bodies: int = 3, most: int = 4) -> Rule:
    """Draw several majorities over bodies whose voters are disjoint; some of the bodies are alike."""
    drawn = draw(st.lists(rule_trees(most, 1), min_size=1, max_size=2))
    number = draw(st.integers(2, bodies))
    parts = [_renamed(draw(st.sampled_from(drawn)), f"{place}") for place in range(number)]
    majorities = []
    for _ in range(draw(st.integers(1, 2))):
        weights = [Fraction(draw(st.integers(0, 3))) for _ in parts]
        quota = Fraction(draw(st.integers(0, int(sum(weights)) + 1)))
        majorities.append(Quota(quota, tuple(zip(parts, weights, strict=True))))
    veto = [Vote("veto")] if draw(st.booleans()) else []
    return AllOf((*majorities, *veto)) if draw(st.booleans()) else AnyOf((*majorities, *veto))
