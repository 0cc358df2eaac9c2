"""The charts of a roadmap: what they draw, by hand, and where there is nothing to draw."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest

import detente
from detente.case.periods import after
from detente.roadmap.charts.charts import charts
from detente.roadmap.charts.reached_chart import reached_series
from detente.roadmap.charts.trust_panels import is_every_need_numbered

if TYPE_CHECKING:
    from detente.roadmap.result import Roadmap

CROSSING = Path(__file__).with_name("crossing.yaml")
EVERY = ["order", "reached_by", "importance", "waiting"]


@cache
def _crossing() -> Roadmap:
    return detente.roadmap.analyse(detente.load(CROSSING))


def _case(blocks: str, goal: str, more: str = "", until: str = "2026") -> Roadmap:
    text = (
        "detente: 1\ntitle: A case\nas_of: 2024-01-01\nparties: {a: {}, b: {}}\n"
        f"horizon: {{from: 2024, to: {until}}}\nblocks: {blocks}\nroadmap: {{goal: {goal}}}\n{more}"
    )
    return detente.roadmap.analyse(detente.Case.from_text(text))


def _rows(result: Roadmap, name: str, field: str) -> list[dict[str, Any]]:
    """Return the rows of a chart that have a field, each once for all layers that draw the same."""
    drawn = result.charts()[name].to_dict()
    every = [layer.get("data", drawn.get("data"))["values"] for layer in drawn["layer"]]
    once = [rows for place, rows in enumerate(every) if rows not in every[:place]]
    return [row for rows in once for row in rows if field in row]


def test_bars_of_the_order_stand_where_the_calendar_has_them() -> None:
    """By hand, as in the calendar: the waiver, the ferry of two quarters, the bridge of two."""
    bars = {row["says"]: (row["start"], row["end"]) for row in _rows(_crossing(), "order", "end")}
    assert bars == {
        "1  East drops its demand: 2024-Q1 to 2024-Q1": (0, 1),
        "2  The ferry: 2024-Q2 to 2024-Q3": (1, 3),
        "3  The bridge: 2024-Q4 to 2025-Q1": (3, 5),
    }


def test_the_trust_that_a_block_needs_is_marked_at_its_start_with_its_number() -> None:
    """The ferry needs 0.3 of both sides, the bridge 0.35 of East."""
    marks = {(row["from"], row["says"]) for row in _rows(_crossing(), "order", "label")}
    assert marks == {(1, "2 needs 0.30"), (3, "3 needs 0.35")}


def test_of_blocks_that_start_together_every_need_is_drawn_and_numbered_where_there_is_room() -> None:
    """On a scale of 84 pixels, 0.1 lies 8.4 below 0.2, which a number of 16 pixels does not let through."""
    found = _case(
        "{x: {decided_by: [a, b], needs: 0.1}, y: {decided_by: [a, b], needs: 0.2},"
        " z: {decided_by: [a, b], needs: 0.2}}",
        "x done and y done and z done, capacity: 3",
        "trust: [{from: a, to: b, level: 0.5}]\n",
    )
    marks = _rows(found, "order", "label")
    assert [(mark["from"], mark["says"], mark["label"]) for mark in marks] == [
        (0, "2,3 needs 0.20", "2,3"),
        (0, "1 needs 0.10", ""),
    ]
    assert not is_every_need_numbered(found)
    assert is_every_need_numbered(_crossing())


def test_chances_by_period_are_those_of_one_block_tried_again() -> None:
    """Half of the runs are through after one period, 3/4 after two, 7/8 after three."""
    found = _case("{x: {delivers: 0.5}}", "x done")
    lines = [row["chance"] for row in _rows(found, "reached_by", "time")]
    policy_and_order = [0.5, 0.75, 0.875, 0.875] * 2
    assert lines == pytest.approx(policy_and_order)
    assert [row["chance"] for row in _rows(found, "waiting", "to")] == pytest.approx([0.875, 0.75, 0.5])
    [bar] = _rows(found, "importance", "colour")
    assert (bar["start"], bar["end"]) == (0, 1)
    # The line that shows the chance with all blocks, above the bar and beside it, and what is written at it.
    assert [row["at"] for row in _rows(found, "importance", "at")] == pytest.approx([0.875] * 3)


@pytest.mark.parametrize(
    ("blocks", "goal", "names"),
    [
        ("{x: {}}", "x done", EVERY),
        ("{x: {}}", "not x done", []),
        ("{x: {window: {from: 2026, to: 2026}, lasts: 2}}", "x done", []),
        ("{x: {sets: {i: p}}}", "i is p", EVERY),
        (f"{{{', '.join(f'x{number}: {{delivers: 0.9}}' for number in range(20))}}}", "x3 done", EVERY),
    ],
    ids=["one block", "the goal holds already", "the goal can never hold", "no name", "twenty blocks"],
)
def test_cases_at_the_edge_are_drawn_or_left_out(blocks: str, goal: str, names: list[str]) -> None:
    more = "issues: {i: {options: [o, p], today: o, decided_by: [a, b], stances: {a: p > o, b: p > o}}}\n"
    found = _case(blocks, goal, more)
    assert list(found.charts()) == names


def test_what_was_not_looked_for_is_not_drawn() -> None:
    """A roadmap too large for the exact method knows no states, so no course of trust, and some starts."""
    known = _crossing()
    found = SimpleNamespace(
        **{name: getattr(known, name) for name in ("case", "problem", "calendar", "importance")},
        exactness="heuristic",
        solution=SimpleNamespace(method="rollout of a fixed order"),
        probability=0.75,
        reached=np.array([0, 0.25, 0.5] + [0] * 10),
        fixed_order=SimpleNamespace(order=(0, 1, 2), probability=0.6, exact=False),
        waiting={0: 0.75, 4: 0.5},
    )
    found.charts = lambda: charts(cast("Roadmap", found))
    estimate = cast("Roadmap", found)
    assert list(found.charts()) == EVERY
    assert _rows(estimate, "order", "label") == []
    names = {row["says"] for row in _rows(estimate, "reached_by", "says") if "time" not in row}
    assert names == {"Policy found, which adapts: 75.0%"}
    starts = [(row["from"], row["chance"]) for row in _rows(estimate, "waiting", "to")]
    assert starts == [(0, 0.75), (4, 0.5)]


def test_a_policy_of_a_fixed_order_does_not_adapt_and_reaches_what_its_runs_do() -> None:
    """1,003 of 2,000 runs: added up run by run as shares they are 0.5015 and a hair more, which prints up."""
    shares = np.full(1003, 1 / 2000)
    assert shares.cumsum()[-1] != 1003 / 2000
    found = SimpleNamespace(
        exactness="heuristic",
        solution=SimpleNamespace(method="search for a fixed order"),
        reached=shares,
        fixed_order=SimpleNamespace(exact=False),
    )
    [(name, chances)] = reached_series(cast("Roadmap", found))
    assert name == "Policy found, a fixed order"
    assert chances[-1] == 1003 / 2000


def test_labels_of_time_leave_room_for_each_other_on_a_telephone() -> None:
    """Twelve quarters of seven letters: every fourth, so that they begin with the year."""
    drawn = _crossing().charts()["waiting"].to_dict()
    axis = drawn["layer"][0]["encoding"]["x"]["axis"]
    assert axis["values"] == [0, 4, 8]
    assert f'"{after("2024-Q1", 4)}"' in axis["labelExpr"]
