"""The verification result as charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.verification.charts.detection_chart import detection_chart
from detente.verification.charts.holdings_chart import holdings_chart

if TYPE_CHECKING:
    import altair as alt

    from detente.verification.result import Verification

__all__ = ["charts"]


def charts(result: Verification) -> dict[str, alt.LayerChart]:
    """Return what was found as Altair charts by name, each as wide as its container.

    ``detection``: how likely a breach is to be noticed under each regime that says what is inspected. For
    each regime with limits that can be told its ``limits``, named as in ``cfe: limits``, for each with
    designs its ``designs``, and for each with sites their ``coverage``.
    """
    drawn = {}
    inspected = [found for found in result.regimes.values() if found.sides]
    if inspected:
        drawn["detection"] = detection_chart(result.case, inspected)
    for key, found in result.regimes.items():
        if found.regime.designs and found.sides:
            drawn[f"{key}: designs"] = detection_chart(result.case, [found], designs=True)
        if found.site_inspections is not None:
            drawn |= {f"{key}: {name}": one for name, one in found.site_inspections.charts().items()}
        if any(one.amount.high is not None for one in found.verdicts):
            drawn[f"{key}: limits"] = holdings_chart(result.case, found)
    return drawn
