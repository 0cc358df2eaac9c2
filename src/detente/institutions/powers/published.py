"""What the powers audit publishes for claims: how much of what one does needs another's consent."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.case.naming import issue_name, option_name, within
from detente.case.powers import PowerKind
from detente.institutions.powers.consent import bound_moves, free_moves
from detente.outcomes.naming import name_of
from detente.outcomes.published import OF, PARTY, UndefinedQuantityError, nothing, published

if TYPE_CHECKING:
    from detente.case.uncertainty import CertainCase
    from detente.outcomes.moves import Move

__all__ = ["QUANTITIES"]


def needs_consent(certain: CertainCase, party: str, of: str) -> Fraction:
    """Share of the moves that one can make today without a party that need the party's consent here.

    The moves are those of the case without any variant and any clause; a party consents for every bloc that
    cannot sign without it.
    """
    free = free_moves(certain.case, party, of)
    if not free:
        raise UndefinedQuantityError(
            f"{name_of(certain.case, of)} makes no move without {within(name_of(certain.case, party))}"
        )
    return Fraction(len(bound_moves(certain.case, party, of, _dropped_clauses(certain))), len(free))


def needs_consent_witness(certain: CertainCase, party: str, of: str) -> str:
    case = certain.case
    free, bound = free_moves(case, party, of), bound_moves(case, party, of, _dropped_clauses(certain))
    listed = "; ".join(
        f"“{issue_name(case, move.issue)}” to “{option_name(case, move.issue, move.after)}”"
        + _granted(certain, move, party)
        for move in bound
    )
    names = [within(name_of(case, key)) for key in (of, party)]
    moves = "one move" if len(free) == 1 else f"{len(free)} moves"
    words = f"of the {moves} that {names[0]} makes without {names[1]}"
    return f"{words}, {len(bound)} need its consent here" + (f": {listed}" if listed else "")


def _granted(certain: CertainCase, move: Move, party: str) -> str:
    """Name the clauses by which a party can block a move."""
    clauses = [
        power.id
        for power in certain.case.powers
        if power.grants is PowerKind.BLOCK
        and power.path not in certain.dropped
        and party in power.to
        and power.covers(move.issue, move.after, move.deciders)
    ]
    return f" ({', '.join(clauses)})" if clauses else ""


def _dropped_clauses(certain: CertainCase) -> frozenset[str]:
    return certain.dropped.intersection(power.path for power in certain.case.powers)


def _clauses(certain: CertainCase, *_: object) -> tuple[str, ...]:
    """Return the paths of the clauses that let somebody block something."""
    return tuple(power.path for power in certain.case.powers if power.grants is PowerKind.BLOCK)


QUANTITIES = (
    replace(
        published(needs_consent, needs_consent_witness, _clauses, (PARTY, OF), "share"),
        numbers=nothing,
        fixed=True,
    ),
)
"""Everything that the powers audit publishes, in the order in which it is listed."""
