"""What a roadmap is worth, in rational numbers and a period at a time; only the problem is shared.

Chances are read as the decimals that they are written as, so that policies which are equally good come out
exactly so, and the best of them can be told without a tolerance. Nothing is skipped and nothing is pruned.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import chain, combinations, pairwise, product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.case.formula import FALSE, And, AtLeast, Constant, Done, Formula, Is, Not, Or

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.roadmap.problem import Block, Problem

__all__ = ["Worth", "by_rational_recursion", "every_trust_met"]

Levels = tuple[Fraction, ...]
Running = tuple[tuple[int, int], ...]
"""Blocks that are running, each with the periods it still needs."""

NONE, ONE = Fraction(0), Fraction(1)


class Worth(NamedTuple):
    """The chance of the goal, its expected time (0 where it is not reached), and the expected cost."""

    chance: Fraction
    time: Fraction
    cost: Fraction

    def plus(self, other: Worth, weight: Fraction) -> Worth:
        """Return the sum of this and a share of another."""
        return Worth(
            self.chance + weight * other.chance,
            self.time + weight * other.time,
            self.cost + weight * other.cost,
        )


NOTHING = Worth(NONE, NONE, NONE)


class _State(NamedTuple):
    """What is known at the start of a period."""

    time: int
    done: frozenset[int]
    running: Running
    trust: Levels
    gates: tuple[bool, ...]


def by_rational_recursion(
    problem: Problem, *, order: Sequence[int] | None = None, adversary: Sequence[Problem] = ()
) -> Worth:
    """Return the most likely, of these the earliest, of these the cheapest that a problem can be worth.

    With an ``order`` the first of its blocks that can start always does. With an ``adversary``, in every
    period the problem that leaves the least chance is the one that settles what is due.
    """
    return _Recursion(problem, order, adversary).worth()


def every_trust_met(problem: Problem) -> set[tuple[Fraction, ...]]:
    """Return all levels of trust that can occur, whatever is done: one state after another, with no goal."""
    return _Recursion(replace(problem, goal=FALSE), None).every_trust()


class _Recursion:
    def __init__(
        self, problem: Problem, order: Sequence[int] | None, adversary: Sequence[Problem] = ()
    ) -> None:
        self._problem = problem
        self._order = order
        self._choices_of_nature = tuple(adversary) or (problem,)
        self._grids = [_grid(problem, pair) for pair in range(len(problem.pairs))]
        self._best = cache(self._best_from)
        self._reached = cache(lambda done: self._holds(problem.goal, done))
        self._may = cache(self._may_start)
        self._drifted = cache(self._drift)
        self._settled = cache(self._settle)
        self._rounded = cache(self._round)

    def worth(self) -> Worth:
        problem = self._problem
        if self._reached(frozenset()):
            return Worth(ONE, NONE, NONE)
        trust = tuple(min(max(one, NONE), problem.top) for one in problem.trust)
        gates = tuple(gate.open_today for gate in problem.gates)
        return self._best(_State(0, frozenset(), (), trust, gates))

    def every_trust(self) -> set[Levels]:
        """Return the trust of all states that can occur."""
        trust = tuple(min(max(one, NONE), self._problem.top) for one in self._problem.trust)
        pending = [_State(0, frozenset(), (), trust, tuple(one.open_today for one in self._problem.gates))]
        seen = set(pending)
        while pending:
            state = pending.pop()
            if state.time == self._problem.periods:
                continue
            for starts in self._starts(state):
                begun = (*state.running, *((one, self._problem.blocks[one].lasts) for one in starts))
                later = set(self._later(state._replace(running=tuple(sorted(begun))))) - seen
                seen |= later
                pending += later
        return {state.trust for state in seen}

    def _later(self, state: _State) -> Iterator[_State]:
        """Yield all states in which a period may leave one."""
        due = tuple(one for one, left in state.running if left == 1)
        still = tuple((one, left - 1) for one, left in state.running if left > 1)
        for drifted, _ in self._drifted(state.trust):
            for gained, changes, _ in self._settled(due, 0):
                for levels, part in self._rounded(_sum(drifted, changes)):
                    for gates, _ in self._moved(state.gates) if part else ():
                        yield _State(state.time + 1, state.done | gained, still, levels, gates)

    def _best_from(self, state: _State) -> Worth:
        if state.time == self._problem.periods:
            return NOTHING
        blocks = self._problem.blocks
        tried = []
        for starts in self._starts(state):
            begun = (*state.running, *((one, blocks[one].lasts) for one in starts))
            started = state._replace(running=tuple(sorted(begun)))
            natures = range(len(self._choices_of_nature))
            after = min((self._after(started, one) for one in natures), key=lambda worth: worth.chance)
            paid = sum((_exactly(blocks[one].cost) for one in starts), NONE)
            tried.append(after._replace(cost=after.cost + paid))
        return max(tried, key=lambda worth: (worth.chance, -worth.time, -worth.cost))

    def _starts(self, state: _State) -> Iterator[tuple[int, ...]]:
        """Yield what may be started together."""
        blocks = self._problem.blocks
        room = self._problem.capacity - sum(blocks[one].takes for one, _ in state.running)
        busy = [one for one, _ in state.running]
        able = [
            place
            for place, block in enumerate(blocks)
            if place not in busy and self._may(place, state.done) and self._can(block, state)
        ]
        if self._order is None:
            for starts in chain.from_iterable(combinations(able, size) for size in range(len(able) + 1)):
                if sum(blocks[one].takes for one in starts) <= room:
                    yield starts
            return
        chosen: list[int] = []
        for place in self._order:
            if place in able and blocks[place].takes <= room:
                chosen.append(place)
                room -= blocks[place].takes
        yield tuple(chosen)

    def _can(self, block: Block, state: _State) -> bool:
        """Tell whether time, gates and trust let a block start."""
        time, trust = state.time, state.trust
        return (
            time + block.lasts <= self._problem.periods
            and (block.windows is None or any(first <= time <= last for first, last in block.windows))
            and (block.gate is None or state.gates[block.gate])
            and (not block.needs or all(have >= need for have, need in zip(trust, block.needs, strict=True)))
        )

    def _may_start(self, place: int, done: frozenset[int]) -> bool:
        """Tell whether what is delivered lets a block start."""
        blocks = self._problem.blocks
        if any(one >= place and (one == place or _same_issue(blocks[one], blocks[place])) for one in done):
            return False
        code = np.array([sum(1 << one for one in done)], dtype=np.uint64)
        return self._holds(blocks[place].after, done) and bool(self._problem.consent(place, code)[0])

    def _after(self, state: _State, nature: int) -> Worth:
        """Let one period pass, at whose end one of nature's problems settles what is due."""
        due = tuple(one for one, left in state.running if left == 1)
        still = tuple((one, left - 1) for one, left in state.running if left > 1)
        found = NOTHING
        for drifted, likely in self._drifted(state.trust):
            for gained, changes, chance in self._settled(due, nature):
                done, weight = state.done | gained, likely * chance
                if self._reached(done):
                    found = found.plus(Worth(ONE, Fraction(state.time + 1), NONE), weight)
                    continue
                for levels, part in self._rounded(_sum(drifted, changes)):
                    for gates, way in self._moved(state.gates):
                        later = _State(state.time + 1, done, still, levels, gates)
                        found = found.plus(self._best(later), weight * part * way)
        return found

    def _settle(self, due: tuple[int, ...], nature: int) -> list[tuple[frozenset[int], Levels, Fraction]]:
        """Return what may be delivered together, the change of trust, and the probability."""
        found = []
        pairs = len(self._problem.pairs)
        blocks = self._choices_of_nature[nature].blocks
        for ends in product(*(_ends(blocks[one], pairs) for one in due)):
            weight, changes, gained = ONE, (NONE,) * pairs, set()
            for one, (delivered, chance, change) in zip(due, ends, strict=True):
                weight *= chance
                changes = _sum(changes, change)
                gained |= {one} if delivered else set()
            if weight:
                found.append((frozenset(gained), changes, weight))
        return found

    def _drift(self, trust: Levels) -> list[tuple[Levels, Fraction]]:
        """Return where decay and shocks together leave trust."""
        problem = self._problem
        decays = problem.decay or (NONE,) * len(trust)
        resting = problem.resting or (NONE,) * len(trust)
        calm = tuple(
            level + decay * (rest - level) for level, decay, rest in zip(trust, decays, resting, strict=True)
        )
        found: dict[Levels, Fraction] = {}
        for struck in product((True, False), repeat=len(problem.shocks)):
            weight, real = ONE, calm
            for hit, shock in zip(struck, problem.shocks, strict=True):
                chance = _exactly(shock.chance)
                weight *= chance if hit else 1 - chance
                real = _sum(real, shock.changes) if hit else real
            for levels, part in self._rounded(real):
                found[levels] = found.get(levels, NONE) + weight * part
        return [(levels, weight) for levels, weight in found.items() if weight]

    def _moved(self, gates: tuple[bool, ...]) -> Iterator[tuple[tuple[bool, ...], Fraction]]:
        for after in product((True, False), repeat=len(gates)):
            weight = ONE
            for now, then, gate in zip(gates, after, self._problem.gates, strict=True):
                opened = 1 - _exactly(gate.closes) if now else _exactly(gate.opens)
                weight *= opened if then else 1 - opened
            if weight:
                yield after, weight

    def _round(self, real: Levels) -> list[tuple[Levels, Fraction]]:
        """Return the levels around some values; all pairs whose rest is above one random number go up."""
        around = []
        for value, grid in zip(real, self._grids, strict=True):
            inside = min(max(value, grid[0]), grid[-1])
            low = max(level for level in grid if level <= inside)
            high = min(level for level in grid if level >= inside)
            around.append((low, high, (inside - low) / (high - low) if high > low else NONE))
        cuts = sorted({NONE, ONE, *(rest for _, _, rest in around)})
        return [
            (tuple(high if rest >= to else low for low, high, rest in around), to - from_)
            for from_, to in pairwise(cuts)
        ]

    def _holds(self, formula: Formula, done: Iterable[int]) -> bool:
        blocks = self._problem.blocks
        match formula:
            case Constant(value=value):
                held = value
            case Done(block=key):
                held = key in {blocks[one].key for one in done}
            case Is(issue=issue, options=options):
                settings = [blocks[one].sets[issue] for one in sorted(done) if issue in blocks[one].sets]
                held = [self._problem.today[issue], *settings][-1] in options
            case Not(part=part):
                held = not self._holds(part, done)
            case And(parts=parts):
                held = all(self._holds(part, done) for part in parts)
            case Or(parts=parts):
                held = any(self._holds(part, done) for part in parts)
            case AtLeast(count=count, parts=parts):
                held = [self._holds(part, done) for part in parts].count(True) >= count
            case _:
                raise TypeError(formula)
        return held


def _ends(block: Block, pairs: int) -> list[tuple[bool, Fraction, Levels]]:
    """Return how a block may end: whether it then stands, the probability, the change of trust."""
    still = (NONE,) * pairs
    delivers, noticed = _exactly(block.delivers), _exactly(block.breach) * block.detection
    return [
        (True, delivers * (1 - noticed), tuple(block.detection * one for one in block.earns) or still),
        (False, delivers * noticed, tuple(-one for one in block.loses_if_breached) or still),
        (False, 1 - delivers, tuple(-one for one in block.loses) or still),
    ]


def _exactly(number: float) -> Fraction:
    """Return the decimal that a number is written as."""
    return Fraction(str(number))


def _same_issue(one: Block, other: Block) -> bool:
    return not set(one.sets).isdisjoint(other.sets)


def _sum(one: Sequence[Fraction], other: Sequence[Fraction]) -> Levels:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _grid(problem: Problem, pair: int) -> list[Fraction]:
    """Return all levels a whole number of steps from today's trust, with both ends."""
    today = min(max(problem.trust[pair], NONE), problem.top)
    most = int(problem.top / problem.step) + 1
    steps = (today + number * problem.step for number in range(-most, most + 1))
    return sorted({NONE, problem.top, *(level for level in steps if 0 <= level <= problem.top)})
