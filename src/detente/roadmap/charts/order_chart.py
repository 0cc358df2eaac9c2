"""The best fixed order as a chart: when each block runs, and above it how trust goes, on one axis of time.

A block is named in full above its bar. The number before its name stands again in the course of trust, at
the time of its start and at the level that it needs there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.case.naming import block_name
from detente.outcomes.charts.theme import ACCENT, INK, at_x, beside, plotted, themed, wrapped
from detente.roadmap.charts.time_axis import time_axis
from detente.roadmap.charts.trust_panels import LEVELS, LINE_HEIGHT, Panel, panel_layers, panels_of
from detente.roadmap.problem_of import period_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from detente.roadmap.exact.calendar import Entry
    from detente.roadmap.result import Roadmap

__all__ = ["needs_says", "order_chart"]

BAR_HEIGHT, GAP, LABEL_WIDTH = 14, 10, 34
LEVEL_WIDTH = 4
"""Characters that the levels of trust take at the left."""


def order_chart(result: Roadmap) -> alt.LayerChart:
    """Return the calendar of the best fixed order, with the course of trust above it."""
    import altair as alt

    panels, top = panels_of(result)
    rows, height = _rows(result, top + GAP * bool(panels))
    axis = alt.Axis(
        values=[panel.at(share) for panel in panels for share in LEVELS],
        labelExpr=_levels(panels, float(result.problem.top)),
        domain=False,
        ticks=False,
        title=None,
    )
    y = alt.Y("y:Q", axis=axis, scale=alt.Scale(domain=[height, 0], nice=False, zero=False))
    chart = plotted(rows)
    text: dict[str, Any] = {"baseline": "alphabetic", "color": INK, "fontSize": 13, "aria": False}
    above = alt.Y("above:Q", axis=axis, scale=alt.Scale(domain=[height, 0], nice=False, zero=False))
    layers = [layer for panel in panels for layer in panel_layers(result, panel, height, axis)]
    return themed(
        [
            *layers,
            chart.mark_rect(color=ACCENT).encode(
                x=time_axis(result, "start"),
                x2=alt.X2("end:Q"),
                y=y,
                y2=alt.Y2("bottom:Q"),
                description=alt.Description("says:N"),
            ),
            chart.mark_text(align="left", lineHeight=LINE_HEIGHT, **text).encode(
                x=at_x(0), y=above, text=alt.Text("lines:N")
            ),
            chart.mark_text(align="right", **text).encode(x=at_x("width"), y=above, text=alt.Text("needs:N")),
        ],
        height,
    )


def needs_says(result: Roadmap, block: int) -> str:
    """Return the trust that a block needs at its start, over all pairs; nothing where it needs none."""
    needs = sorted({float(need) for need in result.problem.blocks[block].needs if need > 0})
    if not needs:
        return ""
    return f"{needs[0]:.2f}" if len(needs) == 1 else f"{needs[0]:.2f} to {needs[-1]:.2f}"


def _rows(result: Roadmap, top: int) -> tuple[list[dict[str, Any]], int]:
    """Return a row for each block of the order, and the pixel below them."""
    found = [_row(result, number, entry) for number, entry in enumerate(result.calendar, 1)]
    room = min(LABEL_WIDTH, beside(row["needs"] for row in found) - LEVEL_WIDTH)
    rows = []
    for row in found:
        row["lines"] = wrapped(row["name"], room)
        above, top = top + LINE_HEIGHT - 4, top + LINE_HEIGHT * len(row["lines"]) + 2
        rows.append({**row, "above": above, "y": top, "bottom": top + BAR_HEIGHT})
        top += BAR_HEIGHT + GAP
    return rows, top


def _row(result: Roadmap, number: int, entry: Entry) -> dict[str, Any]:
    name = f"{number}  {block_name(result.case, result.problem.blocks[entry.block].key)}"
    when = f"{period_at(result.case, entry.start)} to {period_at(result.case, entry.end - 1)}"
    needs = needs_says(result, entry.block)
    return {
        "name": name,
        "start": entry.start,
        "end": entry.end,
        "says": f"{name}: {when}",
        "needs": f"needs {needs}" if needs else "",
    }


def _levels(panels: Sequence[Panel], top: float) -> str:
    """Return the expression that names the level of trust at a pixel."""
    named = {panel.at(share): f"{top * share:g}" for panel in panels for share in LEVELS}
    cases = "".join(f"datum.value == {pixel} ? '{name}' : " for pixel, name in named.items())
    return f"{cases}''"
