"""A chart of bars with the label above each bar, so that long names are read whole at any width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.outcomes.charts.theme import HARM, INK, PAPER, at_x, beside, plotted, themed, wrapped

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import altair as alt

__all__ = ["Row", "Rule", "Segment", "bar_rows"]

LINE_HEIGHT = 16
BAR_HEIGHT = 14
GAP = 14
PADDING = 5
"""Pixels that are left empty at each edge of a chart, and would else be taken from the rows."""
REACH = 3
"""Pixels by which the line of a rule reaches beyond a bar."""
LABEL_WIDTH, LEAST_WIDTH = 40, 14
"""Characters of a label in one line at most, and those without which its number goes below it."""
LEAST_LABELLED = 0.07
"""Share of the widest bar, from which a segment has room for its own number."""


@dataclass(frozen=True)
class Segment:
    """Part of a bar: how long it is, in which colour, and what a reader is told who points at it."""

    length: float
    colour: str
    says: str
    label: str = ""


@dataclass(frozen=True)
class Row:
    """One bar with its label and the number at its right, from ``start`` on.

    ``overlaid`` segments all begin there.
    """

    label: str
    number: str
    segments: tuple[Segment, ...]
    overlaid: bool = False
    strong: bool = False
    start: float = 0.0


@dataclass(frozen=True)
class Rule:
    """A line down all rows at a length, with what it stands for."""

    at: float
    says: str


def bar_rows(rows: Sequence[Row], *, rule: Rule | None = None) -> alt.LayerChart:
    """Return a chart with one bar for each row, from top to bottom; lengths share one scale from zero."""
    import altair as alt

    labels, bars, top = [], [], 0 if rule is None else LINE_HEIGHT + GAP // 2
    longest = max((*(_end(row) for row in rows), rule.at if rule else 0), default=0) or 1
    room = min(LABEL_WIDTH, beside(row.number for row in rows))
    below = room < LEAST_WIDTH
    for row in rows:
        lines = wrapped(row.label, LABEL_WIDTH if below else room)
        number = wrapped(row.number, LABEL_WIDTH) if below else [row.number]
        first = top + LINE_HEIGHT - 4
        beneath = first + LINE_HEIGHT * len(lines) * below
        labels.append(
            {"y": first, "lines": lines, "beneath": beneath, "number": number, "strong": row.strong}
        )
        top += LINE_HEIGHT * (len(lines) + len(number) * below) + 4
        bars += _bars(row, top, longest)
        top += BAR_HEIGHT + GAP
    height = max(top - GAP, BAR_HEIGHT) + (REACH if rule else 0)
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False, zero=False))
    x = alt.X("start:Q", axis=None, scale=alt.Scale(domain=[0, longest], nice=False))
    layers = [
        plotted(bars)
        .mark_rect()
        .encode(
            x=x,
            x2=alt.X2("end:Q"),
            y=y,
            y2=alt.Y2("bottom:Q"),
            color=alt.Color("colour:N", scale=None),
            description=alt.Description("says:N"),
        ),
        plotted([bar for bar in bars if bar["label"]])
        .mark_text(align="center", baseline="middle", color=PAPER, fontSize=11, fontWeight="bold", aria=False)
        .encode(x=alt.X("middle:Q", axis=None), y=alt.Y("centre:Q", axis=None), text=alt.Text("label:N")),
    ]
    for strong in (False, True):
        chosen = plotted([label for label in labels if label["strong"] is strong])
        weight = "bold" if strong else "normal"
        look: dict[str, Any] = {
            "baseline": "alphabetic", "color": INK, "fontSize": 13, "fontWeight": weight,
            "lineHeight": LINE_HEIGHT, "aria": False,
        }  # fmt: skip
        layers.append(chosen.mark_text(align="left", **look).encode(x=at_x(0), y=y, text=alt.Text("lines:N")))
        layers.append(
            chosen.mark_text(align="right", **look).encode(
                x=at_x("width"),
                y=alt.Y("beneath:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False, zero=False)),
                text=alt.Text("number:N"),
            )
        )
    if rule is not None:
        layers += _ruled(rule, {bar["y"] for bar in bars}, height, longest)
    return themed(layers, height + 2 * PADDING)


def _ruled(rule: Rule, tops: Collection[float], height: float, longest: float) -> list[alt.Chart]:
    """Return the layers of a line that crosses every bar and leaves the words between them free.

    Its name stands on top, on the side with more room.
    """
    import altair as alt

    pieces = [{"y": 0.0, "bottom": LINE_HEIGHT}]
    pieces += [{"y": top - REACH, "bottom": top + BAR_HEIGHT + REACH} for top in sorted(tops)]
    chart = plotted({"at": rule.at, **piece} for piece in pieces)
    # By itself: even a text without letters takes room, which would be taken from all rows.
    named = plotted([{"at": rule.at, "says": rule.says, "y": 0.0}])
    x = alt.X("at:Q", axis=None, scale=alt.Scale(domain=[0, longest], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False, zero=False))
    right = rule.at > longest / 2
    return [
        chart.mark_rule(color=HARM, strokeWidth=2, aria=False).encode(x=x, y=y, y2=alt.Y2("bottom:Q")),
        named.mark_text(
            align="right" if right else "left",
            baseline="top",
            dx=-6 if right else 6,
            color=INK,
            fontSize=12,
            aria=False,
        ).encode(x=x, y=y, text=alt.Text("says:N")),
    ]


def _end(row: Row) -> float:
    lengths = [segment.length for segment in row.segments]
    return row.start + (max(lengths, default=0) if row.overlaid else sum(lengths))


def _bars(row: Row, top: int, longest: float) -> list[dict[str, Any]]:
    found, start = [], row.start
    for segment in row.segments:
        begin = row.start if row.overlaid else start
        end = begin + segment.length
        found.append(
            {
                "start": begin,
                "end": end,
                "middle": (begin + end) / 2,
                "y": top,
                "bottom": top + BAR_HEIGHT,
                "centre": top + BAR_HEIGHT / 2,
                "colour": segment.colour,
                "says": segment.says,
                "label": segment.label if segment.length >= LEAST_LABELLED * longest else "",
            }
        )
        start = end
    return found
