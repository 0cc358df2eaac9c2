"""Whose consent a move takes: the moves that one makes without a party, and those that need its consent."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from detente.case.powers import PowerKind, blockers
from detente.outcomes.holders import members
from detente.outcomes.moves import Move, reversible, today, written_deciders
from detente.outcomes.per_case import per_case
from detente.outcomes.signing import signs

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.case.model import CaseFile

__all__ = [
    "bound_moves",
    "consents",
    "deciding_here",
    "free_moves",
    "granting",
    "own_moves",
    "those_who_need",
]


@per_case
def own_moves(case: CaseFile, of: str) -> tuple[Move, ...]:
    """Return the moves from today on which one decides, in the case without any variant and any clause."""
    base = cast("Case", case).base
    return tuple(
        Move(issue, before, after, deciding)
        for issue, before in today(base).items()
        for after in base.issues[issue].options
        if after != before
        and reversible(base, issue, before, after)
        and of in (deciding := written_deciders(base, issue, before, after))
    )


@per_case
def free_moves(case: CaseFile, party: str, of: str) -> tuple[Move, ...]:
    """Return those of one's own moves that need no consent of a party."""
    base = cast("Case", case).base
    return tuple(move for move in own_moves(case, of) if not consents(base, party, move.deciders))


@per_case
def bound_moves(
    case: CaseFile, party: str, of: str, dropped: frozenset[str] = frozenset()
) -> tuple[Move, ...]:
    """Return those among the free moves that need the party's consent here.

    Clauses whose paths are ``dropped`` do not count.
    """
    return tuple(
        move
        for move in free_moves(case, party, of)
        if consents(case, party, deciding_here(case, move, dropped))
    )


def deciding_here(case: CaseFile, move: Move, dropped: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return who decides on a move here, those included whom a clause lets block it.

    Nobody does where a variant has taken the issue away, or the option to which the move goes.
    """
    if move.issue not in case.issues or move.after not in case.issues[move.issue].options:
        return ()
    deciding = written_deciders(case, move.issue, move.before, move.after)
    return (*deciding, *blockers(case, move.issue, move.after, deciding, dropped))


def consents(case: CaseFile, party: str, deciding: tuple[str, ...]) -> bool:
    """Tell whether some deciders cannot all sign without a party: it consents for blocs that need it."""
    return bool(those_who_need(case, party, deciding))


@per_case
def those_who_need(case: CaseFile, party: str, deciding: tuple[str, ...]) -> tuple[str, ...]:
    """Return those among some deciders who cannot sign while a party refuses."""
    willing = {member for key in deciding for member in members(case, key)} - set(members(case, party))
    return tuple(key for key in deciding if not signs(case, key, willing))


def granting(
    case: CaseFile, party: str, move: Move, dropped: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Return the clauses, by their ids, that let those block a move here who cannot sign without a party."""
    needing = set(those_who_need(case, party, deciding_here(case, move, dropped)))
    deciding = written_deciders(case, move.issue, move.before, move.after)
    return tuple(
        power.id
        for power in case.powers
        if power.grants is PowerKind.BLOCK
        and power.path not in dropped
        and not needing.isdisjoint(power.to)
        and power.covers(move.issue, move.after, deciding)
    )
