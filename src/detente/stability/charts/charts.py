"""The picture of a conflict by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.stability.charts.evolution import evolution
from detente.stability.charts.evolution_chart import evolution_chart

if TYPE_CHECKING:
    import altair as alt

    from detente.stability.result import Stability

__all__ = ["charts"]


def charts(result: Stability) -> dict[str, alt.LayerChart]:
    """Return the chart of a conflict whose state of today is known.

    ``evolution``: from today the shortest ways to equilibria, and what coalitions improve among them.
    """
    found = evolution(result)
    return {} if found is None else {"evolution": evolution_chart(found.rows, found.arrows)}
