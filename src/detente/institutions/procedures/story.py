"""Counterexamples as stories: who does what on which day, from the start of a procedure to where it fails.

A story begins with the shortest way to a situation in which the property fails: fewest moves and timeouts,
then least time. From there one side plays what makes it fail, and the other what would come nearest to its
goal.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detente.case.naming import capitalised
from detente.institutions.procedures.machine import NOBODY, players_in
from detente.institutions.procedures.wording import acts, does_not, listed_names, moment, move_says

if TYPE_CHECKING:
    from detente.institutions.procedures.shortest import Way
    from detente.institutions.procedures.situations import Edge
    from detente.institutions.procedures.study import Study

__all__ = ["Counterexample", "Step", "Telling"]


@dataclass(frozen=True)
class Step:
    """One step of a story: a move, a timeout, or a remark on what does not happen.

    ``time`` counts units of the clock from the start; ``who`` are the parties that make the move; ``state``
    is where it leads.
    """

    time: int
    kind: str
    says: str
    who: tuple[str, ...] = ()
    move: str | None = None
    state: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the step as plain values."""
        return {
            "time": self.time,
            "kind": self.kind,
            "who": list(self.who),
            "move": self.move,
            "state": self.state,
            "says": self.says,
        }


@dataclass(frozen=True)
class Counterexample:
    """How a property fails, for whom, and step by step.

    ``lead`` is the number of moves and timeouts before the situation in which it fails.
    """

    parties: tuple[str, ...]
    steps: tuple[Step, ...]
    lead: int
    unit: str

    @property
    def events(self) -> tuple[Step, ...]:
        """The moves and timeouts, without the remarks."""
        return tuple(step for step in self.steps if step.kind != "remark")

    @property
    def moves(self) -> tuple[str, ...]:
        """The ids of the moves and timeouts in it, each once."""
        return tuple(dict.fromkeys(step.move for step in self.events if step.move is not None))

    @property
    def story(self) -> str:
        """The story in sentences, each event with its time.

        >>> steps = (Step(0, "move", "Russia asks.", move="ask"), Step(0, "remark", "NATO does not reply."))
        >>> Counterexample(("russia",), steps, 0, "day").story
        'Day 0: Russia asks. NATO does not reply.'
        """
        told = []
        for step in self.steps:
            when = "" if step.kind == "remark" else f"{capitalised(self.unit)} {step.time}: "
            told.append(f"{when}{step.says}")
        return " ".join(told)

    def to_json(self) -> dict[str, Any]:
        """Return the story as plain values."""
        return {
            "parties": list(self.parties),
            "story": self.story,
            "lead": self.lead,
            "steps": [step.to_json() for step in self.steps],
        }


def _fewest_movers(edge: Edge, among: int) -> tuple[int, ...]:
    """Return the fewest players of a coalition who can make a move together, the first in order."""
    if edge.actor != NOBODY:
        return (edge.actor,)
    winning = [one for one in range(among + 1) if one & among == one and edge.winning[one]]
    return tuple(players_in(min(winning, key=lambda one: (one.bit_count(), players_in(one)))))


@dataclass
class Telling:
    """A story while it is being told; ``place`` is the situation it has come to, at ``time``."""

    study: Study
    place: int = 0
    time: int = 0
    steps: list[Step] = field(default_factory=list)
    lead: int = 0
    _remarked: set[str] = field(default_factory=set)

    def follow(self, way: Way, rather: int) -> None:
        """Tell the way to where the property fails; where several could make a move, some ``rather`` do."""
        for stride in way.strides:
            self.time, self.place = stride.time, stride.source
            if stride.edge is None:
                self.timeout()
            else:
                among = rather if stride.edge.winning[rather] else self.study.machine.everybody
                self.move(stride.edge, among)
        self.place, self.time, self.lead = way.end, way.time, len(way.strides)

    def move(self, edge: Edge, among: int) -> None:
        """Tell that some of a coalition make a move."""
        machine = self.study.machine
        movers = _fewest_movers(edge, among)
        self.steps.append(
            Step(
                self.time,
                "move",
                acts(machine, movers, edge.move, edge.named),
                tuple(machine.players[one] for one in movers),
                machine.moves[edge.move].id,
                machine.moves[edge.move].to,
            )
        )
        self._come_to(edge.target)

    def timeout(self) -> None:
        """Tell that the timeout that is due happens."""
        machine, situations = self.study.machine, self.study.situations
        index = machine.timeout[situations.all[self.place].state]
        target = situations.fires[self.place]
        assert index is not None
        assert target is not None
        says = f"{move_says(machine, index)}."
        move = machine.moves[index]
        self.steps.append(Step(self.time, "timeout", says, (), move.id, move.to))
        self._come_to(target)

    def _come_to(self, place: int) -> None:
        situations = self.study.situations
        if situations.all[place].state != situations.all[self.place].state or not situations.all[place].clock:
            self._remarked.clear()
        self.place = place

    def go_on(self) -> None:
        """Let the timeout that is due happen, and the clock go on."""
        situations = self.study.situations
        if situations.fires[self.place] is not None:
            self.timeout()
        self.place, units = situations.advances[self.place]
        self.time += units

    def remark(self, says: str) -> None:
        """Say something once for as long as the procedure stays in its state."""
        if says not in self._remarked:
            self._remarked.add(says)
            self.steps.append(Step(self.time, "remark", says))

    def refused(self, coalition: int) -> None:
        """Say which moves that would bring a meeting nearer a coalition cannot make, for want of whom."""
        machine, situations = self.study.machine, self.study.situations
        for edge in situations.edges[self.place]:
            if edge.winning[coalition] or (self.study.approach(self.place, edge.target) or 0) < 1:
                continue
            others = players_in(machine.everybody ^ coalition)
            needed = [one for one in others if not edge.winning[machine.everybody ^ (1 << one)]]
            if needed:
                self.remark(does_not(machine, needed, edge.move))
            else:
                self.remark(f"Too few of the others {move_says(machine, edge.move)}.")

    def withheld(self, coalition: int) -> None:
        """Say which moves the others cannot make because a coalition does not take part."""
        machine, situations = self.study.machine, self.study.situations
        for edge in situations.edges[self.place]:
            if not edge.winning[machine.everybody ^ coalition] and not edge.winning[coalition]:
                self.remark(does_not(machine, players_in(coalition), edge.move))

    def names(self, coalition: int) -> str:
        """Return the names of a coalition."""
        return listed_names(self.study.machine, players_in(coalition))

    def when(self) -> str:
        """Return the time it has come to."""
        return moment(self.study.machine, self.time)

    def ended(self, coalition: int) -> Counterexample:
        """Return the story."""
        machine = self.study.machine
        return Counterexample(
            machine.named(coalition), tuple(self.steps), self.lead, str(machine.procedure.unit)
        )
