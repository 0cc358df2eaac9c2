"""The tree of the best policy, by hand and by what must add up in any."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

import detente
from detente.case.formula import TRUE, Done
from detente.roadmap.exact.following import followed
from detente.roadmap.exact.induction import Graph, solved
from detente.roadmap.exact.policy_tree import LEAST_OF_GOAL, Choice, End, Outcome, Situation, policy_tree
from detente.roadmap.problem import Block, Gate, Problem
from tests.roadmap.strategies import small_problems

if TYPE_CHECKING:
    from collections.abc import Iterator


def _outcomes(choice: Choice) -> dict[tuple[tuple[int, ...], tuple[int, ...]], Outcome]:
    return {(one.delivered, one.failed): one for one in choice.outcomes}


def test_the_tree_of_the_crossing_is_that_found_by_hand() -> None:
    """The waiver succeeds with 0.9; the ferry with 0.7, less the tenth in which a breach is noticed."""
    result = detente.roadmap.analyse(detente.load(Path(__file__).with_name("crossing.yaml")))
    waiver, ferry, bridge = (result.problem.number(key) for key in ("waiver", "ferry", "bridge"))
    tree = result.policy_tree
    assert tree is not None
    [first] = tree.choices
    assert (tree.time, first.starts, first.share) == (0, (waiver,), 1)
    after = _outcomes(first)
    assert after[(waiver,), ()].share == pytest.approx(0.9)
    assert after[(), (waiver,)].share == pytest.approx(0.1)
    then = after[(waiver,), ()].then
    assert isinstance(then, Situation)
    assert then.time == 1
    ends = _outcomes(then.choices[0])
    assert then.choices[0].starts == (ferry,)
    assert ends[(ferry,), ()].share == pytest.approx(0.9 * 0.7 * 0.9)
    # East trusts at 0.20 then, where the ferry needs 0.30, and nothing else earns its trust.
    assert ends[(), (ferry,)].then is End.LOST
    third = ends[(ferry,), ()].then
    assert isinstance(third, Situation)
    assert third.choices[0].starts == (bridge,)
    assert _outcomes(third.choices[0])[(bridge,), ()].then is End.REACHED


def _ends(situation: Situation) -> dict[End, float]:
    """Return the share of runs with each end, and check that shares add up on the way."""
    found = dict.fromkeys(End, 0.0)
    for choice in situation.choices:
        assert choice.share == pytest.approx(
            sum(one.share for one in choice.outcomes) + choice.rest, abs=1e-10
        )
        for outcome in choice.outcomes:
            if isinstance(outcome.then, Situation):
                inside = sum(one.share for one in outcome.then.choices) + outcome.then.rest
                assert inside == pytest.approx(outcome.share, abs=1e-10)
                for end, share in _ends(outcome.then).items():
                    found[end] += share
            elif outcome.then is not None:
                found[outcome.then] += outcome.share
    return found


@settings(max_examples=80, deadline=None)
@given(problem=small_problems())
def test_the_ends_of_an_uncut_tree_add_up_to_the_chance(problem: Problem) -> None:
    found = solved(Graph.of(problem))
    for worth in (None, found.worth_of[:, 0]):
        tree = policy_tree(followed(found), worth, least=0.0, most_deep=1_000)
        if tree is None:
            assert found.probability in {0, 1}
            continue
        ends = _ends(tree)
        assert ends[End.REACHED] == pytest.approx(found.probability, abs=1e-10)
        assert ends[End.LOST] == pytest.approx(1 - found.probability, abs=1e-10)


def test_what_hardly_ever_comes_up_ends_as_well() -> None:
    """The window is still shut in the last period but one in a quadrillion runs."""
    window = Gate(open_today=False, opens=0.999, closes=0.5)
    road = Problem((Block("talks", delivers=0.5, gate=0),), Done("talks"), 6, gates=(window,))
    found = solved(Graph.of(road))
    tree = policy_tree(followed(found), None, least=0.0, most_deep=1_000)
    assert tree is not None
    assert sum(_ends(tree).values()) == pytest.approx(1)


def _reached(situation: Situation) -> list[float]:
    """Return the share of each branch at whose end the goal is reached, the greatest first."""
    found = []
    for choice in situation.choices:
        for outcome in choice.outcomes:
            if isinstance(outcome.then, Situation):
                found += _reached(outcome.then)
            elif outcome.then is End.REACHED:
                found.append(outcome.share)
    return sorted(found, reverse=True)


def _row(count: int, delivers: float) -> Problem:
    """Return blocks in a row, each with one period in which it may start."""
    blocks = tuple(
        Block(
            f"b{place}",
            delivers=delivers,
            after=Done(f"b{place - 1}") if place else TRUE,
            windows=((place, place),),
        )
        for place in range(count)
    )
    return Problem(blocks, Done(f"b{count - 1}"), count)


@pytest.mark.parametrize(("count", "delivers"), [(3, 0.01), (12, 0.9), (12, 0.5)])
def test_the_only_way_to_the_goal_is_shown_however_rare_and_however_deep(count: int, delivers: float) -> None:
    """All of so many in a row must be delivered."""
    found = solved(Graph.of(_row(count, delivers)))
    tree = policy_tree(followed(found), found.worth_of[:, 0])
    assert tree is not None
    assert _reached(tree) == [pytest.approx(delivers**count)]


@settings(max_examples=80, deadline=None)
@given(problem=small_problems())
def test_every_likely_way_to_the_goal_is_shown_and_the_tree_stays_small(problem: Problem) -> None:
    found = solved(Graph.of(problem))
    following, worth = followed(found), found.worth_of[:, 0]
    tree = policy_tree(following, worth, least=0.3, most_deep=2)
    whole = policy_tree(following, worth, least=0.0, most_deep=1_000)
    if tree is None or whole is None:
        return
    shown, every = _reached(tree), _reached(whole)
    much = LEAST_OF_GOAL * found.probability
    assert shown
    # Shares are sums in another order, so that one at the very limit may fall on either side.
    assert len(shown) >= sum(share > much * (1 + 1e-9) for share in every)

    def widths(situation: Situation, depth: int) -> Iterator[int]:
        for choice in situation.choices:
            yield depth
            for outcome in choice.outcomes:
                if isinstance(outcome.then, Situation):
                    yield from widths(outcome.then, depth + 1)

    most = 1 / 0.3 + 1 / LEAST_OF_GOAL + 1
    assert all(count <= most for count in Counter(widths(tree, 1)).values())


@settings(max_examples=40, deadline=None)
@given(problem=small_problems())
def test_a_cut_tree_shows_nothing_rare_and_nothing_deep(problem: Problem) -> None:
    tree = policy_tree(followed(solved(Graph.of(problem))), least=0.1, most_deep=2)

    def check(situation: Situation, depth: int) -> None:
        assert depth <= 2
        for choice in situation.choices:
            assert choice.share >= 0.1
            for outcome in choice.outcomes:
                assert outcome.share >= 0.1
                if isinstance(outcome.then, Situation):
                    check(outcome.then, depth + 1)

    if tree is not None:
        check(tree, 1)
