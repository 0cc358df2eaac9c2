"""The bargaining result as charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.bargaining.charts.frontier_chart import frontier_chart
from detente.bargaining.charts.obstacles_chart import fewer, obstacles_chart
from detente.bargaining.charts.zone_chart import zone_chart
from detente.outcomes.charts.theme import ACCENT, FAINT, HARM, INK, plotted, themed

if TYPE_CHECKING:
    import altair as alt

    from detente.bargaining.ensemble import Ensemble
    from detente.bargaining.result import Bargaining

__all__ = ["charts", "draws_chart"]

MOST_BINS = 24


def charts(result: Bargaining) -> dict[str, alt.LayerChart]:
    """Return what was found as Altair charts by name, each as wide as its container.

    ``zone`` where packages can exist, ``frontier`` where something is on it, ``obstacles`` where a move made
    outside the negotiation leaves less to sign.

    >>> import detente
    >>> list(charts(detente.bargaining.analyse(detente.load("panama-canal"))))
    ['zone', 'frontier']
    """
    drawn = {}
    if result.zone.feasible.value:
        drawn["zone"] = zone_chart(result)
    if result.frontier:
        drawn["frontier"] = frontier_chart(result)
    if fewer(result):
        drawn["obstacles"] = obstacles_chart(result)
    return drawn


def draws_chart(ensemble: Ensemble) -> alt.LayerChart:
    """Return how often each number of signable packages came up over the draws, the nominal number marked."""
    import altair as alt

    nominal = ensemble.nominal.zone.signable.value
    draws = plotted({"signable": count} for count in ensemble.counts)
    bars = draws.mark_bar(color=FAINT, stroke=ACCENT, strokeWidth=0.5, aria=False).encode(
        x=alt.X(
            "signable:Q",
            bin=alt.Bin(maxbins=MOST_BINS),
            title="Packages that can be signed",
            axis=alt.Axis(format=",~f", grid=False, labelOverlap="greedy", labelSeparation=16),
        ),
        y=alt.Y("count():Q", title="Draws", axis=alt.Axis(tickCount=4, tickMinStep=1)),
    )
    mark = plotted([{"signable": nominal, "says": "nominal case"}])
    rule = mark.mark_rule(color=HARM, strokeWidth=2, aria=False).encode(x="signable:Q")
    text = mark.mark_text(color=INK, align="center", dy=-6, fontSize=12, aria=False).encode(
        x="signable:Q", y=alt.value(0), text="says:N"
    )
    return themed([bars, rule, text], 180)
