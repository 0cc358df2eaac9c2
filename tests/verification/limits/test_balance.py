"""The balance between declarations: what was there, came and went must give what is there."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.verification.analysis import analyse
from detente.verification.limits.balance import Outcome, balances, duplicates
from tests.small_regimes import regime, regime_case

COUNTS = st.one_of(st.integers(0, 4), st.sampled_from([[0, 1], [1, 3], [2, 4]]))


Written = int | str | list[int]
"""A number of items as an analyst may write it."""
Entries = list[tuple[str, str | None, int]]
"""Category, zone and number."""


def declared(date: str, count: Written, **rest: object) -> dict[str, Any]:
    holdings = [{"zone": "centre", "category": "tank", "count": count}]
    return {"by": "a", "as_of": date, "holdings": holdings, **rest}


def change(count: Written, **zones: str) -> dict[str, Any]:
    return {"by": "a", "on": "2000-02-01", "category": "tank", "count": count, **zones}


def numbers(count: Written) -> range:
    low, high = count if isinstance(count, list) else (int(count), int(count))
    return range(low, high + 1)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_the_difference_is_what_all_whole_numbers_allow(
    before: Written, came: Written, went: Written, now: Written
) -> None:
    of = regime(
        declarations=[declared("2000-01-01", before), declared("2000-03-01", now)],
        changes=[change(came, to_zone="centre"), change(went, from_zone="centre")],
    )
    [found] = balances("treaty", of)
    each = product(*map(numbers, (before, came, went, now)))
    differences = [there - (had + more - fewer) for had, more, fewer, there in each]
    assert found.difference == (min(differences), max(differences))
    assert (found.outcome is Outcome.BALANCES) == (0 in differences)


@given(*(st.one_of(COUNTS, st.just("unknown")) for _ in range(4)))
def test_with_unknown_numbers_a_difference_is_told_where_none_of_them_balances(
    before: Written, came: Written, went: Written, now: Written
) -> None:
    """An unknown number goes up to 20 here, more than all others together."""
    of = regime(
        declarations=[declared("2000-01-01", before), declared("2000-03-01", now)],
        changes=[change(came, to_zone="centre"), change(went, from_zone="centre")],
    )
    [found] = balances("treaty", of)
    terms = (before, came, went, now)
    each = product(*(range(21) if term == "unknown" else numbers(term) for term in terms))
    possible = any(there == had + more - fewer for had, more, fewer, there in each)
    told = Outcome.UNTOLD if "unknown" in terms else Outcome.BALANCES
    assert found.outcome is (told if possible else Outcome.DIFFERS)


def test_a_difference_with_an_open_end_is_said() -> None:
    of = regime_case(
        declarations=[declared("2000-01-01", "unknown"), declared("2000-03-01", 5)],
        changes=[change(10, to_zone="centre")],
    )
    [found] = balances("treaty", of.regimes["treaty"])
    assert found.difference == (None, -5)
    assert "at least 5 fewer than follow; to be clarified." in " ".join(analyse(of).summary())
    [entry] = analyse(of).to_json()["balance"]
    assert entry["difference"] == [None, -5]


NESTED: dict[str, Any] = {
    "zones": {
        "area": None,
        "centre": {"within": "area"},
        "flank": {"within": "area"},
        "north": {"within": "area"},
        "border": {"within": ["centre", "flank"]},
    },
    "categories": {"tank": None, "acv": None, "apc": {"within": "acv"}, "aifv": {"within": "acv"}},
}


def held(date: str, *entries: tuple[str, str | None, int], complete: bool = False) -> dict[str, Any]:
    holdings = [{"category": of, "zone": zone, "count": count} for of, zone, count in entries]
    return {"by": "a", "as_of": date, "complete": complete, "holdings": holdings}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # For the whole and then by its parts, and the other way round.
        ([("tank", "area", 10)], [("tank", "centre", 4), ("tank", "flank", 6)], [("tank", "area", 0, 0)]),
        ([("tank", "centre", 4), ("tank", "flank", 6)], [("tank", "area", 9)], [("tank", "area", -1, -1)]),
        # Without a zone, and then with one.
        ([("tank", None, 10)], [("tank", "centre", 4), ("tank", "flank", 6)], [("tank", None, 0, 0)]),
        # Zones that overlap, of which none holds the other.
        ([("tank", "centre", 3), ("tank", "flank", 3)], [("tank", "border", 6)], [("tank", None, 0, 0)]),
        # Zones apart are balanced apart.
        (
            [("tank", "centre", 3), ("tank", "north", 3)],
            [("tank", "centre", 2), ("tank", "north", 4)],
            [("tank", "centre", -1, -1), ("tank", "north", 1, 1)],
        ),
        # A category as a whole, and then by all its parts; or by one, which says nothing of the other.
        ([("acv", "area", 10)], [("apc", "area", 4), ("aifv", "area", 5)], [("acv", "area", -1, -1)]),
        ([("acv", "area", 10)], [("apc", "area", 4)], [("acv", "area", -6, None)]),
        # Parts of a category are balanced apart where the whole is named nowhere.
        (
            [("apc", "area", 4), ("aifv", "area", 5)],
            [("apc", "area", 4)],
            [("apc", "area", 0, 0), ("aifv", "area", -5, None)],
        ),
    ],
)
def test_what_is_declared_in_more_or_less_detail_is_balanced_as_a_whole(
    before: Entries, after: Entries, expected: list[tuple[str, str | None, int | None, int | None]]
) -> None:
    of = regime(declarations=[held("2000-01-01", *before), held("2000-03-01", *after)], **NESTED)
    found = [(one.category, one.zone, *one.difference) for one in balances("treaty", of)]
    assert found == expected


@st.composite
def _detailed(draw: st.DrawFn) -> tuple[Entries, Entries, list[tuple[str, str]]]:
    """Draw items of which each is told twice, with more or less detail on where it is, and some moves."""
    zones = {"centre": ["centre", "area", None], "flank": ["flank", "area", None]}
    zones["border"] = ["border", "centre", "flank", "area", None]
    kinds = {"tank": ["tank"], "apc": ["apc", "acv"]}
    items = draw(st.lists(st.tuples(st.sampled_from([*kinds]), st.sampled_from([*zones])), max_size=4))
    told = [
        [(draw(st.sampled_from(kinds[kind])), draw(st.sampled_from(zones[zone])), 1) for kind, zone in items]
        for _ in range(2)
    ]
    moves = draw(st.lists(st.sampled_from([(a, b) for a in zones for b in zones if a != b]), max_size=2))
    return told[0], told[1], moves


@given(_detailed())
def test_what_is_true_never_gives_a_difference(drawn: tuple[Entries, Entries, list[tuple[str, str]]]) -> None:
    """Items that stay where they are, and one more tank that moves about and is told at either end."""
    before, after, moves = drawn
    place = "centre"
    changes = []
    before = [*before, ("tank", place, 1)]
    for day, (_, to) in enumerate(moves, start=1):
        if to != place:
            changes.append({**change(1, from_zone=place, to_zone=to), "on": f"2000-02-0{day}"})
            place = to
    after = [*after, ("tank", place, 1)]

    def entries(of: Entries) -> list[dict[str, Any]]:
        return [
            {"category": kind, "zone": zone, "count": count, "unit": str(number)}
            for number, (kind, zone, count) in enumerate(of)
        ]

    declarations = [
        {"by": "a", "as_of": date, "complete": True, "holdings": entries(of)}
        for date, of in (("2000-01-01", before), ("2000-03-01", after))
    ]
    found = balances("treaty", regime(declarations=declarations, changes=changes, **NESTED))
    assert all(one.outcome is Outcome.BALANCES for one in found), found


def test_a_move_that_was_not_notified_is_a_difference_in_both_zones_and_is_listed() -> None:
    after = {
        "by": "a",
        "as_of": "2000-03-01",
        "holdings": [{"zone": "flank", "category": "tank", "count": 5}],
    }
    case = regime_case(declarations=[declared("2000-01-01", 5), after])
    found = {one.zone: one.difference for one in balances("treaty", case.regimes["treaty"])}
    assert found == {"centre": (-5, -5), "flank": (5, 5)}
    said = [line for line in analyse(case).summary() if "to be clarified" in line]
    assert len(said) == 2


def test_only_changes_between_the_two_dates_count() -> None:
    """One on the day of the first declaration is in it, one on the day of the second as well."""
    days = {"2000-01-01": 1, "2000-01-02": 2, "2000-03-01": 4, "2000-03-02": 8}
    changes = [{**change(count, to_zone="centre"), "on": day} for day, count in days.items()]
    of = regime(declarations=[declared("2000-03-01", 9), declared("2000-01-01", 3)], changes=changes)
    [found] = balances("treaty", of)
    assert (found.came.low, found.outcome) == (6, Outcome.BALANCES)


def test_a_category_of_which_one_declaration_says_nothing_cannot_be_told_unless_it_is_complete() -> None:
    for complete, outcome in ((False, Outcome.UNTOLD), (True, Outcome.DIFFERS)):
        empty = {"by": "a", "as_of": "2000-03-01", "complete": complete, "holdings": []}
        [found] = balances("treaty", regime(declarations=[declared("2000-01-01", 5), empty]))
        assert found.outcome is outcome


def test_two_declarations_for_a_date_are_told_and_either_may_hold() -> None:
    both = [declared("2000-01-01", 3), declared("2000-01-01", 5)]
    for first in (both, both[::-1]):
        of = regime(declarations=[*first, declared("2000-03-01", 4)])
        [found] = balances("treaty", of)
        assert found.difference == (-1, 1)
        [twice] = duplicates("treaty", of)
        assert (twice.state, twice.times, twice.alike) == ("a", 2, False)
