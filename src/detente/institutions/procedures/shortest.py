"""The shortest ways from one situation to others: fewest moves and timeouts, then least time."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from detente.institutions.procedures.situations import Edge, Situations

__all__ = ["Stride", "Way", "distances", "shortest_way"]

Distance = tuple[int, int]
"""Moves and timeouts, and units of time."""


class Stride(NamedTuple):
    """One event on a way, and when and where it happens: a move where there is an edge, else a timeout."""

    time: int
    source: int
    edge: Edge | None


class Way(NamedTuple):
    """The events on a way, the situation it ends in, and the time by then."""

    strides: tuple[Stride, ...]
    end: int
    time: int


def distances(situations: Situations, goals: Collection[int], movers: int) -> list[Distance | None]:
    """Return how far each situation is from a goal where a coalition works towards it and nobody against it.

    None where there is no way without a move of somebody else.
    """
    before: list[list[tuple[int, Distance]]] = [[] for _ in range(len(situations))]
    for place in range(len(situations)):
        for target, _, length in _strides(situations, place, movers):
            before[target].append((place, length))
    found: list[Distance | None] = [None] * len(situations)
    heap = [((0, 0), goal) for goal in goals]
    heapify(heap)
    while heap:
        length, place = heappop(heap)
        if found[place] is None:
            found[place] = length
            for source, more in before[place]:
                heappush(heap, ((length[0] + more[0], length[1] + more[1]), source))
    return found


def shortest_way(
    situations: Situations,
    start: int,
    goals: Collection[int],
    worth: Callable[[int], float] = lambda _: 0,
) -> Way | None:
    """Return the shortest way from one situation to a goal, whoever makes its moves; None where none does.

    Of goals that are equally near the one of the greatest ``worth`` is taken.
    """
    length: dict[int, Distance] = {}
    came: dict[int, tuple[int, Edge | None]] = {}
    heap: list[tuple[Distance, int, int, int, Edge | None]] = [((0, 0), 0, start, start, None)]
    count, best = 0, None
    while heap:
        found, _, place, source, edge = heappop(heap)
        if best is not None and found > length[best]:
            break
        if place in length:
            continue
        length[place], came[place] = found, (source, edge)
        if place in goals and (best is None or worth(place) > worth(best)):
            best = place
        for target, by, more in _strides(situations, place, situations.machine.everybody):
            count += 1
            heappush(heap, ((found[0] + more[0], found[1] + more[1]), count, target, place, by))
    return None if best is None else _walked(situations, start, best, length, came)


def _strides(situations: Situations, place: int, movers: int) -> Iterator[tuple[int, Edge | None, Distance]]:
    """Yield where one step leads from a situation: a move of somebody in the coalition, or time."""
    for edge in situations.edges[place]:
        if edge.winning[movers] and edge.target != place:
            yield edge.target, edge, (1, 0)
    fired = situations.fires[place]
    if fired is not None:
        yield fired, None, (1, 0)
    else:
        after, later = situations.advances[place]
        yield after, None, (0, later)


def _walked(
    situations: Situations,
    start: int,
    place: int,
    length: dict[int, Distance],
    came: dict[int, tuple[int, Edge | None]],
) -> Way:
    """Return a way, its events in order; waiting is left out."""
    way, end = [], place
    while place != start:
        source, edge = came[place]
        if edge is not None or situations.fires[source] is not None:
            way.append(Stride(length[source][1], source, edge))
        place = source
    return Way(tuple(reversed(way)), end, length[end][1])
