"""The greatest chances of the goal for problems that differ in probabilities only, found in one pass.

Where nothing but the chance is asked for, and for many problems of one layout, a pass of backward induction
finds all of them: what can occur, and where each move leads, is the same in all.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from detente.roadmap.environment import Environment
from detente.roadmap.exact.configurations import GOAL
from detente.roadmap.exact.induction import Graph
from detente.roadmap.exact.startable import outline_of

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence
    from fractions import Fraction

    from detente.roadmap.exact.startable import Outline
    from detente.roadmap.problem import Problem

__all__ = ["greatest_chance", "greatest_chances", "least_chance"]

MOST_KNOWN = 100_000
"""Chances that are kept of problems that were solved, in less than 30 MB."""
MOST_NUMBERS = 40_000_000
"""Numbers that a pass keeps: so many problems are taken together that there are no more."""


def greatest_chance(problem: Problem, known: MutableMapping[bytes, float] | None = None) -> float:
    """Return the greatest chance of the goal.

    >>> from detente.case.formula import Done
    >>> from detente.roadmap.problem import Block, Problem
    >>> greatest_chance(Problem((Block("talks", delivers=0.5),), Done("talks"), periods=2))
    0.75

    ``known`` keeps the chances of problems by all on which these depend. So where others sign the same, or
    no more can start for it, the problem is not solved again. Past ``MOST_KNOWN`` of them the oldest is
    forgotten for each that is added.

    Raises ``TooManyError`` where the problem is too large for the exact method.
    """
    outline = outline_of(problem)
    if known is None:
        return greatest_chances(Graph.of(problem, outline), [problem])[0]
    asked = _depends_on(problem, outline)
    if asked not in known:
        while len(known) >= MOST_KNOWN:
            del known[next(iter(known))]
        known[asked] = greatest_chances(Graph.of(problem, outline), [problem])[0]
    return known[asked]


def _depends_on(problem: Problem, outline: Outline) -> bytes:
    """Return a digest of all on which the chance of the goal depends, without blocks that never start."""
    pairs = Environment(problem).pairs

    def of_pairs(numbers: Sequence[Fraction]) -> tuple[Fraction, ...]:
        return tuple(numbers[pair] for pair in pairs if numbers)

    ever = int(np.bitwise_or.reduce(outline.startable))
    blocks = (
        (
            place,
            one.lasts,
            one.takes,
            one.windows,
            one.gate,
            tuple((chance, of_pairs(changes)) for _, chance, changes in one.outcomes),
            of_pairs(one.needs),
        )
        for place, one in enumerate(problem.blocks)
        if ever >> place & 1
    )
    moving = (problem.trust, problem.decay, problem.resting, *(shock.changes for shock in problem.shocks))
    all_of_it = (
        sha256(outline.goal.tobytes() + outline.startable.tobytes()).digest(),
        tuple(blocks),
        pairs,
        tuple(map(of_pairs, moving)),
        tuple(shock.chance for shock in problem.shocks),
        problem.gates,
        (problem.periods, problem.step, problem.top, problem.capacity),
    )
    # The numbers themselves would take a hundred times the memory; as text they are exact.
    return sha256(repr(all_of_it).encode()).digest()


def greatest_chances(
    graph: Graph, problems: Sequence[Problem], barred: Sequence[int | None] | None = None
) -> list[float]:
    """Return the greatest chance of the goal in each problem.

    The problems may differ from that of the graph in probabilities of delivery and breach. In each, the block
    that is ``barred``, by its number, never starts.

    Raises ``ValueError`` where the graph lacks a breach that one of the problems has.
    """
    if graph.configurations.start == GOAL:
        return [1.0] * len(problems)
    if graph.configurations.remaining[graph.configurations.start] > graph.problem.periods:
        return [0.0] * len(problems)  # no set of blocks that reaches the goal can stand in time
    share = max(1, MOST_NUMBERS // max(len(graph.narrowed.states), 1))
    shut = [-1 if one is None else one for one in barred or [None] * len(problems)]
    parts = [slice(low, low + share) for low in range(0, len(problems), share)]
    return [chance for part in parts for chance in _pass(graph, problems[part], shut[part])]


def least_chance(graph: Graph, problems: Sequence[Problem]) -> float:
    """Return the greatest chance where an adversary chooses one of the problems anew for every move."""
    if graph.configurations.start == GOAL:
        return 1.0
    return _pass(graph, problems, [-1] * len(problems), worst=True)[0]


def _pass(
    graph: Graph, problems: Sequence[Problem], barred: Sequence[int], *, worst: bool = False
) -> list[float]:
    from detente.roadmap.exact.chances_kernel import greatest

    if not graph.serves(problems):
        raise ValueError("the problem laid out does not have every breach")
    layout, changes, drift = graph.configurations, graph.changes, graph.drift
    reach = graph.narrowed
    if not len(reach.states):
        return [0.0] * len(problems)
    chances = greatest(
        graph.problem.periods,
        graph.environment.size,
        layout.start,
        layout.move_starts,
        layout.block,
        layout.takes,
        layout.needless,
        layout.branch_starts,
        layout.leads_to,
        layout.change,
        layout.together,
        np.stack([layout.chances_together(one) for one in problems], axis=1),
        changes.starts,
        changes.ways,
        changes.states,
        changes.weights,
        graph.admits,
        graph.opens,
        np.array(barred, dtype=np.int64),
        layout.remaining_by_move,
        *reach,
        graph.places(reach.times, reach.configurations),
        drift.rows,
        drift.states,
        drift.weights,
        worst,
    )
    start = graph.environment.start
    found: list[float] = (np.array(list(start.values())) @ chances[list(start)]).tolist()
    return found
