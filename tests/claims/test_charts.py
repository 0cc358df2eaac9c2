"""The charts of claims show what was found, and no more."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from detente.case.case import Case
from detente.claims import analyse
from detente.claims.audit.diagnostic import Diagnosed
from detente.claims.charts.pedigree_chart import pedigree_chart
from tests.claims.audit.test_audit import FOUND
from tests.claims.flips.test_tornado import TALKS

CHARTS = FOUND.charts()


def test_there_is_a_chart_for_everything_that_was_found() -> None:
    """The wide treaty turns on a red line alone, so that no number moves it."""
    assert list(CHARTS) == ["shares", "flips", "pedigree", "research", "narrow: tornado", "fails: tornado"]


@pytest.mark.parametrize(
    ("chart", "says"),
    [
        ("shares", "narrow undecided"),
        ("flips", "wide The red line of north: No bases"),
        ("pedigree", "weak and influential"),
        ("pedigree", "1 input on document: 1 claim turns on it"),
        ("research", "What no agreement is worth to north"),
    ],
)
def test_it_says_in_words_what_it_shows(chart: str, says: str) -> None:
    written = " ".join(json.dumps(CHARTS[chart].to_dict(), ensure_ascii=False).replace('", "', " ").split())
    assert says in written


def test_a_tornado_shows_where_the_comparison_turns() -> None:
    """By hand: signed for points from 30 to 50 iff they reach the floor, 40 in the nominal case."""
    written = json.dumps(CHARTS["narrow: tornado"].to_dict())
    assert "turns here" in written


def test_each_number_of_claims_stands_once_at_the_diagram() -> None:
    """Where one claim turns on an input, the axis goes from 0 to 2; and with many it has few ticks."""

    def ticks(most: int) -> list[int]:
        claims = tuple(f"c{place}" for place in range(most))
        found = (Diagnosed("trust.0.level", FOUND.case, "judgement", claims, 1.0),)
        chart = pedigree_chart(replace(FOUND.audit, diagnosed=found)).to_dict()
        axes = [
            layer["encoding"]["y"]["axis"] for layer in chart["layer"] if "axis" in layer["encoding"]["y"]
        ]
        return list(axes[0]["values"])

    assert ticks(1) == [0, 1, 2]
    assert ticks(8) == list(range(10))
    assert ticks(25) == [0, 3, 6, 9, 12, 15, 18, 21, 24]


def test_each_comparison_of_a_claim_has_a_tornado_of_its_own() -> None:
    """By hand: what a claim with two comparisons lacks is compared with 0.3 and with 0.6."""
    drawn = analyse(Case.from_text(TALKS), thorough=True).charts()
    assert [name for name in drawn if name.startswith("two: ")] == ["two: tornado", "two: tornado 2"]
    assert drawn["two: tornado"].to_dict() != drawn["two: tornado 2"].to_dict()


def test_without_claims_there_is_nothing_to_draw() -> None:
    case = Case.from_text("detente: 1\ntitle: T\nas_of: 2020-01-01\nparties: {a: {}}\n")
    assert analyse(case).charts() == {}
