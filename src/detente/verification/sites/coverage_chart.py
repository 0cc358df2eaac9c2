"""The chance that a violation is found, site by site, as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.outcomes.charts.bar_rows import Row, Rule, Segment, bar_rows
from detente.outcomes.charts.theme import ACCENT, FAINT
from detente.outcomes.per_cent import per_cent

if TYPE_CHECKING:
    from fractions import Fraction

    import altair as alt

    from detente.verification.sites.result import SiteInspections

__all__ = ["MOST_DRAWN", "coverage_chart"]

MOST_DRAWN = 30
"""Sites in the chart, those first where a violation is most likely found; the table has all."""


def coverage_chart(result: SiteInspections) -> alt.LayerChart:
    """Return a bar for each site, the greatest chance first; dark where the violator's best is.

    A site of the darker kind has a bold label as well. What is left out is said in the last row.
    """
    found = result.allocation
    states = {site.name: site.state for site in result.problem.sites}
    ranked = sorted(found.coverage.items(), key=lambda item: (-item[1], item[0]))
    several = len(set(states.values())) > 1
    rows = []
    for name, chance in ranked[:MOST_DRAWN]:
        best = name in found.attack_set and not found.complies
        label = f"{name}, {states[name]}" if several else name
        drawn = result.schedule.visits_by_site.get(name, 0)
        times = {0: "not on the list drawn", 1: "once on the list drawn"}.get(
            drawn, f"{drawn} times on the list drawn"
        )
        says = f"{label}: found with {per_cent(chance)}, {times}" + ("; the violator's best" if best else "")
        colour = ACCENT if best else FAINT
        rows.append(Row(label, per_cent(chance), (Segment(float(chance), colour, says),), strong=best))
    rest = ranked[MOST_DRAWN:]
    if rest:
        rows.append(_rest([chance for _, chance in rest]))
    return bar_rows(rows, rule=Rule(1.0, "found for sure"))


def _rest(chances: list[Fraction]) -> Row:
    """Return a row without a bar that says which chances are not drawn."""
    low, high = per_cent(min(chances)), per_cent(max(chances))
    number = low if low == high else f"{low} to {high}"
    label = f"{len(chances)} more site{'' if len(chances) == 1 else 's'}"
    return Row(label, number, (Segment(0.0, FAINT, f"{label}: found with {number}"),))
