"""The calendar of a fixed order: when each block would run if all were delivered at the first attempt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.roadmap.exact.following import followed_in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.roadmap.exact.induction import Graph
    from detente.roadmap.problem import Problem

__all__ = ["Entry", "calendar"]


@dataclass(frozen=True)
class Entry:
    """A block with the times at which it starts and is settled, and how likely that start is."""

    block: int
    start: int
    end: int
    probability: float


def calendar(graph: Graph, order: Sequence[int], problem: Problem) -> tuple[Entry, ...]:
    """Return when the blocks of an order run if all is delivered, by their start.

    Trust that is rounded at random, and windows that open and close, leave several starts possible; the most
    likely one is given, with its probability.
    """
    sure = problem
    for block in range(len(problem.blocks)):
        sure = sure.with_block(block, delivers=1.0, breach=0.0)
    started = followed_in_order(graph, order, sure).started
    entries = [
        Entry(block, start, start + problem.blocks[block].lasts, float(row[start]))
        for block, row in enumerate(started)
        for start in [int(row.argmax())]
        if row[start] > 0
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.start, entry.end, entry.block)))
