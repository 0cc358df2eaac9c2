from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import given, settings

from detente.outcomes.rule_tree import AllOf, AnyOf, Quota, Vote, accepts, at_least, consensus, dual, voters
from tests.rule_strategies import rule_trees

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.outcomes.rule_tree import Rule


def _coalitions(names: tuple[str, ...]) -> Iterator[frozenset[str]]:
    for size in range(len(names) + 1):
        yield from map(frozenset, combinations(names, size))


def test_each_kind_of_rule_accepts_what_it_should() -> None:
    five = ("a", "b", "c", "d", "e")
    council = AllOf((consensus("ab"), at_least(4, five)))  # two vetoes beside four of five
    weighted = Quota(
        Fraction(3), ((Vote("a"), Fraction(2)), (Vote("b"), Fraction(1)), (Vote("c"), Fraction(1)))
    )
    nested = at_least(2, ()), AnyOf((Vote("z"), council))
    assert accepts(council, {"a", "b", "c", "d"})
    assert not accepts(council, {"a", "c", "d", "e"})
    assert [accepts(weighted, set(chosen)) for chosen in ("ab", "ac", "bc", "a")] == [
        True,
        True,
        False,
        False,
    ]
    assert not accepts(nested[0], set(five))
    assert accepts(nested[1], {"z"})


def test_voters_are_named_once_in_the_order_of_the_rule() -> None:
    assert voters(AllOf((consensus("ba"), at_least(1, "abc")))) == ("b", "a", "c")


@settings(max_examples=100)
@given(rule_trees(most=6))
def test_the_dual_wins_where_the_others_cannot(rule: Rule) -> None:
    """Definition of the dual of a simple game (Taylor and Zwicker 1999)."""
    everybody = frozenset(voters(rule))
    for coalition in _coalitions(voters(rule)):
        assert accepts(dual(rule), coalition) is not accepts(rule, everybody - coalition)


@settings(max_examples=100)
@given(rule_trees(most=6))
def test_a_larger_coalition_never_loses_what_a_smaller_one_wins(rule: Rule) -> None:
    for coalition in _coalitions(voters(rule)):
        if accepts(rule, coalition):
            assert all(accepts(rule, coalition | {one}) for one in voters(rule))
