"""When the goal is reached as a chart: the chance by each period, under the best policy and in the order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.outcomes.charts.theme import ACCENT, HARM, INK, at_x, at_y, plotted, themed
from detente.roadmap.charts.chance_axis import chance_axis
from detente.roadmap.charts.time_axis import time_axis
from detente.roadmap.parts import order_of, order_reached, reached_of
from detente.roadmap.sentences import chance_says

if TYPE_CHECKING:
    import altair as alt

    from detente.roadmap.result import Roadmap

__all__ = ["reached_chart", "reached_series"]

LOOKS = ((ACCENT, [1, 0]), (HARM, [5, 3]))
"""Colour and dashes of the policy, and of the order."""
HEIGHT, ROOM, LINE_HEIGHT = 180, 56, 20
SAMPLE = 26
"""Pixels of the piece of line beside the name of what it shows."""


def reached_series(result: Roadmap) -> list[tuple[str, list[float]]]:
    """Return the chances that the goal is reached by each time: of the policy, and of the fixed order."""
    order = order_of(result)
    best = "Best fixed order" if order is not None and order.exact else "Best fixed order found"
    named = [
        (_policy(result), reached_of(result)),
        (best, order_reached(result)),
    ]
    return [(name, chances.tolist()) for name, chances in named if chances is not None]


def _policy(result: Roadmap) -> str:
    if result.exactness == "exact":
        return "Best policy, which adapts"
    return f"Policy found, {'which adapts' if 'rollout' in result.solution.method else 'a fixed order'}"


def reached_chart(result: Roadmap) -> alt.LayerChart:
    """Return two lines in steps: the chance that the goal is reached by each time."""
    import altair as alt

    series = reached_series(result)
    top = max(chances[-1] for _, chances in series)
    layers = []
    for rank, ((name, chances), (colour, dash)) in enumerate(zip(series, LOOKS, strict=False)):
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
                x=at_x(4),
                x2=alt.X2Value(4 + SAMPLE),  # type: ignore[no-untyped-call]
                y=at_y(height),
            ),
            named.mark_text(align="left", baseline="middle", color=INK, fontSize=12, aria=False).encode(
                x=at_x(10 + SAMPLE), y=at_y(height), text=alt.Text("says:N")
            ),
        ]
    return themed(layers, HEIGHT + ROOM)
