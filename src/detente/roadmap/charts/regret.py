"""Orders in variants as a chart: a row for each variant, with a dot for the chance of each order.

A dot plot (W. S. Cleveland, "The Elements of Graphing Data", 1985): how far a dot lies left of its row's line
is the regret of the order there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

from detente.case.naming import capitalised, joined, spaced
from detente.outcomes.charts.theme import FAINT, INK, PAPER, SERIES, at_x, plotted, themed
from detente.roadmap.sentences import chance_says

if TYPE_CHECKING:
    import altair as alt

    from detente.roadmap.comparison.comparison import Comparison, Plan
    from detente.roadmap.result import Roadmap

__all__ = ["regret_chart"]

KEY, NAME, LETTER, GAP = 20, 20, 20, 12
"""Pixels: a line of the key, the name of a variant, a dot, and the room between variants."""
MOST_NAMED = 2


def regret_chart(result: Comparison) -> alt.LayerChart:
    """Return the chance of each order in each variant, under letters, beside the best that can be had there.

    The order of least regret has the letter A. There must be orders to show.
    """
    import altair as alt

    plans = result.plans
    above = KEY * (len(plans) + 1) + GAP
    rooms = [NAME + GAP + LETTER * len(plans) * (one.probability > 0) for one in result.roadmaps]
    top = max(one.probability for one in result.roadmaps) or 1.0
    x = alt.X("x:Q", axis=_axis(), scale=alt.Scale(domain=[0, 1.04 * top], nice=False))
    height = above + sum(rooms)
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False, zero=False))
    rails, lines, dots, names = [], [], [], []
    for place, (road, room) in enumerate(zip(result.roadmaps, rooms, strict=True)):
        out = "" if road.probability > 0 else ": the goal is out of reach"
        names.append({"y": above + NAME / 2, "text": f"{_name(road)}{out}"})
        low, high = above + NAME, above + room - GAP
        above += room
        if out:
            continue
        says = f"{_name(road)}: at best {chance_says(road.probability)}"
        lines.append({"x": road.probability, "y": low, "y2": high, "says": says})
        for rank, plan in enumerate(plans):
            centre = low + LETTER * (rank + 0.5)
            rails.append({"y": centre, "x": 0, "x2": road.probability})
            dots.append(_dot(road, place, rank, plan, centre))
    rail = plotted(rails).mark_rule(color=FAINT, strokeWidth=3, aria=False)
    best = plotted(lines).mark_rule(color=INK, strokeWidth=2)
    layers = [
        rail.encode(x=x, x2=alt.X2("x2:Q"), y=y),
        best.encode(x=x, y=y, y2=alt.Y2("y2:Q"), description=alt.Description("says:N")),
        _text(names, y, 0, bold=True),
        *_letters(dots, x, y),
        *_key(result, y),
    ]
    return themed(layers, height)


def _axis() -> alt.Axis:
    import altair as alt

    label = "format(100 * datum.value, '~g') + '%'"
    return alt.Axis(labelExpr=label, tickCount=5, title="Chance of the goal", domain=False, grid=False)


def _dot(road: Roadmap, place: int, rank: int, plan: Plan, centre: float) -> dict[str, Any]:
    chance, missed = plan.judged.chances[place], plan.judged.regrets[place]
    return {
        "x": chance,
        "y": centre,
        "letter": _letter(rank),
        "colour": SERIES[rank % len(SERIES)],
        "says": f"{_letter(rank)}, {_name(road)}: {chance_says(chance)}, {100 * missed:.1f} points given up",
    }


def _letter(rank: int) -> str:
    return chr(ord("A") + rank) if rank < 26 else f"{rank + 1}"  # noqa: PLR2004 - letters of the alphabet


def _name(road: Roadmap) -> str:
    name = road.case.variant
    return "The case as it stands" if name is None else capitalised(spaced(name))


def _letters(dots: list[dict[str, Any]], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    import altair as alt

    chart = plotted(dots)
    disc = chart.mark_point(filled=True, size=230, opacity=1, stroke=PAPER, strokeWidth=1.5)
    text = chart.mark_text(color=PAPER, fontSize=11, fontWeight="bold", dy=0.5, aria=False)
    return [
        disc.encode(x=x, y=y, color=alt.Color("colour:N", scale=None), description=alt.Description("says:N")),
        text.encode(x=x, y=y, text=alt.Text("letter:N")),
    ]


def _text(rows: list[dict[str, Any]], y: alt.Y, left: float, *, bold: bool = False) -> alt.Chart:
    import altair as alt

    weight: Literal["bold", "normal"] = "bold" if bold else "normal"
    chart = plotted(rows)
    drawn = chart.mark_text(color=INK, align="left", fontSize=12, fontWeight=weight, aria=False)
    return cast("alt.Chart", drawn.encode(x=at_x(left), y=y, text=alt.Text("text:N")))


def _key(result: Comparison, y: alt.Y) -> list[alt.Chart]:
    """Return what the letters and the lines mean, above the rows."""
    import altair as alt

    rows = [
        {
            "y": KEY * (rank + 0.5),
            "letter": _letter(rank),
            "colour": SERIES[rank % len(SERIES)],
            "text": _meaning(result, plan),
        }
        for rank, plan in enumerate(result.plans)
    ]
    last = KEY * (len(rows) + 0.5)
    chart = plotted(rows)
    disc = chart.mark_point(filled=True, size=230, opacity=1, aria=False)
    text = chart.mark_text(color=PAPER, fontSize=11, fontWeight="bold", dy=0.5, aria=False)
    line = plotted([{"y": last - 8, "y2": last + 8}]).mark_rule(color=INK, strokeWidth=2, aria=False)
    said = [*rows, {"y": last, "text": "the best that can be had, by adapting"}]
    return [
        disc.encode(x=at_x(9), y=y, color=alt.Color("colour:N", scale=None)),
        text.encode(x=at_x(9), y=y, text=alt.Text("letter:N")),
        line.encode(x=at_x(9), y=y, y2=alt.Y2("y2:Q")),
        _text(said, y, 24),
    ]


def _meaning(result: Comparison, plan: Plan) -> str:
    if plan.least_regret:
        return "the order of least regret"
    where = [
        "as it stands" if one.case.variant is None else f"in “{spaced(one.case.variant)}”"
        for one in (result.roadmaps[place] for place in plan.best_in)
    ]
    more = len(where) - MOST_NAMED
    return f"best {joined([*where[:MOST_NAMED], f'{more} more'] if more > 0 else where)}"
