"""The greatest chance of the goal of one problem, found only as far as it is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from detente.roadmap.environment import Environment
from detente.roadmap.exact.chances import greatest_chances
from detente.roadmap.exact.induction import Graph
from detente.roadmap.exact.startable import in_turn, outline_of
from detente.roadmap.problem import ALWAYS

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence
    from fractions import Fraction

    from detente.outcomes.published import Grounds
    from detente.roadmap.exact.startable import Outline
    from detente.roadmap.problem import Problem

__all__ = ["Chance", "greatest_chance"]

MOST_KNOWN = 100_000
"""Chances that are kept of problems that were solved, in less than 30 MB."""
IN_TURN = (3, 4)
"""Of how many blocks in turn any may start where a chance is bounded from below."""
ROUNDED = 1e-9
"""Part of a chance that rounding might have added to it, and much more."""


@dataclass(frozen=True, eq=False)
class Chance:
    """The greatest chance of the goal of a problem.

    ``known`` keeps the chances of problems by all from which these follow. So where others sign the same, or
    no more can start for it, a problem is not solved again. Past ``MOST_KNOWN`` of them the oldest is
    forgotten for each that is added.

    All of it raises ``TooManyError`` where the problem is too large for the exact method.
    """

    problem: Problem
    known: MutableMapping[bytes, float] = field(default_factory=dict)

    @cached_property
    def outline(self) -> Outline:
        """What could start where."""
        return outline_of(self.problem)

    @cached_property
    def follows_from(self) -> bytes:
        """A digest of all from which the chance follows."""
        return _digest(self.problem, self.outline, self._environment.pairs)

    @cached_property
    def value(self) -> float:
        """The chance itself."""
        asked = self.follows_from
        if asked not in self.known:
            while len(self.known) >= MOST_KNOWN:
                del self.known[next(iter(self.known))]
            self.known[asked] = self._greatest(self.outline)
        return self.known[asked]

    def exceeds(self, chance: float, order: Sequence[int]) -> bool:
        """Tell whether the greatest chance is certainly greater than another, without finding it.

        It is not below the chance where blocks start in turn: of the first few blocks of the ``order`` that
        could start any may, and no other. In a good order that leaves a small part of what can occur, and
        most of the chance. Where it is not told, it may be greater all the same.
        """
        if self.follows_from in self.known:
            return self.known[self.follows_from] > chance
        for count in IN_TURN:
            bound = self._greatest(in_turn(self.outline, order, count))
            if bound * (1 - ROUNDED) > chance:
                return True
            if not bound:  # most likely there is no chance at all
                return False
        return False

    def at_least_as(self, other: Grounds) -> bool:
        """Tell whether the chance is not below another for certain, as all that starts there could here."""
        if not isinstance(other, Chance):
            return False
        if self.follows_from == other.follows_from:
            return True
        here, there = self.problem, other.problem
        alike = replace(here, consent=ALWAYS, today={}) == replace(there, consent=ALWAYS, today={})
        return (
            alike
            and np.array_equal(self.outline.goal, other.outline.goal)
            and not (other.outline.startable & ~self.outline.startable).any()
        )

    def _greatest(self, outline: Outline) -> float:
        graph = Graph.of(self.problem, outline, self._environment)
        return greatest_chances(graph, [self.problem])[0]

    @cached_property
    def _environment(self) -> Environment:
        return Environment(self.problem)


def greatest_chance(problem: Problem) -> float:
    """Return the greatest chance of the goal.

    >>> from detente.case.formula import Done
    >>> from detente.roadmap.problem import Block, Problem
    >>> greatest_chance(Problem((Block("talks", delivers=0.5),), Done("talks"), periods=2))
    0.75

    Raises ``TooManyError`` where the problem is too large for the exact method.
    """
    return greatest_chances(Graph.of(problem), [problem])[0]


def _digest(problem: Problem, outline: Outline, pairs: Sequence[int]) -> bytes:
    """Return a digest of all from which the chance of the goal follows, without blocks that never start."""

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
