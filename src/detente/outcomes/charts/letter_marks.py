"""Letters on a chart that mark what the solutions pick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.outcomes.charts.theme import PAPER, SERIES, SERIES_NAMES, plotted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import altair as alt

__all__ = ["colour_name", "colour_of", "letter_marks"]


def colour_of(rank: int) -> str:
    """Return the colour of the letter of a rank, counted from 0."""
    return SERIES[rank % len(SERIES)]


def colour_name(rank: int) -> str:
    """Return what that colour is called."""
    return SERIES_NAMES[rank % len(SERIES_NAMES)]


def letter_marks(marks: Sequence[Mapping[str, Any]], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Return the layers that draw letters in discs.

    ``marks``: places under ``x`` and ``y``, with ``letter``, ``colour``, and ``says`` for who points at it.
    Where ``dx`` and ``dy`` move a disc off its place, in pixels, a line leads back to it.
    """
    groups: dict[tuple[int, int], list[Mapping[str, Any]]] = {}
    for mark in marks:
        groups.setdefault((mark.get("dx", 0), mark.get("dy", 0)), []).append(mark)
    return [layer for moved, group in groups.items() for layer in _discs(group, moved, x, y)]


def _discs(marks: Sequence[Mapping[str, Any]], moved: tuple[int, int], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    import altair as alt

    chart, (dx, dy) = plotted(marks), moved
    disc = chart.mark_point(
        filled=True, size=300, opacity=1, stroke=PAPER, strokeWidth=1.5, xOffset=dx, yOffset=dy
    )
    text = chart.mark_text(color=PAPER, fontSize=12, fontWeight="bold", dx=dx, dy=dy + 0.5, aria=False)
    layers = [
        disc.encode(x=x, y=y, color=alt.Color("colour:N", scale=None), description=alt.Description("says:N")),
        text.encode(x=x, y=y, text=alt.Text("letter:N")),
    ]
    if moved == (0, 0):
        return layers
    colour = alt.Color("colour:N", scale=None)
    lead = chart.mark_rule(strokeWidth=1.5, x2Offset=dx, y2Offset=dy, aria=False)
    point = chart.mark_point(filled=True, size=42, opacity=1, aria=False)
    return [
        lead.encode(x=x, x2=alt.X2("x:Q"), y=y, y2=alt.Y2("y:Q"), color=colour),
        point.encode(x=x, y=y, color=colour),
        *layers,
    ]
