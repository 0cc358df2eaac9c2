"""The greatest chance of the goal from other levels of trust than today's, all found in one pass.

What a state is worth does not hang on how it was come to. So a pass of backward induction over all that can
occur from some levels tells the chance from each of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from detente.roadmap.environment import Environment
from detente.roadmap.exact.chances import chances_at_start
from detente.roadmap.exact.induction import Graph
from detente.roadmap.exact.startable import outline_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from detente.roadmap.problem import Problem

__all__ = ["OtherStarts", "other_starts"]


@dataclass(frozen=True)
class OtherStarts:
    """The chance from some levels of trust.

    ``pairs``: by their places in the problem. ``levels``: for each, whole steps from its trust today.
    ``chances``: for every choice of levels, the last pair's running fastest. ``today``: the place of today's
    trust among the levels of each pair.
    """

    pairs: tuple[int, ...]
    levels: tuple[tuple[Fraction, ...], ...]
    today: tuple[int, ...]
    chances: tuple[float, ...]


class _Anywhere(Environment):
    """What a roadmap does not decide, begun at any of some levels of trust; gates are as they are today."""

    def __init__(self, problem: Problem, levels: Sequence[Sequence[Fraction]]) -> None:
        super().__init__(problem)
        self._levels = levels

    @cached_property
    def starts(self) -> list[int]:
        """The state of each choice of levels."""
        gates = [int(gate.open_today) for gate in self.problem.gates]
        places = [
            [grid.index(level) for level in levels]
            for grid, levels in zip(self.grids, self._levels, strict=True)
        ]
        return [self.number([*chosen, *gates]) for chosen in product(*places)]

    @cached_property
    def start(self) -> dict[int, float]:
        """The states in which the problem may start; how likely each is plays no part here."""
        return dict.fromkeys(self.starts, 1.0)


def other_starts(problem: Problem, steps: int) -> OtherStarts:
    """Return the greatest chance of the goal from up to so many steps of trust below and above today's.

    From each it is that of the problem in which trust stands there: whole steps from today's the levels of
    trust that can occur are the same.

    >>> from fractions import Fraction
    >>> from detente.case.formula import Done
    >>> from detente.roadmap.problem import Block, Problem
    >>> talks = Block("talks", delivers=0.5, needs=(Fraction(1, 2),))
    >>> road = Problem((talks,), Done("talks"), 1, ("a in b",), (Fraction(2, 5),), step=Fraction(1, 10))
    >>> found = other_starts(road, 1)
    >>> [float(level) for level in found.levels[0]], found.chances
    ([0.3, 0.4, 0.5], (0.0, 0.0, 0.5))

    Raises ``TooManyError`` where the problem is too large for the exact method.
    """
    today = Environment(problem)
    levels = tuple(
        tuple(
            level
            for level in grid
            if abs(level - now) <= steps * problem.step and (level - now) % problem.step == 0
        )
        for grid, now in zip(today.grids, (today.trust(pair) for pair in today.pairs), strict=True)
    )
    highest = dict(zip(today.pairs, (one[-1] for one in levels), strict=True))
    raised = tuple(highest.get(pair, level) for pair, level in enumerate(problem.trust))
    anywhere = _Anywhere(problem, levels)
    # What could start at all is told from the highest levels: from lower ones trust may still forbid it.
    graph = Graph.of(problem, outline_of(replace(problem, trust=raised)), anywhere)
    found = chances_at_start(graph, [problem])
    return OtherStarts(
        today.pairs,
        levels,
        tuple(one.index(today.trust(pair)) for one, pair in zip(levels, today.pairs, strict=True)),
        tuple(found[state][0] for state in anywhere.starts),
    )
