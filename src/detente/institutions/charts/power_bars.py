"""Voting power as bars: a row for each group of members with the same power, body by body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised
from detente.institutions.power.said import groups_of, members_say, share_says
from detente.outcomes.charts.bar_rows import Row, Segment, bar_rows
from detente.outcomes.charts.theme import SERIES
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    import altair as alt

    from detente.institutions.result import Institutions

__all__ = ["power_bars", "power_rows"]


def power_rows(result: Institutions) -> tuple[tuple[str, str, str, str, str], ...]:
    """Return body, members, and shares by Shapley and Shubik, by Banzhaf, and of what they can prevent."""
    return tuple(
        (
            capitalised(name_of(result.case, key)),
            capitalised(_each(result, group.members)),
            share_says(group.shapley_shubik),
            share_says(group.banzhaf),
            share_says(group.prevents),
        )
        for key, power in result.power.items()
        for group in groups_of(power)
    )


def power_bars(result: Institutions) -> alt.LayerChart:
    """Return a bar for the Shapley–Shubik share of each member of a group."""
    rows = []
    for place, (key, power) in enumerate(result.power.items()):
        body = capitalised(name_of(result.case, key))
        for group in groups_of(power):
            share, label = group.shapley_shubik or 0, f"{body}: {_each(result, group.members)}"
            says = f"{label}, {share_says(group.shapley_shubik)}"
            segments = (Segment(float(share), SERIES[place % len(SERIES)], says),)
            rows.append(Row(label, share_says(group.shapley_shubik), segments))
    return bar_rows(rows)


def _each(result: Institutions, members: tuple[str, ...]) -> str:
    said = members_say(result.case, members)
    return f"each of {said}" if len(members) > 1 else said
