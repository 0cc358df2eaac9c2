"""How a conflict may go from today: states in a list, and beside it who moves from which to which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from detente.outcomes.charts.letter_marks import colour_of
from detente.outcomes.charts.theme import INK, MUTED, PAPER, plotted, themed, wrapped
from detente.stability.charts.lanes import lanes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import altair as alt

__all__ = ["Arrow", "Row", "evolution_chart"]

ROW = 66
"""Pixels from one state to the next."""
LANE = 26
"""Pixels from one lane of moves to the next."""
TOP = 22
"""Pixels above the first state."""
APART = 7
"""Pixels between the ends of moves that begin or end at the same state."""
WIDTH = 330
"""Pixels on a telephone."""
CHARACTER = 6.6
"""Pixels of a character of what stands beside a state."""


class Row(NamedTuple):
    """A state: what stands in its disc, what it is called, and what is told of it in a smaller line."""

    mark: str
    label: str
    told: str
    lasting: bool


class Arrow(NamedTuple):
    """A move from one row to another: a letter and a rank for who makes it, and whether each gains by it."""

    letter: str
    rank: int
    origin: int
    target: int
    improving: bool
    says: str


def evolution_chart(rows: Sequence[Row], arrows: Sequence[Arrow]) -> alt.LayerChart:
    """Return states as discs below one another, with moves as arrows in lanes at their left.

    An arrow with a full line is an improvement for who makes it, a broken one is not; its letter tells who. A
    disc that is filled is stable for everybody by every concept.
    """
    import altair as alt

    lane_of = lanes([(one.origin, one.target) for one in arrows])
    left = 14 + LANE * (max(lane_of, default=-1) + 1)
    x, y = (alt.X("x:Q", scale=None, axis=None), alt.Y("y:Q", scale=None, axis=None))
    layers: list[alt.Chart] = []
    segments = list(_segments(arrows, lane_of, left))
    for improving in (True, False):
        chosen = [one for one in segments if one["improving"] is improving]
        if chosen:
            layers.append(
                plotted(chosen)
                .mark_line(strokeWidth=1.8, strokeDash=[1, 0] if improving else [5, 4], aria=False)
                .encode(
                    x=x,
                    y=y,
                    detail="arrow:N",
                    order="place:Q",
                    color=alt.Color("colour:N", scale=None),
                )
            )
    heads = [{"x": left - 15, "y": one["y"], "colour": one["colour"]} for one in segments if one["ends"]]
    if heads:
        layers.append(
            plotted(heads)
            .mark_point(shape="triangle-right", filled=True, size=60, opacity=1, aria=False)
            .encode(x=x, y=y, color=alt.Color("colour:N", scale=None))
        )
    layers += _letters(arrows, lane_of, left, x, y)
    layers += _discs(rows, left, x, y)
    return themed(layers, TOP + ROW * len(rows))


def _y(row: int) -> float:
    return TOP + ROW * row


def _segments(arrows: Sequence[Arrow], lane_of: Sequence[int], left: float) -> Iterator[dict[str, Any]]:
    ends: dict[int, list[int]] = {}
    for number, one in enumerate(arrows):
        ends.setdefault(one.origin, []).append(number)
        ends.setdefault(one.target, []).append(number)
    for number, (one, lane) in enumerate(zip(arrows, lane_of, strict=True)):
        across = left - 20 - LANE * lane
        begins, stops = (_y(row) + _shift(ends[row], number) for row in (one.origin, one.target))
        corners = [(left, begins), (across, begins), (across, stops), (left - 15, stops)]
        for place, (at, down) in enumerate(corners):
            yield {
                "arrow": number,
                "place": place,
                "x": at,
                "y": down,
                "colour": colour_of(one.rank),
                "improving": one.improving,
                "ends": place == len(corners) - 1,
            }


def _shift(ends: Sequence[int], number: int) -> float:
    """Return how far from the middle of a state a move begins or ends, so that each has a line of its own."""
    room = min(APART, 24 / max(len(ends), 1))
    return (ends.index(number) - (len(ends) - 1) / 2) * room


def _letters(
    arrows: Sequence[Arrow], lane_of: Sequence[int], left: float, x: alt.X, y: alt.Y
) -> list[alt.Chart]:
    import altair as alt

    if not arrows:
        return []
    marks = [
        {
            "x": left - 20 - LANE * lane,
            "y": (_y(one.origin) + _y(one.target)) / 2,
            "letter": one.letter,
            "colour": colour_of(one.rank),
            "says": one.says,
        }
        for one, lane in zip(arrows, lane_of, strict=True)
    ]
    chart = plotted(marks)
    return [
        chart.mark_point(
            shape="circle", filled=True, size=260, opacity=1, stroke=PAPER, strokeWidth=1.5
        ).encode(x=x, y=y, color=alt.Color("colour:N", scale=None), description=alt.Description("says:N")),
        chart.mark_text(color=PAPER, fontSize=11, fontWeight="bold", dy=0.5, aria=False).encode(
            x=x, y=y, text="letter:N"
        ),
    ]


def _discs(rows: Sequence[Row], left: float, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    import altair as alt

    width = int((WIDTH - left - 18) / CHARACTER)
    marks = [
        {
            "x": left,
            "y": _y(number),
            "mark": row.mark,
            "label": wrapped(row.label, width, 3),
            "told": wrapped(row.told, width + 6, 1),
            "fill": INK if row.lasting else PAPER,
            "ink": PAPER if row.lasting else INK,
            "says": f"{row.mark}: {row.label}. {row.told}",
            "down": 13 * len(wrapped(row.label, width, 3)) - 3,
        }
        for number, row in enumerate(rows)
    ]
    chart = plotted(marks)
    return [
        chart.mark_point(
            shape="circle", filled=True, size=520, opacity=1, stroke=INK, strokeWidth=1.6
        ).encode(x=x, y=y, color=alt.Color("fill:N", scale=None), description=alt.Description("says:N")),
        chart.mark_text(fontSize=11, fontWeight="bold", dy=0.5, aria=False).encode(
            x=x, y=y, text="mark:N", color=alt.Color("ink:N", scale=None)
        ),
        chart.mark_text(align="left", dx=18, dy=-7, fontSize=12, color=INK, lineHeight=13, aria=False).encode(
            x=x, y=y, text="label:N"
        ),
        *(
            plotted([one for one in marks if one["down"] == down])
            .mark_text(align="left", dx=18, dy=down, fontSize=11, color=MUTED, aria=False)
            .encode(x=x, y=y, text="told:N")
            for down in (10, 23, 36)
            if any(one["down"] == down for one in marks)
        ),
    ]
