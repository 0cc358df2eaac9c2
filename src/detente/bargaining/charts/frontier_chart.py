"""The frontier as a chart: a plane for two signatories, a line for each value otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.bargaining.charts.frontier_lines import frontier_lines
from detente.bargaining.charts.frontier_plane import frontier_plane
from detente.bargaining.solutions.gain_shares import ideals

if TYPE_CHECKING:
    import altair as alt

    from detente.bargaining.result import Bargaining

__all__ = ["can_be_drawn", "frontier_chart"]

PLANE = 2
"""Signatories whose values are drawn in a plane."""


def can_be_drawn(result: Bargaining) -> bool:
    """Tell whether the chart would show anything: without a gain, there is no row to draw a line across."""
    return len(result.negotiation.signatories) == PLANE or any(gain > 0 for gain in ideals(result).values())


def frontier_chart(result: Bargaining) -> alt.LayerChart:
    """Return the frontier with its solutions under letters; at least one value must be on it."""
    in_a_plane = len(result.negotiation.signatories) == PLANE
    return frontier_plane(result) if in_a_plane else frontier_lines(result)
