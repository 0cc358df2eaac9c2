"""The luck that simulated runs meet: common random numbers.

A. M. Law, "Simulation Modeling and Analysis", 5th edition, McGraw-Hill 2015, chapter 11.

Each chance has a stream of its own, found by what it is for: the attempt at a block by the name of the block,
a shock or a gate by its name and the period, a rounding by the period. Hence a run with the same seed meets
the same luck in every problem, whatever other blocks, shocks and gates that problem has, in whatever order
they stand and whenever it begins; so differences between two problems are those of the problems.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detente.roadmap.problem import Gate, Problem, Shock

__all__ = ["BATCH", "Luck"]

BATCH = 500
"""Runs whose luck is drawn together."""


class _Purpose(IntEnum):
    BLOCK = 1
    SHOCK = 2
    GATE = 3
    DRIFT = 4
    SETTLEMENT = 5


class Luck:
    """The luck of a batch of runs: numbers from 0 to 1, the last axis for the runs.

    ``blocks``: for each block (attempts, 2, runs), whether it is delivered and whether a breach is noticed;
    ``shocks``, ``gates``: (periods, shocks or gates, runs); ``drifts``, ``settlements``: (periods, runs), for
    the rounding of trust that moves by itself, and of trust that blocks move.
    """

    def __init__(self, problem: Problem, seed: int, batch: int, first: int = 0) -> None:
        self._seed, self._batch = seed, batch
        periods = range(first, first + problem.periods)
        self.blocks: list[NDArray[np.float64]] = [
            # A later attempt comes later in the stream: the first ones do not depend on how many there are.
            self._drawn(_Purpose.BLOCK, 0, block.key, (max(problem.periods // block.lasts, 1), 2, BATCH))
            for block in problem.blocks
        ]
        self.shocks = self._outside(_Purpose.SHOCK, periods, problem.shocks)
        self.gates = self._outside(_Purpose.GATE, periods, problem.gates)
        self.drifts = self._by_period(_Purpose.DRIFT, periods)
        self.settlements = self._by_period(_Purpose.SETTLEMENT, periods)

    def _drawn(self, purpose: _Purpose, period: int, key: str, shape: tuple[int, ...]) -> NDArray[np.float64]:
        name = list(key.encode())
        source = np.random.default_rng([self._seed, self._batch, purpose, period, len(name), *name])
        return source.random(shape)

    def _outside(
        self, purpose: _Purpose, periods: range, what: Sequence[Shock | Gate]
    ) -> NDArray[np.float64]:
        found = np.empty((len(periods), len(what), BATCH))
        for place, one in enumerate(what):
            # Those of textbook problems have no names, and are told apart by their places.
            for time, period in enumerate(periods):
                found[time, place] = self._drawn(purpose, period, one.key or f"{place}", (BATCH,))
        return found

    def _by_period(self, purpose: _Purpose, periods: range) -> NDArray[np.float64]:
        found = np.empty((len(periods), BATCH))
        for time, period in enumerate(periods):
            found[time] = self._drawn(purpose, period, "", (BATCH,))
        return found
