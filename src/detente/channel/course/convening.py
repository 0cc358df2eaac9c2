"""Which moves of a procedure convene: they lead to a meeting at once, or by the clock alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.procedures import StateKind

if TYPE_CHECKING:
    from detente.institutions.procedures.machine import Machine

__all__ = ["convening_moves", "leads_to_meeting"]


def convening_moves(machine: Machine) -> tuple[str, ...]:
    """Return the moves after which a meeting is held, whatever anybody fails to do."""
    return tuple(
        move.id
        for index, move in enumerate(machine.moves)
        if move.after is None and leads_to_meeting(machine, machine.target(index))
    )


def leads_to_meeting(machine: Machine, state: int | None) -> bool:
    """Tell whether a state is a meeting, or timeouts alone lead from it to one."""
    passed: set[int] = set()
    while state is not None and state not in passed:
        if machine.kinds[state] is StateKind.MEETING:
            return True
        passed.add(state)
        timeout = machine.timeout[state]
        state = None if timeout is None else machine.target(timeout)
    return False
