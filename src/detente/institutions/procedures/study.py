"""The games that are played over one procedure, each solved once."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from detente.case.procedures import StateKind
from detente.institutions.procedures.forcing import forced
from detente.institutions.procedures.machine import machine_of
from detente.institutions.procedures.shortest import distances
from detente.institutions.procedures.situations import situations_of

if TYPE_CHECKING:
    from detente.case.model import CaseFile
    from detente.institutions.procedures.forcing import Forced
    from detente.institutions.procedures.machine import Machine
    from detente.institutions.procedures.situations import Situations

__all__ = ["Aim", "Study", "study_of"]


class Aim(Enum):
    """What somebody may want to bring about."""

    CONVENE = "convene"
    CLOSE = "close"
    SUSPEND = "suspend"
    END_MEETING = "end_meeting"

    def __str__(self) -> str:
        """Return the word for it in results."""
        return self.value


_GOALS = {
    Aim.CONVENE: (StateKind.MEETING,),
    Aim.CLOSE: (StateKind.CLOSED,),
    Aim.SUSPEND: (StateKind.SUSPENDED,),
    Aim.END_MEETING: (StateKind.OPEN, StateKind.SUSPENDED, StateKind.CLOSED),
}
_FROM = {
    Aim.CONVENE: (StateKind.OPEN, StateKind.MEETING, StateKind.SUSPENDED),
    Aim.CLOSE: (StateKind.OPEN, StateKind.MEETING, StateKind.SUSPENDED),
    Aim.SUSPEND: (StateKind.OPEN, StateKind.MEETING),
    Aim.END_MEETING: (StateKind.MEETING,),
}
"""From which states each aim is pursued."""


@dataclass(frozen=True, eq=False)
class Study:
    """One procedure, explored, with the games over it.

    A meeting is a good: it must be within reach from everywhere, against others who are first in each unit.
    Closing, suspending and ending a meeting at once are harms: it is enough that they are within somebody's
    reach in one situation, and there those who would do it are first.
    """

    situations: Situations
    _solved: dict[tuple[Aim, int, int | None], Forced] = field(default_factory=dict)

    @property
    def machine(self) -> Machine:
        """The procedure."""
        return self.situations.machine

    @property
    def limit(self) -> int | None:
        """Units within which a meeting must be convened, if the case says so."""
        return self.machine.procedure.convene_within

    def goals(self, aim: Aim) -> frozenset[int]:
        """Return the situations in which an aim is reached."""
        return self.situations.of_kind(*_GOALS[aim])

    def beginnings(self, aim: Aim) -> list[int]:
        """Return the situations from which an aim is pursued."""
        found = self.situations.of_kind(*_FROM[aim])
        if aim is Aim.END_MEETING:
            found = frozenset(place for place in found if self.situations.all[place].clock == 0)
        return sorted(found)

    def nowhere(self, aim: Aim) -> str | None:
        """Return as a clause that no situation from which an aim is pursued is ever reached, if so."""
        if self.beginnings(aim):
            return None
        if aim is Aim.SUSPEND and self.situations.of_kind(StateKind.SUSPENDED):
            return "no open state and no meeting is ever reached"
        return "the channel is closed from the start and stays so"

    def pursued(self, aim: Aim, coalition: int, opponents: int | None = None) -> Forced:
        """Return what it costs a coalition to reach an aim; the opponents are all others where not given."""
        key = (aim, coalition, opponents)
        if key not in self._solved:
            first = aim is not Aim.CONVENE
            self._solved[key] = forced(
                self.situations, coalition, self.goals(aim), opponents=opponents, coalition_first=first
            )
        return self._solved[key]

    def reaches(self, aim: Aim, found: Forced, place: int) -> bool:
        """Tell whether an aim is reached from a situation as it must be: in time, or at once."""
        limits = {Aim.CONVENE: self.limit, Aim.END_MEETING: 0}
        return found.within(place, limits.get(aim))

    def enables(self, aim: Aim, coalition: int) -> bool:
        """Tell whether a coalition can convene from everywhere, or can do a harm in some situation."""
        found = self.pursued(aim, coalition)
        each = (self.reaches(aim, found, place) for place in self.beginnings(aim))
        return all(each) if aim is Aim.CONVENE else any(each)

    def blocks(self, aim: Aim, coalition: int) -> bool:
        """Tell whether a coalition can keep all others together from ever forcing it."""
        return not self.enables(aim, self.machine.everybody ^ coalition)

    @cached_property
    def to_meeting(self) -> list[tuple[int, int] | None]:
        """How many moves and timeouts, and units of time, each situation is from a meeting at best."""
        return distances(self.situations, self.goals(Aim.CONVENE), self.machine.everybody)

    def approach(self, place: int, target: int) -> int | None:
        """Return by how many moves and timeouts a step brings a meeting nearer; negative where it leads away.

        None where no meeting can follow it.
        """
        before, after = self.to_meeting[place], self.to_meeting[target]
        if after is None:
            return None
        return 1 if before is None else before[0] - after[0]

    def convenes(self, place: int, target: int) -> bool:
        """Tell whether a step is one towards a meeting.

        It brings a meeting nearer; or it leads no further away, and to where the channel is open.
        """
        nearer = self.approach(place, target)
        if nearer is None or place == target:
            return False
        usable = self.situations.kind(target) in {StateKind.OPEN, StateKind.MEETING}
        return nearer > 0 or (nearer == 0 and usable)

    def own_step(self, coalition: int, move: int, against: int) -> Forced:
        """Return how long all but one party need until one of them can take a step of its own.

        The one against it is first in each unit, and makes only moves towards a meeting.
        """
        everybody = self.machine.everybody
        ready = [
            place
            for place, edges in enumerate(self.situations.edges)
            if any(edge.move == move and edge.winning[coalition] for edge in edges)
        ]
        return forced(
            self.situations,
            everybody ^ against,
            (),
            opponents=against,
            at_turn=ready,
            may_oppose=lambda place, edge: self.convenes(place, edge.target),
        )


def study_of(case: CaseFile, name: str) -> Study:
    """Explore a procedure of the case.

    Raises ``CaseError`` where there is none of that name, or where it is too large.
    """
    return Study(situations_of(machine_of(case, name)))
