"""The best policy as a table: what to do when, in the situations that are likely to come up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.roadmap.delivered import members_of
from detente.roadmap.exact.configurations import WAIT

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.roadmap.exact.following import Following

__all__ = ["LEAST", "Advice", "advice"]

LEAST = 0.01
"""Situations that come up less often than this are left out of the table."""


@dataclass(frozen=True)
class Advice:
    """What the policy does in a situation: at a time, with blocks delivered and running.

    ``starts`` is a block, or None where it waits for other things than a completion. ``trust``: for each pair
    that matters the lowest and the highest level at which it is done; ``probability``: how likely that is to
    come up. All blocks are numbers.
    """

    time: int
    delivered: tuple[int, ...]
    running: tuple[tuple[int, int], ...]
    starts: int | None
    trust: dict[int, tuple[Fraction, Fraction]]
    probability: float


def advice(following: Following, least: float = LEAST) -> tuple[Advice, ...]:
    """Return what a policy does in every situation that comes up with at least some probability, by time."""
    graph = following.graph
    layout, cells = graph.configurations, graph.cells
    found = []
    for time in range(graph.problem.periods + 1):
        for cell in range(cells.times[time + 1] - 1, cells.times[time] - 1, -1):
            here = slice(int(cells.starts[cell]), int(cells.starts[cell + 1]))
            visited = following.visited[here]
            if visited.sum() < least:
                continue
            one = int(cells.configurations[cell])
            blocks = layout.block[layout.move_starts[one] : layout.move_starts[one + 1]]
            if len(blocks) == 1:
                continue
            made = blocks[following.made[here]]
            for block in np.unique(made[visited > 0]).tolist():
                chosen = (made == block) & (visited > 0)
                chance = float(visited[chosen].sum())
                if chance < least:
                    continue
                levels = graph.environment.levels[cells.states[here][chosen]]
                found.append(
                    Advice(
                        time,
                        tuple(members_of(int(layout.delivered[one]))),
                        layout.running(one),
                        None if block == WAIT else block,
                        {
                            pair: (
                                graph.environment.grids[place][int(levels[:, place].min())],
                                graph.environment.grids[place][int(levels[:, place].max())],
                            )
                            for place, pair in enumerate(graph.environment.pairs)
                        },
                        chance,
                    )
                )
    return tuple(found)
