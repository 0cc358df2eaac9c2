"""A procedure drawn: states below each other, a numbered line for each move, and a key to the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.institutions.procedures.charts.layout import BOX_WIDTH, LINE_HEIGHT, drawing_of
from detente.outcomes.charts.theme import ACCENT, FAINT, HARM, INK, MUTED, PAPER, at_x, plotted, themed

if TYPE_CHECKING:
    from collections.abc import Iterator

    import altair as alt

    from detente.case.model import CaseFile
    from detente.institutions.procedures.charts.layout import Drawing, DrawnMove

__all__ = ["state_chart"]

_FILLS = {"open": PAPER, "meeting": ACCENT, "suspended": FAINT, "closed": HARM}
_INKS = {"open": INK, "meeting": PAPER, "suspended": INK, "closed": PAPER}
BADGE = 210
"""Square pixels of the ground under a number on a line."""
KEY_INDENT = 26
LINE_PIECE = 40
"""Pixels of a line that is shown in the key."""
TEXT_RISE = 4
"""Pixels by which the line of writing lies above the foot of a line of text."""


def state_chart(case: CaseFile, name: str) -> alt.LayerChart:
    """Return a procedure of the case as a chart, as wide as its container.

    A timeout has a broken line, which a key below tells from the others; a dot tells where a line begins from
    one that it crosses, and a thick frame marks the state in which the procedure begins. What a state is for
    stands in it, so that nothing is told by colour alone.

    Raises ``CaseError`` where the case has no such procedure.
    """
    import altair as alt

    drawing = drawing_of(case, name)
    x: dict[str, Any] = {"axis": None, "scale": alt.Scale(domain=[0, 1], nice=False)}
    y: dict[str, Any] = {"axis": None, "scale": alt.Scale(domain=[drawing.height, 0], nice=False, zero=False)}
    lines = [
        plotted(row for row in _lines(drawing) if row["timeout"] is timeout)
        .mark_rule(**_line_look(timeout=timeout))
        .encode(x=alt.X("x:Q", **x), x2=alt.X2("x2:Q"), y=alt.Y("y:Q", **y), y2=alt.Y2("y2:Q"))
        for timeout in (False, True)
    ]
    arrows = (
        plotted({"x": BOX_WIDTH, "y": move.enters[1]} for move in drawing.moves if move.enters is not None)
        .mark_point(shape="triangle-left", filled=True, size=70, color=INK, opacity=1, xOffset=4, aria=False)
        .encode(x=alt.X("x:Q", **x), y=alt.Y("y:Q", **y))
    )
    joints = (
        plotted({"x": move.lane, "y": y} for move in drawing.moves for _, y in move.leaves)
        .mark_point(shape="circle", filled=True, size=26, color=MUTED, opacity=1, aria=False)
        .encode(x=alt.X("x:Q", **x), y=alt.Y("y:Q", **y))
    )
    return themed(
        [
            *lines,
            joints,
            arrows,
            *_boxes(drawing, x, y),
            *_numbers(drawing, x, y),
            *_line_key(drawing, y),
            *_key(drawing, y),
        ],
        drawing.height,
    )


def _line_look(*, timeout: bool) -> dict[str, Any]:
    return {"color": MUTED, "strokeWidth": 1.3, "strokeDash": [5, 4] if timeout else [1, 0], "aria": False}


def _lines(drawing: Drawing) -> Iterator[dict[str, Any]]:
    """Yield the pieces of every line: from its states to its lane, along it, and to where it leads."""
    for move in drawing.moves:
        if move.lane is None or move.enters is None:
            continue
        ends = [y for _, y in (*move.leaves, move.enters)]
        for y in ends:
            yield {"x": BOX_WIDTH, "x2": move.lane, "y": y, "y2": y, "timeout": move.timeout}
        yield {"x": move.lane, "x2": move.lane, "y": min(ends), "y2": max(ends), "timeout": move.timeout}


def _boxes(drawing: Drawing, x: dict[str, Any], y: dict[str, Any]) -> list[alt.Chart]:
    """Return the states and what stands in them."""
    import altair as alt

    rows = [
        {
            "x": 0.003,
            "x2": BOX_WIDTH,
            "y": state.top,
            "y2": state.bottom,
            "middle": BOX_WIDTH / 2,
            "first": (state.top + state.bottom) / 2
            - LINE_HEIGHT * len(state.lines) / 2
            + LINE_HEIGHT
            - TEXT_RISE,
            "lines": list(state.lines),
            "says": f"State: {state.name} ({state.kind})",
            "fill": _FILLS[state.kind],
            "ink": _INKS[state.kind],
            "frame": 2.5 if state.start else 1,
        }
        for state in drawing.states
    ]
    return [
        plotted(rows)
        .mark_rect(stroke=INK, cornerRadius=5)
        .encode(
            x=alt.X("x:Q", **x),
            x2=alt.X2("x2:Q"),
            y=alt.Y("y:Q", **y),
            y2=alt.Y2("y2:Q"),
            fill=alt.Fill("fill:N", scale=None),
            strokeWidth=alt.StrokeWidth("frame:Q", scale=None),
            description=alt.Description("says:N"),
        ),
        plotted(rows)
        .mark_text(align="center", baseline="alphabetic", fontSize=12.5, lineHeight=LINE_HEIGHT, aria=False)
        .encode(
            x=alt.X("middle:Q", **x),
            y=alt.Y("first:Q", **y),
            text=alt.Text("lines:N"),
            color=alt.Color("ink:N", scale=None),
        ),
    ]


def _numbers(drawing: Drawing, x: dict[str, Any], y: dict[str, Any]) -> list[alt.Chart]:
    """Return the number of every move on its line, where it turns to the state that it leads to."""
    import altair as alt

    rows = [
        {"x": move.lane, "y": move.enters[1], "number": str(move.number)}
        for move in drawing.moves
        if move.lane is not None and move.enters is not None
    ]
    at: dict[str, Any] = {"x": alt.X("x:Q", **x), "y": alt.Y("y:Q", **y)}
    return [
        plotted(rows)
        .mark_point(shape="circle", filled=True, size=BADGE, color=PAPER, stroke=MUTED, opacity=1, aria=False)
        .encode(**at),
        plotted(rows)
        .mark_text(color=INK, fontSize=10.5, fontWeight="bold", baseline="middle", aria=False)
        .encode(**at, text=alt.Text("number:N")),
    ]


def _line_key(drawing: Drawing, y: dict[str, Any]) -> list[alt.Chart]:
    """Return a piece of each kind of line with what it stands for, below the drawing."""
    import altair as alt

    place = alt.Y("y:Q", **y)
    pieces = [
        plotted([{"y": one.top + LINE_HEIGHT / 2}])
        .mark_rule(**_line_look(timeout=one.timeout))
        .encode(x=at_x(0), x2=alt.X2Value(LINE_PIECE), y=place)  # type: ignore[no-untyped-call]
        for one in drawing.line_keys
    ]
    rows = [{"y": one.top + LINE_HEIGHT - TEXT_RISE, "says": one.says} for one in drawing.line_keys]
    said = (
        plotted(rows)
        .mark_text(align="left", baseline="alphabetic", color=MUTED, fontSize=12.5, aria=False)
        .encode(x=at_x(LINE_PIECE + 8), y=place, text=alt.Text("says:N"))
    )
    return [*pieces, said] if rows else []


def _key(drawing: Drawing, y: dict[str, Any]) -> list[alt.Chart]:
    """Return what each number stands for, below the drawing."""
    import altair as alt

    rows = [
        {"y": move.key_top + LINE_HEIGHT - TEXT_RISE, "number": _mark(move), "lines": list(move.lines)}
        for move in drawing.moves
    ]
    look: dict[str, Any] = {
        "baseline": "alphabetic", "color": INK, "fontSize": 12.5, "lineHeight": LINE_HEIGHT, "aria": False
    }  # fmt: skip
    place = alt.Y("y:Q", **y)
    return [
        plotted(rows)
        .mark_text(align="right", **{**look, "fontWeight": "bold"})
        .encode(x=at_x(KEY_INDENT - 8), y=place, text=alt.Text("number:N")),
        plotted(rows)
        .mark_text(align="left", **look)
        .encode(x=at_x(KEY_INDENT), y=place, text=alt.Text("lines:N")),
    ]


def _mark(move: DrawnMove) -> str:
    return str(move.number) if move.lane is not None else "–"
