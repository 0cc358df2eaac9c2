"""The powers audit in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised, issue_name, joined, option_name, within
from detente.case.powers import PowerKind
from detente.institutions.power.said import members_say
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detente.case.model import CaseFile
    from detente.institutions.powers.audit import PartyPowers
    from detente.outcomes.moves import Move

__all__ = ["audit_says", "move_says", "powers_say"]


def move_says(case: CaseFile, move: Move) -> str:
    """Return a move as the issue and the option it leads to."""
    return f"“{issue_name(case, move.issue)}” to “{option_name(case, move.issue, move.after)}”"


def audit_says(case: CaseFile, audit: Mapping[str, PartyPowers]) -> tuple[str, ...]:
    """Say what others may do about whose moves, or of clauses that they grant nobody anything."""
    granted = tuple(powers_say(case, one) for one in audit.values() if one.powers)
    nobody = ("The clauses grant nobody a power over the moves of another.",) if case.powers else ()
    return granted or nobody


def powers_say(case: CaseFile, one: PartyPowers) -> str:
    """Say of a party how many of its moves become blockable and by whom, and who is to be consulted."""
    who, count = name_of(case, one.party), len(one.moves)
    moves = "one move that it decides on" if count == 1 else f"{count} moves that it decides on"
    blocked = len(one.blockable)
    become = "become" if blocked > 1 else "becomes"
    counted = {0: "none", 1: "one"}.get(blocked, str(blocked))
    said = f"{capitalised(who)}: of {moves}, {counted} {become} blockable"
    if blocked:
        said += f": {'; '.join(_blockers(case, one))}"
    for kind, may in ((PowerKind.CONSULT, "is to be consulted on"), (PowerKind.INITIATE, "may begin")):
        for holder, number in one.by(kind).items():
            said += f"; {within(name_of(case, holder))} {may} {number}"
    return said + "."


def _blockers(case: CaseFile, one: PartyPowers) -> Iterator[str]:
    """Say who can block how many: first whoever can itself, then those who can by the rule of a bloc."""
    blocked = one.by(PowerKind.BLOCK)
    through: dict[str, dict[str, None]] = {holder: {} for holder in blocked}
    for power in one.powers:
        if power.kind is PowerKind.BLOCK:
            through[power.holder].update(dict.fromkeys(power.through))
    themselves = {power.holder for power in one.powers if power.kind is PowerKind.BLOCK and not power.through}
    if themselves:
        yield "by " + joined(
            f"{within(name_of(case, holder))} {number} (of {one.free[holder]} that it could not block before)"
            for holder, number in blocked.items()
            if holder in themselves
        )
    groups: dict[tuple[tuple[str, ...], int, int], list[str]] = {}
    for holder, number in blocked.items():
        if holder not in themselves:
            groups.setdefault((tuple(through[holder]), number, one.free[holder]), []).append(holder)
    for (blocs, number, free), holders in groups.items():
        each, who = ("", "it") if len(holders) == 1 else (" each", "each")
        behind, named = joined(within(name_of(case, key)) for key in blocs), members_say(case, tuple(holders))
        yield f"through {behind}, by {named} {number}{each} (of {free} that {who} could not block before)"
