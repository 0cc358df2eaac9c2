"""What the heuristic finds of a roadmap: a policy that can be followed, and what it reaches in fresh runs.

The chance that is given is that of a policy, so the greatest chance is at least as high, within the interval
that stands beside it. Nothing here is called optimal.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from detente.roadmap.delivered import members_of
from detente.roadmap.environment import grid_of
from detente.roadmap.exact.calendar import Entry
from detente.roadmap.exact.importance import Importance
from detente.roadmap.exact.policy_table import LEAST, Advice, ranges_of, windows_of
from detente.roadmap.heuristic.bounds import Bounds
from detente.roadmap.heuristic.effort import USUAL, Effort
from detente.roadmap.heuristic.order_search import OrderSearch
from detente.roadmap.heuristic.relaxed_plan import first_orders, useful_blocks
from detente.roadmap.heuristic.rollout import NOT_AHEAD, Depth, Rollout
from detente.roadmap.heuristic.runs import Runs
from detente.roadmap.simulation import Simulation
from detente.roadmap.situations import told_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from detente.roadmap.problem import Problem

__all__ = ["Estimate", "OrderFound", "estimated"]

SEARCH, AHEAD, PILOT, FRESH = range(4)
"""What a seed is for; each has numbers of its own."""
DEPTHS = (Depth(8, 32), Depth(24, 96), Depth(100, 800), Depth(400, 4_000))
"""With how many runs decisions are looked ahead of: as many as the effort has room for."""
MUCH = 10
"""So many times the effort may the first runs seem to take, and looking ahead so far is not given up yet."""
BATCH = 20
DATES = 12
"""Dates for which the cost of waiting is estimated."""
CALENDAR_RUNS = 200
CLOSE = 0.01
"""How closely a probability of delivery is found at which a chance breaks even."""


@dataclass(frozen=True, eq=False)
class OrderFound:
    """The best order that was found, and the share of fresh runs in which it reaches the goal."""

    order: tuple[int, ...]
    probability: float
    exact: bool = False


@dataclass(eq=False)
class Estimate:
    """A roadmap that is too large for the exact method, judged by runs.

    Each part is found when it is first asked for, and kept. The luck of all runs follows from ``seed``.
    """

    problem: Problem
    seed: int = 0
    effort: Effort = USUAL
    say: Callable[[str], None] = field(default=lambda _: None, repr=False)

    exactness = "heuristic"

    # what is possible at all

    @cached_property
    def possible(self) -> Bounds:
        """Bounds on what can happen at all."""
        return Bounds(self.problem)

    @cached_property
    def useful(self) -> frozenset[int]:
        """The blocks that can matter to the goal."""
        return useful_blocks(self.problem, self.possible)

    # the policy

    @cached_property
    def runs(self) -> Runs:
        """The problem, ready for runs."""
        return Runs(self.problem)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The best order that was found."""
        return self._improved(
            self.runs, first_orders(self.problem, self.possible), self.effort.search, say=self.say
        )

    @cached_property
    def policy_found(self) -> Rollout:
        """The policy that is judged: one that looks ahead where that helps, else the order itself."""
        best = plain = self._rollout(NOT_AHEAD)
        if not self.useful:
            return plain
        for depth in DEPTHS:
            self.say(f"trying whether it helps to look ahead with {depth.few:,} runs")
            ahead = self._rollout(depth)
            worse = self._tried(ahead, plain, self.effort.looks // len(DEPTHS))
            if worse is None:
                break
            best = best if worse else ahead
        return best

    def _tried(self, ahead: Rollout, plain: Rollout, most: int) -> bool | None:
        """Tell whether looking ahead is clearly worse than the order; None where there is no room for it."""
        ahead.limit(most)
        gained = apart = played = 0
        while played < self.effort.fewest:
            numbers = np.arange(played, played + BATCH // 4)
            mine, its = (self._hits(one.play(numbers, self._for(PILOT))) for one in (ahead, plain))
            gained += int(mine.sum()) - int(its.sum())
            apart += int((mine != its).sum())
            played += len(numbers)
            # What was decided once is remembered, so later runs cost less; where that cannot do, it ends.
            if ahead.looks >= most or ahead.looks * self.effort.fewest > MUCH * most * played:
                return None
        ahead.limit(None)
        return gained < 0 and gained**2 > apart

    def _rollout(self, depth: Depth) -> Rollout:
        return Rollout(self.runs, self.order, self.useful, self._for(AHEAD), depth)

    @property
    def method(self) -> str:
        """How the policy was found, in words."""
        return "rollout of a fixed order" if self.looks_ahead else "search for a fixed order"

    @cached_property
    def fresh(self) -> NDArray[np.int64]:
        """When each fresh run of the policy reaches the goal, past the horizon where it does not."""
        policy, found = self.policy_found, []
        before = policy.looks
        for first in range(0, self.effort.runs, BATCH):
            if first % (10 * BATCH) == 0:
                self.say(f"playing it out: run {first:,} of at most {self.effort.runs:,}")
            numbers = np.arange(first, min(first + BATCH, self.effort.runs))
            found.append(policy.play(numbers, self._for(FRESH), note=first < self.effort.runs // 4))
            if first + BATCH >= self.effort.fewest and policy.looks - before >= self.effort.looks:
                break
        return np.concatenate(found)

    @cached_property
    def monte_carlo(self) -> Simulation:
        """The fresh runs of the policy."""
        return Simulation(self._hits(self.fresh), self.seed)

    @property
    def probability(self) -> float:
        """The share of fresh runs in which the policy reaches the goal."""
        return self.monte_carlo.probability

    @property
    def looks_ahead(self) -> bool:
        """Whether the policy looks ahead, or follows the order."""
        return self.policy_found.depth != NOT_AHEAD

    @property
    def expected_time(self) -> float | None:
        """The mean time of the goal in the runs that reach it."""
        hits = self._hits(self.fresh)
        return float(self.fresh[hits].mean()) if hits.any() else None

    @property
    def reached(self) -> NDArray[np.float64]:
        """The share of runs that reach the goal at each time: (periods + 1,)."""
        counted = np.bincount(self.fresh, minlength=self.problem.periods + 2)[: self.problem.periods + 1]
        return counted / len(self.fresh)

    # the order

    @cached_property
    def fixed_order(self) -> OrderFound:
        """The best order that was found, in as many fresh runs as the effort has room for."""
        return OrderFound(self.order, self._share(self.runs, self.order))

    @cached_property
    def value_of_adapting(self) -> float:
        """By how much looking ahead is better than the order in the same runs, at least nothing."""
        same = self.runs.hits(self.order, np.arange(len(self.fresh)), self._for(FRESH))
        return max(0.0, self.probability - float(same.mean()))

    @cached_property
    def calendar(self) -> tuple[Entry, ...]:
        """When the blocks of the order run if all is delivered at once; the likeliest starts."""
        sure = self.problem
        for block in range(len(sure.blocks)):
            sure = sure.with_block(block, delivers=1.0, breach=0.0)
        played = Rollout(self.runs.like(sure), self.order, frozenset(self.order), 0, NOT_AHEAD)
        for first in range(0, CALENDAR_RUNS, BATCH):
            played.play(np.arange(first, first + BATCH), self._for(FRESH), note=True)
        started: dict[int, dict[int, int]] = {}
        for (time, _, _), decisions in played.situations.items():
            for (_, made), count in decisions.items():
                if made >= 0:
                    times = started.setdefault(made, {})
                    times[time] = times.get(time, 0) + count
        entries = [
            Entry(block, start, start + self.problem.blocks[block].lasts, times[start] / played.noted)
            for block, times in started.items()
            for start in [max(times, key=lambda time: (times[time], -time))]
        ]
        return tuple(sorted(entries, key=lambda entry: (entry.start, entry.end, entry.block)))

    # further questions, each answered by the best order found anew

    @cached_property
    def _weighed(self) -> tuple[tuple[float, float, tuple[int, ...]], ...]:
        """For each block the chance where it is certain and impossible, and the order for the former."""
        found = []
        base = self.fixed_order.probability
        for block, one in enumerate(self.problem.blocks):
            self.say(f"weighing each block: {block + 1} of {len(self.problem.blocks)}")
            if block not in self.useful:
                found.append((base, base, self.order))
                continue
            sure, order = self.runs.like(self.problem.with_block(block, delivers=1.0)), self.order
            if one.delivers < 1:
                order = self._improved(sure, [self.order, (block, *self._without(block))], self.effort.again)
            certain = self._share(sure, order)
            impossible = base
            if block in self.order:
                others = self.useful - {block}
                without = self._improved(self.runs, [self._without(block)], self.effort.again, useful=others)
                impossible = self._share(self.runs, without)
            # Where delivery is certain, one may still do without the block.
            found.append((max(certain, impossible), impossible, order))
        return tuple(found)

    @cached_property
    def importance(self) -> tuple[Importance, ...]:
        """How much each block matters, by the best orders found anew."""
        return tuple(Importance(certain, impossible) for certain, impossible, _ in self._weighed)

    @property
    def level(self) -> float:
        """Half of the chance that the order reaches."""
        return self.fixed_order.probability / 2

    def breakeven(self, level: float) -> tuple[float | None, ...]:
        """For each block the probability of delivery at which the chance of an order crosses a level."""
        self.say("looking where each block breaks even")
        return tuple(
            self._even(block, level) if level > 0 else None for block in range(len(self.problem.blocks))
        )

    def _even(self, block: int, level: float) -> float | None:
        certain, impossible, order = self._weighed[block]
        if not impossible < level < certain:
            return None
        low, high = 0.0, 1.0
        while high - low > CLOSE:
            tried = (low + high) / 2
            runs = self.runs.like(self.problem.with_block(block, delivers=tried))
            chance = max(self._share(runs, one, 2) for one in {order, self.order})
            low, high = (tried, high) if chance < level else (low, tried)
        return (low + high) / 2

    @cached_property
    def waiting(self) -> Mapping[int, float]:
        """For some dates the chance of the best order found where nothing starts before."""
        periods = self.problem.periods
        dates = (
            sorted({round(date) for date in np.linspace(0, periods - 1, min(DATES, periods))})
            if periods
            else []
        )
        found: dict[int, float] = {}
        order = self.order
        for date in dates:
            self.say(f"waiting: date {len(found) + 1} of {len(dates)}")
            if date == 0:
                found[date] = self.fixed_order.probability
                continue
            order = self._improved(self.runs, [self.order, order], self.effort.again, begin=date)
            found[date] = self._share(self.runs, order, begin=date)
        best = 0.0
        for date in reversed(found):  # who may begin earlier may also wait
            best = found[date] = max(found[date], best)
        return found

    @cached_property
    def policy(self) -> tuple[Advice, ...]:
        """What is done in the situations that came up most often in the fresh runs, by time."""
        _ = self.fresh
        found, rollout, pairs = [], self.policy_found, self.possible.pairs
        grids = [grid_of(self.problem, pair) for pair in pairs]
        for (time, delivered, running), decisions in rollout.situations.items():
            digits = np.array([digits for digits, _ in decisions], dtype=np.int64).reshape(len(decisions), -1)
            made = np.array([made for _, made in decisions], dtype=np.int64)
            shares = np.array(list(decisions.values())) / rollout.noted
            for part in told_apart(digits, made, shares):
                levels, starts = digits[part.rows], int(made[part.rows[0]])
                found.append(
                    Advice(
                        time,
                        tuple(members_of(delivered)),
                        running,
                        None if starts < 0 else starts,
                        ranges_of(pairs, grids, levels),
                        windows_of(part, levels, len(pairs)),
                        float(shares[part.rows].sum()),
                        None,
                    )
                )
        often = [one for one in found if one.probability >= LEAST]
        return tuple(sorted(often, key=lambda one: (one.time, len(one.running), -one.probability)))

    # how runs are made

    def _for(self, purpose: int) -> int:
        return 4 * self.seed + purpose

    def _hits(self, reached: NDArray[np.int64]) -> NDArray[np.bool_]:
        return reached <= self.problem.periods

    def _without(self, block: int) -> tuple[int, ...]:
        return tuple(one for one in self.order if one != block)

    def _improved(  # noqa: PLR0913 - what may differ between questions
        self,
        runs: Runs,
        orders: list[tuple[int, ...]],
        budget: int,
        *,
        useful: frozenset[int] | None = None,
        begin: int = 0,
        say: Callable[[str], None] | None = None,
    ) -> tuple[int, ...]:
        among = self.useful if useful is None else useful
        return OrderSearch(runs, among, self._for(SEARCH), budget, begin=begin, progress=say).best(orders)

    def _share(self, runs: Runs, order: tuple[int, ...], part: int = 1, begin: int = 0) -> float:
        """Return the share of fresh runs in which an order reaches the goal."""
        numbers = np.arange(max(self.effort.runs // part, 1))
        return float(runs.hits(order, numbers, self._for(FRESH), begin).mean())


def estimated(
    problem: Problem,
    seed: int = 0,
    effort: Effort = USUAL,
    progress: Callable[[str], None] | None = None,
) -> Estimate:
    """Return what the heuristic finds of a problem, of at most 63 blocks.

    >>> from fractions import Fraction
    >>> from detente.case.formula import Done
    >>> from detente.roadmap.heuristic.effort import QUICK
    >>> from detente.roadmap.problem import Block, Problem
    >>> road = Problem((Block("talks"), Block("treaty", lasts=2, after=Done("talks"))), Done("treaty"), 4)
    >>> found = estimated(road, effort=QUICK)
    >>> found.exactness, found.probability, found.order
    ('heuristic', 1.0, (0, 1))
    """
    return Estimate(problem, seed, effort) if progress is None else Estimate(problem, seed, effort, progress)
