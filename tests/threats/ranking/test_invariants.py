"""What must not change a joint ranking, or must change it in a known way."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from detente.threats.ranking import (
    Ballot,
    Profile,
    borda,
    condorcet_loser,
    condorcet_winner,
    kemeny,
    kendall_tau_distance,
    pairwise,
)
from tests.threats.ranking.profiles import profiles, strict_profiles


def _renamed(profile: Profile, names: dict[str, str], order: tuple[str, ...]) -> Profile:
    """Return a profile under other names; ``order``: in which they are named."""
    ballots = tuple(
        Ballot(tuple(tuple(names[name] for name in tier) for tier in one.tiers), one.weight)
        for one in profile.ballots
    )
    return Profile(tuple(names[name] for name in order), ballots)


def _backwards(profile: Profile) -> Profile:
    return Profile(
        profile.alternatives, tuple(replace(one, tiers=one.tiers[::-1]) for one in profile.ballots)
    )


@given(profiles(), st.data())
def test_names_and_their_order_do_not_matter(profile: Profile, data: st.DataObject) -> None:
    names = dict(zip(profile.alternatives, data.draw(st.permutations(profile.alternatives)), strict=True))
    renamed = _renamed(profile, names, tuple(data.draw(st.permutations(profile.alternatives))))
    before, after = kemeny(profile), kemeny(renamed)
    assert {tuple(map(names.__getitem__, ranking)) for ranking in before.rankings} == set(after.rankings)
    assert (before.score, before.count) == (after.score, after.count)
    assert {(names[a], names[b]) for a, b in before.ordered_alike} == after.ordered_alike
    points = borda(profile).points
    assert borda(renamed).points == {names[name]: points[name] for name in points}


@given(profiles(least=2))
def test_rankings_turned_round_turn_the_answer_round(profile: Profile) -> None:
    before, after = kemeny(profile), kemeny(_backwards(profile))
    assert {ranking[::-1] for ranking in before.rankings} == set(after.rankings)
    assert (before.score, before.count) == (after.score, after.count)
    assert borda(_backwards(profile)).ranking == tuple(tuple(tier) for tier in borda(profile).ranking[::-1])
    assert condorcet_winner(pairwise(profile)) == condorcet_loser(pairwise(_backwards(profile)))


@given(profiles(), st.data())
def test_the_order_of_voters_does_not_matter(profile: Profile, data: st.DataObject) -> None:
    shuffled = Profile(profile.alternatives, tuple(data.draw(st.permutations(profile.ballots))))
    assert replace(kemeny(shuffled), profile=profile) == kemeny(profile)
    assert borda(shuffled) == borda(profile)


@given(profiles(), st.integers(2, 4))
def test_as_many_copies_of_all_voters_change_the_number_of_votes_alone(profile: Profile, copies: int) -> None:
    before, after = kemeny(profile), kemeny(Profile(profile.alternatives, profile.ballots * copies))
    assert (before.rankings, before.count) == (after.rankings, after.count)
    assert after.score == copies * before.score
    assert [one.most for one in after.margins] == [copies * one.most for one in before.margins]


@given(profiles())
def test_a_weight_is_as_good_as_so_many_voters(profile: Profile) -> None:
    apart = tuple(
        part
        for one in profile.ballots
        for part in (
            replace(one, weight=Fraction(one.weight, 3)),
            replace(one, weight=Fraction(2 * one.weight, 3)),
        )
    )
    assert replace(kemeny(Profile(profile.alternatives, apart)), profile=profile) == kemeny(profile)


@given(strict_profiles(4), strict_profiles(4))
def test_rankings_that_two_bodies_share_are_those_of_both_together(one: Profile, other: Profile) -> None:
    """Reinforcement: with neutrality and Condorcet's criterion it singles out this rule (Young 1978)."""
    names = dict(
        zip(kemeny(other).rankings[0], kemeny(one).rankings[0], strict=True)
    )  # so that one is shared
    second = _renamed(other, names, one.alternatives)
    shared = set(kemeny(one).rankings) & set(kemeny(second).rankings)
    together = kemeny(Profile(one.alternatives, one.ballots + second.ballots))
    assert shared
    assert set(together.rankings) == shared


@given(profiles(least=2))
def test_the_condorcet_winner_comes_first_and_the_loser_last(profile: Profile) -> None:
    votes, found = pairwise(profile), kemeny(profile)
    winner, loser = condorcet_winner(votes), condorcet_loser(votes)
    assert winner is None or {ranking[0] for ranking in found.rankings} == {winner}
    assert loser is None or {ranking[-1] for ranking in found.rankings} == {loser}
    assert winner is None or borda(profile).ranking[-1] != (winner,)


@given(strict_profiles(5))
def test_kendalls_distance_is_one(profile: Profile) -> None:
    orders = [one.ranked for one in profile.ballots]
    for first in orders:
        assert kendall_tau_distance(first, first) == 0
        assert kendall_tau_distance(first, first[::-1]) == 10
        for second in orders:
            assert kendall_tau_distance(first, second) == kendall_tau_distance(second, first)
            for third in orders:
                assert kendall_tau_distance(first, third) <= kendall_tau_distance(
                    first, second
                ) + kendall_tau_distance(second, third)
