"""The roadmap as charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.roadmap.charts.importance_chart import importance_chart
from detente.roadmap.charts.order_chart import order_chart
from detente.roadmap.charts.reached_chart import reached_chart
from detente.roadmap.charts.waiting_chart import waiting_chart
from detente.roadmap.parts import holds_today, importance_of, order_of, reached_of, waiting_of

if TYPE_CHECKING:
    import altair as alt

    from detente.roadmap.result import Roadmap

__all__ = ["charts"]


def charts(result: Roadmap) -> dict[str, alt.LayerChart]:
    r"""Return what was found as Altair charts by name, each as wide as its container.

    ``order``, the calendar of the best fixed order with the trust above it, ``reached_by``, ``importance``
    and ``waiting``; none where the goal holds already or cannot be reached, as there is nothing to draw.

    >>> import detente
    >>> text = "detente: 1\ntitle: A bridge\nas_of: 2024-01-01\nparties: {a: {}, b: {}}\n"
    >>> text += "horizon: {from: 2024, to: 2026}\nblocks: {bridge: {delivers: 0.5}}\n"
    >>> text += "roadmap: {goal: bridge done}\n"
    >>> list(charts(detente.roadmap.analyse(detente.Case.from_text(text))))
    ['order', 'reached_by', 'importance', 'waiting']
    """
    if not result.probability or holds_today(result):
        return {}
    drawn = {}
    if order_of(result) is not None:
        drawn["order"] = order_chart(result)
    if reached_of(result) is not None:
        drawn["reached_by"] = reached_chart(result)
    if importance_of(result) is not None:
        drawn["importance"] = importance_chart(result)
    if waiting_of(result) is not None:
        drawn["waiting"] = waiting_chart(result)
    return drawn
