"""The allies' map as a chart: lettered places, with who stands there in a list beneath."""

from __future__ import annotations

import math
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

from detente.case.naming import joined
from detente.cohesion.said import voice_name
from detente.outcomes.charts.apart import placed_apart
from detente.outcomes.charts.letter_marks import letter_marks
from detente.outcomes.charts.theme import INK, LINE, MUTED, SERIES, plotted, themed, wrapped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import altair as alt

    from detente.cohesion.allies_map import MapPoint
    from detente.cohesion.bloc import BlocCohesion

__all__ = ["MOST_LETTERED", "map_chart"]

SIDE = 320
"""Pixels of the map across; both ways have one scale, so its width is not that of its container."""
LINE_HEIGHT, LETTER, LABEL_WIDTH = 17, 22, 40
LEAST_HEIGHT, ROOM = 90, 26
MOST_LETTERED = len(ascii_uppercase)
"""Places under a letter; the table has all."""


def map_chart(one: BlocCohesion) -> alt.LayerChart:
    """Return the map: the nearer two places are, the more alike is what their members want."""
    import altair as alt

    found = one.allies_map
    shown = found.points[:MOST_LETTERED]
    across, up = (_span([getattr(point, axis) for point in found.points]) for axis in ("x", "y"))
    unit = (SIDE - 2 * ROOM) / max(across[1] - across[0], up[1] - up[0])
    spans = [_widened(span, unit) for span in (across, up)]
    width, height = (round((high - low) * unit) for low, high in spans)
    left = (SIDE - width) // 2
    marks = [
        {
            "x": point.x,
            "y": point.y,
            "letter": letter,
            "colour": SERIES[place % len(SERIES)],
            "says": _who(one, point),
        }
        for place, (letter, point) in enumerate(zip(ascii_uppercase, shown, strict=False))
    ]
    free = placed_apart(marks, (spans[0], spans[1]), [width], height)

    def at(place: Mapping[str, Any]) -> dict[str, Any]:
        x, y = (place["x"] - spans[0][0]) * unit + left, (spans[1][1] - place["y"]) * unit
        return {**place, "x": x, "y": y}

    others = [at({"x": point.x, "y": point.y}) for point in found.points[MOST_LETTERED:]]
    rows = _names(one, shown, height + 8 + 2 * LINE_HEIGHT)
    bottom = rows[-1]["y"] + LINE_HEIGHT * len(rows[-1]["lines"])
    x = alt.X("x:Q", axis=None, scale=_pixels(SIDE))
    y = alt.Y("y:Q", axis=None, scale=_pixels(bottom))
    dots = plotted(others).mark_point(filled=True, size=42, color=MUTED, opacity=1, aria=False)
    layers = [dots.encode(x=x, y=y), *letter_marks([at(one) for one in free], x, y)]
    frame = plotted([{"x": 0, "y": 0, "right": SIDE, "bottom": height}])
    around = frame.mark_rect(filled=False, stroke=LINE, aria=False).encode(
        x=x, x2=alt.X2("right:Q"), y=y, y2=alt.Y2("bottom:Q")
    )
    return themed([around, *layers, *_bar(unit, height + 12, x, y), *_listed(rows, x, y)], bottom)


def _pixels(size: float) -> alt.Scale:
    """Return a scale on which numbers are pixels, from the left and from the top."""
    import altair as alt

    return alt.Scale(domain=[0, size], range=[0, size], nice=False, zero=False)


def _who(one: BlocCohesion, point: MapPoint) -> str:
    by_key = {member.key: member for member in one.members}
    return joined(voice_name(one.case, by_key[key]) for key in point.voices)


def _span(values: Sequence[float]) -> tuple[float, float]:
    return min(values), max(values)


def _widened(span: tuple[float, float], unit: float) -> list[float]:
    """Return a span with room for discs at its ends, and no less than a least height."""
    room = max(ROOM / unit, (LEAST_HEIGHT / unit - (span[1] - span[0])) / 2)
    return [span[0] - room, span[1] + room]


def _bar(unit: float, top: float, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Return a bar that shows how long a round distance is on the map."""
    import altair as alt

    longest = SIDE / 3 / unit
    power = 10.0 ** math.floor(math.log10(longest))
    distance = max(step * power for step in (1, 2, 5) if step * power <= longest)
    says = f"distance {distance:.6g}; 1 is wholly opposed"
    chart = plotted([{"x": 0, "y": top, "end": distance * unit, "says": says}])
    rule = chart.mark_rule(color=INK, strokeWidth=2, aria=False)
    words = chart.mark_text(align="left", baseline="middle", dx=6, fontSize=12, color=MUTED, aria=False)
    end = alt.X("end:Q", axis=None, scale=_pixels(SIDE))
    return [
        rule.encode(x=x, x2=alt.X2("end:Q"), y=y),
        words.encode(x=end, y=y, text=alt.Text("says:N")),
    ]


def _names(one: BlocCohesion, shown: Sequence[MapPoint], top: float) -> list[dict[str, Any]]:
    """Return who stands under which letter, line by line from a place down the chart in pixels."""
    rows: list[dict[str, Any]] = []
    for place, (letter, point) in enumerate(zip(ascii_uppercase, shown, strict=False)):
        lines = wrapped(_who(one, point), LABEL_WIDTH)
        colour = SERIES[place % len(SERIES)]
        rows.append({"x": 0, "next": LETTER, "y": top, "letter": letter, "lines": lines, "colour": colour})
        top += LINE_HEIGHT * len(lines)
    return rows


def _listed(rows: Sequence[dict[str, Any]], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    import altair as alt

    chart = plotted(rows)
    look: dict[str, Any] = {"align": "left", "baseline": "alphabetic", "fontSize": 13, "aria": False}
    letters = chart.mark_text(fontWeight="bold", **look)
    words = chart.mark_text(color=INK, lineHeight=LINE_HEIGHT, **look)
    beside = alt.X("next:Q", axis=None, scale=_pixels(SIDE))
    return [
        letters.encode(x=x, y=y, text=alt.Text("letter:N"), color=alt.Color("colour:N", scale=None)),
        words.encode(x=beside, y=y, text=alt.Text("lines:N")),
    ]
