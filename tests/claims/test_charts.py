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


TALKING = analyse(Case.from_text(TALKS), thorough=True).charts()


@pytest.mark.parametrize(
    ("claim", "bars", "rule"),
    [
        pytest.param("turns", [(-0.1, 0), (0, 0.2), (-0.05, 0), (0, 0.15)], (0, "turns here"), id="turns"),
        pytest.param("never", [(0.1, 0.4), (0.15, 0.35)], (0.25, "nominal: 0.25"), id="does not"),
    ],
)
def test_bars_of_a_tornado_lie_where_the_differences_do(
    claim: str, bars: list[tuple[float, float]], rule: tuple[float, str]
) -> None:
    """By hand, as in the test of tornadoes; what crosses zero is parted there, each side in its colour."""
    drawn, least = TALKING[f"{claim}: tornado"].to_dict(), min(low for low, _ in bars)
    rows = drawn["layer"][0]["data"]["values"]
    found = [(row["start"] + least, row["end"] + least) for row in rows]
    assert found == [pytest.approx(bar) for bar in bars]
    assert len({row["colour"] for row in rows}) == (2 if least < 0 else 1)
    *_, line, named = (one["data"]["values"] for one in drawn["layer"])
    assert (line[0]["at"] + least, named[0]["says"]) == (pytest.approx(rule[0], abs=1e-12), rule[1])


def test_the_claim_that_flips_soonest_stands_first() -> None:
    """By hand: without the red line a wide treaty is signed; of the rest a part of a range is enough."""
    given = [one.claim.id for one in FOUND.claims if one.flips is not None and one.flips.singles]
    rows = CHARTS["flips"].to_dict()["layer"][0]["data"]["values"]
    assert [row["end"] for row in rows] == sorted(row["end"] for row in rows)
    assert [row["says"].partition(":")[0] for row in rows] != given
    assert rows[-1]["says"].startswith("wide: leaving out")


def test_each_comparison_of_a_claim_has_a_tornado_of_its_own() -> None:
    """By hand: what a claim with two comparisons lacks is compared with 0.3 and with 0.6."""
    assert [name for name in TALKING if name.startswith("two: ")] == ["two: tornado", "two: tornado 2"]
    assert TALKING["two: tornado"].to_dict() != TALKING["two: tornado 2"].to_dict()


def test_without_claims_there_is_nothing_to_draw() -> None:
    case = Case.from_text("detente: 1\ntitle: T\nas_of: 2020-01-01\nparties: {a: {}}\n")
    assert analyse(case).charts() == {}
