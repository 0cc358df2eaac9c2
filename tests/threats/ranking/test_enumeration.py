"""Kemeny rankings by each way of finding them, against going through every order."""

from __future__ import annotations

from fractions import Fraction
from importlib import import_module
from itertools import pairwise as neighbours
from itertools import permutations
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.outcomes.package_search.deadline import UndecidedError
from detente.threats.ranking import Ballot, Profile, borda, kemeny, kendall_tau_distance, pairwise
from detente.threats.ranking.condorcet_components import condorcet_components
from tests.threats.ranking.enumeration import enumerate_orders, prefers
from tests.threats.ranking.profiles import profiles, random_profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.threats.ranking import Kemeny

RULE = import_module("detente.threats.ranking.kemeny")
SEARCH = import_module("detente.threats.ranking.kemeny_searched")
WAYS = ("counted", "counted as one group", "searched", "searched and not counted")


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> Iterator[str]:
    """Have groups of any size found in one way."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "counted as one group":
            patch.setattr(RULE, "condorcet_components", lambda margins: (tuple(range(len(margins))),))
        if "searched" in request.param:
            patch.setattr(RULE, "LARGEST_COUNTED", 1)
        if "not counted" in request.param:
            patch.setattr(SEARCH, "LARGEST_COUNTED", 1)
        yield request.param


def _is_as_enumerated(found: Kemeny, profile: Profile, way: str) -> None:
    true = enumerate_orders(profile)
    assert (found.score, found.bound, found.exactness) == (true.best, true.best, "exact")
    assert found.worst_score == min(true.scores.values())
    assert found.ordered_alike == true.ordered_alike
    assert not found.undecided
    if found.count is None:
        assert "not counted" in way
        assert len(true.optimal) > 1
        assert set(found.rankings) <= set(true.optimal)
    else:
        assert (found.rankings, found.count) == (true.optimal, len(true.optimal))
    first = found.rankings[0]
    assert [(one.above, one.below) for one in found.margins] == [*neighbours(first)]
    for one in found.margins:
        assert one.least == one.most == true.margin(one.above, one.below)


@pytest.mark.usefixtures("way")
class TestEveryWay:
    def test_finds_all_optimal_rankings_and_margins(self, way: str) -> None:
        @given(profiles())
        def check(profile: Profile) -> None:
            _is_as_enumerated(kemeny(profile, seconds=None), profile, way)

        check()

    @pytest.mark.parametrize(("size", "voters", "seed"), [(6, 4, 1), (7, 5, 2), (8, 6, 3), (8, 3, 4)])
    def test_finds_them_among_up_to_eight_alternatives(
        self, way: str, size: int, voters: int, seed: int
    ) -> None:
        profile = random_profile(size, voters, seed)
        _is_as_enumerated(kemeny(profile, seconds=None), profile, way)

    def test_finds_them_with_weights_that_take_many_digits(self, way: str) -> None:
        """Next to equal weights, so that majorities are decided in the twelfth digit."""
        plain = random_profile(6, 7, 7)
        weighted = [
            Ballot(one.tiers, 1 + Fraction(place**2, 10**12)) for place, one in enumerate(plain.ballots)
        ]
        profile = Profile(plain.alternatives, tuple(weighted))
        assert np.abs(pairwise(profile).whole_margins().matrix).max() > 2**30
        _is_as_enumerated(kemeny(profile, seconds=None), profile, way)


@given(profiles(most=7))
def test_the_groups_are_strongly_connected_components(profile: Profile) -> None:
    margins = pairwise(profile).whole_margins().matrix
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(margins)))
    graph.add_edges_from((a, b) for a, b in permutations(range(len(margins)), 2) if margins[a, b] >= 0)
    groups = condorcet_components(margins)
    assert {frozenset(group) for group in groups} == {
        frozenset(one) for one in nx.strongly_connected_components(graph)
    }
    for earlier, later in neighbours(groups):
        assert (margins[np.ix_(earlier, later)] > 0).all()


@given(profiles(), st.integers(1, 4))
def test_no_more_are_listed_than_were_asked_for(profile: Profile, most: int) -> None:
    found = kemeny(profile, most=most)
    assert found.rankings == enumerate_orders(profile).optimal[:most]
    assert found.complete is (found.count is not None and found.count <= most)


@given(profiles(least=2))
def test_buckets_are_the_finest_groups_that_all_optimal_rankings_have_in_one_order(profile: Profile) -> None:
    optimal = enumerate_orders(profile).optimal
    cuts = [
        size
        for size in range(1, len(profile.alternatives) + 1)
        if len({frozenset(order[:size]) for order in optimal}) == 1
    ]
    buckets = kemeny(profile).buckets
    assert np.cumsum([len(bucket) for bucket in buckets]).tolist() == cuts
    assert all(sorted(order[: cuts[0]]) == sorted(buckets[0]) for order in optimal)


@given(profiles(least=2), st.sampled_from(["no time", "too many"]))
def test_what_is_not_proved_is_called_so(profile: Profile, why: str) -> None:
    """Where the solver has no time or is not asked, the bound is one, and nothing wrong is said of pairs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RULE, "LARGEST_COUNTED", 1)
        patch.setattr(SEARCH, "LARGEST_SEARCHED", 80 if why == "no time" else 1)
        found = kemeny(profile, seconds=0)
    true = enumerate_orders(profile)
    assert found.score <= true.best <= found.bound
    assert true.scores[found.rankings[0]] == found.score
    assert found.ordered_alike <= true.ordered_alike
    assert true.ordered_alike - found.ordered_alike <= found.undecided
    assert (found.exactness == "exact") is (found.score == found.bound)
    if found.exactness != "exact":
        assert found.exactness == ("bounded" if why == "no time" else "heuristic")
        assert (found.count, found.margins) == (None, ())


@given(profiles(least=3))
def test_what_time_did_not_suffice_for_is_open_though_the_score_is_proved(profile: Profile) -> None:
    def unanswered(*_: object) -> None:
        raise UndecidedError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RULE, "LARGEST_COUNTED", 1)
        patch.setattr("detente.threats.ranking.linear_ordering.LinearOrdering.other_with", unanswered)
        found = kemeny(profile, seconds=None)
    true = enumerate_orders(profile)
    assert (found.score, found.exactness) == (true.best, "exact")
    assert set(found.rankings) <= set(true.optimal)
    assert found.ordered_alike <= true.ordered_alike <= found.ordered_alike | found.undecided
    for one in found.margins:
        assert one.least <= true.margin(one.above, one.below) <= one.most


def _points(ballot: Ballot, names: Sequence[str], own: str) -> Fraction:
    """Return what a ballot of weight 1 gives one alternative: for each other 1, a half or nothing."""
    halves = sum(
        1 + prefers(ballot, own, other) - prefers(ballot, other, own) for other in names if other != own
    )
    return Fraction(halves, 2)


@given(profiles())
def test_the_borda_count_is_the_sum_over_ballots(profile: Profile) -> None:
    found = borda(profile)
    for name in profile.alternatives:
        assert found.points[name] == sum(
            one.weight * _points(one, profile.alternatives, name) for one in profile.ballots
        )
    size = len(profile.alternatives)
    assert sum(found.points.values()) == profile.total * size * (size - 1) / 2
    assert [len({found.points[name] for name in tier}) for tier in found.ranking] == [1] * len(found.ranking)


@given(profiles())
def test_the_distance_of_kendall_adds_half_of_each_tie_to_the_votes_against_an_order(
    profile: Profile,
) -> None:
    """Of complete ballots: a tie costs every strict order the same, so that the rule is as with distances."""
    complete = [one for one in profile.ballots if len(one.ranked) == len(profile.alternatives)]
    if not complete:
        return
    true = enumerate_orders(Profile(profile.alternatives, tuple(complete)))
    in_all = {order: true.scores[order] + true.scores[order[::-1]] for order in true.scores}
    pairs = len(profile.alternatives) * (len(profile.alternatives) - 1) // 2
    weight = sum((Fraction(one.weight) for one in complete), Fraction(0))
    for order, score in true.scores.items():
        apart = sum((one.weight * kendall_tau_distance(one.tiers, order) for one in complete), Fraction(0))
        tied = pairs * weight - in_all[order]
        assert apart == in_all[order] - score + tied / 2
