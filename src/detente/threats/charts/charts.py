"""The threats result as charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.threats.charts.agenda_chart import agenda_chart
from detente.threats.charts.density_chart import density_chart
from detente.threats.charts.fit_chart import fit_chart
from detente.threats.charts.slope_chart import slope_chart

if TYPE_CHECKING:
    import altair as alt

    from detente.threats.pooled import Pool
    from detente.threats.result import Threats

__all__ = ["charts", "sides_alone"]


def charts(result: Threats) -> dict[str, alt.LayerChart]:
    """Return what was found as Altair charts by name, each as wide as its container.

    ``likelihood`` and ``impact``: densities of each side; ``likelihood fitted`` and
    ``impact fitted``: under SHELF, those of each expert and of the observer; ``ranks``: how sides rank
    threats, with two sides at least; ``agenda``: what joint work lessens.
    """
    sides, drawn = sides_alone(result), {}
    for scale in ("likelihood", "impact"):
        if any(getattr(side, scale) for side in sides):
            drawn[scale] = density_chart(result, scale, sides)
        if any(scale == item[0] for of in result.fits.values() for item in of):
            drawn[f"{scale} fitted"] = fit_chart(result, scale)
    if result.ranking is not None and len(result.ranking.of_side) > 1:
        drawn["ranks"] = slope_chart(result, result.ranking)
    if result.agenda:
        drawn["agenda"] = agenda_chart(result)
    return drawn


def sides_alone(result: Threats) -> list[Pool]:
    """Return the pool of each side, in the order of the case."""
    return [pool for name, pool in result.pools.items() if name.startswith("side: ")]
