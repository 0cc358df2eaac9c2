"""What the powers audit publishes for claims: how much of what one does needs another's consent."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from detente.case.naming import joined, within
from detente.case.powers import PowerKind
from detente.institutions.power.said import members_say
from detente.institutions.powers.consent import (
    bound_moves,
    deciding_here,
    free_moves,
    granting,
    those_who_need,
)
from detente.institutions.powers.said import move_says
from detente.outcomes.holders import members
from detente.outcomes.naming import name_of
from detente.outcomes.published import OF, PARTY, UndefinedQuantityError, published, without_numbers

if TYPE_CHECKING:
    from detente.case.model import CaseFile
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
    case, dropped = certain.case, _dropped_clauses(certain)
    free, bound = free_moves(case, party, of), bound_moves(case, party, of, dropped)
    needing = {move: those_who_need(case, party, deciding_here(case, move, dropped)) for move in bound}
    listed = "; ".join(
        f"{move_says(case, move)}{_granted(certain, move, party, keys)}" for move, keys in needing.items()
    )
    names = [within(name_of(case, key)) for key in (of, party)]
    moves = "one move" if len(free) == 1 else f"{len(free)} moves"
    need = "need" if len(bound) > 1 else "needs"
    number = {0: "none", 1: "one"}.get(len(bound), str(len(bound)))
    said = f"of the {moves} that {names[0]} makes without {names[1]}, {number} {need}"
    inner = tuple(
        dict.fromkeys(key for keys in needing.values() for key in keys if _inside(case, key, party))
    )
    if not inner:
        whose = "its consent"
    elif any(not _inside(case, key, party) for keys in needing.values() for key in keys):
        whose = f"its consent, or within it that of {members_say(case, inner)},"
    else:
        whose = f"the consent of {members_say(case, inner)}, within {names[1]},"
    return f"{said} {whose} here" + (f": {listed}" if listed else "")


def _inside(case: CaseFile, key: str, party: str) -> bool:
    """Tell whether somebody belongs to a party or bloc, and is not that itself."""
    return key != party and set(members(case, key)) < set(members(case, party))


def _granted(certain: CertainCase, move: Move, party: str, needing: tuple[str, ...]) -> str:
    """Name the clauses by which a party can block a move, and the blocs by whose rules alone it can."""
    case = certain.case
    said = list(granting(case, party, move, _dropped_clauses(certain)))
    if party not in needing:
        blocs = [within(name_of(case, key)) for key in needing if not _inside(case, key, party)]
        said += [f"through {joined(blocs)}"] if blocs else []
    return f" ({', '.join(said)})" if said else ""


def _dropped_clauses(certain: CertainCase) -> frozenset[str]:
    return certain.dropped.intersection(power.path for power in certain.case.powers)


def _clauses(certain: CertainCase, *_: object) -> tuple[str, ...]:
    """Return the paths of the clauses that let somebody block something."""
    return tuple(power.path for power in certain.case.powers if power.grants is PowerKind.BLOCK)


QUANTITIES = (
    without_numbers(published(needs_consent, needs_consent_witness, _clauses, (PARTY, OF), "share")),
)
"""Everything that the powers audit publishes, in the order in which it is listed."""
