"""Bounds on what is possible at all, that need no look at every state: starts at the earliest, trust at best.

Everything that stands in the way but can be had is taken for granted: whatever can be delivered by a time may
stand by it, or may not, as it suits; there is room for all at a time; each block earns its trust as soon as
it can, and nothing is lost (a relaxation, as in the planning graphs of A. L. Blum and M. L. Furst, "Fast
planning through planning graph analysis", Artificial Intelligence 90 (1997)). What cannot be so cannot be at
all; what can be so may still be impossible.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from detente.case.formula import And, AtLeast, Constant, Done, Formula, Is, Not, Or
from detente.roadmap.environment import grid_of
from detente.roadmap.exact.possible import Peak
from detente.roadmap.heuristic.engine import pairs_that_matter
from detente.roadmap.heuristic.signatures import matters_to

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from detente.roadmap.problem import Problem

__all__ = ["Bounds"]

MOST_SIGNERS = 10
"""Blocks that can matter to a signature up to which every set of them is asked about."""


class Bounds:
    """When each block can start at the earliest, and how high trust rises at best."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem."""
        self.problem = problem
        self.pairs = pairs_that_matter(problem)
        self._grids = {pair: grid_of(problem, pair) for pair in self.pairs}

    @property
    def earliest_starts(self) -> tuple[int | None, ...]:
        """A time before which each block cannot start; None for one that can never start."""
        return self._found[0]

    @property
    def peaks(self) -> Mapping[int, Fraction]:
        """A level above which the trust of each pair cannot rise, by the place of the pair in the problem."""
        return {pair: self._grids[pair][level] for pair, level in self._found[1].items()}

    @property
    def goal_possible(self) -> bool:
        """Whether the goal may be possible; it is not where this is false."""
        return True in self._values(
            self.problem.goal, self._standing(self.earliest_starts, self.problem.periods)
        )

    def peak(self, block: int) -> Peak | None:
        """Return the peak of the pair that is shortest of what a block needs; None where none is needed."""
        needs, peaks = self.problem.blocks[block].needs, self.peaks
        short = [(peaks[pair] - needs[pair], pair) for pair in self.pairs if needs and needs[pair]]
        if not short:
            return None
        _, pair = min(short)
        return Peak(self.problem.pairs[pair], peaks[pair], needs[pair])

    @cached_property
    def _found(self) -> tuple[tuple[int | None, ...], dict[int, int]]:
        problem, blocks = self.problem, self.problem.blocks
        drifting = {pair: self._level(pair, problem.trust[pair]) for pair in self.pairs}
        earned = dict.fromkeys(self.pairs, 0)
        starts: list[int | None] = [None] * len(blocks)
        highest = dict(drifting)
        stands: frozenset[int] = frozenset()
        waiting = set(range(len(blocks)))
        for time in range(problem.periods):
            if time:
                drifting = {pair: max(level, self._drifted(pair, level)) for pair, level in drifting.items()}
                new = self._standing(starts, time) - stands
                for block in new:
                    for pair in self.pairs:
                        earned[pair] += self._steps_earned(block, pair)
                stands |= new
                highest = {
                    pair: min(drifting[pair] + earned[pair], len(self._grids[pair]) - 1)
                    for pair in self.pairs
                }
            for block in sorted(waiting):
                if self._may_start(block, time, highest, stands):
                    starts[block] = time
                    waiting.discard(block)
        for block in self._standing(starts, problem.periods) - stands:
            for pair in self.pairs:
                earned[pair] += self._steps_earned(block, pair)
        last = {
            pair: min(
                max(drifting[pair], self._drifted(pair, drifting[pair])) + earned[pair],
                len(self._grids[pair]) - 1,
            )
            for pair in self.pairs
        }
        return tuple(starts), last if problem.periods else highest

    def _standing(self, starts: Sequence[int | None], time: int) -> frozenset[int]:
        """Return the blocks that may stand at a time, given when each can start at the earliest."""
        blocks = self.problem.blocks
        return frozenset(
            place
            for place, start in enumerate(starts)
            if start is not None and start + blocks[place].lasts <= time and blocks[place].seen_delivered > 0
        )

    def _may_start(self, block: int, time: int, levels: Mapping[int, int], stands: frozenset[int]) -> bool:
        problem, one = self.problem, self.problem.blocks[block]
        if not one.starts_at(time) or time + one.lasts > problem.periods or one.takes > problem.capacity:
            return False
        if one.gate is not None:
            gate = problem.gates[one.gate]
            if not gate.open_today and not (time and gate.opens > 0):
                return False
        if one.needs and any(self._grids[pair][level] < one.needs[pair] for pair, level in levels.items()):
            return False
        return True in self._values(one.after, stands) and self._signed(block, stands)

    def _signed(self, block: int, stands: frozenset[int]) -> bool:
        """Tell whether a block may be signed where some blocks may stand; where these are many, yes."""
        matters = matters_to(self.problem, block)
        among = sorted(one for one in stands if matters >> one & 1 and one != block)
        if len(among) > MOST_SIGNERS:
            return True
        every = [
            sum(1 << one for one in some)
            for size in range(len(among) + 1)
            for some in combinations(among, size)
        ]
        asked = self._asked.setdefault(block, {})
        new = [one for one in every if one not in asked]
        if new:
            asked |= zip(
                new, self.problem.consent(block, np.array(new, dtype=np.uint64)).tolist(), strict=True
            )
        return any(asked[one] for one in every)

    @cached_property
    def _asked(self) -> dict[int, dict[int, bool]]:
        return {}

    def _level(self, pair: int, value: Fraction) -> int:
        """Return the level at or above a value, clipped to the scale."""
        grid = self._grids[pair]
        return next((place for place, level in enumerate(grid) if level >= value), len(grid) - 1)

    def _drifted(self, pair: int, level: int) -> int:
        """Return the highest level to which decay and shocks can bring one in a period."""
        problem = self.problem
        value = now = self._grids[pair][level]
        if problem.decay:
            value += problem.decay[pair] * (problem.resting[pair] - now)
        value += sum(max(shock.changes[pair], Fraction(0)) for shock in problem.shocks if shock.chance > 0)
        return self._level(pair, value)

    def _steps_earned(self, block: int, pair: int) -> int:
        """Return by how many levels a block can raise trust once, rounded up as it may be."""
        one = self.problem.blocks[block]
        return ceil(one.detection * one.earns[pair] / self.problem.step) if one.earns else 0

    def _values(self, formula: Formula, stands: AbstractSet[int]) -> frozenset[bool]:
        """Return the truth values that a formula may have where some blocks may stand, or may not."""
        blocks = self.problem.blocks
        match formula:
            case Constant(value=value):
                return frozenset({value})
            case Done(block=key):
                may = any(blocks[one].key == key for one in stands)
                return frozenset({False, True}) if may else frozenset({False})
            case Is(issue=issue, options=options):
                set_by = (blocks[one].sets[issue] for one in stands if issue in blocks[one].sets)
                return frozenset(option in options for option in (self.problem.today[issue], *set_by))
            case Not(part=part):
                return frozenset(not value for value in self._values(part, stands))
            case And(parts=parts) | Or(parts=parts) | AtLeast(parts=parts):
                values = [self._values(part, stands) for part in parts]
                most = sum(True in one for one in values)
                least = sum(False not in one for one in values)
                count = int({And: len(parts), Or: 1}.get(type(formula), getattr(formula, "count", 1)))
                return frozenset({least >= count, most >= count})
            case _:
                raise TypeError(f"not a formula: {formula!r}")
