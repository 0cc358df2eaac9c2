"""Adjusted winner on small cases worked out by hand, and its three properties on random ones."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.bargaining.adjusted_winner import AdjustedWinner, adjusted_winner
from detente.outcomes.negotiation import negotiation_of
from tests.case_strategies import read_case

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Points = tuple[int, ...]


def _divided(stances: Sequence[tuple[Points, Points]], **changes: Any) -> AdjustedWinner | None:  # noqa: ANN401
    """Return the division of issues whose options are worth so much to a and to b."""
    issues = {
        f"issue{index}": {
            "options": [f"option{place}" for place in range(len(ours))],
            "today": "option0",
            "decided_by": ["a", "b"],
            "stances": {
                key: {"points": {f"option{place}": point for place, point in enumerate(points)}}
                for key, points in (("a", ours), ("b", theirs))
            },
        }
        for index, (ours, theirs) in enumerate(stances)
    }
    case = {"detente": 1, "title": "A division", "as_of": "2010-02-01", "parties": {"a": None, "b": None}}
    return adjusted_winner(negotiation_of(read_case({**case, "issues": issues, **changes}).nominal))


def test_a_divorce() -> None:
    """By hand: a gives 60 and 40, b 30 and 70, and each wins one.

    b leads 70 to 60 and passes x of the second with 70 - 70x = 60 + 40x, so x = 1/11, and both have 700/11.
    """
    found = _divided([((60, 0), (0, 30)), ((40, 0), (0, 70))])
    assert found is not None
    assert found.wins == {"issue0": "a", "issue1": "b"}
    assert (found.split_issue, found.shares) == ("issue1", {"b": Fraction(10, 11), "a": Fraction(1, 11)})
    assert found.points == {"a": Fraction(700, 11), "b": Fraction(700, 11)}


def test_nothing_is_split_where_the_first_division_is_equal() -> None:
    """By hand: each wins what it gives 70."""
    found = _divided([((70, 0), (0, 30)), ((30, 0), (0, 70))])
    assert found is not None
    assert (found.split_issue, found.shares) == (None, {})
    assert found.points == {"a": 70, "b": 70}


def test_a_single_contested_issue_is_halved() -> None:
    """By hand: 100 - 100x = 100x."""
    found = _divided([((5, 0), (0, 2))])
    assert found is not None
    assert found.shares == {"a": Fraction(1, 2), "b": Fraction(1, 2)}
    assert found.points == {"a": 50, "b": 50}


def test_a_whole_issue_passes_before_the_next_is_split() -> None:
    """By hand, shares of 100: a 50, 30, 20 against b 40, 20, 40 (in halves of 2).

    a wins the first two, 80 to 40. The first passes first (50/40 < 30/20): 80 - 50x = 40 + 40x gives x = 4/9.
    """
    found = _divided([((5, 0), (0, 4)), ((3, 0), (0, 2)), ((2, 0), (0, 4))])
    assert found is not None
    assert (found.split_issue, found.shares["a"]) == ("issue0", Fraction(5, 9))
    assert found.points == {"a": 80 - Fraction(200, 9), "b": 40 + Fraction(160, 9)}


def test_issues_on_which_both_favour_the_same_are_agreed_and_not_contested() -> None:
    found = _divided([((0, 9, 1), (0, 8, 2)), ((5, 0), (0, 2))])
    assert found is not None
    assert found.agreed == {"issue0": "option1"}
    assert set(found.wins) == {"issue1"}


def test_an_issue_is_worth_the_distance_between_the_two_favourites() -> None:
    """By hand: a falls from 9 to 3 at b's favourite, b from 7 to 5 at a's; other options play no part."""
    found = _divided([((9, 3, 0), (5, 7, 0)), ((6, 0), (0, 2))])
    assert found is not None
    assert found.points == {"a": 50, "b": 50}


def test_among_favourites_of_equal_worth_the_one_that_is_best_for_the_other_counts() -> None:
    found = _divided([((4, 4, 0), (0, 3, 5)), ((4, 0), (0, 2))])
    assert found is not None
    assert found.wins.keys() == {"issue0", "issue1"}
    # By hand: b gains 5 - 3 = 2 on the first issue, so both issues weigh the same for both.
    assert found.points == {"a": 50, "b": 50}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"negotiation": {"signatories": ["a"]}}, id="one signatory"),
        pytest.param({"negotiation": {"issues": []}}, id="nothing on the table"),
    ],
)
def test_there_is_none_without_two_parties_that_disagree(changes: Mapping[str, Any]) -> None:
    assert _divided([((5, 0), (0, 2))], **changes) is None


def test_there_is_none_where_nothing_is_contested() -> None:
    assert _divided([((5, 0), (2, 0))]) is None


@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(1, 20), st.integers(1, 20)), min_size=1, max_size=6))
def test_it_is_equitable_envy_free_and_efficient(points: list[tuple[int, int]]) -> None:
    """Brams and Taylor 1996, theorem 4.1. Efficient: no issue that one has would pass at a better ratio."""
    found = _divided([((ours, 0), (0, theirs)) for ours, theirs in points])
    assert found is not None
    assert found.points["a"] == found.points["b"] >= 50
    held = {issue: Fraction(int(winner == "a")) for issue, winner in found.wins.items()}
    if found.split_issue is not None:
        held[found.split_issue] = found.shares["a"]
        assert 0 < found.shares["a"] < 1
    totals = [sum(one[side] for one in points) for side in (0, 1)]
    worth = {
        f"issue{index}": (Fraction(100 * a, totals[0]), Fraction(100 * b, totals[1]))
        for index, (a, b) in enumerate(points)
    }
    assert sum(held[issue] * ours for issue, (ours, _) in worth.items()) == found.points["a"]
    assert sum((1 - held[issue]) * theirs for issue, (_, theirs) in worth.items()) == found.points["b"]
    ratios = {issue: ours / theirs for issue, (ours, theirs) in worth.items()}
    kept = [ratios[issue] for issue in held if held[issue] > 0]
    given_up = [ratios[issue] for issue in held if held[issue] < 1]
    assert not kept or not given_up or min(kept) >= max(given_up)


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(1, 20), st.integers(1, 20)), min_size=1, max_size=5))
def test_it_does_not_matter_who_is_named_first(points: list[tuple[int, int]]) -> None:
    assume(len({Fraction(a, b) for a, b in points}) == len(points))  # ties may be broken either way
    one = _divided([((ours, 0), (0, theirs)) for ours, theirs in points])
    other = _divided([((theirs, 0), (0, ours)) for ours, theirs in points])
    assert one is not None
    assert other is not None
    assert one.points["a"] == other.points["b"]
    assert one.shares.get("a") == other.shares.get("b")
