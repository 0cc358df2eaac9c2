"""The bargaining result as charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.bargaining.charts.frontier_chart import can_be_drawn, frontier_chart
from detente.bargaining.charts.obstacles_chart import fewer, obstacles_chart
from detente.bargaining.charts.zone_chart import zone_chart

if TYPE_CHECKING:
    import altair as alt

    from detente.bargaining.result import Bargaining

__all__ = ["charts"]


def charts(result: Bargaining) -> dict[str, alt.LayerChart]:
    """Return what was found as Altair charts by name, each as wide as its container.

    ``zone`` where something is on the table and packages can exist, ``frontier`` where there is a choice of
    packages and two signatories or a gain, ``obstacles`` where a move made outside the negotiation leaves
    less to sign.

    >>> import detente
    >>> list(charts(detente.bargaining.analyse(detente.load("panama-canal"))))
    ['zone', 'frontier']
    """
    drawn = {}
    if result.negotiation.issues and result.zone.feasible.value:
        drawn["zone"] = zone_chart(result)
    if result.frontier and result.zone.feasible.value > 1 and can_be_drawn(result):
        drawn["frontier"] = frontier_chart(result)
    if fewer(result):
        drawn["obstacles"] = obstacles_chart(result)
    return drawn
