"""When the goal is reached as a chart: the chance by each period, under the best policy and in the order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.outcomes.charts.theme import ACCENT, HARM, INK, plotted, themed
from detente.roadmap.charts.chance_axis import chance_axis
from detente.roadmap.charts.time_axis import time_axis
from detente.roadmap.parts import reached_by
from detente.roadmap.sentences import chance_says

if TYPE_CHECKING:
    import altair as alt

    from detente.roadmap.result import Roadmap

__all__ = ["reached_chart"]

HEIGHT, ROOM, LINE_HEIGHT = 180, 56, 20
SAMPLE = 26
"""Pixels of the piece of line beside the name of what it shows."""


def reached_chart(result: Roadmap) -> alt.LayerChart:
    """Return two lines in steps: the chance that the goal is reached by each time."""
    import altair as alt

    policy = reached_by(result.following).tolist()
    order = reached_by(result.fixed_order.following).tolist()
    top = max(policy[-1], order[-1])
    series = [
        ("Best policy, which adapts", policy, ACCENT, [1, 0]),
        ("Best fixed order" if result.fixed_order.exact else "Best fixed order found", order, HARM, [5, 3]),
    ]
    layers = []
    for rank, (name, chances, colour, dash) in enumerate(series):
        rows = [
            {"time": time, "chance": chance, "says": f"{name}: {chance_says(chance)}"}
            # Over the whole of a period stands what is reached by its end.
            for time, chance in enumerate([*chances[1:], chances[-1]])
        ]
        layers.append(
            plotted(rows)
            .mark_line(color=colour, strokeWidth=2.5, interpolate="step-after", strokeDash=dash, aria=False)
            .encode(x=time_axis(result, "time"), y=chance_axis("chance", top, ROOM / HEIGHT))
        )
        height = LINE_HEIGHT * rank + 8
        named = plotted([{"says": f"{name}: {chance_says(chances[-1])}"}])
        layers += [
            named.mark_rule(color=colour, strokeWidth=2.5, strokeDash=dash, aria=False).encode(
                x=alt.value(4), x2=alt.value(4 + SAMPLE), y=alt.value(height)
            ),
            named.mark_text(align="left", baseline="middle", color=INK, fontSize=12, aria=False).encode(
                x=alt.value(10 + SAMPLE), y=alt.value(height), text="says:N"
            ),
        ]
    return themed(layers, HEIGHT + ROOM)
