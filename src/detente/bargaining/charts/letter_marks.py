"""Letters on a chart that mark what the solutions pick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.outcomes.charts.theme import PAPER, SERIES, plotted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import altair as alt

__all__ = ["colour_of", "letter_marks"]


def colour_of(rank: int) -> str:
    """Return the colour of the letter of a rank, counted from 0."""
    return SERIES[rank % len(SERIES)]


def letter_marks(marks: Sequence[Mapping[str, Any]], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Return the layers that draw letters in discs.

    ``marks``: places under ``x`` and ``y``, with ``letter``, ``colour``, and ``says`` for who points at it.
    """
    import altair as alt

    chart = plotted(marks)
    disc = chart.mark_point(filled=True, size=300, opacity=1, stroke=PAPER, strokeWidth=1.5)
    text = chart.mark_text(color=PAPER, fontSize=12, fontWeight="bold", dy=0.5, aria=False)
    return [
        disc.encode(x=x, y=y, color=alt.Color("colour:N", scale=None), description="says:N"),
        text.encode(x=x, y=y, text="letter:N"),
    ]
