"""The cohesion result as charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.cohesion.charts.map_chart import map_chart
from detente.cohesion.charts.win_sets_chart import win_sets_chart

if TYPE_CHECKING:
    import altair as alt

    from detente.cohesion.result import Cohesion

__all__ = ["charts"]


def charts(result: Cohesion) -> dict[str, alt.LayerChart]:
    """Return what was found as Altair charts by name, each as wide as its container.

    For each bloc there are its ``win_sets`` and its ``map``, named as in ``nato: map``; a map only where
    members stand at different points.

    >>> import detente
    >>> list(charts(detente.cohesion.analyse(detente.load("nato-russia-2010"), bloc="nato")))
    ['nato: win_sets', 'nato: map']
    """
    drawn = {}
    for key, one in result.blocs.items():
        if one.sides.inside.issues:
            drawn[f"{key}: win_sets"] = win_sets_chart(one)
        if one.allies_map.dimensions:
            drawn[f"{key}: map"] = map_chart(one)
    return drawn
