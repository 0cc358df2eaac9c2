"""Joint work as bars: how much of the shared concern each building block lessens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.outcomes.charts.bar_rows import Row, Segment, bar_rows
from detente.outcomes.charts.letter_marks import colour_of
from detente.threats.charts.lettered import lettered
from detente.threats.said import block_called, number_says, threat_called

if TYPE_CHECKING:
    import altair as alt

    from detente.threats.agenda import Joint
    from detente.threats.result import Threats

__all__ = ["agenda_chart", "lessened"]


def agenda_chart(result: Threats) -> alt.LayerChart:
    """Return a bar for each block, in parts by threat, each with the letter and the colour of its threat."""
    return bar_rows([_row(result, one) for one in result.agenda])


def lessened(result: Threats) -> dict[str, str]:
    """Return the letter of each threat that joint work lessens, in the order of the case."""
    found = {threat for one in result.agenda for threat in one.lessens}
    return lettered(threat for threat in result.assessment.listed if threat in found)


def _row(result: Threats, one: Joint) -> Row:
    letters = lessened(result)
    segments = tuple(
        Segment(
            value,
            colour_of(list(letters).index(threat)),
            f"{block_called(result, one.block)}: {threat_called(result, threat)} {number_says(value)}",
            letters[threat],
        )
        for threat, value in one.lessens.items()
    )
    return Row(block_called(result, one.block), number_says(one.worth), segments)
