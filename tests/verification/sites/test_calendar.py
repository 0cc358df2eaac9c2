"""Calendars: rules by a separate checker, chances by counting all calendars of a small year."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.verification.sites import calendar
from detente.verification.sites.calendar import draw_calendar
from detente.verification.sites.calendar_rules import CalendarRules, Closed
from detente.verification.sites.schedule import Visit
from tests.verification.sites.quota_checker import broken_rules

NEW_YEAR = date(2026, 1, 1)
THREE = [Visit("south", "north", "a"), Visit("south", "east", "b"), Visit("west", "north", "c")]


def _days(number: int) -> date:
    return NEW_YEAR + timedelta(days=number)


@given(st.data())
@settings(max_examples=150)
def test_a_calendar_keeps_the_rules_or_says_why_there_is_none(data: st.DataObject) -> None:
    """Small and full years, so that all ways of finding one, and of finding none, come up."""
    visits = [
        Visit(donor, state, f"{state} {number}")
        for donor, state, number in data.draw(
            st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("XY"), st.integers(0, 2)), max_size=9)
        )
    ]
    closed = [
        Closed(first=_days(start), last=_days(start + length), state=state)
        for start, length, state in data.draw(
            st.lists(
                st.tuples(st.integers(-2, 25), st.integers(0, 4), st.sampled_from(("X", None))), max_size=2
            )
        )
    ]
    rules = CalendarRules(
        first=NEW_YEAR,
        last=_days(data.draw(st.integers(0, 24))),
        missions_at_a_time=data.draw(st.integers(1, 2)),
        teams=data.draw(st.integers(1, 2)),
        sites_in_a_row=data.draw(st.integers(1, 3)),
        longest_stay_days=data.draw(st.integers(1, 6)),
        closed=tuple(closed),
    )
    try:
        found = draw_calendar(visits, rules, data.draw(st.integers(0, 3)))
    except ValueError as error:
        assert str(error).startswith(("The inspections do not fit", "One site takes"))  # noqa: PT017
        return
    assert broken_rules(visits, found.missions, rules) == []


def _key(missions: tuple[calendar.DatedMission, ...]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((one.sites[0], (one.first - NEW_YEAR).days) for one in missions))


def _all_calendars(days: int) -> set[tuple[tuple[str, int], ...]]:
    """Return all starts of the three visits of two days each at which nobody is in anybody's way."""
    found: set[tuple[tuple[str, int], ...]] = set()
    for a, b, c in product(range(days - 1), repeat=3):
        if abs(a - b) >= 2 and abs(a - c) >= 2:
            found.add((("a", a), ("b", b), ("c", c)))
    return found


def _chi_square(counts: Counter[tuple[tuple[str, int], ...]], ways: int, draws: int) -> float:
    expected = draws / ways
    return (
        sum((number - expected) ** 2 / expected for number in counts.values())
        + (ways - len(counts)) * expected
    )


def test_every_calendar_is_equally_likely() -> None:
    """A year of six days has few calendars for three visits; chi-square far beyond 99.9 % would fail."""
    rules, everything = CalendarRules(first=NEW_YEAR, last=_days(5)), _all_calendars(6)
    found = [draw_calendar(THREE, rules, seed) for seed in range(3_000)]
    assert all(one.uniform for one in found)
    counts = Counter(_key(one.missions) for one in found)
    assert set(counts) == everything
    assert _chi_square(counts, len(everything), 3_000) < len(everything) + 5 * (2 * len(everything)) ** 0.5


def test_moves_at_random_come_near_to_that(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other way of drawing, on the same year; its moves can lead from any of these to any other."""
    monkeypatch.setattr(calendar, "MOST_TRIES", 0)
    rules, everything = CalendarRules(first=NEW_YEAR, last=_days(8)), _all_calendars(9)
    found = [draw_calendar(THREE, rules, seed) for seed in range(3_000)]
    assert not any(one.uniform for one in found)
    assert "how near is not known" in found[0].method
    counts = Counter(_key(one.missions) for one in found)
    assert set(counts) <= everything
    assert _chi_square(counts, len(everything), 3_000) < len(everything) + 5 * (2 * len(everything)) ** 0.5


def test_the_same_seed_gives_the_same_dates_in_whatever_order_visits_come() -> None:
    rules = CalendarRules(first=NEW_YEAR, last=_days(364), sites_in_a_row=2)
    assert draw_calendar(THREE, rules, 5) == draw_calendar(THREE[::-1], rules, 5)
    assert draw_calendar(THREE, rules, 5) != draw_calendar(THREE, rules, 6)


def test_a_full_year_is_filled_by_the_solver() -> None:
    """Eight visits of two days in sixteen days: random placing hardly ever leaves room for the last."""
    visits = [Visit("south", "north", f"site {number}") for number in range(8)]
    rules = CalendarRules(first=NEW_YEAR, last=_days(15))
    found = draw_calendar(visits, rules, 1)
    assert broken_rules(visits, found.missions, rules) == []


def _closed(first: int, last: int, state: str | None = None) -> tuple[Closed, ...]:
    return (Closed(first=_days(first), last=_days(last), state=state),)


@pytest.mark.parametrize(
    ("donors", "rules", "says"),
    [
        ("AAA", {"longest_stay_days": 1}, "One site takes 2 days, and a mission may stay 1."),
        ("AAA", {"last": _days(4)}, "Missions of A take 6 days, and its teams have 5"),
        ("AAA", {"last": _days(6), "closed": _closed(1, 5, "X")}, "X is never open for 2 days on end"),
        ("ABC", {"last": _days(6), "closed": _closed(0, 4)}, "X take 6 days, and it has room for 2"),
        (
            "AB",
            {"last": _days(6), "closed": _closed(4, 4), "first_site_hours": 72},
            "days enough, but not such that",
        ),
    ],
    ids=["stay", "teams", "windows", "room", "solver"],
)
def test_what_does_not_fit_is_said_with_the_reason(donors: str, rules: dict[str, object], says: str) -> None:
    visits = [Visit(donor, "X", f"site {number}") for number, donor in enumerate(donors)]
    given_rules: dict[str, object] = {"first": NEW_YEAR, "last": _days(364), **rules}
    with pytest.raises(ValueError, match=says):
        draw_calendar(visits, CalendarRules(**given_rules))  # type: ignore[arg-type]


def test_no_visits_take_no_days() -> None:
    assert draw_calendar([], CalendarRules(first=NEW_YEAR, last=NEW_YEAR)).missions == ()


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ({"teams": 0}, "Teams cannot be 0"),
        ({"first_site_hours": -3}, "First site hours cannot be -3"),
        ({"closed": (Closed(first=_days(3), last=_days(2)),)}, "A closed time ends"),
    ],
)
def test_rules_that_make_no_sense_are_refused(rules: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        CalendarRules(first=NEW_YEAR, last=_days(9), **rules)  # type: ignore[arg-type]
