"""The frontier as a chart: a plane for two signatories, a line for each value where there are more."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.bargaining.lettered import lettered
from detente.outcomes.chart_theme import ACCENT, FAINT, INK, MUTED, PAPER, SERIES, themed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.bargaining.lettered import Lettered
    from detente.bargaining.result import Bargaining, Point

__all__ = ["MOST_LINES", "frontier_chart", "gain_shares", "ideals"]

MOST_LINES = 200
"""Values of the frontier that are drawn where there are more than two signatories, evenly spread."""
MOST_DOTS = 400
"""Signable values that are drawn one by one behind a frontier in the plane; past that, as shaded cells."""
CELLS = 30
LETTER_HEIGHT = 15
HEADER = 26


def ideals(result: Bargaining) -> dict[str, Fraction]:
    """Return the greatest gain over no agreement that each signatory has on the frontier, in points."""
    walk_away = result.negotiation.walk_away
    return {
        key: max((point.value[key] for point in result.frontier), default=walk_away[key]) - walk_away[key]
        for key in result.negotiation.signatories
    }


def gain_shares(result: Bargaining, point: Point) -> dict[str, Fraction]:
    """Return the gain of each signatory as a share of its greatest; who cannot gain is left out.

    Nobody is left out who could gain in some signable package, as its best one has a value on the frontier.
    """
    walk_away = result.negotiation.walk_away
    return {
        key: (point.value[key] - walk_away[key]) / ideal for key, ideal in ideals(result).items() if ideal > 0
    }


def frontier_chart(result: Bargaining) -> Any:  # noqa: ANN401 - altair types layered charts loosely
    """Return the frontier with its solutions under letters; at least one value must be on it."""
    return _plane(result) if len(result.negotiation.signatories) == 2 else _lines(result)  # noqa: PLR2004 - a plane


def _name(result: Bargaining, key: str) -> str:
    case = result.negotiation.case
    return (case.blocs[key] if key in case.blocs else case.parties[key]).name or key


def _colour(rank: int) -> str:
    return SERIES[rank % len(SERIES)]


# two signatories


def _plane(result: Bargaining) -> Any:  # noqa: ANN401 - as above
    import altair as alt

    first, second = result.negotiation.signatories
    points = [_at(result, point) for point in result.frontier]
    cloud = _cloud(result)
    floor = {"x": float(result.negotiation.walk_away[first]), "y": float(result.negotiation.walk_away[second])}
    everything = [*points, floor, *({"x": x, "y": y} for x, y in cloud)]
    x = _axis("x", _name(result, first), [one["x"] for one in everything])
    y = _axis("y", _name(result, second), [one["y"] for one in everything])
    layers = [*_behind(cloud, x, y)]
    layers += [
        alt.Chart(alt.Data(values=[floor])).mark_rule(color=MUTED, strokeDash=[4, 3], aria=False).encode(x=x),
        alt.Chart(alt.Data(values=[floor])).mark_rule(color=MUTED, strokeDash=[4, 3], aria=False).encode(y=y),
        alt.Chart(alt.Data(values=points))
        .mark_point(filled=True, size=42, color=ACCENT, opacity=1)
        .encode(x=x, y=y, description="says:N"),
    ]
    picked = [
        {**_at(result, one.point), "letter": one.letter, "colour": _colour(rank)}
        for rank, one in enumerate(lettered(result))
    ]
    layers += _letters(picked, x, y)
    said = alt.Chart(alt.Data(values=[{**floor, "says": "no agreement"}]))
    look: dict[str, Any] = {"align": "right", "dy": -6, "fontSize": 12, "color": MUTED, "aria": False}
    layers.append(said.mark_text(**look).encode(x=alt.value("width"), y=y, text="says:N"))
    return themed(alt.layer(*layers).properties(height=340))


def _at(result: Bargaining, point: Point) -> dict[str, Any]:
    first, second = result.negotiation.signatories
    x, y = float(point.value[first]), float(point.value[second])
    return {"x": x, "y": y, "says": f"{_name(result, first)} {x:,.1f}, {_name(result, second)} {y:,.1f}"}


def _axis(channel: str, name: str, values: Sequence[float]) -> Any:  # noqa: ANN401 - as above
    import altair as alt

    low, high = min(values), max(values)
    room = (high - low or 1) * 0.06
    kind = alt.X if channel == "x" else alt.Y
    return kind(
        f"{channel}:Q",
        title=f"Points for {name}",
        scale=alt.Scale(domain=[low - room, high + room], nice=False, zero=False),
        axis=alt.Axis(format=",~f", tickCount=5, grid=False),
    )


def _cloud(result: Bargaining) -> list[tuple[float, float]]:
    """Return the distinct values of the signable packages; none where they are too many to write out."""
    written = result.zone.written_out
    if written is None:
        return []
    units = np.array([float(unit) for unit in result.negotiation.domain.units[:2]])
    distinct = np.unique(written.values[:, :2], axis=0) * units
    return [(x, y) for x, y in distinct.tolist()]


def _behind(cloud: Sequence[tuple[float, float]], x: Any, y: Any) -> list[Any]:  # noqa: ANN401 - as above
    """Draw the other signable values: dots, or cells shaded by how many values they hold."""
    import altair as alt

    if len(cloud) <= MOST_DOTS:
        dots = alt.Chart(alt.Data(values=[{"x": one, "y": other} for one, other in cloud]))
        return [dots.mark_point(filled=True, size=18, color=FAINT, opacity=0.8, aria=False).encode(x=x, y=y)]
    counted, xs, ys = np.histogram2d(*zip(*cloud, strict=True), bins=CELLS)
    shade = (counted / counted.max()) ** 0.5
    cells = [
        {"x": xs[i], "x2": xs[i + 1], "y": ys[j], "y2": ys[j + 1], "shade": round(0.15 + 0.75 * shade[i, j], 3)}
        for i, j in zip(*np.nonzero(counted), strict=True)
    ]
    opacity = alt.Opacity("shade:Q", scale=None)
    marks = alt.Chart(alt.Data(values=cells)).mark_rect(color=FAINT, aria=False)
    return [marks.encode(x=x, x2="x2:Q", y=y, y2="y2:Q", opacity=opacity)]


def _letters(picked: Sequence[Mapping[str, Any]], x: Any, y: Any) -> list[Any]:  # noqa: ANN401 - as above
    import altair as alt

    chart = alt.Chart(alt.Data(values=list(picked)))
    disc = chart.mark_point(filled=True, size=300, opacity=1, stroke=PAPER, strokeWidth=1.5)
    text = chart.mark_text(color=PAPER, fontSize=12, fontWeight="bold", dy=0.5, aria=False)
    return [
        disc.encode(x=x, y=y, color=alt.Color("colour:N", scale=None), description="says:N"),
        text.encode(x=x, y=y, text="letter:N"),
    ]


# more signatories, or one


def _lines(result: Bargaining) -> Any:  # noqa: ANN401 - as above
    """Draw a row for each signatory, and each value as a line down the rows.

    A row runs from no agreement at the left to the signatory's best signable value at the right.
    """
    import altair as alt

    parties = [key for key, ideal in ideals(result).items() if ideal > 0]
    picked = lettered(result)
    row_height = 34 + LETTER_HEIGHT * max(len(picked), 2)
    height = HEADER + row_height * max(len(parties), 1)
    middle = (len(picked) - 1) / 2
    top = {key: HEADER + row_height * rank for rank, key in enumerate(parties)}
    y_of = {key: place + 26 + LETTER_HEIGHT * max(len(picked), 2) / 2 for key, place in top.items()}
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False, zero=False))
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-0.03, 1.03], nice=False, zero=False))
    rails = alt.Chart(alt.Data(values=[{"y": y_of[key], "x": 0, "x2": 1} for key in parties]))
    layers: list[Any] = [
        rails.mark_rule(color=FAINT, strokeWidth=5, aria=False).encode(x=x, x2="x2:Q", y=y),
        _traces(_spread(result, {id(one.point) for one in picked}), x, y, y_of),
    ]
    marks: list[dict[str, Any]] = []
    for rank, one in enumerate(picked):
        shares = gain_shares(result, one.point)
        trace = [
            {
                "y": y_of[key] + (rank - middle) * LETTER_HEIGHT,
                "x": float(shares[key]),
                "letter": one.letter,
                "colour": _colour(rank),
                "says": f"{one.letter}, {_name(result, key)}: {float(shares[key]):.0%} of the most it can gain",
            }
            for key in parties
        ]
        marks += trace
        line = alt.Chart(alt.Data(values=trace)).mark_line(color=_colour(rank), strokeWidth=2.5, aria=False)
        layers.append(line.encode(x=x, y=y, order="y:Q"))
    names = [{"y": place + 12, "name": _name(result, key)} for key, place in top.items()]
    layers += _labels(names, y)
    layers += _letters(marks, x, y)
    return themed(alt.layer(*layers).properties(height=height))


def _labels(names: Sequence[Mapping[str, Any]], y: Any) -> list[Any]:  # noqa: ANN401 - as above
    """Name the rows, on a ground that keeps lines away from the letters, and the two ends of every row."""
    import altair as alt

    chart = alt.Chart(alt.Data(values=list(names)))
    look: dict[str, Any] = {"align": "left", "fontSize": 13, "fontWeight": "bold", "aria": False, "limit": 330}
    ground = chart.mark_text(stroke=PAPER, strokeWidth=5, color=PAPER, **look)
    text = chart.mark_text(color=INK, **look)
    ends = []
    for says, align, place in (("no agreement", "left", 0), ("the most each can get", "right", "width")):
        end = alt.Chart(alt.Data(values=[{"y": 8, "says": says}]))
        look = {"align": align, "fontSize": 12, "color": MUTED, "aria": False}
        ends.append(end.mark_text(**look).encode(x=alt.value(place), y=y, text="says:N"))
    named = [mark.encode(x=alt.value(0), y=y, text="name:N") for mark in (ground, text)]
    return [*ends, *named]


def _spread(result: Bargaining, left_out: set[int]) -> list[dict[str, float]]:
    """Return the shares of values on the frontier, evenly spread where there are too many to draw."""
    others = [point for point in result.frontier if id(point) not in left_out]
    step = max(1, -(-len(others) // MOST_LINES))
    return [{key: float(share) for key, share in gain_shares(result, one).items()} for one in others[::step]]


def _traces(traces: Sequence[Mapping[str, float]], x: Any, y: Any, y_of: Mapping[str, float]) -> Any:  # noqa: ANN401
    import altair as alt

    values = [
        {"line": number, "x": trace[key], "y": place}
        for number, trace in enumerate(traces)
        for key, place in y_of.items()
    ]
    lines = alt.Chart(alt.Data(values=values)).mark_line(
        color=MUTED, strokeWidth=1, opacity=0.45, point={"color": MUTED, "size": 22, "opacity": 0.6}, aria=False
    )
    return lines.encode(x=x, y=y, detail="line:N", order="y:Q")
