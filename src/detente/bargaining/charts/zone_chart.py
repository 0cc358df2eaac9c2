"""The zone of agreement as a chart: what can exist, what each would sign, and what all would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.bargaining.zone import Zone
from detente.outcomes.charts.bar_rows import Row, Segment, bar_rows
from detente.outcomes.charts.theme import ACCENT, FAINT
from detente.outcomes.counts_said import count_says
from detente.outcomes.naming import name_of
from detente.outcomes.negotiation import negotiation_of

if TYPE_CHECKING:
    import altair as alt

    from detente.bargaining.result import Bargaining

__all__ = ["signed_alone", "zone_chart"]


def signed_alone(result: Bargaining) -> dict[str, int]:
    """Return how many packages each signatory would sign, whatever the others say.

    Empty where there are too many packages to write out.
    """
    negotiation = result.negotiation
    if result.zone.written_out is None:
        return {}
    alone = {
        key: Zone(negotiation_of(negotiation.certain, issues=negotiation.issues, signatories=[key]))
        for key in negotiation.signatories
    }
    return {key: zone.signable.value for key, zone in alone.items()}


def zone_chart(result: Bargaining) -> alt.LayerChart:
    """Return the bars: packages that can exist, that each signatory would sign, and that all would."""
    case = result.negotiation.case
    feasible, signable = result.zone.feasible.value, result.zone.signable.value
    rows = [_row("can exist under the rules", feasible, feasible, FAINT)]
    rows += [
        _row(f"{name_of(case, key)} would sign", count, feasible, FAINT)
        for key, count in signed_alone(result).items()
    ]
    rows.append(_row("all signatories would sign", signable, feasible, ACCENT, strong=True))
    return bar_rows(rows)


def _row(label: str, count: int, feasible: int, colour: str, *, strong: bool = False) -> Row:
    said = count_says(count)
    says = f"{label}: {said}" + (f", {count / feasible:.1%} of those that can exist" if feasible else "")
    # Shares, as counts may be larger than what a chart can hold.
    share = count / feasible if feasible else 0.0
    return Row(label[:1].upper() + label[1:], said, (Segment(share, colour, says),), strong=strong)
