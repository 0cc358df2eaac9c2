"""The powers audit in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised, issue_name, joined, option_name, within
from detente.case.powers import PowerKind
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from detente.case.model import CaseFile
    from detente.institutions.powers.audit import PartyPowers
    from detente.outcomes.moves import Move

__all__ = ["move_says", "powers_say"]


def move_says(case: CaseFile, move: Move) -> str:
    """Return a move as the issue and the option it leads to."""
    return f"“{issue_name(case, move.issue)}” to “{option_name(case, move.issue, move.after)}”"


def powers_say(case: CaseFile, one: PartyPowers) -> str:
    """Say of a party how many of its moves become blockable and by whom, and who is to be consulted."""
    who, count = name_of(case, one.party), len(one.moves)
    moves = "one move that it decides on" if count == 1 else f"{count} moves that it decides on"
    blocked = one.by(PowerKind.BLOCK)
    if blocked:
        by = joined(
            f"{within(name_of(case, holder))} {number} (of {one.free[holder]} that it could not block before)"
            for holder, number in blocked.items()
        )
        said = f"{capitalised(who)}: of {moves}, {len(one.blockable)} become blockable: by {by}"
    else:
        said = f"{capitalised(who)}: of {moves}, none becomes blockable"
    for kind, may in ((PowerKind.CONSULT, "is to be consulted on"), (PowerKind.INITIATE, "may begin")):
        for holder, number in one.by(kind).items():
            said += f"; {within(name_of(case, holder))} {may} {number}"
    return said + "."
