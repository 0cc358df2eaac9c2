"""What is possible at all: when each block could first start, and how high trust can rise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from detente.case.formula import FALSE
from detente.roadmap.delivered import holds_in, settable
from detente.roadmap.exact.size import laid_out

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray

    from detente.roadmap.exact.induction import Graph
    from detente.roadmap.problem import Problem

__all__ = ["Barrier", "Peak", "Possible", "barriers_today"]

NOTHING = np.zeros(1, dtype=np.uint64)
"""The set of delivered blocks today."""


class Barrier(Enum):
    """What keeps a block from starting today."""

    TRUST = "trust"
    PREREQUISITE = "prerequisite"
    WINDOW = "window"
    SIGNATURE = "signature"
    HORIZON = "horizon"
    CAPACITY = "capacity"

    def __str__(self) -> str:
        """Return the word for it."""
        return self.value


@dataclass(frozen=True)
class Peak:
    """How high the trust of a pair can rise in the horizon, and what a block needs of it."""

    pair: str
    peak: Fraction
    needs: Fraction


def barriers_today(problem: Problem, block: int) -> tuple[Barrier, ...]:
    """Return all that keeps a block from starting today; nothing where it can."""
    one = problem.blocks[block]
    gate_shut = one.gate is not None and not problem.gates[one.gate].open_today
    found = {
        Barrier.TRUST: any(trust < needed for trust, needed in zip(problem.trust, one.needs, strict=False)),
        Barrier.PREREQUISITE: not (holds_in(problem, one.after, NOTHING) & settable(problem, block, NOTHING))[
            0
        ],
        Barrier.WINDOW: not one.starts_at(0) or gate_shut,
        Barrier.SIGNATURE: not problem.consent(block, NOTHING)[0],
        Barrier.HORIZON: one.lasts > problem.periods,
        Barrier.CAPACITY: one.takes > problem.capacity,
    }
    return tuple(barrier for barrier, stands in found.items() if stands)


class Possible:
    """What can happen with some probability, whatever is done: every state that can occur is looked at."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem, without its goal."""
        self.problem = replace(problem, goal=FALSE)

    @cached_property
    def graph(self) -> Graph:
        """Everything that can occur; raises ``TooManyError`` where that is too much."""
        return laid_out(self.problem)

    @cached_property
    def earliest_starts(self) -> tuple[int | None, ...]:
        """The earliest time at which each block could start; None for one that never can."""
        graph = self.graph
        cells = graph.cells
        found: list[int | None] = [None] * len(self.problem.blocks)
        for time in range(self.problem.periods):
            here = slice(cells.times[time], cells.times[time + 1])
            for block, could in enumerate(self._moves[:, cells.configurations[here]]):
                if found[block] is None and graph.opens[block, time]:
                    occurring = (
                        cells.states[cells.starts[cell] : cells.starts[cell + 1]]
                        for cell in (np.flatnonzero(could) + here.start).tolist()
                    )
                    if any(graph.admits[block, states].any() for states in occurring):
                        found[block] = time
            if None not in found:
                break
        return tuple(found)

    @cached_property
    def _moves(self) -> NDArray[np.bool_]:
        """Whether a block might be started in a configuration: (blocks, configurations)."""
        layout = self.graph.configurations
        found = np.zeros((len(self.problem.blocks), len(layout)), dtype=np.bool_)
        starts = layout.block >= 0
        found[layout.block[starts], layout.configuration_of_move[starts]] = True
        return found

    @cached_property
    def peaks(self) -> dict[int, Fraction]:
        """The highest level of trust of each pair that can occur, by the place of the pair in the problem."""
        environment = self.graph.environment
        levels = environment.levels[self._occurring]
        return {
            pair: environment.grids[place][int(levels[:, place].max())]
            for place, pair in enumerate(environment.pairs)
        }

    @property
    def _occurring(self) -> NDArray[np.int64]:
        """The states that can occur, also once no block could start any more and trust moves by itself."""
        graph = self.graph
        cells, level = graph.cells, graph.configurations.level
        found = np.unique(cells.states).astype(np.int64)
        drift = graph.environment.drift(1)
        if drift is None or not graph.environment.trust_drifts:
            return found
        idle = np.zeros(0, dtype=np.int64)
        for time in range(self.problem.periods):
            # While something runs, no level occurs that would not had it never been started.
            waiting = [
                cells.states[cells.starts[cell] : cells.starts[cell + 1]]
                for cell in range(cells.times[time], cells.times[time + 1])
                if not level[cells.configurations[cell]]
            ]
            idle = np.unique(drift[np.unique(np.concatenate([idle, *waiting]))].indices).astype(np.int64)
            found = np.union1d(found, idle)
        return found

    def peak(self, block: int) -> Peak | None:
        """Return the peak of the pair that is shortest of what a block needs; None where none is needed."""
        needs = self.problem.blocks[block].needs
        short = [
            (self.peaks[pair] - needs[pair], pair)
            for pair in range(len(self.problem.pairs))
            if needs and needs[pair]
        ]
        if not short:
            return None
        _, pair = min(short)
        return Peak(self.problem.pairs[pair], self.peaks[pair], needs[pair])
