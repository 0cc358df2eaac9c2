"""Whose consent a move takes: the moves that are made without a party, and those that need its consent."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from detente.outcomes.holders import members
from detente.outcomes.moves import Move, deciders
from detente.outcomes.per_case import per_case
from detente.outcomes.signing import signs

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.case.model import CaseFile

__all__ = ["bound_moves", "free_moves"]


@per_case
def free_moves(case: CaseFile, party: str, of: str) -> tuple[Move, ...]:
    """Return the moves from today that one decides without a party, in the case without any variant."""
    base = cast("Case", case).base
    return tuple(
        move
        for issue, settled in base.issues.items()
        for before in settled.options
        for after in settled.options
        if before == settled.today and after != before
        for move in [Move(issue, before, after, deciders(base, issue, before, after))]
        if of in move.deciders and not _consents(base, party, move.deciders)
    )


@per_case
def bound_moves(case: CaseFile, party: str, of: str) -> tuple[Move, ...]:
    """Return those among the free moves that need the party's consent here."""
    return tuple(
        move
        for move in free_moves(case, party, of)
        if _consents(case, party, deciders(case, move.issue, move.before, move.after))
    )


def _consents(case: CaseFile, party: str, deciding: tuple[str, ...]) -> bool:
    everybody = {member for key in deciding for member in members(case, key)}
    return any(not signs(case, key, everybody - set(members(case, party))) for key in deciding)
