"""The chance of the goal at the worst and the best that the probabilities of delivery and breach may be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.roadmap.exact.chances import greatest_chances, least_chance
from detente.roadmap.exact.induction import Graph
from detente.roadmap.exact.monotone import never_worse
from detente.roadmap.problem_of import problem_of

if TYPE_CHECKING:
    from detente.case.uncertainty import CertainCase
    from detente.roadmap.problem import Problem

__all__ = ["WorstCase", "worst_case"]

MOST_TOGETHER = 2
"""Blocks that run together up to which an adversary's choices are all looked at."""


@dataclass(frozen=True)
class WorstCase:
    """The least and the greatest chance of the goal over intervals of probabilities.

    ``monotone``: more is never worse, so that the ends of the intervals give both. Otherwise ``least`` is
    what is left where an adversary chooses anew in every state, which is at most the true least; None where
    blocks run together in too many ways for that, and ``greatest`` is None.
    """

    least: float | None
    greatest: float | None
    monotone: bool


def worst_case(graph: Graph, certain: CertainCase) -> WorstCase:
    """Return the chance of the goal at the worst and at the best end of the probabilities of a case.

    The probabilities of delivery and of breach take any values in their intervals; all else stays as it is in
    the certain case. The policy knows the probabilities that hold.
    """
    low, high = _problem(graph.problem, certain, worst=True), _problem(graph.problem, certain, worst=False)
    if not graph.serves([low]):
        graph = Graph.of(low)  # with every breach that there may be
    if never_worse(graph.problem):
        least, greatest = greatest_chances(graph, [low, high])
        return WorstCase(least, greatest, monotone=True)
    if int(graph.configurations.level.max(initial=0)) + 1 > MOST_TOGETHER:
        return WorstCase(None, None, monotone=False)
    return WorstCase(least_chance(graph, _corners(low, high)), None, monotone=False)


def _problem(problem: Problem, certain: CertainCase, *, worst: bool) -> Problem:
    """Return the problem at one end of the intervals."""
    numbers = dict(certain.numbers)
    for block in problem.blocks:
        written = certain.case.blocks[block.key]
        numbers[f"blocks.{block.key}.delivers"] = written.delivers.low if worst else written.delivers.high
        numbers[f"blocks.{block.key}.breach"] = written.breach.high if worst else written.breach.low
    return replace(problem, blocks=problem_of(replace(certain, numbers=numbers), goal=problem.goal).blocks)


def _corners(low: Problem, high: Problem) -> list[Problem]:
    """Return problems in which any two blocks meet every pair of ends.

    Each block has a number of its own; for each bit of it there is a problem that takes the high end where
    the bit is set, and one that takes the low end there.
    """
    count = len(low.blocks)
    mixed = [
        replace(
            low,
            blocks=tuple(
                (high if (place >> bit & 1) == side else low).blocks[place] for place in range(count)
            ),
        )
        for bit in range(max(count - 1, 1).bit_length())
        for side in (0, 1)
    ]
    return [low, high, *mixed]
