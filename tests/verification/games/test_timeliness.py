"""Timely detection: against all schedules written out, and what must hold whatever the numbers."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import combinations, product
from math import prod
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.verification.games import timeliness
from detente.verification.games.delays import delay, expected_delays, least_delay
from detente.verification.games.exact_support import equalising
from detente.verification.games.inspection_flow import number_of_edges, optimal_flow
from detente.verification.games.one_interim import one_interim
from detente.verification.games.seen_dates import next_date, seen_delay, starts_now
from detente.verification.games.timeliness import evenly_spaced, unseen_dates
from detente.verification.games.timely_inspections import TimelyInspections
from tests.verification.games.normal_form import minimax

if TYPE_CHECKING:
    from detente.verification.games.delays import Dates

SMALL = [(n, k) for n in range(1, 9) for k in range(n + 1)]
PLAYED = [(n, k) for n in range(1, 6) for k in range(3)] + [(6, 1)]


def _all_dates(periods: int, inspections: int) -> list[Dates]:
    return list(combinations(range(1, periods), min(inspections, periods - 1)))


@pytest.mark.parametrize("game", SMALL, ids=str)
def test_the_value_is_that_of_all_schedules_written_out(game: tuple[int, int]) -> None:
    """A matrix of beginnings and schedules, solved by linear programming without any flow."""
    periods = game[0]
    matrix = np.array(
        [[delay(start, dates, periods) for dates in _all_dates(*game)] for start in range(1, periods + 1)]
    )
    found = unseen_dates(*game)
    assert found.exact
    assert float(found.most) == pytest.approx(minimax(matrix.astype(float)), abs=1e-8)


@pytest.mark.parametrize("game", [*SMALL, (12, 3), (20, 4), (52, 4), (60, 1)], ids=str)
def test_both_strategies_prove_the_value(game: tuple[int, int]) -> None:
    """Probabilities add up, dates are as many as may be, and each side's worst case is what is claimed."""
    periods, inspections = game
    found = unseen_dates(*game)
    weights = [weight for _, weight in found.schedules]
    assert sum(weights) == sum(found.starts) == 1
    assert min(*weights, *found.starts) >= 0
    for dates, _ in found.schedules:
        assert len(set(dates)) == len(dates) == min(inspections, periods - 1)
        assert list(dates) == sorted(dates)
        assert all(0 < date < periods for date in dates)
    worst = max(
        sum(weight * delay(start, dates, periods) for dates, weight in found.schedules)
        for start in range(1, periods + 1)
    )
    assert worst == found.most == found.least
    assert sum(found.inspected) == min(inspections, periods - 1)
    if len(_all_dates(*game)) < 10_000:
        best = min(
            sum(chance * delay(start, dates, periods) for start, chance in enumerate(found.starts, 1))
            for dates in _all_dates(*game)
        )
        assert best == found.least


@given(
    st.integers(1, 8).flatmap(
        lambda n: st.tuples(st.lists(st.integers(0, 9), min_size=n, max_size=n), st.integers(0, n))
    )
)
@settings(deadline=None)
def test_the_best_dates_against_given_beginnings_are_found(drawn: tuple[list[int], int]) -> None:
    whole, inspections = drawn
    if not any(whole):
        whole = [1, *whole[1:]]
    starts = [Fraction(one, sum(whole)) for one in whole]
    least, dates = least_delay(starts, inspections)

    def mean(chosen: Dates) -> Fraction:
        return sum(
            (chance * delay(start, chosen, len(starts)) for start, chance in enumerate(starts, 1)),
            start=Fraction(0),
        )

    assert least == min(map(mean, _all_dates(len(starts), inspections))) == mean(dates)


@given(st.integers(2, 9), st.data())
def test_mean_delays_are_those_of_the_schedules_one_by_one(periods: int, data: st.DataObject) -> None:
    chosen = data.draw(
        st.lists(st.sets(st.integers(1, periods - 1)).map(sorted).map(tuple), min_size=1, max_size=4)
    )
    schedules = [(dates, Fraction(1, len(chosen))) for dates in chosen]
    assert expected_delays(schedules, periods) == tuple(
        sum(weight * delay(start, dates, periods) for dates, weight in schedules)
        for start in range(1, periods + 1)
    )


@pytest.mark.parametrize("periods", [2, 3, 4, 7, 12, 30])
def test_one_interim_inspection_has_its_closed_form(periods: int) -> None:
    """Against the linear programme, which knows nothing of it."""
    closed, inspected, starts = one_interim(periods)
    found = unseen_dates(periods, 1)
    assert closed == found.most == found.least
    assert (found.inspected, found.starts) == (inspected, starts)
    if periods > 2:
        paths, _ = optimal_flow(periods, 1)
        mean = max(expected_delays([(dates, Fraction(weight)) for dates, weight in paths], periods))
        assert float(mean) == pytest.approx(float(closed), abs=1e-9)


Plan = tuple[int, tuple["Plan", ...]]
"""In which period to begin if none is inspected before, and how to go on after an inspection at each date."""


@cache
def _plans(periods: int, inspections: int) -> list[Plan]:
    found: list[Plan] = []
    for start in range(1, periods + 1):
        after = [_plans(periods - date, inspections - 1) for date in range(1, start)] if inspections else []
        found += [(start, rest) for rest in product(*after)]
    return found


def _played(plan: Plan, dates: Dates, periods: int, at: int = 0) -> int:
    """Return the delay when the violator sees each inspection and goes on as it planned."""
    start, after = plan
    ahead = [date for date in dates if date > at]
    if ahead and ahead[0] - at < start:
        return _played(after[ahead[0] - at - 1], dates, periods, ahead[0])
    return delay(at + start, dates, periods)


@pytest.mark.parametrize("game", PLAYED, ids=str)
def test_seen_inspections_are_worth_what_the_whole_game_is_worth(game: tuple[int, int]) -> None:
    """All plans of a violator who sees the inspections, written out and solved by linear programming."""
    periods, inspections = game
    made = min(inspections, periods - 1)
    plans = _plans(periods, made)
    count = sum(
        prod(len(_plans(periods - date, made - 1)) for date in range(1, s)) if made else 1
        for s in range(1, periods + 1)
    )
    assert len(plans) == count
    schedules = [dates for k in range(made + 1) for dates in combinations(range(1, periods), k)]
    matrix = np.array([[_played(plan, dates, periods) for dates in schedules] for plan in plans])
    assert float(seen_delay(*game)) == pytest.approx(minimax(matrix.astype(float)), abs=1e-8)


@given(st.integers(1, 60), st.integers(0, 70))
def test_seen_inspections_are_drawn_so_that_waiting_brings_no_more(periods: int, inspections: int) -> None:
    """One stage of the game, with the value of what follows: neither side can do better."""
    value, dates = seen_delay(periods, inspections), next_date(periods, inspections)
    assert sum(dates.values()) == 1
    assert sum(date * chance for date, chance in dates.items()) == value
    assert all(0 < date <= periods for date in dates)

    def against(start: int, date: int) -> Fraction:
        if start <= date:
            return Fraction(date - start + 1)
        return seen_delay(periods - date, inspections - 1)

    for start in range(1, periods + 1):
        assert sum(chance * against(start, date) for date, chance in dates.items()) <= value
    now = starts_now(periods, inspections)
    for date in range(1, periods + 1) if inspections else [periods]:
        assert now * against(1, date) + (1 - now) * against(periods, date) >= value


@given(st.integers(1, 16), st.integers(0, 5))
@settings(deadline=None, max_examples=40)
def test_more_inspections_find_sooner_and_being_seen_finds_later(periods: int, inspections: int) -> None:
    found = unseen_dates(periods, inspections)
    assert (
        1
        <= found.least
        <= found.most
        <= seen_delay(periods, inspections)
        <= evenly_spaced(periods, inspections)[1]
    )
    assert (
        unseen_dates(periods, inspections + 1).most
        <= found.most
        <= unseen_dates(periods + 1, inspections).most
    )


def test_where_it_is_not_made_exact_the_bounds_still_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = unseen_dates(20, 3)
    monkeypatch.setattr(timeliness, "MOST_EXACT", 0)
    found = TimelyInspections(20, 3)
    assert not found.exact
    assert found.least < exact.most < found.value
    assert found.value - found.least < Fraction(1, 10**9)
    assert "both exact" in " ".join(found.summary())
    plain = found.to_json()
    assert plain["exactness"] == "bounded"
    assert Fraction(plain["least"]) == found.least < Fraction(plain["value"]) == found.value
    assert 0 < plain["gap"] < 1e-9


def test_a_solution_that_is_not_precise_enough_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeliness, "MOST_EXACT", 0)
    monkeypatch.setattr(timeliness, "WIDEST", Fraction(0))
    with pytest.raises(ValueError, match="not solved precisely enough"):
        unseen_dates(20, 3)


def test_in_the_only_period_the_violator_begins_at_once() -> None:
    assert starts_now(1, 3) == 1


def test_seen_inspections_need_no_programme() -> None:
    assert TimelyInspections(1000, 9, seen=True).value == 100
    with pytest.raises(ValueError, match="too many to be solved"):
        TimelyInspections(1000, 9)


def test_what_both_mix_is_found_exactly_or_not_at_all() -> None:
    assert equalising([[2, 1], [1, 2]]) == (Fraction(1, 2), Fraction(1, 2))
    assert equalising([[0, 1], [1, 0]]) == (Fraction(1, 2), Fraction(1, 2))
    assert equalising([[1, 2], [2, 4]]) is None
    assert equalising([[3, 1], [1, 0]]) is None


@pytest.mark.parametrize("game", [(n, k) for n in range(3, 10) for k in range(1, n - 1)], ids=str)
def test_the_programme_is_as_large_as_foretold(game: tuple[int, int]) -> None:
    periods, inspections = game
    edges = {
        (place, *pair)
        for dates in _all_dates(*game)
        for place, pair in enumerate(zip((0, *dates), (*dates, periods), strict=True))
    }
    assert number_of_edges(periods, inspections) == len(edges)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ((4, 1), "the mean delay is at most 11/6 (1.83) periods"),
        (
            (4, 0),
            "with no interim inspections, and one inspection at the end, the mean delay is at most 4 periods",
        ),
        ((1, 0), "it is found after 1 period"),
        ((4, 9), "Every period is inspected; 6 more cannot be used."),
        ((4, 1), "The delay is 45.8% of the whole time; the finer the periods, the nearer it comes to 1/e"),
        ((5, 7, True), "Every period is inspected; 3 more cannot be used. This is the value of the game"),
        ((5, 0, True), "This is the value of the game, exactly."),
        ((1, 3), "A violation may begin in the only period"),
        ((1, 3), "3 interim inspections cannot be used."),
        ((52, 4), "Draw one of 46 schedules"),
        ((5, 1, True), "Inspect next after 2 periods with probability 1/2 (0.5) and 3 periods"),
        ((6, 2, True), "begins at once with probability 1/3 (0.333)"),
        ((6, 2), "after periods 2 and 4, leave a delay of up to 2 periods"),
    ],
)
def test_the_answer_is_said_in_words(given: tuple[int, int], says: str) -> None:
    assert says in " ".join(TimelyInspections(*given).summary())


def test_the_answer_has_its_tables_charts_and_page() -> None:
    found = TimelyInspections(6, 2)
    frames = found.to_frames()
    assert list(frames) == ["delays", "schedules", "by_period"]
    assert frames["delays"]["periods"].tolist() == ["59/34", "2", "2"]
    assert frames["by_period"]["violation_begins"].sum() == pytest.approx(1)
    assert list(found.charts()) == ["dates", "delays"]
    assert all(chart.to_dict() for chart in found.charts().values())
    assert "evenly_spaced" in found._repr_html_()
    seen = TimelyInspections(6, 2, seen=True)
    assert list(seen.charts()) == ["delays"]
    assert seen.charts()["delays"].to_dict()
    assert seen.to_frames()["schedules"].empty
    assert list(TimelyInspections(1, 0).charts()) == ["delays"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ((0, 0), "no number of periods"),
        ((3, -1), "no number of inspections"),
        ((5000, 1), "too many to be solved"),
        ((900, 5), "too many to be solved"),
    ],
)
def test_what_means_nothing_or_takes_too_long_is_refused(given: tuple[int, int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        TimelyInspections(*given)
    with pytest.raises(ValueError, match="at least two periods"):
        one_interim(1)
