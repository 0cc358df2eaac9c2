"""Importance as a chart: for each block, from the chance of the goal without it to that with it for sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import block_name
from detente.outcomes.charts.bar_rows import Row, Rule, Segment, bar_rows
from detente.outcomes.charts.theme import ACCENT
from detente.roadmap.sentences import chance_says

if TYPE_CHECKING:
    import altair as alt

    from detente.roadmap.result import Roadmap

__all__ = ["as_things_are", "by_importance", "importance_chart"]

THIN = 0.004
"""Length of the bar of a block that makes no difference, as a share of all, so that it is seen."""


def by_importance(result: Roadmap) -> list[int]:
    """Return the blocks, those that matter most first; of several that matter alike, in their order."""
    return sorted(range(len(result.importance)), key=lambda block: -result.importance[block].difference)


def importance_chart(result: Roadmap) -> alt.LayerChart:
    """Return a bar for each block, and a line at the chance as things are."""
    rows = [_row(result, block) for block in by_importance(result)]
    chance = as_things_are(result)
    return bar_rows(rows, rule=Rule(chance, f"as things are: {chance_says(chance)}"))


def as_things_are(result: Roadmap) -> float:
    """Return the chance with which those without a block, and with it for sure, are to be compared.

    Where the roadmap is estimated, these are chances of fixed orders.
    """
    return result.probability if result.exactness == "exact" else result.fixed_order.probability


def _row(result: Roadmap, block: int) -> Row:
    known = result.importance[block]
    without, sure = chance_says(known.impossible), chance_says(known.certain)
    length = max(known.difference, THIN * max(as_things_are(result), known.certain))
    says = f"{without} if it is impossible, {sure} if it is certain"
    name = block_name(result.case, result.problem.blocks[block].key)
    return Row(name, f"{without} to {sure}", (Segment(length, ACCENT, says),), start=known.impossible)
