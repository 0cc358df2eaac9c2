"""A check by Monte Carlo: the policy is played out run by run, period by period.

Nothing of the exact method is used here but the policy itself: what follows from a move is worked out anew
from the problem, in single runs and without jumps in time. Runs with the same seed meet the same luck, in
whatever problem they are played (see ``luck.py``).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.wilson import wilson
from detente.roadmap.delivered import holds_in
from detente.roadmap.environment import grid_of
from detente.roadmap.exact.configurations import GOAL, WAIT
from detente.roadmap.luck import BATCH, Luck

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from detente.roadmap.exact.induction import Induction

__all__ = ["Simulation", "simulated"]

SMALL = 1e-9
"""Differences of trust below this are errors of rounding."""


@dataclass(frozen=True, eq=False)
class Simulation:
    """In which runs the goal was reached."""

    reached: NDArray[np.bool_]
    seed: int

    @property
    def runs(self) -> int:
        """How many runs there were."""
        return len(self.reached)

    @property
    def probability(self) -> float:
        """The share of runs in which the goal was reached."""
        return float(self.reached.mean()) if self.runs else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The interval of 95 % for the probability."""
        return wilson(int(self.reached.sum()), self.runs)


def simulated(
    induction: Induction,
    runs: int = 2_000,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
    *,
    first: int = 0,
) -> Simulation:
    """Play out a policy.

    ``first`` is the number of the first period in a calendar that other problems share: what happens outside
    in some period then happens in the same period of all of them, whenever they begin.
    """
    player = _Player(induction)
    reached = np.zeros(runs, dtype=np.bool_)
    for start in range(0, runs, BATCH):
        if progress is not None:
            progress(f"run {start:,} of {runs:,}")
        luck = Luck(induction.problem, seed, start // BATCH, first)
        for run in range(start, min(start + BATCH, runs)):
            reached[run] = player.play(luck, run - start)
    return Simulation(reached, seed)


class _Player:
    def __init__(self, induction: Induction) -> None:
        self._induction, self._problem = induction, induction.problem
        self._environment = induction.graph.environment
        problem = self._problem
        self._grids = [
            [float(level) for level in grid_of(problem, pair)] for pair in range(len(problem.pairs))
        ]
        self._start = [
            grid.index(float(min(max(one, Fraction(0)), problem.top)))
            for grid, one in zip(self._grids, problem.trust, strict=True)
        ]
        self._earns = [[float(block.detection * one) for one in block.earns] for block in problem.blocks]
        self._loses = [[-float(one) for one in block.loses] for block in problem.blocks]
        self._breached = [[-float(one) for one in block.loses_if_breached] for block in problem.blocks]
        self._decay = [float(one) for one in problem.decay]
        self._resting = [float(one) for one in problem.resting]
        self._shocks = [[float(one) for one in shock.changes] for shock in problem.shocks]
        self._noticed = [block.breach * float(block.detection) for block in problem.blocks]
        self._reached: dict[int, bool] = {}
        self._chosen: dict[tuple[object, ...], int] = {}

    def play(self, luck: Luck, run: int) -> bool:
        """Play one run of a batch, and tell whether the goal is reached in it."""
        problem = self._problem
        levels = list(self._start)
        gates = [gate.open_today for gate in problem.gates]
        delivered = 0
        running: dict[int, int] = {}
        attempts = [0] * len(problem.blocks)
        if self._goal(delivered):
            return True
        shocks, drifts, opening = (luck.shocks[..., run], luck.drifts[:, run], luck.gates[..., run])
        strikes, drifting, moving = shocks.tolist(), drifts.tolist(), opening.tolist()
        for time in range(problem.periods):
            while (block := self._choice(time, delivered, running, levels, gates)) >= 0:
                running[block] = problem.blocks[block].lasts
            levels = self._drifted(levels, strikes[time], drifting[time])
            gates = self._moved(gates, moving[time])
            due = [one for one, left in running.items() if left == 1]
            running = {one: left - 1 for one, left in running.items() if left > 1}
            changes = [0.0] * len(levels)
            for one in due:
                stands, change = self._end(one, luck.blocks[one][attempts[one], :, run])
                attempts[one] += 1
                delivered |= stands << one
                changes = (
                    [total + part for total, part in zip(changes, change, strict=True)] if change else changes
                )
            if due:
                now = self._trust(levels)
                moved = [level + change for level, change in zip(now, changes, strict=True)]
                levels = self._rounded(moved, float(luck.settlements[time, run]))
            if self._goal(delivered):
                return True
        return False

    def _end(self, block: int, luck: NDArray[np.float64]) -> tuple[bool, list[float]]:
        """Return whether a block stands in the end, and how it changes trust."""
        one = self._problem.blocks[block]
        if luck[0] >= one.delivers:
            return False, self._loses[block]
        if luck[1] < self._noticed[block]:
            return False, self._breached[block]
        return True, self._earns[block]

    def _goal(self, delivered: int) -> bool:
        if delivered not in self._reached:
            one = np.array([delivered], dtype=np.uint64)
            self._reached[delivered] = bool(holds_in(self._problem, self._problem.goal, one)[0])
        return self._reached[delivered]

    def _trust(self, levels: list[int]) -> list[float]:
        """Return the trust of each pair."""
        return [grid[level] for grid, level in zip(self._grids, levels, strict=True)]

    def _rounded(self, real: list[float], chance: float) -> list[int]:
        """Return the places of values in the grids, clipped, and rounded by one random number for all."""
        found = []
        for grid, value in zip(self._grids, real, strict=True):
            above = bisect_right(grid, value + SMALL)
            below = max(above - 1, 0)
            part = (value - grid[below]) / (grid[above] - grid[below]) if 0 < above < len(grid) else 0.0
            found.append(below + int(chance < part - SMALL))
        return found

    def _drifted(self, levels: list[int], struck: Sequence[float], chance: float) -> list[int]:
        if not self._decay and not self._shocks:
            return levels
        real = self._trust(levels)
        if self._decay:
            real = [
                level + share * (resting - level)
                for level, share, resting in zip(real, self._decay, self._resting, strict=True)
            ]
        for number, (shock, change) in enumerate(zip(self._problem.shocks, self._shocks, strict=True)):
            if struck[number] < shock.chance:
                real = [level + part for level, part in zip(real, change, strict=True)]
        return self._rounded(real, chance)

    def _moved(self, gates: list[bool], luck: Sequence[float]) -> list[bool]:
        """Return which gates are open next; what opens a gate also keeps it open, in every problem."""
        return [
            bool(chance < (1 - gate.closes if open_ else gate.opens))
            for open_, gate, chance in zip(gates, self._problem.gates, luck, strict=True)
        ]

    def _choice(
        self, time: int, delivered: int, running: dict[int, int], levels: list[int], gates: list[bool]
    ) -> int:
        """Return the block that the policy starts, or ``WAIT``."""
        situation = time, delivered, *running.items(), -1, *levels, *gates
        if situation not in self._chosen:
            self._chosen[situation] = self._found(time, delivered, running, levels, gates)
        return self._chosen[situation]

    def _found(
        self, time: int, delivered: int, running: dict[int, int], levels: list[int], gates: list[bool]
    ) -> int:
        graph = self._induction.graph
        layout, cells = graph.configurations, graph.cells
        if layout.start == GOAL:
            return WAIT
        place = layout.place.get((delivered, tuple(sorted(running.items()))), -1)
        cell = graph.cell_of[time, place] if place >= 0 else -1
        if cell < 0:
            return WAIT
        digits = [levels[pair] for pair in self._environment.pairs] + [int(gate) for gate in gates]
        state = self._environment.number(digits)
        first, last = cells.starts[cell], cells.starts[cell + 1]
        position = first + int(np.searchsorted(cells.states[first:last], state))
        if position >= last or cells.states[position] != state:
            return WAIT
        return int(layout.block[layout.move_starts[place] + self._induction.policy[position]])
