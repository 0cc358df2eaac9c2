"""Decision rules for tests: strategies that draw them, and what is made of them."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from detente.outcomes.rule_tree import AllOf, AnyOf, Quota, Vote

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hypothesis.strategies import DrawFn, SearchStrategy

    from detente.outcomes.rule_tree import Rule

__all__ = ["renamed", "rule_trees", "weighted_vote"]

_integers = cache(st.integers)
_one_of = cache(st.sampled_from)


def renamed(rule: Rule, name: Callable[[str], str]) -> Rule:
    """Return a rule in which every voter has another name."""
    if isinstance(rule, Vote):
        return Vote(name(rule.voter))
    if isinstance(rule, Quota):
        return Quota(rule.quota, tuple((renamed(part, name), weight) for part, weight in rule.parts))
    return type(rule)(tuple(renamed(part, name) for part in rule.parts))


def weighted_vote(quota: Fraction | int, weights: Mapping[str, Fraction | int]) -> Quota:
    """Return the rule by which the weights of those who accept must sum to a quota."""
    return Quota(Fraction(quota), tuple((Vote(voter), Fraction(weight)) for voter, weight in weights.items()))


def rule_trees(most: int = 8, depth: int = 2) -> SearchStrategy[Rule]:
    """Draw rules over at most so many voters; one may vote in several places, or nowhere that matters.

    Quotas may be met by nobody, or by no part at all.
    """
    return _rule_trees(most, depth)


@cache
@st.composite
def _rule_trees(draw: DrawFn, most: int, depth: int) -> Rule:
    names = tuple(f"v{number}" for number in range(draw(_integers(1, most))))
    return _rule(draw, names, depth)


def _rule(draw: DrawFn, names: tuple[str, ...], depth: int) -> Rule:
    kind = draw(_one_of(("all", "any", "quota", "quota")))
    # Mostly rules of voters, as real ones are; now and then of rules.
    nested = depth > 0 and draw(_one_of((False, True)))
    if nested:
        parts = tuple(_rule(draw, names, depth - 1) for _ in range(draw(_integers(1, 3))))
    else:
        chosen = draw(st.lists(_one_of(names), min_size=1, max_size=len(names), unique=True))
        parts = tuple(Vote(name) for name in chosen)
    if kind == "all":
        return AllOf(parts)
    if kind == "any":
        return AnyOf(parts)
    weights = tuple(Fraction(draw(_integers(0, 6)), draw(_one_of((1, 1, 1, 2)))) for _ in parts)
    total = sum(weights, Fraction(0))
    quota = Fraction(draw(_integers(0, int(total) + 1)))
    return Quota(quota, tuple(zip(parts, weights, strict=True)))
