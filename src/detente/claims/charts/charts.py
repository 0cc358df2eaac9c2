"""What the test of claims found as charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.claims.charts.flips_chart import flips_chart
from detente.claims.charts.pedigree_chart import pedigree_chart
from detente.claims.charts.research_chart import research_chart
from detente.claims.charts.shares_chart import shares_chart
from detente.claims.charts.tornado_chart import tornado_chart

if TYPE_CHECKING:
    import altair as alt

    from detente.claims.result import Claims

__all__ = ["charts"]


def charts(claims: Claims) -> dict[str, alt.LayerChart]:
    """Return what was found as Altair charts by name, each as wide as its container.

    ``shares`` and ``research`` are there over draws, ``flips`` where a single change flips any claim,
    ``pedigree`` where any claim turns on inputs, and a tornado for each comparison of a claim that has one,
    named as in ``K6: tornado``, ``K6: tornado 2``, and so on.
    """
    drawn = {}
    if claims.draws and any(one.share is not None for one in claims.claims):
        drawn["shares"] = shares_chart(claims)
    if any(one.flips is not None and one.flips.singles for one in claims.claims):
        drawn["flips"] = flips_chart(claims)
    if any(one.pedigree is not None for one in claims.audit.diagnosed):
        drawn["pedigree"] = pedigree_chart(claims.audit)
    if claims.audit.research:
        drawn["research"] = research_chart(claims.audit)
    for one in claims.claims:
        tornadoes = () if one.explained is None else one.explained.tornadoes
        for number, tornado in enumerate(tornadoes, 1):
            name = f"{one.claim.id}: tornado" + (f" {number}" if number > 1 else "")
            drawn[name] = tornado_chart(one.tested_in, tornado)
    return drawn
