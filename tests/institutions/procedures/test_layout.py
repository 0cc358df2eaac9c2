"""A drawing of a procedure: deterministic, and nothing in it hides anything else."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from detente.case.case import Case, load
from detente.institutions.procedures import analyse_procedure
from detente.institutions.procedures.charts.layout import LINE_HEIGHT, LINES_SAY, PORT, drawing_of
from tests.institutions.procedures.procedure_strategies import case_with, small_procedures

if TYPE_CHECKING:
    from detente.institutions.procedures.charts.layout import Drawing

BUNDLED = [
    ("nato-russia-2010", "council_2010"),
    ("nato-russia-2010", "council_formal"),
    ("vienna-document-1999", "unusual_activities"),
    ("vienna-document-2011", "unusual_activities"),
]


def nothing_hides_anything(drawing: Drawing) -> None:
    for above, below in itertools.pairwise(drawing.states):
        assert above.bottom < below.top
    boxes = {state.key: state for state in drawing.states}
    met: dict[str, list[float]] = {state: [] for state in boxes}
    lanes: dict[float, list[tuple[float, float]]] = {}
    for move in drawing.moves:
        if move.enters is None or move.lane is None:
            continue
        ends = [*move.leaves, move.enters]
        for state, y in ends:
            assert boxes[state].top <= y <= boxes[state].bottom
            met[state].append(y)
        lanes.setdefault(move.lane, []).append((min(y for _, y in ends), max(y for _, y in ends)))
    for heights in met.values():
        assert all(second - first >= PORT for first, second in itertools.pairwise(sorted(heights)))
    # Two lines in one lane do not meet, and so neither do the numbers at their ends.
    for spans in lanes.values():
        assert all(low - high >= PORT for (_, high), (low, _) in itertools.pairwise(sorted(spans)))
    for one, other in itertools.pairwise(drawing.moves):
        assert one.key_top + LINE_HEIGHT * len(one.lines) <= other.key_top
    keys = [one.top for one in drawing.line_keys]
    assert all(
        low - high >= LINE_HEIGHT for high, low in itertools.pairwise([*keys, drawing.moves[0].key_top])
    )
    assert all(state.bottom < min([*keys, drawing.moves[0].key_top]) for state in drawing.states)
    assert bool(keys) == any(move.timeout for move in drawing.moves)


@pytest.mark.parametrize(("case", "name"), BUNDLED)
def test_nothing_in_a_drawing_of_a_bundled_procedure_hides_anything(case: str, name: str) -> None:
    drawing = drawing_of(load(case), name)
    nothing_hides_anything(drawing)
    assert {state.key for state in drawing.states} == set(load(case).procedures[name].states)
    assert [move.number for move in drawing.moves] == list(range(1, len(drawing.moves) + 1))
    assert {move.id for move in drawing.moves} == {move.id for move in load(case).procedures[name].moves}


@given(small_procedures())
@settings(max_examples=100)
def test_nothing_in_a_drawing_hides_anything(procedure: dict[str, Any]) -> None:
    case = Case.from_mapping(case_with(procedure))
    nothing_hides_anything(drawing_of(case, "talks"))
    assert drawing_of(case, "talks") == drawing_of(case, "talks")


def test_a_drawing_says_who_may_do_what_until_when() -> None:
    keys = {
        move.id: " ".join(move.lines) for move in drawing_of(load("nato-russia-2010"), "council_2010").moves
    }
    assert keys["agree"] == "Agree to meet (all together, within 14 days)"
    assert keys["lapse"] == "The request lapses (after 14 days)"
    assert keys["resume"] == "Resume its part (the suspending side)"
    assert keys["act"] == "Take a step of its own (any party; leaves everything as it is)"


def test_a_drawing_is_plain_nodes_and_edges() -> None:
    plain = drawing_of(load("nato-russia-2010"), "council_formal").to_json()
    assert [node["key"] for node in plain["nodes"]][:2] == ["open", "asked"]
    ask = next(edge for edge in plain["edges"] if edge["id"] == "ask")
    assert [one["state"] for one in ask["leaves"]] == ["open", "paused"]
    assert ask["enters"]["state"] == "asked"


@pytest.mark.parametrize(("case", "name"), BUNDLED)
def test_a_procedure_is_drawn_as_a_chart_with_every_name_in_it(case: str, name: str) -> None:
    chart = analyse_procedure(load(case), name).charts()["states"].to_dict()
    drawn = [
        row
        for layer in chart["layer"]
        for row in (
            chart["datasets"][layer["data"]["name"]] if "name" in layer["data"] else layer["data"]["values"]
        )
    ]
    shown = " ".join(" ".join(row["lines"]) for row in drawn if "lines" in row)
    assert [row["says"] for row in drawn if "timeout" in row.get("says", "")] == [LINES_SAY[True][1]]
    for state in drawing_of(load(case), name).states:
        assert " ".join(state.lines) in shown
    assert chart["width"] == "container"
    assert any(layer["mark"].get("strokeDash") == [5, 4] for layer in chart["layer"])
