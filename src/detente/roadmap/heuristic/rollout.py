"""Runs that look ahead at every decision, and what was decided in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.roadmap.heuristic.signatures import UNKNOWN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.roadmap.heuristic.rollout_kernel import Trace
    from detente.roadmap.heuristic.runs import Runs

__all__ = ["NOT_AHEAD", "Depth", "Rollout"]

ROOM = 1 << 20
"""States whose decision is remembered; past that, newer ones take the place of older ones."""
NO_LIMIT = np.iinfo(np.int64).max
NOTED = 1 << 14
"""Decisions of one batch that are noted down."""


class Depth(NamedTuple):
    """How far a decision is looked ahead of: runs for each option, then for those that are close.

    ``caution``: by how many standard errors an option must be better than what the order does.
    """

    few: int
    many: int
    caution: float = 1.0


NOT_AHEAD = Depth(0, 0)
"""The order is followed as it is."""


Key = tuple[int, int, tuple[tuple[int, int], ...]]
"""A time, the set of delivered blocks, and those running with the periods left of each."""
Decision = tuple[tuple[int, ...], int]
"""The level of each pair and whether each window is open, and what is started there."""


@dataclass(eq=False)
class Rollout:
    """A policy that tries out what it could start, and follows an order in what it then expects."""

    runs: Runs
    order: tuple[int, ...]
    useful: frozenset[int]
    seed: int
    depth: Depth
    situations: dict[Key, Counter[Decision]] = field(default_factory=dict)
    """How often what was decided in each situation."""
    noted: int = 0
    """Runs whose decisions are among the situations."""

    def __post_init__(self) -> None:
        """Make room for what will be decided."""
        from detente.roadmap.heuristic.rollout_kernel import Memory

        room = ROOM if self.depth.many else 2
        self._memory = Memory(
            np.zeros(room, dtype=np.uint64), np.zeros(room, dtype=np.int8), np.array([0, NO_LIMIT])
        )

    @property
    def looks(self) -> int:
        """How many periods have been looked ahead so far, in all runs."""
        return int(self._memory.looks[0])

    def limit(self, looks: int | None) -> None:
        """Follow the order once so many periods have been looked ahead; None where there is no limit."""
        self._memory.looks[1] = NO_LIMIT if looks is None else looks

    def play(self, numbers: NDArray[np.int64], seed: int, *, note: bool = False) -> NDArray[np.int64]:
        """Return when each run reaches the goal, past the horizon where not; ``note`` what is decided."""
        from detente.roadmap.heuristic.rollout_kernel import Trace, roll

        engine = self.runs.engine
        blocks, digits = len(engine.lasts), len(engine.counts) + len(engine.gate_chances)
        room = NOTED if note else 0
        trace = Trace(
            np.zeros(room, dtype=np.int64),
            np.zeros(room, dtype=np.int64),
            np.zeros((room, 5 + blocks + digits), dtype=np.int64),
            np.zeros(1, dtype=np.int64),
        )
        reached = np.full(len(numbers), UNKNOWN, dtype=np.int64)
        left = np.arange(len(numbers))
        while len(left):
            when = np.zeros(len(left), dtype=np.int64)
            roll(
                engine,
                self.runs.signatures.table,
                self._memory,
                np.array(self.order, dtype=np.int64),
                sum(1 << block for block in self.useful),
                np.uint64(seed),
                np.uint64(self.seed),
                self.depth.few,
                self.depth.many,
                self.depth.caution,
                numbers[left],
                when,
                trace,
            )
            reached[left] = when
            left = left[when == UNKNOWN]
            self.runs.signatures.answer()
        if note and trace.filled[0] <= room:
            self._note(trace, len(numbers))
        return reached

    def _note(self, trace: Trace, runs: int) -> None:
        from detente.roadmap.heuristic.play_kernel import DELIVERED, LEFT, RUNNING, TIME

        blocks = len(self.runs.engine.lasts)
        self.noted += runs
        for made, state in zip(trace.made.tolist(), trace.states[: int(trace.filled[0])], strict=False):
            running = int(state[RUNNING])
            now = tuple((one, int(state[LEFT + one])) for one in range(blocks) if running >> one & 1)
            key = int(state[TIME]), int(state[DELIVERED]), now
            digits = tuple(state[LEFT + blocks :].tolist())
            self.situations.setdefault(key, Counter())[digits, made] += 1
