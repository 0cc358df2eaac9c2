"""Which gates of a core are still open, and what they still need, while its kinds are gone through in turn.

The state after some kinds is what each gate still needs; 0 once it has accepted, refused, or no longer
matters. Sums beyond a quota are one state, and so are sums from which it can no longer be reached. What is
needed is raised to the next sum that the rest can come to at all, so that states from which the same follows
are one. Several majorities over the same members are several counters in one state.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.institutions.power.composition import Core

__all__ = ["LOST", "WON", "Level", "OpenGates", "State", "TooManyStates", "levels_of"]

State = tuple[int, ...]
"""What each gate still needs."""
Level = dict[State, tuple[State, ...]]
"""The states before a kind, and for each the states that follow as 0, 1, 2 ... of the kind accept."""

MOST_SUMS = 50_000
"""So many sums that can still be reached are listed for a gate."""

WON: State = ()
LOST: State = (-1,)


class TooManyStates(Exception):  # noqa: N818 - no error: the caller then estimates
    """There are more states than are gone through."""


@dataclass(frozen=True)
class OpenGates:
    """How the states of a core follow each other."""

    core: Core

    @cached_property
    def start(self) -> State:
        """The state in which nobody has accepted or refused yet."""
        return tuple(gate.quota for gate in self.core.gates)

    def after(self, state: State, level: int, accepting: int) -> State:
        """Return the state when so many of the kind at this level accept, and the others of it refuse."""
        if state is WON or state is LOST:
            return state
        needs = list(state)
        for number, weight in self.core.kinds[level].weights:
            if needs[number]:
                needs[number] -= weight * accepting
        self._settle(needs, state, level + 1)
        if needs[-1] <= 0:
            return WON if needs[-1] else LOST
        self._close(needs)
        reachable = self._reachable[level + 1]
        return tuple(
            sums[bisect_left(sums, need)] if need and sums else need
            for need, sums in zip(needs, reachable, strict=True)
        )

    def _settle(self, needs: list[int], before: State, level: int) -> None:
        """Put -1 where a gate has just accepted, 0 where it no longer can; gates below come first."""
        for number, gate in enumerate(self.core.gates):
            if not before[number]:
                continue
            rest = self._possible[level][number]
            for below, weight in gate.gates:
                if needs[below] > 0:
                    rest += weight
                elif needs[below] < 0:
                    needs[number] -= weight
            if needs[number] <= 0:
                needs[number] = -1
            elif needs[number] > rest:
                needs[number] = 0

    def _close(self, needs: list[int]) -> None:
        """Put 0 where a gate has accepted, or no open gate asks for it."""
        asked = {len(needs) - 1}
        for number in range(len(needs) - 1, -1, -1):
            if number not in asked or needs[number] < 0:
                needs[number] = 0
            elif needs[number]:
                asked.update(below for below, _ in self.core.gates[number].gates)

    @cached_property
    def _possible(self) -> tuple[tuple[int, ...], ...]:
        """The most that the kinds from a level on can add to each gate: (levels + 1, gates)."""
        rest = [0] * len(self.core.gates)
        found = [tuple(rest)]
        for kind in reversed(self.core.kinds):
            for number, weight in kind.weights:
                rest[number] += weight * kind.number
            found.append(tuple(rest))
        return tuple(reversed(found))

    @cached_property
    def _reachable(self) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """The sums that the kinds from a level on can come to in each gate: (levels + 1, gates).

        Gates that stand in a gate count as open, which makes for sums that may not come about. Nothing where
        there are too many sums to be listed.
        """
        sums = []
        for gate in self.core.gates:
            own = {0}
            for _, weight in gate.gates:
                own |= {total + weight for total in own}
            sums.append(own)
        found = [tuple(tuple(sorted(own)) for own in sums)]
        for kind in reversed(self.core.kinds):
            for number, weight in kind.weights:
                own = sums[number]
                if own and len(own) * (kind.number + 1) <= MOST_SUMS:
                    sums[number] = {
                        total + weight * count for total in own for count in range(kind.number + 1)
                    }
                else:
                    sums[number] = set()
            found.append(tuple(tuple(sorted(own)) for own in sums))
        return tuple(reversed(found))


def levels_of(core: Core, most: int) -> list[Level]:
    """Return all states, level by level.

    Raises:
        TooManyStates: where more than so many steps lead from state to state.

    """
    opened = OpenGates(core)
    states: Iterator[State] | list[State] = [opened.start]
    found, steps = [], 0
    for level, kind in enumerate(core.kinds):
        following: Level = {}
        for state in states:
            following[state] = tuple(
                opened.after(state, level, accepting) for accepting in range(kind.number + 1)
            )
            steps += kind.number + 1
            if steps > most:
                raise TooManyStates
        found.append(following)
        states = list(dict.fromkeys(after for afters in following.values() for after in afters))
    return found
