"""The picture of how a conflict may go from today, with its caption, its words and its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.outcomes.charts.letter_marks import colour_name
from detente.outcomes.counts_said import counted
from detente.report.pictures import Picture
from detente.report.tables import Table
from detente.stability.charts.evolution_chart import evolution_chart

if TYPE_CHECKING:
    from detente.stability.charts.evolution import Evolution

__all__ = ["evolution_figure"]


def evolution_figure(drawn: Evolution) -> Picture:
    """Return the picture of what is drawn."""
    called = [one.label if one.mark == one.label else f"{one.mark}: {one.label}" for one in drawn.rows]
    rows = tuple(
        (
            one.letter,
            drawn.letters[one.letter],
            called[one.origin],
            called[one.target],
            "yes" if one.improving else "no",
        )
        for one in drawn.arrows
    )
    caption = "How it may go from today"
    states = "; ".join(f"{name}, {row.told}" for name, row in zip(called, drawn.rows, strict=True))
    moves = "; ".join(one.says for one in drawn.arrows)
    return Picture(
        "evolution",
        caption,
        f"States below one another, and arrows for moves. {states}. {moves}.",
        evolution_chart(drawn.rows, drawn.arrows),
        Table("Moves in the picture", ("", "Who moves", "From state", "To state", "Gains by it"), rows),
        _note(drawn),
        narrow_only=True,
    )


def _note(drawn: Evolution) -> str:
    letters = "; ".join(
        f"{letter} ({colour_name(rank)}): {names}"
        for rank, (letter, names) in enumerate(drawn.letters.items())
    )
    broken = "" if all(one.improving for one in drawn.arrows) else ", a broken one is not"
    said = (
        f"Who moves: {letters}. A full line is an improvement for each who moves{broken}. A filled disc is"
        " stable for everybody by every concept."
    )
    if not drawn.hidden:
        return said
    are = "is" if drawn.hidden == 1 else "are"
    more = counted(drawn.hidden, "more state")
    return f"{said} {more} that {are} stable for everybody by some concept {are} not drawn."
