"""What must hold of Dresher's game whatever its numbers, and where it ends."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.verification.games.dresher import inspect_probability, value, value_by_recursion
from detente.verification.games.inspection_game import InspectionGame
from detente.verification.games.leadership import (
    inspector_payoff,
    payoffs_by_recursion,
    violate_probability,
)
from detente.verification.games.matrix_game import two_by_two
from detente.verification.games.payoffs import Payoffs
from detente.verification.games.stages import number_of_stages, stage, stages, uninspected_stages
from tests.verification.games.game_strategies import payoffs_of_all_kinds

numbers = st.tuples(st.integers(0, 14), st.integers(0, 16))


def test_both_ways_to_the_value_agree_up_to_forty_periods() -> None:
    for n in range(41):
        for m in range(n + 2):
            assert value(n, m) == value_by_recursion(n, m)
    uneven = Payoffs(3, Fraction(2, 7))
    for m in range(42):
        assert value(40, m, uneven) == value_by_recursion(40, m, uneven)


@given(numbers, payoffs_of_all_kinds(), st.booleans())
@settings(deadline=None)
def test_both_ways_to_both_payoffs_agree(game: tuple[int, int], payoffs: Payoffs, announced: bool) -> None:
    closed = value(*game, payoffs), inspector_payoff(*game, payoffs, announced=announced)
    assert payoffs_by_recursion(*game, payoffs, announced=announced) == closed
    assert value_by_recursion(*game, payoffs) == closed[0]


@given(numbers, payoffs_of_all_kinds(), st.fractions(Fraction(1, 9), 9, max_denominator=9))
@settings(deadline=None)
def test_the_unit_of_the_inspectee_does_not_matter(
    game: tuple[int, int], payoffs: Payoffs, scale: Fraction
) -> None:
    scaled = Payoffs(payoffs.gain * scale, payoffs.penalty * scale, payoffs.caught)
    one, other = stage(*game, payoffs), stage(*game, scaled)
    assert other.inspectee == one.inspectee * scale
    assert (other.inspect, other.violate, other.inspector) == (one.inspect, one.violate, one.inspector)


@given(numbers, payoffs_of_all_kinds())
@settings(deadline=None)
def test_more_inspections_leave_less_and_more_periods_more(game: tuple[int, int], payoffs: Payoffs) -> None:
    n, m = game
    assert value(n, m + 1, payoffs) <= value(n, m, payoffs) <= value(n + 1, m, payoffs) <= payoffs.gain
    for announced in (False, True):
        here = inspector_payoff(n, m, payoffs, announced=announced)
        assert -1 <= inspector_payoff(n + 1, m, payoffs, announced=announced) <= here
        assert here <= inspector_payoff(n, m + 1, payoffs, announced=announced) <= 0


@given(numbers, payoffs_of_all_kinds())
@settings(deadline=None)
def test_a_higher_penalty_leaves_less(game: tuple[int, int], payoffs: Payoffs) -> None:
    higher = Payoffs(payoffs.gain, payoffs.penalty + 1)
    assert value(*game, higher) <= value(*game, payoffs)
    assert inspect_probability(*game, higher) <= inspect_probability(*game, payoffs)


@given(numbers, payoffs_of_all_kinds())
@settings(deadline=None)
def test_announcing_never_hurts_and_changes_nothing_where_the_game_is_zero_sum(
    game: tuple[int, int], payoffs: Payoffs
) -> None:
    without, announced = (inspector_payoff(*game, payoffs, announced=one) for one in (False, True))
    assert announced >= without
    zero_sum = Payoffs(payoffs.gain, payoffs.penalty)
    assert inspector_payoff(*game, zero_sum) == inspector_payoff(*game, zero_sum, announced=True)
    if 0 < game[1] < game[0]:
        assert (announced > without) is not payoffs.zero_sum


@given(numbers, payoffs_of_all_kinds(), st.booleans())
@settings(deadline=None)
def test_stages_are_the_same_one_by_one_and_along_the_way(
    game: tuple[int, int], payoffs: Payoffs, announced: bool
) -> None:
    n, m = game
    along = list(uninspected_stages(n, m, payoffs, announced=announced))
    assert along == [stage(k, m, payoffs, announced=announced) for k in range(n, 0, -1)]
    everything = stages(n, m, payoffs, announced=announced)
    assert len(everything) == number_of_stages(n, m)
    assert set(along) <= set(everything)


@given(st.lists(st.integers(-3, 3), min_size=4, max_size=4))
def test_two_by_two_games_are_solved_whether_or_not_anybody_mixes(entries: list[int]) -> None:
    """No other row or column does better against what is answered."""
    a, b, c, d = map(Fraction, entries)
    found, upper, left = two_by_two((a, b), (c, d))
    assert 0 <= upper <= 1
    assert 0 <= left <= 1
    assert found == min(upper * a + (1 - upper) * c, upper * b + (1 - upper) * d)
    assert found == max(left * a + (1 - left) * b, left * c + (1 - left) * d)


def test_of_thousands_of_periods_the_first_stages_are_listed() -> None:
    game = InspectionGame(5000, 2500)
    assert game.value == value(5000, 2500)
    assert 0 < game.first.inspect < 1
    assert len(game.stages) == 500
    assert not game.all_listed


@pytest.mark.parametrize(
    ("game", "legal", "first"),
    [
        ((0, 0), "always", "No period is left"),
        ((0, 4), "always", "No period is left"),
        ((5, 0), "never", "Without inspections nothing deters"),
        ((4, 4), "always", "There is an inspection for every period: "),
        ((4, 9), "always", "There is an inspection for every period; 5 more cannot be used"),
        ((1, 1), "always", "There is an inspection for the only period"),
        ((1, 0), "never", "Without inspections"),
        ((4, 2), "mixed", "With 2 inspections for 4 periods the inspectee can expect 3/11"),
        ((10**9, 0), "never", "Without inspections"),
        ((10**9, 10**9), "always", "There is an inspection for every period"),
    ],
)
def test_every_kind_of_game_is_said_in_words(game: tuple[int, int], legal: str, first: str) -> None:
    answer = InspectionGame(*game)
    assert answer.legal == legal
    assert answer.summary()[0].startswith(first)
    assert answer.to_json()["value"] == str(value(*game))
    assert len(answer.to_frames()["stages"]) == min(number_of_stages(*game), 500)


def test_what_an_announcement_brings_is_said() -> None:
    """One of two periods, loss 1/2 by a caught violation: by hand 1 / (2 - 1/2) without it, 1/3 with it."""
    half = Payoffs(caught=Fraction(1, 2))
    said = " ".join(InspectionGame(2, 1, half).summary())
    assert "expect to lose 2/3 (0.667)" in said
    assert "that would be 1/3 (0.333)" in said
    announced = InspectionGame(2, 1, half, announced=True)
    assert announced.legal == "while inspections remain"
    assert announced.first.violate == 0
    assert announced.inspector == Fraction(-1, 3)
    assert "without the announcement it would have to expect a loss of 2/3" in " ".join(announced.summary())
    gains = " ".join(InspectionGame(3, 1, Payoffs(caught=Fraction(-1, 2))).summary())
    assert "gains 1/2 by one that is caught" in gains


def test_how_often_it_is_enough_to_inspect_is_said() -> None:
    """By hand: one that is caught loses 3 and one that is not gains 1, so that 1/4 makes it a tie."""
    said = " ".join(InspectionGame(2, 2, Payoffs(penalty=Fraction(3))).summary())
    assert "Any probability above 1/4 (0.25) is enough for each period" in said
    assert "no more than a tie" in " ".join(InspectionGame(3, 1, Payoffs(penalty=Fraction(0))).summary())


def test_an_announced_zero_sum_game_says_that_it_changes_nothing() -> None:
    said = " ".join(InspectionGame(3, 1, announced=True).summary())
    assert "without the announcement both could expect the same" in said


def test_charts_follow_the_path_without_inspections() -> None:
    drawn = InspectionGame(6, 2).charts()["stages"].to_dict()
    rows = [layer["data"]["values"] for layer in drawn["layer"]]
    chances = [row["chance"] for row in rows[0]]
    assert chances[0] == pytest.approx(3 / 11)
    assert chances[-2:] == [1, 1]
    assert InspectionGame(0, 2).charts() == {}
    assert InspectionGame(1, 0).charts()["stages"].to_dict()
    assert InspectionGame(200, 30).charts()["stages"].to_dict()


def test_a_notebook_shows_the_sentences_and_the_stages() -> None:
    shown = InspectionGame(3, 1)._repr_html_()
    assert "<li>With 1 inspection for 3 periods" in shown
    assert "1/4" in shown


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"gain": 0}, "above 0"),
        ({"gain": Fraction(-1, 2)}, "above 0"),
        ({"penalty": -1}, "must not be below 0"),
        ({"caught": 1}, "below 1"),
        ({"caught": Fraction(-3, 2)}, "at least -1 here"),
        ({"penalty": 0, "caught": Fraction(1, 2)}, "Without a penalty"),
    ],
)
def test_payoffs_without_meaning_are_refused(given: dict[str, Fraction | int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Payoffs(**given)


@pytest.mark.parametrize("game", [(-1, 0), (0, -1), (-2, -2)])
def test_numbers_below_nothing_are_refused(game: tuple[int, int]) -> None:
    for ask in (value, value_by_recursion, inspect_probability, InspectionGame):
        with pytest.raises(ValueError, match="is no number of"):
            ask(*game)
    for about in (inspector_payoff, violate_probability, stage, stages, payoffs_by_recursion):
        with pytest.raises(ValueError, match="is no number of"):
            about(*game, Payoffs())


def test_games_with_endless_digits_and_announcements_without_penalty_are_refused() -> None:
    with pytest.raises(ValueError, match="thousands of digits"):
        InspectionGame(9000, 4500)
    with pytest.raises(ValueError, match="thousands of digits"):
        InspectionGame(900, 800, Payoffs(penalty=Fraction(1, 999_999_999)))
    with pytest.raises(ValueError, match="better than a tie"):
        InspectionGame(3, 1, Payoffs(penalty=0), announced=True)
    assert InspectionGame(3, 1, Payoffs(penalty=0)).value == Fraction(2, 3)
