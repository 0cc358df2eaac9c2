"""In which share of profiles alternatives are ordered so, by resamples and by other draws."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import permutations, product
from typing import TYPE_CHECKING

import pytest

from detente.threats.ranking import Profile, by_borda, by_kemeny, order_shares, ranked, resamples
from tests.threats.ranking.profiles import random_profile

if TYPE_CHECKING:
    from collections.abc import Callable

    Rule = Callable[[Profile], frozenset[tuple[str, str]]]

AB = Profile(("a", "b"), (ranked("a", "b"),))


@pytest.mark.parametrize("rule", [by_borda, by_kemeny])
def test_a_seed_gives_the_same_shares_every_time(
    rule: Callable[[Profile], frozenset[tuple[str, str]]],
) -> None:
    profile = random_profile(5, 6, 2)
    one, other = (order_shares(resamples(profile, 50, seed=4), rule) for _ in range(2))
    assert one == other
    assert one != order_shares(resamples(profile, 50, seed=5), rule)
    for above in profile.alternatives:
        assert one.share(above, above) == 0
        for below in profile.alternatives:
            assert 0 <= one.share(above, below) + one.share(below, above) <= 1


@pytest.mark.parametrize("rule", [by_borda, by_kemeny])
def test_where_all_agree_every_resample_does(rule: Rule) -> None:
    profile = Profile(("a", "b", "c"), (ranked("b", "c", "a"),) * 4)
    shares = order_shares(resamples(profile, 20, seed=0), rule)
    assert [shares.share(*pair) for pair in (("b", "c"), ("b", "a"), ("c", "a"))] == [1, 1, 1]


@pytest.mark.parametrize("rule", [by_borda, by_kemeny])
def test_resamples_come_near_the_share_of_all_that_could_be_drawn(rule: Rule) -> None:
    """Of the 27 ways to draw three ballots of three, counted out; 2,000 draws are within four deviations."""
    profile = Profile(("a", "b", "c"), (ranked(*"abc"), ranked(*"bca"), ranked("a", ("b", "c"))))
    ways = [Profile(profile.alternatives, drawn) for drawn in product(profile.ballots, repeat=3)]
    true, found = order_shares(ways, rule), order_shares(resamples(profile, 2000, seed=9), rule)
    assert true.profiles == 27
    for pair in (("a", "b"), ("b", "c"), ("c", "a")):
        assert abs(found.share(*pair) - true.share(*pair)) < 4 * Fraction(1, 2) / 44


def test_pairs_that_tie_are_in_neither_share() -> None:
    shares = order_shares([AB, Profile(("a", "b"), (ranked(("a", "b")),))], by_borda)
    assert (shares.share("a", "b"), shares.share("b", "a")) == (Fraction(1, 2), Fraction(0))


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda: order_shares([], by_borda), "there is no profile"),
        (lambda: order_shares([AB, Profile(("b", "a"), AB.ballots)], by_borda), "must rank the same"),
        (lambda: order_shares([AB], by_borda).share("a", "x"), "'x' is not among the alternatives"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(ask: Callable[[], object], says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        ask()


@pytest.mark.parametrize("rule", [by_borda, by_kemeny])
def test_resamples_within_groups_come_near_the_share_of_all_that_could_be_drawn(rule: Rule) -> None:
    """Of the four ways to draw two ballots of the first side, with the one of the second always there."""
    ballots = (ranked(*"abc"), ranked(*"cab"), ranked(*"bca"))
    profile = Profile(("a", "b", "c"), ballots)
    ways = [
        Profile(profile.alternatives, (*(ballots[one] for one in drawn), ballots[1]))
        for drawn in product((0, 2), repeat=2)
    ]
    drawn = list(resamples(profile, 2000, 9, ["one", "other", "one"]))
    assert all(sum(one == ballots[1] for one in way.ballots) == 1 for way in drawn)
    true, found = order_shares(ways, rule), order_shares(drawn, rule)
    for pair in permutations("abc", 2):
        assert abs(found.share(*pair) - true.share(*pair)) < 4 * Fraction(1, 2) / 44


def test_every_ballot_has_a_group() -> None:
    with pytest.raises(ValueError, match="zip"):
        next(resamples(AB, 1, 0, ["one", "other"]))
