"""Runs of one problem, in an order of blocks or looking ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.roadmap.heuristic.engine import engine_of
from detente.roadmap.heuristic.signatures import UNKNOWN, Signatures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detente.roadmap.problem import Problem

__all__ = ["Played", "Runs"]


class Played(NamedTuple):
    """When each run reached the goal, past the horizon where it did not, and what stood at its end."""

    reached: NDArray[np.int64]
    delivered: NDArray[np.int64]


class Runs:
    """A problem made ready for runs; what is known of signatures is kept from one call to the next."""

    def __init__(self, problem: Problem, signatures: Signatures | None = None) -> None:
        """Make the problem ready; ``signatures`` are those of a problem that differs in numbers alone."""
        self.problem = problem
        self.engine = engine_of(problem)
        self.signatures = signatures or Signatures(problem)

    def like(self, problem: Problem) -> Runs:
        """Make a problem ready that differs in numbers alone."""
        return Runs(problem, self.signatures)

    def in_order(self, order: Sequence[int], numbers: NDArray[np.int64], seed: int, begin: int = 0) -> Played:
        """Play runs, by their numbers, in an order; nothing starts before a period."""
        from detente.roadmap.heuristic.play_kernel import play

        reached = np.full(len(numbers), UNKNOWN, dtype=np.int64)
        delivered = np.zeros(len(numbers), dtype=np.int64)
        listed = np.array(order, dtype=np.int64)
        left = np.arange(len(numbers))
        while len(left):
            when, stands = np.zeros(len(left), dtype=np.int64), np.zeros(len(left), dtype=np.int64)
            play(
                self.engine,
                self.signatures.table,
                listed,
                begin,
                np.uint64(seed),
                numbers[left],
                when,
                stands,
            )
            reached[left], delivered[left] = when, stands
            left = left[when == UNKNOWN]
            self.signatures.answer()
        return Played(reached, delivered)

    def hits(
        self, order: Sequence[int], numbers: NDArray[np.int64], seed: int, begin: int = 0
    ) -> NDArray[np.bool_]:
        """Tell which runs in an order reach the goal."""
        return self.in_order(order, numbers, seed, begin).reached <= self.problem.periods
