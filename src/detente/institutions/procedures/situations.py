"""All situations that a procedure can come to: its state, what its clock shows, and who holds which role.

The clock starts anew in every state, so that nothing that happens later depends on when a move was made. So
it is enough to look at those instants at which something changes: the first two of a state, the last at which
a deadline still stands, the one after it, and that of the timeout. Between them everybody has the same moves
from one unit to the next, and whoever gains by waiting gains most by waiting to the last of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from detente.case.problems import CaseError
from detente.institutions.procedures.machine import NOBODY, Holders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.procedures import StateKind
    from detente.institutions.procedures.machine import Machine

__all__ = ["MOST_WORK", "Edge", "Situation", "Situations", "situations_of"]

MOST_WORK = 200_000
"""Situations times coalitions, past which a procedure is not explored."""


class Situation(NamedTuple):
    """Where a procedure stands: a state, units since it was entered, and who holds which role."""

    state: int
    clock: int
    holders: Holders


class Edge(NamedTuple):
    """A move in a situation: the coalitions that can make it, and where it leads.

    ``actor`` and ``named`` are the players who take a role by it, or ``NOBODY``.
    """

    move: int
    winning: bytes
    target: int
    actor: int = NOBODY
    named: int = NOBODY


@dataclass(frozen=True, eq=False)
class Situations:
    """The situations that can be reached from the start, numbered, the start first.

    ``edges``: the moves in each. ``fires``: the situation to which a timeout leads at this instant, or None.
    ``advances``: the situation at the next instant at which something changes, and the units until then.
    """

    machine: Machine
    all: list[Situation] = field(default_factory=list)
    edges: list[list[Edge]] = field(default_factory=list)
    fires: list[int | None] = field(default_factory=list)
    advances: list[tuple[int, int]] = field(default_factory=list)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.all)

    def kind(self, situation: int) -> StateKind:
        """Return what the state of a situation is for."""
        return self.machine.kinds[self.all[situation].state]

    def of_kind(self, *kinds: StateKind) -> frozenset[int]:
        """Return the situations whose state is for one of these."""
        return frozenset(place for place in range(len(self)) if self.kind(place) in kinds)

    @cached_property
    def reached(self) -> frozenset[int]:
        """The states that can be reached."""
        return frozenset(one.state for one in self.all)


def situations_of(machine: Machine) -> Situations:
    """Return every situation that can be reached.

    Raises ``CaseError`` where there are too many.
    """
    found = Situations(machine)
    numbers: dict[Situation, int] = {}
    most = MOST_WORK // (machine.everybody + 1)

    def number(situation: Situation) -> int:
        if situation not in numbers:
            if len(numbers) >= most:
                raise CaseError.of(
                    f"the procedure {machine.key!r} has more than {most:,} situations with"
                    f" {len(machine.players)} who take part: leave out states or roles, or name blocs"
                )
            numbers[situation] = len(numbers)
            found.all.append(situation)
        return numbers[situation]

    number(Situation(machine.states.index(machine.procedure.start), 0, (NOBODY,) * len(machine.roles)))
    place = 0
    while place < len(found.all):
        situation = found.all[place]
        edges = [edge._replace(target=number(after)) for edge, after in _moves(machine, situation)]
        fired = _fired(machine, situation)
        found.edges.append(edges)
        found.fires.append(None if fired is None else number(fired))
        after, units = _later(machine, situation)
        found.advances.append((place if fired is not None else number(after), units))
        place += 1
    return found


def _moves(machine: Machine, situation: Situation) -> Iterator[tuple[Edge, Situation]]:
    """Yield the moves that somebody can make, each with the situation it leads to."""
    state, clock, holders = situation
    for index in machine.leaving[state]:
        move, to = machine.moves[index], machine.target(index)
        if move.within is not None and clock > move.within:
            continue
        table = machine.winning(index, holders)
        if not table[machine.everybody]:
            continue
        if to is None:
            yield Edge(index, table, 0), situation
        elif move.as_ is None and move.names is None:
            yield Edge(index, table, 0), _entered(machine, to, holders)
        else:
            yield from _with_roles(machine, index, table, situation)


def _with_roles(
    machine: Machine, index: int, table: bytes, situation: Situation
) -> Iterator[tuple[Edge, Situation]]:
    """Yield a move that gives roles once for everybody who can make it and everybody who can be named."""
    move, to = machine.moves[index], machine.target(index)
    assert to is not None
    for actor in range(len(machine.players)):
        if not table[1 << actor]:
            continue
        own = bytes(coalition >> actor & 1 for coalition in range(machine.everybody + 1))
        others = [one for one in range(len(machine.players)) if one != actor]
        for named in others if move.names is not None else [NOBODY]:
            holders = list(situation.holders)
            if move.as_ is not None:
                holders[machine.roles.index(move.as_)] = actor
            if move.names is not None:
                holders[machine.roles.index(move.names)] = named
            yield Edge(index, own, 0, actor, named), _entered(machine, to, tuple(holders))


def _entered(machine: Machine, state: int, holders: Holders) -> Situation:
    """Return the situation in which a state is entered; roles that no longer matter are forgotten."""
    live = machine.live_roles[state]
    return Situation(state, 0, tuple(one if role in live else NOBODY for role, one in enumerate(holders)))


def _fired(machine: Machine, situation: Situation) -> Situation | None:
    timeout = machine.timeout[situation.state]
    if timeout is None or machine.moves[timeout].after != situation.clock:
        return None
    to = machine.target(timeout)
    assert to is not None
    return _entered(machine, to, situation.holders)


def _later(machine: Machine, situation: Situation) -> tuple[Situation, int]:
    """Return the situation at the next instant at which something changes, and the units until then."""
    for instant in _instants(machine, situation.state):
        if instant > situation.clock:
            return situation._replace(clock=instant), instant - situation.clock
    return situation, 1


def _instants(machine: Machine, state: int) -> list[int]:
    """Return the readings of the clock that are told apart in a state."""
    deadlines = [limit for one in machine.leaving[state] if (limit := machine.moves[one].within) is not None]
    timeout = machine.timeout[state]
    end = None if timeout is None else machine.moves[timeout].after
    if end is None and not deadlines:
        return [0]
    last = max(deadlines) + 1 if end is None else end
    wanted = {0, 1, last, *deadlines, *(limit + 1 for limit in deadlines)}
    return sorted(instant for instant in wanted if instant <= last)
