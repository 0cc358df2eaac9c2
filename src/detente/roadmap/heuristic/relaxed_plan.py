"""A first guess at what the goal takes: the blocks of a cheapest way to it, each counted on its own.

What a formula costs is what its parts cost, added up or the cheaper of them; what a block costs is the
periods that it takes on average until it is delivered, and what it comes after (the additive heuristic of
B. Bonet and H. Geffner, "Planning as heuristic search", Artificial Intelligence 129 (2001)).
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from detente.case.formula import And, AtLeast, Constant, Done, Formula, Is, Not, Or, blocks_in
from detente.roadmap.heuristic.signatures import matters_to

if TYPE_CHECKING:
    from detente.roadmap.heuristic.bounds import Bounds
    from detente.roadmap.problem import Problem

__all__ = ["first_orders", "useful_blocks"]


def useful_blocks(problem: Problem, bounds: Bounds) -> frozenset[int]:
    """Return the blocks that can start and can matter to the goal, directly or through others."""
    starts = bounds.earliest_starts
    found: set[int] = set()
    pending = list(_named(problem, problem.goal))
    while pending:
        block = pending.pop()
        if block in found or starts[block] is None:
            continue
        found.add(block)
        one = problem.blocks[block]
        pending += _named(problem, one.after)
        matters = matters_to(problem, block)
        pending += [other for other in range(len(problem.blocks)) if matters >> other & 1]
        short = [pair for pair in bounds.pairs if one.needs and one.needs[pair] > 0]
        pending += [
            other
            for other, its in enumerate(problem.blocks)
            if its.earns and its.detection and any(its.earns[pair] > 0 for pair in short)
        ]
    return frozenset(found)


def first_orders(problem: Problem, bounds: Bounds) -> list[tuple[int, ...]]:
    """Return orders to begin with: a cheapest way, alone and with the rest, and all by earliest start."""
    useful = useful_blocks(problem, bounds)
    starts = bounds.earliest_starts
    costs = _costs(problem, useful)

    def by_start(blocks: set[int] | frozenset[int]) -> list[int]:
        return sorted(blocks, key=lambda block: (starts[block], costs[block], block))

    plan = _plan(problem, bounds, useful, costs)
    orders = [(*by_start(plan),), (*by_start(plan), *by_start(useful - plan)), (*by_start(useful),)]
    return list(dict.fromkeys(orders))


def _named(problem: Problem, formula: Formula) -> list[int]:
    """Return the blocks that a formula names, and those that set an issue that it names."""
    keys, issues = blocks_in(formula), formula.issues
    return [
        place for place, block in enumerate(problem.blocks) if block.key in keys or issues & set(block.sets)
    ]


def _costs(problem: Problem, useful: frozenset[int]) -> dict[int, float]:
    """Return what each block costs with all that it comes after."""
    found = dict.fromkeys(range(len(problem.blocks)), inf)
    for _ in problem.blocks:
        before = dict(found)
        for block in useful:
            one = problem.blocks[block]
            alone = one.lasts * one.takes / one.seen_delivered if one.seen_delivered > 0 else inf
            found[block] = min(before[block], alone + _cost(problem, one.after, before))
        if found == before:
            break
    return found


def _cost(problem: Problem, formula: Formula, costs: dict[int, float]) -> float:
    match formula:
        case Constant(value=value):
            return 0.0 if value else inf
        case Not():
            return 0.0
        case And(parts=parts) | Or(parts=parts) | AtLeast(parts=parts):
            count = {And: len(parts), Or: 1}.get(type(formula), getattr(formula, "count", 1))
            return sum(sorted(_cost(problem, part, costs) for part in parts)[:count])
        case Is(issue=issue, options=options) if problem.today[issue] in options:
            return 0.0
    return min((costs[block] for block in _reaching(problem, formula)), default=inf)


def _reaching(problem: Problem, atom: Formula) -> list[int]:
    """Return the blocks that make an atom true."""
    return [
        place
        for place, block in enumerate(problem.blocks)
        if (isinstance(atom, Done) and block.key == atom.block)
        or (isinstance(atom, Is) and block.sets.get(atom.issue) in atom.options)
    ]


def _plan(
    problem: Problem, bounds: Bounds, useful: frozenset[int], costs: dict[int, float]
) -> frozenset[int]:
    """Return the blocks of a cheapest way to the goal, with those that earn the trust that these need."""
    plan: set[int] = set()
    _take(problem, problem.goal, costs, plan)
    for _ in problem.blocks:
        short = {
            pair
            for pair in bounds.pairs
            for block in plan
            if problem.blocks[block].needs
            and problem.trust[pair] + sum(_earned(problem, one, pair) for one in plan if one != block)
            < problem.blocks[block].needs[pair]
        }
        earning = [
            (costs[block] / float(sum(_earned(problem, block, pair) for pair in short)), block)
            for block in useful - plan
            if costs[block] < inf and any(_earned(problem, block, pair) for pair in short)
        ]
        if not earning:
            break
        _take_block(problem, min(earning)[1], costs, plan)
    return frozenset(plan & useful)


def _earned(problem: Problem, block: int, pair: int) -> float:
    one = problem.blocks[block]
    return float(one.detection * one.earns[pair]) if one.earns else 0.0


def _take(problem: Problem, formula: Formula, costs: dict[int, float], plan: set[int]) -> None:
    """Add the blocks of the cheapest way to make a formula true."""
    match formula:
        case And(parts=parts) | Or(parts=parts) | AtLeast(parts=parts):
            count = {And: len(parts), Or: 1}.get(type(formula), getattr(formula, "count", 1))
            for part in sorted(parts, key=lambda one: _cost(problem, one, costs))[:count]:
                _take(problem, part, costs, plan)
        case Done() | Is() if 0 < _cost(problem, formula, costs) < inf:
            _take_block(problem, min(_reaching(problem, formula), key=lambda one: costs[one]), costs, plan)


def _take_block(problem: Problem, block: int, costs: dict[int, float], plan: set[int]) -> None:
    if block not in plan:
        plan.add(block)
        _take(problem, problem.blocks[block].after, costs, plan)
