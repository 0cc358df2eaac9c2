"""Whether a problem is of a size for the exact method: told before memory is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.roadmap.environment import Environment
from detente.roadmap.exact.induction import Graph
from detente.roadmap.exact.startable import MOST_BLOCKS, TooManyError

if TYPE_CHECKING:
    from detente.roadmap.problem import Problem

__all__ = ["MOST_ENVIRONMENTS", "MOST_STATES", "laid_out"]

MOST_ENVIRONMENTS = 50_000
"""Levels of all pairs and gates together that the exact method takes on."""
MOST_STATES = 2_000_000_000
"""States that it takes on: configurations at each time at which they can occur, times levels and gates.

Of these as a rule a tenth or less can occur, and only those are kept.
"""


def laid_out(problem: Problem) -> Graph:
    """Return a problem laid out for the exact method.

    >>> from fractions import Fraction
    >>> from detente.case.formula import TRUE
    >>> from detente.roadmap.problem import Block, Problem
    >>> pairs = tuple(f"pair {number}" for number in range(6))
    >>> road = Problem((Block("talks", needs=(Fraction(1, 2),) * 6),), TRUE, 4, pairs, (Fraction(1, 4),) * 6)
    >>> laid_out(road)
    Traceback (most recent call last):
    ...
    detente.roadmap.exact.startable.TooManyError: 85,766,121 levels of trust and windows together

    Raises ``TooManyError`` where it is past the size that the exact method takes on.
    """
    if len(problem.blocks) > MOST_BLOCKS:
        raise TooManyError(f"{len(problem.blocks)} blocks")
    size = Environment(problem).size
    if size > MOST_ENVIRONMENTS:
        raise TooManyError(f"{size:,} levels of trust and windows together")
    graph = Graph.of(problem)
    layout = graph.configurations
    if len(layout):
        times = np.maximum(problem.periods + 1 - layout.remaining - layout.earliest, 0)
        if (states := int(times.sum()) * size) > MOST_STATES:
            raise TooManyError(f"{states:,} states")
    return graph
