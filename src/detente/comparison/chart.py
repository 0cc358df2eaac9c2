"""A comparison as a chart: for each variant the share that can be signed, and the chance of the goal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised
from detente.comparison.rows import signable_says
from detente.outcomes.charts.bar_rows import Row, Segment, bar_rows
from detente.outcomes.charts.theme import ACCENT, HARM
from detente.roadmap.sentences import chance_says

if TYPE_CHECKING:
    from collections.abc import Iterator

    import altair as alt

    from detente.comparison.column import Column
    from detente.comparison.comparison import SideBySide

__all__ = ["chart"]


def chart(result: SideBySide) -> alt.LayerChart:
    """Return two bars for each variant, the share and the chance, which all share one scale from zero."""
    return bar_rows(
        [row for column in result.columns for row in _bars(column, first=column is result.columns[0])]
    )


def _bars(column: Column, *, first: bool) -> Iterator[Row]:
    name, found, road = capitalised(column.name), column.bargaining, column.roadmap
    share = None if found is None else found.zone.share
    said = signable_says(column)
    signable = Segment(float(share or 0), ACCENT, f"{name}: {said} can be signed")
    yield Row(f"{name}: can be signed", said, (signable,), strong=first)
    if road is not None:
        chance = chance_says(road.probability)
        goal = Segment(road.probability, HARM, f"{name}: the goal is reached with a chance of {chance}")
        yield Row(f"{name}: chance of the goal", chance, (goal,), strong=first)
