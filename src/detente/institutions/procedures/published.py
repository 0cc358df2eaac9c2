"""What procedures publish for claims: what a party alone can bring about, and whether absence blocks."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, cast

from detente.case.procedures import ANY
from detente.outcomes.per_case import per_case
from detente.outcomes.published import (
    PARTY,
    Parameter,
    ParameterKind,
    UndefinedQuantityError,
    published,
    without_numbers,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.case.case import Case
    from detente.case.model import CaseFile
    from detente.case.procedures import Procedure, ProcedureMove
    from detente.case.uncertainty import CertainCase
    from detente.institutions.procedures.study import Study

__all__ = ["QUANTITIES"]

PROCEDURE = Parameter("procedure", ParameterKind.PROCEDURE)


def can_convene(certain: CertainCase, party: str, procedure: str) -> Fraction:
    """Whether a party alone can always convene a meeting in time, whatever the others do; 1 if so."""
    return Fraction(_of_party(certain, "CONVENE", party, procedure))


def can_close(certain: CertainCase, party: str, procedure: str) -> Fraction:
    """Whether a party alone can close the channel, whatever the others do; 1 if so."""
    return Fraction(not _of_party(certain, "CLOSE", party, procedure))


def can_suspend(certain: CertainCase, party: str, procedure: str) -> Fraction:
    """Whether a party alone can suspend the channel, whatever the others do; 1 if so."""
    return Fraction(not _of_party(certain, "SUSPEND", party, procedure))


def gains_veto(certain: CertainCase, party: str, procedure: str) -> Fraction:
    """Whether a party can hold up another's own steps by convening; 1 if so."""
    return Fraction(not _of_party(certain, "VETO", party, procedure))


def absence_blocks(certain: CertainCase, procedure: str) -> Fraction:
    """Whether somebody's absence keeps those who are present from convening; 1 if so."""
    return Fraction(_absence_blocks(_as_far_as_held(certain, procedure), procedure))


def _of_party(certain: CertainCase, name: str, party: str, procedure: str) -> bool:
    return _holds_of(_as_far_as_held(certain, procedure, party), name, party, procedure)


def _as_far_as_held(certain: CertainCase, procedure: str, *parties: str) -> CaseFile:
    """Return the case, without what is dropped of the procedure, in which some parties must take part."""
    if procedure not in certain.case.procedures:
        raise UndefinedQuantityError(f"there is no procedure “{procedure}” here")
    for party in parties:
        if party not in certain.case.procedures[procedure].parties:
            raise UndefinedQuantityError(f"{party} takes no part in “{procedure}”")
    dropped = certain.dropped.intersection(_inputs(certain, procedure)) if certain.dropped else frozenset()
    return _reduced(certain.case, procedure, dropped) if dropped else certain.case


@per_case
def _reduced(case: CaseFile, procedure: str, dropped: frozenset[str]) -> CaseFile:
    left = _without(case.procedures[procedure], f"procedures.{procedure}", dropped)
    return cast("Case", case).model_copy(update={"procedures": {procedure: left}})


@per_case
def _studied(case: CaseFile, procedure: str) -> Study:
    from detente.institutions.procedures.study import study_of

    return study_of(case, procedure)


@per_case
def _holds_of(case: CaseFile, name: str, party: str, procedure: str) -> bool:
    """Tell whether a property holds as far as a party is concerned."""
    from detente.institutions.procedures.study import Aim
    from detente.institutions.procedures.veto import whether_convening_gives_no_veto

    study = _studied(case, procedure)
    if name == "VETO":
        return whether_convening_gives_no_veto(study).by_party[party]
    enabled = study.enables(Aim[name], 1 << study.machine.players.index(party))
    return enabled if name == "CONVENE" else not enabled


@per_case
def _absence_blocks(case: CaseFile, procedure: str) -> bool:
    from detente.institutions.procedures.absence import whether_absence_never_blocks

    return not whether_absence_never_blocks(_studied(case, procedure)).holds


def _without(procedure: Procedure, path: str, dropped: frozenset[str]) -> Procedure:
    """Return a procedure without some moves, and with others that anybody may make."""
    moves = [
        move.model_copy(update={"by": (ANY,)}) if f"{path}.moves.{move.id}.by" in dropped else move
        for move in procedure.moves
        if f"{path}.moves.{move.id}" not in dropped
    ]
    # Where nobody takes a role any more, nobody makes the moves that are left to it.
    lost = set(procedure.roles)
    while True:
        given = {role for move in moves for role in (move.as_, move.names) if role is not None}
        kept = [move for move in moves if not _is_left_to(move, lost - given)]
        if len(kept) == len(moves):
            return procedure.model_copy(update={"moves": tuple(kept)})
        moves = kept


def _is_left_to(move: ProcedureMove, roles: set[str]) -> bool:
    named = {
        role
        for way in move.by
        for role in ((way,) if isinstance(way, str) else (*way.of, *way.all_of, *way.any_of))
    }
    return bool(named & roles)


def _inputs(certain: CertainCase, *arguments: object) -> tuple[str, ...]:
    """Return the paths of the moves of a procedure, and of the rules that say who may make them."""
    procedure = str(arguments[-1])
    if procedure not in certain.case.procedures:
        return ()
    path = f"procedures.{procedure}.moves"
    return tuple(
        found
        for move in certain.case.procedures[procedure].moves
        for found in ((f"{path}.{move.id}", f"{path}.{move.id}.by") if move.by else (f"{path}.{move.id}",))
    )


def _witness(name: str) -> Callable[..., str]:
    """Return what says, of a property, how it is and by which story."""

    def witness(certain: CertainCase, *arguments: str) -> str:
        from detente.institutions.procedures.analysis import analyse_procedure
        from detente.institutions.procedures.sentences import told_of

        *parties, procedure = arguments
        case = _as_far_as_held(certain, procedure, *parties)
        return told_of(analyse_procedure(case, procedure), name, parties)

    return witness


_READS = "the states, and who takes part"
QUANTITIES = tuple(
    without_numbers(published(compute, _witness(name), _inputs, arguments, "0 or 1", _READS))
    for compute, name, arguments in (
        (can_convene, "CONVENE", (PARTY, PROCEDURE)),
        (can_close, "CLOSE", (PARTY, PROCEDURE)),
        (can_suspend, "SUSPEND", (PARTY, PROCEDURE)),
        (gains_veto, "VETO", (PARTY, PROCEDURE)),
        (absence_blocks, "ABSENCE", (PROCEDURE,)),
    )
)
"""Everything that procedures publish, in the order in which it is listed."""
