"""Obstacles as a chart: what can be signed before and after each move that does harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import issue_name, joined, option_name
from detente.outcomes.charts.bar_rows import Row, Segment, bar_rows
from detente.outcomes.charts.theme import FAINT, HARM
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    import altair as alt

    from detente.bargaining.obstacles import Obstacle
    from detente.bargaining.result import Bargaining
    from detente.case.model import CaseFile

__all__ = ["MOST_DRAWN", "fewer", "obstacles_chart"]

MOST_DRAWN = 12
"""Moves in the chart, the worst first; the table has all."""


def fewer(result: Bargaining) -> tuple[Obstacle, ...]:
    """Return the moves after which fewer combinations can be signed, the worst first."""
    found = [one for one in result.obstacles if one.before is not None and one.after is not None]
    harmful = [
        (one.after - one.before, one) for one in found if one.after is not None and one.before is not None
    ]
    return tuple(one for lost, one in sorted(harmful, key=lambda item: item[0]) if lost < 0)


def obstacles_chart(result: Bargaining) -> alt.LayerChart:
    """Return a bar for each harmful move: combinations signable before it, and over that those after it."""
    case = result.negotiation.case
    return bar_rows([_row(case, one) for one in fewer(result)[:MOST_DRAWN]])


def _row(case: CaseFile, one: Obstacle) -> Row:
    issue, option = issue_name(case, one.move.issue), option_name(case, one.move.issue, one.move.after)
    by = joined(name_of(case, key) for key in one.move.deciders)
    before, after = one.before or 0, one.after or 0
    return Row(
        f"{issue}: {option} ({by})",
        f"{before:,} → {after:,}",
        (Segment(before, FAINT, f"before: {before:,}"), Segment(after, HARM, f"after: {after:,}")),
        overlaid=True,
    )
