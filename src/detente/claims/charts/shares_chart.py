"""In what share of the draws each claim holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.claims.shares_said import share_said
from detente.outcomes.charts.bar_rows import Row, Rule, Segment, bar_rows
from detente.outcomes.charts.theme import ACCENT

if TYPE_CHECKING:
    import altair as alt

    from detente.claims.result import ClaimResult, Claims

__all__ = ["shares_chart"]


def shares_chart(claims: Claims) -> alt.LayerChart:
    """Return a bar for each claim that was tested over draws, with the share and its interval in words."""
    return bar_rows([_row(one) for one in claims.claims if one.share is not None], rule=Rule(1.0, "always"))


def _row(one: ClaimResult) -> Row:
    assert one.share is not None
    assert one.interval is not None
    low, high = one.interval
    number = f"{share_said(one.share)} ({share_said(low)} to {share_said(high)})"
    says = f"{one.claim.id} {one.verdict}: {number} of {one.draws:,} draws"
    return Row(f"{one.claim.id} {one.verdict}", number, (Segment(one.share, ACCENT, says),))
