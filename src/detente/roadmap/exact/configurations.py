"""The configurations of a roadmap: what stands, what is running, and where each move leads.

A configuration is a set of delivered blocks with those that are running and the periods each still needs. In
it one may wait or start a block. Where a start leaves nothing else that could be started, time jumps to the
next completion, so that such configurations are not kept. Trust, gates and the calendar do not matter here;
they are the other half of a state.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING

import numpy as np

from detente.case.formula import FALSE
from detente.roadmap.exact.startable import (
    Outline,
    TooManyError,
    necessary_blocks,
    outline_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detente.roadmap.problem import Problem

__all__ = ["DEAD", "GOAL", "WAIT", "Configurations", "configurations"]

GOAL, DEAD = -1, -2
"""Where a branch leads that reaches the goal, and where one leads that is too late for it."""
WAIT = -1
"""The block of a move that starts none."""
MOST = 2_000_000
"""Configurations that the exact method takes on."""
WORD = 62
"""Bits in which a configuration must find room."""
OUTCOMES = 3
"""A block is delivered, fails, or is seen to have been breached."""

Running = tuple[tuple[int, int], ...]
"""Blocks that are running, each with the periods it still needs, in the order of the problem."""


@dataclass(frozen=True, eq=False)
class Configurations:
    """Every configuration that can occur, as arrays, and the graph of moves between them.

    ``active``: (configurations, blocks that can run together, 2), the blocks that are running with the
    periods each still needs, in the order of the problem; no periods where none runs. ``earliest``: when each
    can occur first.
    Configuration ``c`` has the moves from ``move_starts[c]`` up to ``move_starts[c + 1]``, the first of which
    waits; move ``m`` starts ``block[m]``, takes ``takes[m]`` periods and has the branches from
    ``branch_starts[m]``. A branch leads to a configuration, to ``GOAL`` or to ``DEAD``, by the change of
    trust ``changes[change[b]]``; its probability is the product of those of the outcomes
    ``terms[together[b]]``, where term 0 is certain and ``1 + 3 * block + outcome`` is an outcome of a block;
    ``gained[b]`` are those delivered.
    Those with more blocks running come first: a start never leads to an earlier one within the same period.
    """

    problem: Problem
    delivered: NDArray[np.uint64]
    active: NDArray[np.int64]
    earliest: NDArray[np.int64]
    move_starts: NDArray[np.int64]
    block: NDArray[np.int16]
    takes: NDArray[np.int32]
    branch_starts: NDArray[np.int64]
    leads_to: NDArray[np.int32]
    change: NDArray[np.int32]
    together: NDArray[np.int32]
    terms: NDArray[np.int32]
    gained: NDArray[np.uint64]
    changes: tuple[tuple[Fraction, ...], ...]
    start: int

    def __len__(self) -> int:
        """Return how many configurations there are."""
        return len(self.delivered)

    @cached_property
    def level(self) -> NDArray[np.int64]:
        """How many blocks are running in each configuration."""
        found: NDArray[np.int64] = (self.active[:, :, 1] > 0).sum(axis=1)
        return found

    def running(self, configuration: int) -> Running:
        """Return the blocks that are running in a configuration."""
        return tuple(
            (block, left) for block, left in self.active[configuration, : self.level[configuration]].tolist()
        )

    @cached_property
    def place(self) -> dict[tuple[int, Running], int]:
        """The place of each configuration by its delivered and running blocks."""
        return {
            (delivered, self.running(place)): place for place, delivered in enumerate(self.delivered.tolist())
        }

    def chances_together(self, problem: Problem) -> NDArray[np.float64]:
        """Return the probability of each of ``terms`` for a problem that differs in probabilities at most."""
        chances = np.array([1.0, *(chance for block in problem.blocks for _, chance, _ in block.outcomes)])
        found: NDArray[np.float64] = chances[self.terms].prod(axis=1)
        return found

    @cached_property
    def move_of_branch(self) -> NDArray[np.int64]:
        """The move that each branch belongs to."""
        return np.repeat(np.arange(len(self.block)), np.diff(self.branch_starts))

    @cached_property
    def configuration_of_move(self) -> NDArray[np.int64]:
        """The configuration that each move belongs to."""
        return np.repeat(np.arange(len(self)), np.diff(self.move_starts))

    @cached_property
    def needless(self) -> NDArray[np.bool_]:
        """Whether each move starts a block after another that it could as well have been started before.

        What starts in the same period can start in any order; without these moves it is in that of the
        problem. A block that needs as long as it lasts has only just been started.
        """
        lasts = np.array([*(block.lasts for block in self.problem.blocks), 0], dtype=np.int64)
        just = (self.active[:, :, 1] > 0) & (self.active[:, :, 1] == lasts[self.active[:, :, 0]])
        last = np.where(just, self.active[:, :, 0], WAIT).max(axis=1)
        found: NDArray[np.bool_] = (self.block >= 0) & (self.block < last[self.configuration_of_move])
        return found

    @cached_property
    def remaining(self) -> NDArray[np.int64]:
        """The fewest periods from each configuration to the goal; past the horizon where there is no way."""
        from detente.roadmap.exact.distances_kernel import periods_to_goal

        if self.problem.goal == FALSE:
            # Without a goal everything that can occur is of interest.
            return np.zeros(len(self), dtype=np.int64)
        never = self.problem.periods + 1
        # What has delivered most is nearest to the goal, and all it leads to has delivered as much.
        order = np.argsort(-np.bitwise_count(self.delivered).astype(np.int64), kind="stable")
        return periods_to_goal(order, self.move_starts, self.takes, self.branch_starts, self.leads_to, never)

    @cached_property
    def remaining_by_move(self) -> NDArray[np.int64]:
        """The fewest periods to the goal by each move, its own with them."""
        never = self.problem.periods + 1
        found = np.full(len(self.block), never, dtype=np.int64)
        ahead = np.concatenate([self.remaining, [never, 0]])  # the last two are for DEAD and GOAL
        np.minimum.at(found, self.move_of_branch, ahead[self.leads_to])
        return found + self.takes


def configurations(
    problem: Problem, pairs: Sequence[int], outline: Outline | None = None, *, most: int = MOST
) -> Configurations:
    """Return the configurations of a problem that can occur in time; ``pairs`` are those whose trust matters.

    ``outline`` is that of the problem, where it is known already.

    Raises ``TooManyError`` where there are more than ``most``, or more blocks than ``MOST_BLOCKS``.
    """
    from detente.roadmap.exact.exploration_kernel import explore

    count = len(problem.blocks)
    lasts = np.array([block.lasts for block in problem.blocks], dtype=np.int64)
    takes = np.array([block.takes for block in problem.blocks], dtype=np.int64)
    together = _together(takes, problem.capacity)
    bits = int(count * lasts.max(initial=1)).bit_length()
    if count + together * bits > WORD:
        raise TooManyError(f"more than {together} blocks that may run together")
    outline = outline or outline_of(problem)
    outcomes = [_outcomes(problem, place, pairs) for place in range(count)]
    if outline.goal[0]:
        return _nothing(problem, len(pairs))
    necessary, tails = necessary_blocks(problem, outline)
    found = explore(
        _begins(problem),
        problem.periods,
        problem.capacity,
        lasts,
        takes,
        outline.startable,
        outline.goal,
        _possible(problem),
        necessary,
        tails,
        together,
        bits,
        most,
    )
    if found is None:
        raise TooManyError(f"more than {most:,} configurations")
    delivered, running, earliest, owner, block, takes_, branch_starts, leads_to, terms, gained = found
    return _ordered(
        problem,
        delivered.astype(np.uint64),
        running,
        earliest,
        (owner, block, takes_, branch_starts),
        leads_to,
        terms,
        gained.astype(np.uint64),
        [[change for _, change in one] for one in outcomes],
        len(pairs),
    )


def _begins(problem: Problem) -> int:
    """Return the first time at which any block may start."""
    firsts = (
        min((first for first, _ in block.windows), default=problem.periods)
        if block.windows is not None
        else 0
        for block in problem.blocks
    )
    return min(max(min(firsts, default=0), 0), problem.periods)


def _nothing(problem: Problem, pairs: int) -> Configurations:
    """Return no configurations, for a goal that holds already."""
    none = np.zeros(0, dtype=np.int64)
    starts = np.zeros(1, dtype=np.int64)
    return Configurations(
        problem,
        none.astype(np.uint64),
        none.reshape(0, 1, 2),
        none,
        starts,
        none.astype(np.int16),
        none.astype(np.int32),
        starts,
        none.astype(np.int32),
        none.astype(np.int32),
        none.astype(np.int32),
        none.reshape(0, 1).astype(np.int32),
        none.astype(np.uint64),
        ((Fraction(0),) * pairs,),
        GOAL,
    )


def _possible(problem: Problem) -> NDArray[np.bool_]:
    """Tell which outcomes of each block are looked at: (blocks, outcomes).

    Delivery and failure always are, so that the same configurations serve for other probabilities of
    delivery; but where there is no goal, only what can happen is.
    """
    found = np.array(
        [[chance > 0 for _, chance, _ in block.outcomes] for block in problem.blocks], dtype=np.bool_
    ).reshape(len(problem.blocks), OUTCOMES)
    if problem.goal != FALSE:
        found[:, :2] = True
        found[:, 2] = [block.breach * block.detection > 0 for block in problem.blocks]
    return found


def _together(takes: NDArray[np.int64], capacity: int) -> int:
    """Return how many blocks can run at a time."""
    return max(int((np.cumsum(np.sort(takes)) <= capacity).sum()), 1)


def _outcomes(problem: Problem, place: int, pairs: Sequence[int]) -> list[tuple[float, tuple[Fraction, ...]]]:
    """Return the probability of each outcome of a block, and the change of trust of the pairs that matter."""
    zero = (Fraction(0),) * len(problem.pairs)
    return [
        (chance, tuple((change or zero)[pair] for pair in pairs))
        for _, chance, change in problem.blocks[place].outcomes
    ]


def _ordered(  # noqa: PLR0913, PLR0917 - what the search has found
    problem: Problem,
    delivered: NDArray[np.uint64],
    running: NDArray[np.int64],
    earliest: NDArray[np.int64],
    moves: tuple[NDArray[np.int64], ...],
    leads_to: NDArray[np.int64],
    terms: NDArray[np.int64],
    gained: NDArray[np.uint64],
    changes: list[list[tuple[Fraction, ...]]],
    pairs: int,
) -> Configurations:
    """Put those with more blocks running first, and name the changes of trust."""
    order = np.argsort(-(running[:, :, 1] > 0).sum(axis=1), kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    owner, block, takes, branch_starts = moves
    begins = np.flatnonzero(np.diff(owner, prepend=-1))  # those of one configuration stand together
    whose = rank[owner[begins]]
    move_starts, counts = np.zeros(len(order), dtype=np.int64), np.zeros(len(order), dtype=np.int64)
    move_starts[whose], counts[whose] = begins, np.diff(begins, append=len(owner))
    by_owner = _runs(move_starts, counts)
    sizes = np.diff(branch_starts)[by_owner]
    kept = _runs(branch_starts[:-1][by_owner], sizes)
    terms, earliest = terms[kept], earliest[order]
    earliest[rank[0]] = 0  # it is there before anything may start
    base = OUTCOMES * len(problem.blocks) + 1
    rows, which = _distinct(terms @ base ** np.arange(terms.shape[1]))
    named, change_of_row = _named(terms[rows].tolist(), changes, pairs)
    together, to = which.astype(np.int32), leads_to[kept]
    return Configurations(
        problem,
        delivered[order],
        running[order],
        earliest,
        _starts(counts),
        block[by_owner].astype(np.int16),
        takes[by_owner].astype(np.int32),
        _starts(sizes),
        np.where(to >= 0, rank[np.maximum(to, 0)], to).astype(np.int32),
        np.array(change_of_row, dtype=np.int32)[together],
        together,
        terms[rows].astype(np.int32),
        gained[kept],
        named,
        int(rank[0]),
    )


def _starts(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where each of some parts begins that follow each other, and where the last ends."""
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


def _runs(begins: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the places from each of some beginnings on, as many as each is long, one after the other.

    >>> _runs(np.array([7, 2]), np.array([2, 3])).tolist()
    [7, 8, 2, 3, 4]
    """
    starts = _starts(lengths)
    found: NDArray[np.int64] = np.repeat(begins - starts[:-1], lengths) + np.arange(starts[-1])
    return found


def _distinct(codes: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where each distinct number stands, by its size, and which of them each is."""
    most = int(codes.max(initial=0))
    if most > len(codes):
        _, rows, which = np.unique(codes, return_index=True, return_inverse=True)
        return rows, which.reshape(-1)
    # There is room for a place for each number, which spares sorting them.
    place = np.full(most + 1, -1, dtype=np.int64)
    place[codes] = np.arange(len(codes))
    rows = place[place >= 0]
    place[place >= 0] = np.arange(len(rows))
    return rows, place[codes]


def _named(
    rows: Sequence[Sequence[int]], changes: Sequence[Sequence[tuple[Fraction, ...]]], pairs: int
) -> tuple[tuple[tuple[Fraction, ...], ...], list[int]]:
    """Return the changes of trust that outcomes make together, each once, and that of each row of terms."""
    each = [change for block in changes for change in block]
    units = [lcm(*(change[pair].denominator for change in each)) for pair in range(pairs)]
    # Term 0 is no outcome. Whole numbers are added and told apart far more quickly than fractions.
    nothing = (0,) * pairs
    steps = [
        nothing,
        *(tuple(int(one * unit) for one, unit in zip(change, units, strict=True)) for change in each),
    ]
    number = {nothing: 0}
    which = []
    for row in rows:
        together = tuple(map(sum, zip(*(steps[term] for term in row), strict=True)))
        which.append(number.setdefault(together, len(number)))
    named = (tuple(Fraction(*one) for one in zip(whole, units, strict=True)) for whole in number)
    return tuple(named), which
