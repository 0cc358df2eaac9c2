"""The ends of every range: nothing to rank, nobody who ranks, one alternative, everything tied."""

from __future__ import annotations

import re
from fractions import Fraction
from importlib import import_module
from itertools import combinations
from math import factorial
from typing import TYPE_CHECKING

import pytest

from detente.threats.ranking import (
    Ballot,
    Profile,
    borda,
    condorcet_loser,
    condorcet_winner,
    kemeny,
    kemeny_score,
    kendall_tau_distance,
    pairwise,
    ranked,
)
from tests.threats.ranking.profiles import random_profile

if TYPE_CHECKING:
    from collections.abc import Callable

AB = Profile(("a", "b"), (ranked("a", "b"),))
FINE = Profile(("a", "b", "c"), (ranked("a", "b", weight=Fraction(1, 3**39)), ranked("c", "b")))


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda: Profile((), (ranked(),)), "there is nothing to rank"),
        (lambda: Profile(("a",), ()), "nobody ranked anything"),
        (lambda: Profile(("a", "a"), (ranked("a"),)), "the alternative 'a' is named twice"),
        (lambda: Profile(("a",), (ranked("a"), ranked("x"))), "ranking 2 has 'x', which is not among"),
        (lambda: ranked("a", ("b", "a")), "'a' is ranked twice"),
        (lambda: ranked("a", weight=-1), "a weight must be 0 or more, and -1 is below 0"),
        (lambda: ranked("a", weight=0.5), "limit_denominator(1000) makes one of a float"),  # type: ignore[arg-type]
        (lambda: ranked("a", weight=True), "a weight must be a whole number or a Fraction"),
        (lambda: kemeny(AB, most=0), "list at least one ranking"),
        (lambda: kemeny(FINE), "graded too finely"),
        (lambda: kemeny_score(AB, "a"), "a is no order of the alternatives a, b"),
        (lambda: kemeny_score(AB, "aab"), "each must stand in it once"),
        (lambda: pairwise(AB).margin("a", "x"), "'x' is not among the alternatives a, b"),
        (lambda: kendall_tau_distance("ab", "ac"), "'b' is in one only"),
        (lambda: kendall_tau_distance("aba", "ab"), "'a' is ranked twice"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(ask: Callable[[], object], says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        ask()


def test_one_alternative_is_its_own_ranking() -> None:
    profile = Profile(("a",), (ranked("a"),))
    found = kemeny(profile)
    assert found.rankings == (("a",),)
    assert found.count == 1
    assert found.score == 0
    assert not found.margins
    assert found.buckets == found.components == borda(profile).ranking == (("a",),)
    assert condorcet_winner(pairwise(profile)) == condorcet_loser(pairwise(profile)) == "a"


@pytest.mark.parametrize(
    "ballot", [ranked(), ranked("d"), ranked(("a", "b", "c")), ranked("a", "b", weight=0)]
)
def test_where_nobody_prefers_anything_all_orders_are_equally_good(ballot: Ballot) -> None:
    names = ("a", "b", "c", "d")
    found = kemeny(Profile(names, (ballot,)), most=5)
    assert found.score == 0
    assert (found.count, len(found.rankings), found.complete) == (24, 5, False)
    assert found.buckets == (names,)
    assert not found.ordered_alike
    assert borda(Profile(names, (ballot,))).ranking == (names,)


@pytest.mark.parametrize("size", [20, 25, 81])
def test_where_nobody_prefers_anything_among_many(size: int) -> None:
    """20 are counted out; of 25 the solver tells that no pair is ordered alike; 81 are too many for it."""
    names = tuple(f"t{number:02}" for number in range(size))
    found = kemeny(Profile(names, (ranked(names),)), most=2)
    assert found.score == 0
    assert found.exactness == "exact"
    assert found.count == (factorial(20) if size == 20 else None)
    assert not found.ordered_alike
    assert bool(found.undecided) is (size == 81)


def test_the_method_is_told_in_words() -> None:
    found = kemeny(random_profile(9, 4, 5))
    assert found.method.startswith("extended Condorcet criterion (")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module("detente.threats.ranking.kemeny"), "LARGEST_COUNTED", 1)
        assert "integer programming (1 group of" in kemeny(random_profile(9, 4, 5)).method


def test_a_group_is_not_counted_where_all_that_optimal_rankings_share_lies_within_large_parts() -> None:
    """Three blocks of 8 beat one another in a cycle by 2 to 1, and inside each all agree.

    Each way of taking one of each block makes a cycle, which costs a vote more than the 1 against each
    majority. A pair of two blocks is in 8 of these 512 cycles, so that 64 votes are lost at least; whole
    blocks one after the other lose no more.
    """
    first, second, third = (tuple(f"{block}{number}" for number in range(8)) for block in "xyz")
    cycle = ((*first, *second, *third), (*second, *third, *first), (*third, *first, *second))
    found = kemeny(Profile(cycle[0], tuple(ranked(*order) for order in cycle)), seconds=None)
    assert found.exactness == "exact"
    assert found.distance == 3 * 64 + 64
    assert set(cycle) <= set(found.rankings)
    inside = {pair for block in (first, second, third) for pair in combinations(block, 2)}
    assert found.ordered_alike == inside
    assert found.count is None
    assert not found.undecided


def test_weights_too_fine_for_the_kemeny_rule_still_have_a_borda_count() -> None:
    tiny = Fraction(1, 3**39)
    assert borda(FINE).points == {"a": 1 + 3 * tiny / 2, "b": (1 + tiny) / 2, "c": Fraction(3, 2) + tiny}
