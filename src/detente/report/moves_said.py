"""What each decision maker of a conflict can change alone, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised, within
from detente.outcomes.counts_said import counted
from detente.stability.said import Mentions

if TYPE_CHECKING:
    from detente.stability.result import Stability

__all__ = ["moves_said"]


def moves_said(result: Stability) -> tuple[str, ...]:
    """Return a sentence for each decision maker: the issues that it can change, or else its moves."""
    if result.conflict.alone:
        return result.conflict.alone
    called = Mentions(result.conflict)
    return tuple(_moves(result, maker, called) for maker in range(len(result.conflict.called)))


def _moves(result: Stability, maker: int, called: Mentions) -> str:
    """Say how many moves somebody can make alone, and where they lead from today."""
    name, moves = capitalised(within(result.conflict.called[maker])), result.model.moves[maker]
    if not len(moves.targets):
        return f"{name} can change nothing alone."
    said = f"{name} alone can make {counted(len(moves.targets), 'move')}"
    today = result.conflict.status_quo
    return (
        f"{said}." if today is None else f"{said}, from today to {called.several(moves.of(today).tolist())}."
    )
