"""What is held of what is allowed: a bar for each limit that can be told, the greatest share first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised
from detente.outcomes.charts.bar_rows import Row, Rule, Segment, bar_rows
from detente.outcomes.charts.theme import ACCENT, HARM
from detente.verification.limits.compliance import Compliance
from detente.verification.said import category_name, who, zone_name

if TYPE_CHECKING:
    import altair as alt

    from detente.case.model import CaseFile
    from detente.verification.limits.compliance import Verdict
    from detente.verification.regime_found import RegimeFound

__all__ = ["MOST_DRAWN", "holdings_chart"]

MOST_DRAWN = 15
"""Limits in the chart; the table has all."""


def holdings_chart(case: CaseFile, found: RegimeFound) -> alt.LayerChart:
    """Return a bar for what counts under each limit as a share of it, with a line at the limit itself."""
    told = [one for one in found.verdicts if one.amount.high is not None and one.at_most]
    told.sort(key=lambda one: -one.amount.low / one.at_most)
    rows = [_row(case, found, one) for one in told[:MOST_DRAWN]]
    return bar_rows(rows, rule=Rule(1.0, "the limit"))


def _row(case: CaseFile, found: RegimeFound, one: Verdict) -> Row:
    zone = f" in {zone_name(found, one.limit.zone)}" if one.limit.zone else ""
    label = f"{capitalised(who(case, found, one.on))}: {category_name(found, one.category)}{zone}"
    number = f"{one.amount} of {one.at_most:,}"
    colour = HARM if one.compliance is Compliance.EXCEEDED else ACCENT
    says = f"{label}: {number}, {one.limit.article}, {one.compliance}"
    return Row(label, number, (Segment(one.amount.low / one.at_most, colour, says),))
