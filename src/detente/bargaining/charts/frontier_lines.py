"""The frontier of any number of signatories: a row for each of them, and each value as a line down the rows.

These are parallel coordinates (A. Inselberg, "The plane with parallel coordinates", The Visual Computer 1,
1985) turned by a quarter, so that long names stand above their rows at any width.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from detente.bargaining.charts.lettered import lettered, package_of
from detente.bargaining.solutions.gain_shares import gain_shares, ideals
from detente.outcomes.charts.letter_marks import colour_of, letter_marks
from detente.outcomes.charts.theme import FAINT, INK, MUTED, PAPER, at_x, plotted, themed, wrapped
from detente.outcomes.naming import name_of
from detente.outcomes.per_cent import per_cent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    import altair as alt

    from detente.bargaining.charts.lettered import Lettered
    from detente.bargaining.result import Bargaining

__all__ = ["MOST_LINES", "frontier_lines"]

MOST_LINES = 200
"""Values of the frontier that are drawn, evenly spread; the lettered ones always are."""
HEADER, NAME_HEIGHT, LETTER_HEIGHT = 26, 34, 15
LINE_HEIGHT = 16
NAME_WIDTH = 40
"""Characters of a name in one line, so that it can be read whole on a telephone."""


def frontier_lines(result: Bargaining) -> alt.LayerChart:
    """Return the values on the frontier as lines, with those under letters in colour.

    A row runs from no agreement at the left to the most that its signatory can gain at the right. Where
    letters would cover each other, they stand one above the other on their row.
    """
    import altair as alt

    parties = [key for key, ideal in ideals(result).items() if ideal > 0]
    picked = lettered(result)
    room = LETTER_HEIGHT * max(len(picked), 2)
    names = {key: wrapped(name_of(result.negotiation.case, key), NAME_WIDTH) for key in parties}
    top, y_of, height = {}, {}, float(HEADER)
    for key, lines in names.items():
        more = LINE_HEIGHT * (len(lines) - 1)
        top[key], y_of[key] = height, height + more + 26 + room / 2
        height += NAME_HEIGHT + more + room
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-0.03, 1.03], nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False, zero=False))
    rails = plotted({"y": y_of[key], "x": 0, "x2": 1} for key in parties)
    layers = [
        rails.mark_rule(color=FAINT, strokeWidth=5, aria=False).encode(x=x, x2=alt.X2("x2:Q"), y=y),
        _traces(_others(result, picked), x, y, y_of),
    ]
    marks: list[dict[str, Any]] = []
    for rank, one in enumerate(picked):
        trace = _trace(result, one, rank, (rank - (len(picked) - 1) / 2) * LETTER_HEIGHT, y_of)
        line = plotted(trace).mark_line(color=colour_of(rank), strokeWidth=2.5, aria=False)
        layers.append(line.encode(x=x, y=y, order=alt.Order("y:Q")))
        marks += trace
    labels = [{"y": place + 12, "name": names[key]} for key, place in top.items()]
    return themed([*layers, *_labels(labels, y), *letter_marks(marks, x, y)], height)


def _trace(
    result: Bargaining, one: Lettered, rank: int, offset: float, y_of: Mapping[str, float]
) -> list[dict[str, Any]]:
    case, shares = result.negotiation.case, gain_shares(result, one.point)
    return [
        {
            "y": place + offset,
            "x": float(shares[key]),
            "letter": one.letter,
            "colour": colour_of(rank),
            "says": f"{one.letter}, {name_of(case, key)}: {_share(shares[key])} of the most it can gain",
        }
        for key, place in y_of.items()
    ]


def _share(share: Fraction) -> str:
    return "all" if share == 1 else per_cent(share)


def _others(result: Bargaining, picked: Sequence[Lettered]) -> list[dict[str, float]]:
    """Return the shares of the other values, evenly spread where there are too many to draw."""
    left_out = {package_of(one.point) for one in picked}
    others = [point for point in result.frontier if package_of(point) not in left_out]
    step = max(1, -(-len(others) // MOST_LINES))
    return [{key: float(share) for key, share in gain_shares(result, one).items()} for one in others[::step]]


def _traces(
    traces: Sequence[Mapping[str, float]], x: alt.X, y: alt.Y, y_of: Mapping[str, float]
) -> alt.Chart:
    import altair as alt

    values = [
        {"line": number, "x": trace[key], "y": place}
        for number, trace in enumerate(traces)
        for key, place in y_of.items()
    ]
    faint = max(0.12, min(0.5, 12 / max(len(traces), 1)))
    dots = alt.OverlayMarkDef(color=MUTED, size=22, opacity=faint)
    lines = plotted(values).mark_line(color=MUTED, strokeWidth=1, opacity=faint, point=dots, aria=False)
    return cast("alt.Chart", lines.encode(x=x, y=y, detail=alt.Detail("line:N"), order=alt.Order("y:Q")))


def _labels(names: Sequence[Mapping[str, Any]], y: alt.Y) -> list[alt.Chart]:
    """Name the rows, on a ground that keeps lines away from the names, and the two ends of every row."""
    import altair as alt

    chart = plotted(names)
    look: dict[str, Any] = {
        "align": "left", "fontSize": 13, "fontWeight": "bold", "lineHeight": LINE_HEIGHT, "aria": False
    }  # fmt: skip
    ground = chart.mark_text(stroke=PAPER, strokeWidth=5, color=PAPER, **look)
    text = chart.mark_text(color=INK, **look)
    quiet: dict[str, Any] = {"fontSize": 12, "color": MUTED, "aria": False}
    left = plotted([{"y": 8, "says": "no agreement"}]).mark_text(align="left", **quiet)
    right = plotted([{"y": 8, "says": "the most each can get"}]).mark_text(align="right", **quiet)
    return [
        left.encode(x=at_x(0), y=y, text=alt.Text("says:N")),
        right.encode(x=at_x("width"), y=y, text=alt.Text("says:N")),
        *(mark.encode(x=at_x(0), y=y, text=alt.Text("name:N")) for mark in (ground, text)),
    ]
