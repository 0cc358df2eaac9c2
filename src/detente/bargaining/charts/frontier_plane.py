"""The frontier of two signatories in the plane of their points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np

from detente.bargaining.charts.lettered import lettered
from detente.case.naming import within
from detente.outcomes.charts.apart import placed_apart
from detente.outcomes.charts.letter_marks import colour_of, letter_marks
from detente.outcomes.charts.theme import ACCENT, FAINT, MUTED, at_y, plotted, themed, wrapped
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from detente.bargaining.points import Point
    from detente.bargaining.result import Bargaining

__all__ = ["frontier_plane", "others_drawn"]

HEIGHT = 340
MOST_DOTS = 400
"""Signable values that are drawn one by one behind the frontier; past that, as shaded cells."""
CELLS = 30
TITLE_WIDTH = 40
"""Characters of the title of an axis in one line."""
LEAST_SPAN = 1
"""Points that an axis shows at least, so that one value alone does not make an axis of rounding errors."""


def frontier_plane(result: Bargaining) -> alt.LayerChart:
    """Return the values on the frontier of two signatories, over all that can be signed."""
    import altair as alt

    case = result.negotiation.case
    first, second = result.negotiation.signatories
    walk_away = result.negotiation.walk_away
    points = [_at(result, point) for point in result.frontier]
    cloud = _cloud(result)
    floor: dict[str, Any] = {
        "x": float(walk_away[first]), "y": float(walk_away[second]), "says": "no agreement"
    }  # fmt: skip
    across = _span([*(one["x"] for one in (*points, floor)), *cloud[:, 0]])
    up = _span([*(one["y"] for one in (*points, floor)), *cloud[:, 1]])
    x = alt.X("x:Q", **_axis(within(name_of(case, first)), across))
    y = alt.Y("y:Q", **_axis(within(name_of(case, second)), up))
    picked = [
        {**_at(result, one.point), "letter": one.letter, "colour": colour_of(rank)}
        for rank, one in enumerate(lettered(result))
    ]
    dashed = plotted([floor]).mark_rule(color=MUTED, strokeDash=[4, 3], aria=False)
    frontier = plotted(points).mark_point(filled=True, size=42, color=ACCENT, opacity=1)
    # Above the plane, where nothing else is drawn, on the side of its line that has more room.
    right = floor["x"] > sum(across) / 2
    look: dict[str, Any] = {"align": "right", "dx": 3} if right else {"align": "left", "dx": -3}
    said = plotted([floor]).mark_text(fontSize=12, color=MUTED, aria=False, **look)
    layers = [
        dashed.encode(x=x),
        dashed.encode(y=y),
        _behind(cloud, x, y),
        frontier.encode(x=x, y=y, description=alt.Description("says:N")),
        *letter_marks(placed_apart(picked, (across, up)), x, y),
        said.encode(x=x, y=at_y(-8), text=alt.Text("says:N")),
    ]
    return themed(layers, HEIGHT)


def others_drawn(result: Bargaining) -> str:
    """Say how signable values that are not on the frontier are drawn; nothing where there are none."""
    cloud = _cloud(result)
    if len(cloud) <= len(result.frontier):
        return ""
    return "small grey dots" if len(cloud) <= MOST_DOTS else "grey cells, the darker the more"


def _at(result: Bargaining, point: Point) -> dict[str, Any]:
    case = result.negotiation.case
    first, second = result.negotiation.signatories
    x, y = float(point.value[first]), float(point.value[second])
    return {
        "x": x,
        "y": y,
        "says": f"{name_of(case, first)} {x:,.1f}, {name_of(case, second)} {y:,.1f}",
    }


def _span(values: Sequence[float]) -> list[float]:
    """Return the lowest and the highest value of an axis, with some room beyond those given."""
    low, high = min(values), max(values)
    room = max(high - low, LEAST_SPAN) * 0.06
    return [low - room, high + room]


def _axis(name: str, span: Sequence[float]) -> dict[str, Any]:
    import altair as alt

    return {
        "title": wrapped(f"Points for {name}", TITLE_WIDTH),
        "scale": alt.Scale(domain=span, nice=False, zero=False),
        "axis": alt.Axis(format=",~f", tickCount=5, grid=False, titlePadding=12),
    }


def _cloud(result: Bargaining) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return the distinct values of the signable packages; none where they are too many to write out.

    Shape: (values, 2), points.
    """
    written = result.zone.written_out
    if written is None:
        return np.zeros((0, 2))
    units = np.array([float(unit) for unit in result.negotiation.domain.units[:2]])
    distinct: np.ndarray[tuple[int, int], np.dtype[np.float64]] = (
        np.unique(written.values[:, :2], axis=0) * units
    )
    return distinct


def _behind(cloud: np.ndarray[tuple[int, int], np.dtype[np.float64]], x: alt.X, y: alt.Y) -> alt.Chart:
    """Draw the other signable values: dots, or cells shaded by how many values they hold."""
    import altair as alt

    if len(cloud) <= MOST_DOTS:
        dots = plotted({"x": one, "y": other} for one, other in cloud.tolist())
        dotted = dots.mark_point(filled=True, size=30, color=MUTED, opacity=0.7, aria=False)
        return cast("alt.Chart", dotted.encode(x=x, y=y))
    counted, xs, ys = np.histogram2d(cloud[:, 0], cloud[:, 1], bins=CELLS)
    shade = np.round(0.15 + 0.75 * (counted / counted.max()) ** 0.5, 3)
    filled = zip(*(places.tolist() for places in np.nonzero(counted)), strict=True)
    cells = [
        {
            "x": float(xs[i]),
            "x2": float(xs[i + 1]),
            "y": float(ys[j]),
            "y2": float(ys[j + 1]),
            "shade": float(shade[i, j]),
        }
        for i, j in filled
    ]
    marks = plotted(cells).mark_rect(color=FAINT, aria=False)
    opacity = alt.Opacity("shade:Q", scale=None)
    return cast("alt.Chart", marks.encode(x=x, x2=alt.X2("x2:Q"), y=y, y2=alt.Y2("y2:Q"), opacity=opacity))
