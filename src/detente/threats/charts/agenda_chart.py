"""Joint work as bars: how much of the shared concern each building block lessens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.outcomes.charts.bar_rows import Row, Segment, bar_rows
from detente.outcomes.charts.theme import ACCENT
from detente.threats.said import block_called, number_says, threat_called

if TYPE_CHECKING:
    import altair as alt

    from detente.threats.agenda import Joint
    from detente.threats.result import Threats

__all__ = ["agenda_chart"]


def agenda_chart(result: Threats) -> alt.LayerChart:
    """Return a bar for each block, in parts by threat."""
    return bar_rows([_row(result, one) for one in result.agenda])


def _row(result: Threats, one: Joint) -> Row:
    segments = tuple(
        Segment(
            value,
            ACCENT,
            f"{block_called(result, one.block)}: {threat_called(result, threat)} {number_says(value)}",
        )
        for threat, value in one.lessens.items()
    )
    return Row(block_called(result, one.block), number_says(one.worth), segments)
