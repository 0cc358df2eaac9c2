"""The axis of time that the charts of a roadmap share: periods, each named where it begins."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from detente.roadmap.problem_of import period_at

if TYPE_CHECKING:
    import altair as alt

    from detente.roadmap.result import Roadmap

__all__ = ["NARROW", "time_axis"]

NARROW = 300
"""Pixels that a chart has for its marks on a telephone."""
LETTER = 8
"""Pixels of a character of a label, with its share of the room between labels."""
YEARS = (1, 2, 4, 5, 8, 10, 12, 20, 24, 40, 60, 120)
"""Periods from one label to the next; those of whole years are among them for quarters and for months."""


def time_axis(result: Roadmap, field: str, *, grid: bool = True) -> alt.X:
    """Return the axis of time, from the start of the road to the horizon, for a field with times."""
    import altair as alt

    periods = result.problem.periods
    names = [period_at(result.case, time) for time in range(periods)]
    axis = alt.Axis(
        values=list(range(0, periods, _every(names))),
        labelExpr=f"{json.dumps(names)}[datum.value]",
        labelAlign="left",
        labelOffset=2,
        labelFlush=False,
        labelOverlap=False,
        grid=grid,
        ticks=False,
        domain=True,
        title=None,
    )
    return alt.X(f"{field}:Q", axis=axis, scale=alt.Scale(domain=[0, max(periods, 1)], nice=False))


def _every(names: list[str]) -> int:
    """Return how many periods lie from one label to the next, so that labels do not touch.

    >>> _every([str(year) for year in range(2010, 2021)])
    2
    """
    longest = max(map(len, names), default=1) * LETTER + 2 * LETTER
    fitting = (count for count in YEARS if count * NARROW / max(len(names), 1) >= longest)
    return next(fitting, max(len(names), 1))
