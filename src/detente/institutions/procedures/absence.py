"""Whether absence blocks: whoever is absent makes no move any more; and all others together try to convene.

From every situation that can be reached, closed ones left out. The more are absent, the less the others can
do, so the least sets of absent parties that block say all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.case.naming import capitalised
from detente.institutions.procedures.coalitions import least_sets
from detente.institutions.procedures.convening import failing_to_convene
from detente.institutions.procedures.playing import came_to_nothing, led_to
from detente.institutions.procedures.properties import Property, PropertyName
from detente.institutions.procedures.study import Aim

if TYPE_CHECKING:
    from detente.institutions.procedures.study import Study

__all__ = ["Absence", "absences", "whether_absence_never_blocks"]


@dataclass(frozen=True)
class Absence:
    """What the absence of some parties blocks: convening from some states, and moves that need them."""

    parties: tuple[str, ...]
    states: tuple[str, ...]
    moves: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {"parties": list(self.parties), "states": list(self.states), "moves": list(self.moves)}


def absences(study: Study) -> tuple[Absence, ...]:
    """Return what each party's absence blocks, and that of the least sets of parties that block convening."""
    machine = study.machine
    single = [1 << player for player in range(len(machine.players))] if len(machine.players) > 1 else []
    return tuple(_absence(study, absent) for absent in dict.fromkeys((*single, *_blocking(study))))


def whether_absence_never_blocks(study: Study) -> Property:
    """Decide whether those who are present can always convene, whoever is absent."""
    machine = study.machine
    by_party, counterexamples, blocking = {}, {}, _blocking(study)
    for player, key in enumerate(machine.players):
        by_party[key] = 1 << player not in blocking
    for absent in blocking:
        present = machine.everybody ^ absent
        failing = failing_to_convene(study, present, 0)
        telling = led_to(study, failing, present)
        found = study.pursued(Aim.CONVENE, present, 0)
        who = capitalised(telling.names(absent))
        plural = absent.bit_count() > 1
        telling.remark(f"{who} {'are' if plural else 'is'} absent from now on.")
        key = "+".join(machine.named(absent))
        counterexamples[key] = came_to_nothing(study, found, telling, opponents=0)
    notes = () if len(machine.players) > 1 else ("Only one takes part, whose absence would leave nobody.",)
    return Property(PropertyName.ABSENCE, by_party, counterexamples, notes, study.nowhere(Aim.CONVENE))


def _blocking(study: Study) -> list[int]:
    everybody = study.machine.everybody

    def blocks(absent: int) -> bool:
        return 0 < absent < everybody and bool(failing_to_convene(study, everybody ^ absent, 0))

    return least_sets(len(study.machine.players), blocks)


def _absence(study: Study, absent: int) -> Absence:
    machine, situations = study.machine, study.situations
    present = machine.everybody ^ absent
    failing = failing_to_convene(study, present, 0)
    states = {situations.all[place].state for place in failing}
    impossible = {edge.move for edges in situations.edges for edge in edges if not edge.winning[present]} - {
        edge.move for edges in situations.edges for edge in edges if edge.winning[present]
    }
    return Absence(
        machine.named(absent),
        tuple(machine.states[state] for state in sorted(states)),
        tuple(machine.moves[move].id for move in sorted(impossible)),
    )
