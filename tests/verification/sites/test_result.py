"""The face of the result: sentences, tables, plain values and a chart."""

from __future__ import annotations

import json
from datetime import date

import pytest

from detente.verification.sites.calendar_rules import CalendarRules
from detente.verification.sites.coverage_chart import MOST_DRAWN
from detente.verification.sites.problem import (
    Compliance,
    InspectedState,
    InspectingState,
    InspectionProblem,
    Site,
)
from detente.verification.sites.result import SiteInspections, inspect_sites

YEAR = CalendarRules(first=date(2026, 1, 1), last=date(2026, 12, 31))


def _result(sites: int = 40, *, compliance: Compliance | None = None) -> SiteInspections:
    problem = InspectionProblem(
        sites=tuple(
            Site(name=f"site {number:02}", state="north" if number % 2 else "east", violator_covered=-1,
                 violator_uncovered=10 + number, defender_covered=0, defender_uncovered=-number)
            for number in range(sites)
        ),
        donors=(InspectingState(name="south", inspections=5), InspectingState(name="west", inspections=3)),
        inspected=(InspectedState(name="north", inspections=4),),
        compliance=compliance,
    )  # fmt: skip
    return inspect_sites(problem, YEAR, seed=2)


def test_plain_values_and_tables_tell_the_same() -> None:
    found = _result()
    plain, tables = json.loads(json.dumps(found.to_json())), found.to_frames()
    assert [one["site"] for one in plain["sites"]] == list(tables["sites"]["site"])
    assert [one["visits"] for one in plain["sites"]] == list(tables["sites"]["expected visits"])
    assert sum(tables["sites"]["visits drawn"]) == len(plain["schedule"]) == len(tables["schedule"])
    assert len(plain["calendar"]["missions"]) == len(tables["calendar"]) == len(plain["schedule"])
    assert sum(tables["donors"]["expected inspections"]) == pytest.approx(float(found.allocation.inspections))
    assert (tables["limits"]["expected"] <= tables["limits"]["most"]).all()
    assert max(tables["sites"]["violator"]) == pytest.approx(plain["level"])


def test_the_most_important_is_said_first() -> None:
    said = _result().summary()
    assert said[0].startswith("The best that a violator can do is worth")
    assert any(sentence.startswith("What binds: north accepts at most 4 inspections.") for sentence in said)
    assert any("no list breaks a quota" in sentence for sentence in said)
    assert said[-1].startswith("They are made in")
    complying = _result(compliance=Compliance(violator=1_000)).summary()
    assert complying[0].startswith("Complying is the violator's best")


def test_the_chart_shows_the_greatest_chances_and_says_what_it_leaves_out() -> None:
    found = _result()
    drawn = json.dumps(found.charts()["coverage"].to_dict())
    assert f"{40 - MOST_DRAWN} more sites" in drawn
    best = max(found.allocation.coverage.items(), key=lambda item: item[1])[0]
    assert best in drawn
    assert "more sites" not in json.dumps(_result(MOST_DRAWN).charts()["coverage"].to_dict())


def test_it_shows_itself_in_a_notebook() -> None:
    assert "<table" in _result()._repr_html_()
