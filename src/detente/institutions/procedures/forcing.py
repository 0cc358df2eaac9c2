"""What a coalition can force, whatever the others do: alpha-effectivity in a timed game.

The order of moves: in each unit of time one side may make one move, then the other side one; then a timeout
that is due happens; then the clock goes on. Which side is first is said each time. For a good that must be
secured, such as a meeting, those who are against it are first and so win ties; for a harm that must be
prevented, such as closing, those who would do it are. As each side has one move in a unit, nobody can keep
time from passing.

H. Moulin and B. Peleg, "Cores of effectivity functions and implementation theory", Journal of Mathematical
Economics 10 (1982), for effectivity; L. de Alfaro, T. A. Henzinger and O. Kupferman, "Concurrent reachability
games", Theoretical Computer Science 386 (2007), for the backward search. Every unit has a definite order, so
that the game is determined: what a coalition cannot force, those outside it can prevent.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from detente.institutions.procedures.situations import Edge, Situations

__all__ = ["UNIT", "Forced", "forced", "units"]

UNIT = 1_000_000
"""What a unit of time counts, beside a move of the coalition, which counts 1: time comes first."""
FIRST, SECOND, END = 0, 1, 2
"""The parts of a unit of time: the first side's move, the second side's, and timeouts and the clock."""


def units(cost: int | None) -> int | None:
    """Return the units of time in what a goal costs; None where it cannot be forced."""
    return None if cost is None else cost // UNIT


@dataclass(frozen=True, eq=False)
class Forced:
    """What it costs a coalition, at worst, to reach a goal from each situation, at each part of a unit.

    ``cost[part][situation]`` is None where the others can prevent it for ever. ``options(part, situation)``
    are the moves between which the side whose turn it is can choose; it may also make none.
    """

    situations: Situations
    coalition: int
    coalition_first: bool
    goals: frozenset[int]
    cost: tuple[list[int | None], ...]
    options: Callable[[int, int], Sequence[Edge]]

    def within(self, situation: int, limit: int | None) -> bool:
        """Tell whether the goal is forced from a situation, within so many units where there is a limit."""
        found = units(self.cost[FIRST][situation])
        return found is not None and (limit is None or found <= limit)

    @property
    def turn(self) -> int:
        """The part of a unit in which the coalition moves."""
        return FIRST if self.coalition_first else SECOND

    def soonest(self, situation: int) -> Edge | None:
        """Return the coalition's move that comes to the goal soonest; None where waiting is as soon."""
        after = self.cost[self.turn + 1]
        moves = self.options(self.turn, situation)
        costs = [(cost, edge) for edge in moves if (cost := after[edge.target]) is not None]
        cheapest, best = min(costs, key=itemgetter(0), default=(0, None))
        waiting = after[situation]
        return None if waiting is not None and cheapest + 1 >= waiting else best


def forced(  # noqa: PLR0913 - who plays against whom, for what, and by which rules
    situations: Situations,
    coalition: int,
    goals: Collection[int],
    *,
    opponents: int | None = None,
    coalition_first: bool = False,
    at_turn: Collection[int] = (),
    may_oppose: Callable[[int, Edge], bool] | None = None,
) -> Forced:
    """Return what it costs a coalition to reach one of the goals, whatever its opponents do.

    ``opponents`` are all others where not given; who is neither makes no move. A goal ``at_turn`` is reached
    where the coalition's turn comes in that situation. ``may_oppose`` narrows the moves of the opponents.
    """
    against = situations.machine.everybody ^ coalition if opponents is None else opponents
    own = [[edge for edge in edges if edge.winning[coalition]] for edges in situations.edges]
    theirs = [
        [edge for edge in edges if edge.winning[against] and (may_oppose is None or may_oppose(place, edge))]
        for place, edges in enumerate(situations.edges)
    ]

    def options(part: int, situation: int) -> Sequence[Edge]:
        return (own if (part == FIRST) == coalition_first else theirs)[situation]

    reached = frozenset(goals)
    cost = _solved(situations, options, reached, frozenset(at_turn), coalition_first=coalition_first)
    return Forced(situations, coalition, coalition_first, reached, cost, options)


def _solved(
    situations: Situations,
    options: Callable[[int, int], Sequence[Edge]],
    goals: frozenset[int],
    at_turn: frozenset[int],
    *,
    coalition_first: bool,
) -> tuple[list[int | None], ...]:
    """Work backwards from the goals, the cheapest situation first.

    On the coalition's turn the first successor that is settled settles a situation; on the others' the last.
    """
    count = len(situations)
    cost: tuple[list[int | None], ...] = ([None] * count, [None] * count, [None] * count)
    turn = FIRST if coalition_first else SECOND
    before, waiting = _before(situations, options, turn)
    heap = [(0, part, place) for place in goals for part in (FIRST, SECOND, END)]
    heap += [(0, turn, place) for place in at_turn]
    heap.sort()
    while heap:
        found, part, place = heappop(heap)
        if cost[part][place] is not None:
            continue
        cost[part][place] = found
        for earlier, source, more in before[part][place]:
            if earlier not in {turn, END}:
                waiting[source] -= 1
                if waiting[source]:
                    continue
            heappush(heap, (found + more, earlier, source))
    return cost


_Before = tuple[list[list[tuple[int, int, int]]], ...]


def _before(
    situations: Situations, options: Callable[[int, int], Sequence[Edge]], turn: int
) -> tuple[_Before, list[int]]:
    """Return what leads to each situation at each part of a unit, and at what cost.

    And for each situation, between how many that come next the others choose.
    """
    count = len(situations)
    before: _Before = tuple([[] for _ in range(count)] for _ in range(3))
    choices = [0] * count
    for place in range(count):
        for part in (FIRST, SECOND):
            next_ones = {place: 0} | {edge.target: 1 for edge in options(part, place) if edge.target != place}
            if part != turn:
                choices[place] = len(next_ones)
            for target, moved in next_ones.items():
                before[part + 1][target].append((part, place, moved if part == turn else 0))
        fired = situations.fires[place]
        if fired is None:
            after, later = situations.advances[place]
            before[FIRST][after].append((END, place, later * UNIT))
        else:
            # What follows a timeout is what the situation it leads to has at the end of the same unit.
            before[END][fired].append((END, place, 0))
    return before, choices
