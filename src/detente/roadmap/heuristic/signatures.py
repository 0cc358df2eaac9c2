"""Who would sign what, asked once for each block and each set of blocks that can matter to it.

A compiled run cannot ask the parties. It looks into a table; what it does not find there it notes, and is
played again once the answers have been entered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.roadmap.problem import ALWAYS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.roadmap.problem import Problem

__all__ = ["UNKNOWN", "Signatures", "Table", "matters_to"]

UNKNOWN = -1
"""The answer that is not in the table yet."""
ROOM = 1 << 18
"""Answers for which there is room; when half of them are in, all are forgotten and asked for anew."""
NOTES = 1 << 12
"""Questions that are noted before they are asked."""


class Table(NamedTuple):
    """Answers by block and set: ``answers`` is -1 where nothing is entered.

    ``matters``: for each block the set of blocks on which its signatures depend. ``asked_blocks`` and
    ``asked_sets`` are the questions noted, ``noted[0]`` of them.
    """

    matters: NDArray[np.int64]
    blocks: NDArray[np.int64]
    sets: NDArray[np.int64]
    answers: NDArray[np.int8]
    asked_blocks: NDArray[np.int64]
    asked_sets: NDArray[np.int64]
    noted: NDArray[np.int64]


class Signatures:
    """The table of a problem, and who fills it."""

    def __init__(self, problem: Problem) -> None:
        """Lay out an empty table."""
        self._problem = problem
        self._entered = 0
        self.table = Table(
            np.array([matters_to(problem, place) for place in range(len(problem.blocks))], dtype=np.int64),
            np.full(ROOM, UNKNOWN, dtype=np.int64),
            np.zeros(ROOM, dtype=np.int64),
            np.full(ROOM, UNKNOWN, dtype=np.int8),
            np.zeros(NOTES, dtype=np.int64),
            np.zeros(NOTES, dtype=np.int64),
            np.zeros(1, dtype=np.int64),
        )

    def answer(self) -> bool:
        """Ask what was noted and enter the answers; tell whether there was anything."""
        from detente.roadmap.heuristic.signatures_kernel import place_of

        table, noted = self.table, int(self.table.noted[0])
        if not noted:
            return False
        if self._entered + noted > ROOM // 2:
            table.blocks.fill(UNKNOWN)
            self._entered = 0
        blocks, sets = table.asked_blocks[:noted], table.asked_sets[:noted]
        for block in np.unique(blocks).tolist():
            asked = np.unique(sets[blocks == block])
            answers = self._problem.consent(block, asked.astype(np.uint64))
            for delivered, answer in zip(asked.tolist(), answers.tolist(), strict=True):
                place = place_of(table, block, delivered)
                table.blocks[place], table.sets[place], table.answers[place] = block, delivered, answer
            self._entered += len(asked)
        table.noted[0] = 0
        return True


def matters_to(problem: Problem, block: int) -> int:
    """Return the set of blocks on which the signatures of a block can depend."""
    if problem.consent is ALWAYS:
        return 0
    known = getattr(problem.consent, "matters", None)
    return (1 << len(problem.blocks)) - 1 if known is None else int(known[block])
