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

__all__ = ["deciding_blocs", "divided_blocs", "known", "other_side_of"]


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


def known(case: CaseFile, keys: Sequence[str]) -> tuple[str, ...]:
    """Return parties and blocs, each once; raises ``CaseError`` with all that the case does not have."""
    able = {**case.parties, **case.blocs}
    unknown = [
        Problem(f"unknown party or bloc {quoted(key)}", suggestion=closest(key, able))
        for key in keys
        if key not in able
    ]
    if unknown:
        raise CaseError(unknown)
    return tuple(dict.fromkeys(keys))
