"""Win-sets as a chart: what can exist, what each voice and each side could sign, and what both could."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised, within
from detente.cohesion.said import side_says, voice_name
from detente.outcomes.charts.bar_rows import Row, Segment, bar_rows
from detente.outcomes.charts.theme import ACCENT, FAINT, HARM
from detente.outcomes.counts_said import roughly
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    import altair as alt

    from detente.cohesion.bloc import BlocCohesion
    from detente.outcomes.counting.counting import Count

__all__ = ["MOST_DRAWN", "win_sets_chart"]

MOST_DRAWN = 12
"""Voices in the chart, those first that would sign least; the table has all."""


def win_sets_chart(one: BlocCohesion) -> alt.LayerChart:
    """Return a bar for each win-set, and within what the other side could sign the part that splits."""
    case, found = one.case, one.win_sets
    feasible = found.feasible
    rows = [_row("can exist", feasible, feasible, FAINT)]
    if len(one.members) > 1:
        fewest = sorted(one.members, key=lambda member: found.voices[member.key].value)[:MOST_DRAWN]
        rows += [
            _row(f"{voice_name(case, member)} would sign", found.voices[member.key], feasible, FAINT)
            for member in fewest
        ]
    rows.append(_row(f"{name_of(case, one.bloc)} could sign", found.bloc, feasible, ACCENT, strong=True))
    if one.others:
        others = capitalised(side_says(case, one.others))
        rows.append(_row(f"{others} could sign", found.other_side, feasible, FAINT))
        rows.append(_row("both sides could sign", found.overlap, feasible, ACCENT, strong=True))
    splits = f"split {within(name_of(case, one.bloc))}"
    rows.append(_row(splits, one.agreement.now, feasible, HARM, strong=True))
    return bar_rows(rows)


def _row(label: str, count: Count, feasible: Count, colour: str, *, strong: bool = False) -> Row:
    said = roughly(count.value) if count.exact else f"about {roughly(count.value)}"
    # Shares, as counts may be larger than what a chart can hold.
    share = count.value / feasible.value if feasible.value else 0.0
    says = f"{label}: {count}" + (f", {share:.1%} of those that can exist" if feasible.value else "")
    return Row(capitalised(label), said, (Segment(share, colour, says),), strong=strong)
