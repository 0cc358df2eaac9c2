"""Where inspections go in a case: its quotas and caps are the regime's, and so is the year."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pytest

from detente.case.case import Case, load
from detente.verification import analyse

CASE = load("border-inspections")
BORDER = CASE.regimes["border"]
GROUPS = {member: key for key, group in BORDER.groups.items() for member in group.members}


def _planned(seed: int) -> list[dict[str, Any]]:
    schedule: list[dict[str, Any]] = analyse(CASE, seed=seed).to_json()["schedule"]
    return schedule


@pytest.mark.parametrize("seed", range(25))
def test_every_year_keeps_the_quotas_and_caps_that_the_file_states(seed: int) -> None:
    """Checked against the file's own numbers, by code that knows nothing of how the year was drawn."""
    visits = _planned(seed)
    made = Counter(visit["by"] for visit in visits)
    assert all(made[key] <= one.inspections for key, one in BORDER.inspectors.items())
    accepted = Counter(visit["party"] for visit in visits)
    assert accepted["north"] <= 4
    assert accepted["south"] <= 2
    pairs = Counter((visit["by"], visit["party"]) for visit in visits)
    for (by, party), times in pairs.items():
        assert by != party
        assert times <= {"north": 2, "south": 1}[party]  # half of what each accepts
        assert GROUPS[by] != GROUPS[party] or times <= 1
    assert all(BORDER.sites[visit["site"]].of == visit["party"] for visit in visits)
    assert len({visit["site"] for visit in visits}) == len(visits)


@pytest.mark.parametrize("seed", range(10))
def test_inspections_last_two_days_one_at_a_time_and_none_in_august(seed: int) -> None:
    taken: dict[tuple[str, dt.date], int] = Counter()
    for visit in _planned(seed):
        first, last = dt.date.fromisoformat(visit["from"]), dt.date.fromisoformat(visit["to"])
        assert (last - first).days == 1
        assert first.year == last.year == 2010
        for day in (first, last):
            assert day.month != 8
            taken[visit["party"], day] += 1
    assert set(taken.values()) <= {1}


def test_the_same_seed_draws_the_same_year_and_another_one_another() -> None:
    assert _planned(3) == _planned(3)
    assert any(_planned(3) != _planned(seed) for seed in (4, 5))


def test_names_that_clash_are_told_apart_by_their_short_names() -> None:
    mapping: dict[str, Any] = {
        "regimes": {
            "pact": {
                "states": {"a": None, "b": None},
                "sites": {
                    "one": {"name": "Base", "of": "a", "harm": 1, "gain": 2, "penalty": 1},
                    "two": {"name": "Base", "of": "a", "harm": 1, "gain": 2, "penalty": 1},
                },
                "inspectors": {"b": {"inspections": 1}},
            }
        }
    }
    printed = analyse(Case.from_mapping(mapping)).to_json()
    assert {site["site"] for site in printed["sites"]["pact"]["sites"]} == {"one", "two"}
    assert [visit["from"] for visit in printed["schedule"]] == [None]


def test_a_year_that_cannot_be_drawn_is_told_with_its_reason() -> None:
    text = CASE.document.text.replace("to: 2010-12-31", "to: 2010-01-02")
    case = Case.from_text(text.replace("{from: 2010-08-01", "{from: 2010-01-01"))
    found = analyse(case)
    printed = found.to_json()
    assert printed["schedule"] == []
    assert printed["sites"] == {}
    assert "days" in printed["no_schedule"]["border"]
    assert any("No year of inspections can be drawn" in said for said in found.summary())
    assert len(printed["verdicts"]) == 4


def _pact(sites: dict[str, Any], inspectors: dict[str, Any], **parts: Any) -> Case:  # noqa: ANN401
    states = dict.fromkeys(["a", "b", "c"])
    pact = {"states": states, "sites": sites, "inspectors": inspectors, **parts}
    return Case.from_mapping({"regimes": {"pact": pact}})


TWO = {
    "one": {"of": "a", "harm": 1, "gain": 4, "penalty": 1},
    "two": {"of": "a", "harm": 1, "gain": 2, "penalty": 2},
}


def test_a_breach_that_is_found_costs_its_penalty_and_complying_is_an_alternative() -> None:
    """By hand: 4 - 5 c = 2 - 4 (1 - c) has c = 2/3, worth 2/3; with both inspected it is better to comply."""
    found = analyse(_pact(TWO, {"b": {"inspections": 1}})).to_json()["sites"]["pact"]
    assert found["violator_utility"] == pytest.approx(2 / 3)
    assert not found["complies"]
    found = analyse(_pact(TWO, {"b": {"inspections": 2}})).to_json()["sites"]["pact"]
    assert found["complies"]
    assert found["violator_utility"] == 0


def test_the_cap_within_a_group_is_for_each_state_and_for_inspectors_alone() -> None:
    """One inspector and two states of its own group, one inspection each; another member inspects nobody."""
    base = {"harm": 1, "gain": 1, "penalty": 0}
    sites = {"one": {"of": "a", **base}, "two": {"of": "c", **base}}
    cap = {"within_group": 1, "confidence": "recalled"}
    groups = {"all": {"members": ["a", "b", "c"]}}
    case = _pact(sites, {"b": {"inspections": 5}}, one_inspector=cap, groups=groups)
    visits = analyse(case).to_json()["schedule"]
    assert [(visit["by"], visit["party"]) for visit in visits] == [("b", "a"), ("b", "c")]


@pytest.mark.parametrize("days", [1, 12, 40])
def test_an_inspection_may_last_as_long_as_the_regime_says(days: int) -> None:
    text = CASE.document.text.replace("lasts: 2", f"lasts: {days}")
    assert text.count(f"lasts: {days}") == 1
    schedule = analyse(Case.from_text(text)).to_json()["schedule"]
    assert schedule
    for visit in schedule:
        first, last = dt.date.fromisoformat(visit["from"]), dt.date.fromisoformat(visit["to"])
        assert (last - first).days == days - 1


def test_a_state_makes_as_many_inspections_at_a_time_as_it_has_teams() -> None:
    """Ten days for five inspections of two days by one state, in five states: with one team, and no more."""
    base = {"harm": 1, "gain": 1, "penalty": 0}
    sites = {f"base_{of}": {"of": of, **base} for of in "acdef"}
    states = dict.fromkeys("abcdef")
    for teams, last in ((1, 10), (5, 2), (2, 6)):
        calendar = {"from": "2010-01-01", "to": f"2010-01-{last:02}", "lasts": 2, "teams": teams}
        case = _pact(sites, {"b": {"inspections": 5}}, calendar=calendar, states=states)
        assert len(analyse(case).to_json()["schedule"]) == 5
    too_short = {"from": "2010-01-01", "to": "2010-01-09", "lasts": 2, "teams": 1}
    case = _pact(sites, {"b": {"inspections": 5}}, calendar=too_short, states=states)
    assert analyse(case).to_json()["schedule"] == []
