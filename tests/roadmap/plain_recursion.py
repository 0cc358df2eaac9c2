"""The chance of the goal by plain recursion, a period at a time; it shares only the statement of the problem.

Every choice of blocks to start is tried in every state, every outcome is enumerated, and trust is kept in
exact fractions. Nothing is skipped and nothing is pruned.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import chain, combinations, pairwise, product
from typing import TYPE_CHECKING

import numpy as np

from detente.case.formula import And, AtLeast, Constant, Done, Formula, Is, Not, Or

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.roadmap.problem import Problem

__all__ = ["by_recursion"]

Levels = tuple[Fraction, ...]


def by_recursion(problem: Problem) -> tuple[float, float]:
    """Return the greatest chance of the goal, and the least expected time times the chance of reaching it."""
    return _Recursion(problem).value()


class _Recursion:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.best = cache(self._best)
        self.grids = [_grid(problem, pair) for pair in range(len(problem.pairs))]

    def value(self) -> tuple[float, float]:
        problem = self.problem
        trust = tuple(min(max(one, Fraction(0)), problem.top) for one in problem.trust)
        gates = tuple(gate.open_today for gate in problem.gates)
        if self._holds(problem.goal, frozenset()):
            return 1.0, 0.0
        return self.best(0, frozenset(), (), trust, gates)

    def _best(
        self,
        time: int,
        done: frozenset[int],
        running: tuple[tuple[int, int], ...],
        trust: Levels,
        gates: tuple[bool, ...],
    ) -> tuple[float, float]:
        """Return the best chance, and of what reaches it the least expected time of the goal."""
        if time >= self.problem.periods:
            return 0.0, 0.0
        tried = [
            self._after(
                time,
                done,
                (*running, *((one, self.problem.blocks[one].lasts) for one in starts)),
                trust,
                gates,
            )
            for starts in self._choices(time, done, running, trust, gates)
        ]
        most = max(chance for chance, _ in tried)
        return most, min(when for chance, when in tried if chance > most - 1e-12)

    def _choices(
        self,
        time: int,
        done: frozenset[int],
        running: tuple[tuple[int, int], ...],
        trust: Levels,
        gates: tuple[bool, ...],
    ) -> Iterator[tuple[int, ...]]:
        problem = self.problem
        busy = {one for one, _ in running}
        used = sum(problem.blocks[one].takes for one in busy)
        able = [
            place
            for place in range(len(problem.blocks))
            if place not in busy and self._able(place, time, done, trust, gates)
        ]
        for starts in chain.from_iterable(combinations(able, size) for size in range(len(able) + 1)):
            if used + sum(problem.blocks[one].takes for one in starts) <= problem.capacity:
                yield starts

    def _able(
        self, place: int, time: int, done: frozenset[int], trust: Levels, gates: tuple[bool, ...]
    ) -> bool:
        problem = self.problem
        block = problem.blocks[place]
        later = range(place + 1, len(problem.blocks))
        surpassed = any(one in done and set(problem.blocks[one].sets) & set(block.sets) for one in later)
        code = np.array([sum(1 << one for one in done)], dtype=np.uint64)
        return (
            place not in done
            and not surpassed
            and time + block.lasts <= problem.periods
            and (block.windows is None or any(first <= time <= last for first, last in block.windows))
            and (block.gate is None or gates[block.gate])
            and all(have >= need for have, need in zip(trust, block.needs, strict=False))
            and self._holds(block.after, done)
            and bool(problem.consent(place, code)[0])
        )

    def _after(
        self,
        time: int,
        done: frozenset[int],
        running: tuple[tuple[int, int], ...],
        trust: Levels,
        gates: tuple[bool, ...],
    ) -> tuple[float, float]:
        """Let one period pass."""
        problem = self.problem
        due = [one for one, left in running if left == 1]
        still = tuple(sorted((one, left - 1) for one, left in running if left > 1))
        chance_sum, time_sum = 0.0, 0.0
        for drifted, likely in self._drifts(trust):
            for open_, chance in self._gates(gates):
                for ends in product(*(self._ends(one) for one in due)):
                    weight = likely * chance
                    change = [Fraction(0)] * len(trust)
                    stands = set(done)
                    for one, (delivered, probability, moved) in zip(due, ends, strict=True):
                        weight *= probability
                        stands |= {one} if delivered else set()
                        change = [
                            a + b for a, b in zip(change, moved or [Fraction(0)] * len(trust), strict=True)
                        ]
                    if not weight:
                        continue
                    if self._holds(problem.goal, frozenset(stands)):
                        chance_sum += weight
                        time_sum += weight * (time + 1)
                        continue
                    moved_to = [a + b for a, b in zip(drifted, change, strict=True)] if due else list(drifted)
                    for levels, part in self._rounded(moved_to):
                        value, when = self.best(time + 1, frozenset(stands), still, levels, open_)
                        chance_sum += weight * part * value
                        time_sum += weight * part * when
        return chance_sum, time_sum

    def _ends(self, place: int) -> list[tuple[bool, float, Sequence[Fraction]]]:
        block = self.problem.blocks[place]
        noticed = block.breach * float(block.detection)
        return [
            (True, block.delivers * (1 - noticed), [block.detection * one for one in block.earns]),
            (False, block.delivers * noticed, [-one for one in block.loses_if_breached]),
            (False, 1 - block.delivers, [-one for one in block.loses]),
        ]

    def _drifts(self, trust: Levels) -> Iterator[tuple[Levels, float]]:
        problem = self.problem
        if not problem.decay and not problem.shocks:
            yield trust, 1.0
            return
        for struck in product((True, False), repeat=len(problem.shocks)):
            weight = 1.0
            real = list(trust)
            for pair, level in enumerate(trust):
                if problem.decay:
                    real[pair] += problem.decay[pair] * (problem.resting[pair] - level)
            for hit, shock in zip(struck, problem.shocks, strict=True):
                weight *= shock.chance if hit else 1 - shock.chance
                if hit:
                    real = [a + b for a, b in zip(real, shock.changes, strict=True)]
            for levels, part in self._rounded(real):
                yield levels, weight * part

    def _gates(self, gates: tuple[bool, ...]) -> Iterator[tuple[tuple[bool, ...], float]]:
        for after in product((True, False), repeat=len(gates)):
            weight = 1.0
            for now, then, gate in zip(gates, after, self.problem.gates, strict=True):
                opens = 1 - gate.closes if now else gate.opens
                weight *= opens if then else 1 - opens
            if weight:
                yield after, weight

    def _rounded(self, real: Iterable[Fraction]) -> list[tuple[Levels, float]]:
        """Return the levels around some values; those go up whose rest lies above one number."""
        placed = []
        for value, grid in zip(real, self.grids, strict=True):
            inside = min(max(value, grid[0]), grid[-1])
            low = max(level for level in grid if level <= inside)
            high = min(level for level in grid if level >= inside)
            placed.append((low, high, (inside - low) / (high - low) if high > low else Fraction(0)))
        edges = sorted({Fraction(0), Fraction(1), *(part for _, _, part in placed)})
        found = []
        for start, end in pairwise(edges):
            middle = (start + end) / 2
            levels = tuple(high if middle < part else low for low, high, part in placed)
            found.append((levels, float(end - start)))
        return found

    def _holds(self, formula: Formula, done: frozenset[int]) -> bool:  # noqa: PLR0911 - one for each kind
        problem = self.problem
        match formula:
            case Constant(value=value):
                return value
            case Done(block=key):
                return any(problem.blocks[one].key == key for one in done)
            case Is(issue=issue, options=options):
                option = problem.today[issue]
                for one in sorted(done):
                    option = problem.blocks[one].sets.get(issue, option)
                return option in options
            case Not(part=part):
                return not self._holds(part, done)
            case And(parts=parts):
                return all(self._holds(part, done) for part in parts)
            case Or(parts=parts):
                return any(self._holds(part, done) for part in parts)
            case AtLeast(count=count, parts=parts):
                return sum(self._holds(part, done) for part in parts) >= count
        raise TypeError(formula)


def _grid(problem: Problem, pair: int) -> list[Fraction]:
    """Return all levels a whole number of steps from today's trust, with both ends."""
    found = {Fraction(0), problem.top}
    level = min(max(problem.trust[pair], Fraction(0)), problem.top)
    for direction in (1, -1):
        at = level
        while 0 <= at <= problem.top:
            found.add(at)
            at += direction * problem.step
    return sorted(found)
