"""What is worth knowing of a procedure and is no error: states out of reach, dead ends, joint exits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.case.procedures import StateKind
from detente.institutions.procedures.wording import move_says, state_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.institutions.procedures.study import Study

__all__ = ["Finding", "findings_of"]


_DEAD = {
    StateKind.OPEN: "whatever is asked for there never comes",
    StateKind.MEETING: "the meeting never ends",
    StateKind.SUSPENDED: "the channel stays suspended",
    StateKind.CLOSED: "the channel stays closed",
}
"""What it means that nothing leaves a state, by what the state is for."""


@dataclass(frozen=True)
class Finding:
    """One finding: its kind, the state or move it is about, and the sentence for it."""

    kind: str
    about: str
    says: str

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {"kind": self.kind, "about": self.about, "says": self.says}


def findings_of(study: Study) -> tuple[Finding, ...]:
    """Return what is found of the states and moves of a procedure, in the order of the file."""
    return (*_states(study), *_moves(study))


def _states(study: Study) -> Iterator[Finding]:
    machine, situations = study.machine, study.situations
    for state, key in enumerate(machine.states):
        name = f"“{state_name(machine, state)}”"
        if state not in situations.reached:
            yield Finding("unreachable", key, f"The state {name} is never reached.")
            continue
        within = [place for place, one in enumerate(situations.all) if one.state == state]
        leaving = [
            edge
            for place in within
            for edge in situations.edges[place]
            if machine.target(edge.move) not in {None, state}
        ]
        if machine.timeout[state] is not None:
            continue
        if not leaving:
            ends = _DEAD[machine.kinds[state]]
            yield Finding("dead", key, f"Nothing leaves the state {name}: once there, {ends}.")
        elif all(_takes_all(edge.winning, machine.everybody) for edge in leaving):
            yield Finding("joint_exit", key, f"The state {name} can be left only by everybody together.")


def _takes_all(winning: bytes, everybody: int) -> bool:
    return everybody.bit_count() > 1 and not any(winning[:everybody])


def _moves(study: Study) -> Iterator[Finding]:
    machine, situations = study.machine, study.situations
    made = {edge.move for edges in situations.edges for edge in edges}
    for index, move in enumerate(machine.moves):
        from_reached = any(machine.states.index(state) in situations.reached for state in move.from_)
        if move.after is None and index not in made and from_reached:
            says = f"Nobody can ever {move_says(machine, index)} (the move {move.id!r})."
            yield Finding("never_made", move.id, says)
        for state in move.from_:
            timeout = machine.timeout[machine.states.index(state)]
            end = None if timeout is None else machine.moves[timeout].after
            if move.within is not None and end is not None and move.within > end:
                says = (
                    f"The deadline of {move.id!r}, {move.within}, is idle:"
                    f" the state {state!r} ends after {end}."
                )
                yield Finding("idle_deadline", move.id, says)
