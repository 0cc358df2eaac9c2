"""States in blocks of those that are alike in a decision maker's moves, which are told by blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from detente.stability.graph.arranged_kernel import arranged, turned_round
from detente.stability.graph.fast import for_work
from detente.stability.graph.move_blocks_kernel import moves_between_blocks, neighbourhood_sums

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from detente.stability.graph.moves import Moves

__all__ = ["MoveBlocks", "blocks_of", "each_by_itself", "rising"]

WORTH_IT = 2
"""Times fewer that there must be between blocks than moves, as going through blocks takes longer."""
DRAWN = 2**31
"""Numbers below which one is drawn for each state: sums of as many as there can be fit into 64 bits."""
MIXED = 0x9E3779B97F4A7C15 - 2**64
"""An odd number by which one sum is multiplied before the other is added; it wraps round."""


@dataclass(frozen=True, eq=False)
class MoveBlocks:
    """The states in blocks, for each decision maker its own, and from which blocks it moves to which.

    A decision maker moves from a state to another one exactly if it moves from the block of the one to the
    block of the other; within a block of several it moves from each to every other. Who may freely take and
    leave options moves among all states that differ in these alone, and they are a block: between a million
    states there are 31 million moves of one who holds five options, and 32 thousand blocks. A state that is
    like no other is a block of its own.

    Blocks are numbered through all decision makers. ``of``: (states, decision makers), the block of each.
    ``begins``: (blocks + 1,), where those of each begin in ``members``: (decision makers * states,).
    ``out_starts``, ``out``: the blocks that each leads to; ``into_starts``, ``into``: those that lead to it.
    ``liked``: (decision makers * states,), how the decision maker likes each member. ``firsts``: (decision
    makers + 1,), the number of each one's first block. ``alone``: (decision makers,), whether every state is
    a block of its own, which then has its number, counted from the first block.
    """

    of: npt.NDArray[np.int32]
    begins: npt.NDArray[np.int64]
    members: npt.NDArray[np.int32]
    out_starts: npt.NDArray[np.int64]
    out: npt.NDArray[np.int32]
    into_starts: npt.NDArray[np.int64]
    into: npt.NDArray[np.int32]
    liked: npt.NDArray[np.int32]
    firsts: npt.NDArray[np.int32]
    alone: npt.NDArray[np.bool_]

    @property
    def steps(self) -> int:
        """About how many steps it takes to go through all of them."""
        return len(self.members) + len(self.begins) + len(self.into)

    def least_liked_first(self, ranks: npt.NDArray[np.int32]) -> MoveBlocks:
        """Return the same, with the states of each block in the order in which the decision maker likes them.

        ``ranks``: (decision makers, states).
        """
        states = len(self.of)
        members, liked = self.members.copy(), self.liked.copy()
        for maker, held in enumerate(ranks):
            low, high = self.firsts[maker : maker + 2]
            order = rising(held)
            blocks = self.of[order, maker] - low
            _, found = for_work(arranged, 2 * states)(blocks, order, int(high - low))
            own = slice(maker * states, (maker + 1) * states)
            members[own], liked[own] = found, held[found]
        return replace(self, members=members, liked=liked)


def rising(key: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Return states by rising key, from 0 and below their number: (states,)."""
    states = len(key)
    every = np.arange(states, dtype=np.int32)
    found: npt.NDArray[np.int32] = for_work(arranged, 2 * states)(key, every, states)[1]
    return found


def blocks_of(moves: Sequence[Moves], states: int) -> MoveBlocks:
    """Return the largest blocks that save work, for moves of each decision maker.

    Two states are in one block if the same others lead to both, both lead to the same others, and each to the
    other. That is guessed from sums of random numbers, and then confirmed move by move; a guess that fails,
    as hardly any does, is given up, and every state is a block of its own. So it is where blocks save little.
    """
    drawn = np.random.default_rng(0).integers(0, DRAWN, states)
    return _joined([_alike(of, drawn) for of in moves], states)


def each_by_itself(moves: Sequence[Moves], states: int) -> MoveBlocks:
    """Return every state as a block of its own."""
    every = np.arange(states, dtype=np.int32)
    return _joined([(every, of.starts, of.targets) for of in moves], states)


_OfOne = tuple["npt.NDArray[np.int32]", "npt.NDArray[np.int64]", "npt.NDArray[np.int32]"]
"""The block of each state, where the blocks that each leads to begin, and which: of one decision maker."""


def _alike(moves: Moves, drawn: npt.NDArray[np.int64]) -> _OfOne:
    states, work = len(drawn), len(moves.targets) + len(drawn)
    into, out = for_work(neighbourhood_sums, work)(moves.starts, moves.targets, drawn)
    _, first, found = np.unique(into * np.int64(MIXED) + out, return_index=True, return_inverse=True)
    number = np.empty(len(first), dtype=np.int32)
    number[np.argsort(first)] = np.arange(len(first), dtype=np.int32)
    of = number[found]
    every = np.arange(states, dtype=np.int32)
    if len(first) < states:
        begins, members = for_work(arranged, 2 * states)(of, every, len(first))
        whole, starts, targets = for_work(moves_between_blocks, work)(
            moves.starts, moves.targets, of, begins, members
        )
        if whole and WORTH_IT * len(targets) <= len(moves.targets):
            return of, starts, targets
    return every, moves.starts, moves.targets


def _joined(by_maker: Sequence[_OfOne], states: int) -> MoveBlocks:
    of = np.empty((states, len(by_maker)), dtype=np.int32)
    begins, starts, ends = ([np.zeros(1, dtype=np.int64)] for _ in range(3))
    members, out, into = ([np.zeros(0, dtype=np.int32)] for _ in range(3))
    every = np.arange(states, dtype=np.int32)
    firsts = np.zeros(len(by_maker) + 1, dtype=np.int32)
    blocks = moves = 0
    for maker, (own, out_starts, targets) in enumerate(by_maker):
        count = len(out_starts) - 1
        of[:, maker] = own + np.int32(blocks)
        first, found = for_work(arranged, 2 * states)(own, every, count)
        turned, sources = for_work(turned_round, len(targets) + count)(out_starts, targets)
        begins.append(first[1:] + maker * states)
        members.append(found)
        starts.append(out_starts[1:] + moves)
        ends.append(turned[1:] + moves)
        out.append(targets + np.int32(blocks))
        into.append(sources + np.int32(blocks))
        blocks += count
        moves += len(targets)
        firsts[maker + 1] = blocks
    return MoveBlocks(
        of,
        np.concatenate(begins),
        np.concatenate(members),
        np.concatenate(starts),
        np.concatenate(out),
        np.concatenate(ends),
        np.concatenate(into),
        np.zeros(len(by_maker) * states, dtype=np.int32),
        firsts,
        np.diff(firsts) == states,
    )
