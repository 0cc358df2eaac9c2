"""Which blocs are looked at, and who is on the other side of the table from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.problems import CaseError, Problem, closest, quoted
from detente.outcomes.holders import members, voices
from detente.outcomes.moves import moves_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.case.model import CaseFile
    from detente.outcomes.negotiation import Negotiation

__all__ = ["check_sides", "deciding_blocs", "divided_blocs", "other_side_of"]


def deciding_blocs(negotiation: Negotiation) -> tuple[str, ...]:
    """Return the blocs that sign, or that decide on some change of what is on the table."""
    case, found = negotiation.case, set(negotiation.signatories)
    for move in moves_from(case, negotiation.today):
        if move.issue in negotiation.issues:
            found.update(move.deciders)
    for issue in negotiation.issues:
        found.update(case.issues[issue].decided_by)
    return tuple(key for key in case.blocs if key in found)


def divided_blocs(negotiation: Negotiation) -> tuple[str, ...]:
    """Return those of the deciding blocs whose members do not all want the same."""
    case = negotiation.case
    return tuple(key for key in deciding_blocs(negotiation) if len(voices(case, (key,))) > 1)


def other_side_of(case: CaseFile, signatories: Sequence[str], bloc: str) -> tuple[str, ...]:
    """Return the signatories that share no member with a bloc."""
    own = set(members(case, bloc))
    return tuple(key for key in signatories if not own & set(members(case, key)))


def check_sides(negotiation: Negotiation, bloc: str | None, others: Sequence[str] | None) -> None:
    """Refuse who is not in the case, and who would be on both sides of the table.

    ``bloc`` and ``others`` are those asked for, or None. Raises ``CaseError`` with everything that is wrong.
    """
    case = negotiation.case
    able = {**case.parties, **case.blocs}
    asked = dict.fromkeys([*([] if bloc is None else [bloc]), *(others or ())])
    wrong = [
        Problem(f"unknown party or bloc {quoted(key)}", suggestion=closest(key, able))
        for key in asked
        if key not in able
    ]
    facing = [key for key in dict.fromkeys(others or ()) if key in able]
    if facing:
        looked_at = divided_blocs(negotiation) if bloc is None else (bloc,)
        for one in looked_at:
            apart = other_side_of(case, facing, one) if one in able else facing
            wrong += [_on_both(case, one, key, bloc, looked_at) for key in facing if key not in apart]
    if wrong:
        raise CaseError(wrong)


def _on_both(case: CaseFile, one: str, other: str, bloc: str | None, looked_at: Sequence[str]) -> Problem:
    """Say why somebody is not on the other side of a bloc, and which bloc may have been meant."""
    if one == other:
        said = f"{quoted(one)} cannot be its own other side"
    elif set(members(case, other)) <= set(members(case, one)):
        said = f"{quoted(other)} belongs to {quoted(one)}, so it cannot be on the other side"
    else:
        said = f"{quoted(other)} shares members with {quoted(one)}, so it cannot be on the other side"
    able = [key for key in looked_at if other_side_of(case, [other], key)] if bloc is None else []
    return Problem(f"{said}; name the bloc that it faces, such as {quoted(able[0])}" if able else said)
