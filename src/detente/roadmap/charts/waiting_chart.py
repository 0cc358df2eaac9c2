"""The cost of waiting as a chart: the chance of the goal where nothing starts before a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.outcomes.charts.theme import ACCENT, plotted, themed
from detente.roadmap.charts.chance_axis import chance_axis
from detente.roadmap.charts.time_axis import time_axis
from detente.roadmap.parts import waiting_of
from detente.roadmap.problem_of import period_at
from detente.roadmap.sentences import chance_says

if TYPE_CHECKING:
    import altair as alt

    from detente.roadmap.result import Roadmap

__all__ = ["waiting_chart"]

HEIGHT = 170
BETWEEN = 0.12
"""Share of a period that is left free beside its bar."""


def waiting_chart(result: Roadmap) -> alt.LayerChart:
    """Return a bar for each period in which the road could begin: the chance that is then left."""
    import altair as alt

    waiting = waiting_of(result) or {}
    rows = [
        {
            "from": time,
            "to": time + 1 - BETWEEN,
            "chance": chance,
            "says": f"begun in {period_at(result.case, time)}: {chance_says(chance)}",
        }
        for time, chance in waiting.items()
    ]
    bars = plotted(rows).mark_bar(color=ACCENT)
    return themed(
        [
            bars.encode(
                x=time_axis(result, "from", grid=False),
                x2=alt.X2("to:Q"),
                y=chance_axis("chance", max(waiting.values(), default=0.0)),
                y2=alt.Y2Datum(0),
                description=alt.Description("says:N"),
            )
        ],
        HEIGHT,
    )
