"""How small a single change flips each claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised
from detente.claims.flips.flip import Kind
from detente.claims.flips.said import change_says
from detente.outcomes.charts.bar_rows import Row, Rule, Segment, bar_rows
from detente.outcomes.charts.theme import ACCENT, MUTED
from detente.outcomes.inputs_said import ground_says, input_says

if TYPE_CHECKING:
    import altair as alt

    from detente.claims.result import ClaimResult, Claims

__all__ = ["flips_chart"]


def flips_chart(claims: Claims) -> alt.LayerChart:
    """Return a bar for each claim that a single change flips, the one that flips soonest first."""
    found = [one for one in claims.claims if one.flips is not None and one.flips.singles]
    found.sort(key=_distance)
    return bar_rows([_row(one) for one in found], rule=Rule(1.0, "its whole range"))


def _distance(one: ClaimResult) -> float:
    assert one.flips is not None
    return float(one.flips.singles[0].distance)


def _row(one: ClaimResult) -> Row:
    assert one.flips is not None
    change = one.flips.singles[0].changes[0]
    absent = change.kind is Kind.ABSENCE
    what = ground_says(one.tested_in, change.input) if absent else input_says(one.tested_in, change.input)
    number = "left out" if absent else f"{_distance(one):.2f}"
    says = f"{one.claim.id}: {change_says(one.tested_in, change)}"
    label = f"{one.claim.id} {capitalised(what)}"
    return Row(label, number, (Segment(_distance(one), MUTED if absent else ACCENT, says),))
