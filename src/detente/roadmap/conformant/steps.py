"""What it takes that blocks are started and delivered in every world, by which inputs are held.

In its worst world a block lasts longest, needs most and earns least, and everybody gains least by it. Chance
is another matter: what may happen at all counts as if it did, be it delivery, a window that stays open, or
trust that is rounded up.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from itertools import combinations
from math import ceil
from typing import TYPE_CHECKING

from detente.outcomes.rungs import NONE, Inputs, Rung, rungs, supports
from detente.roadmap.conformant.lengths import longest_is_worst
from detente.roadmap.conformant.signings import Signings
from detente.roadmap.conformant.worlds import TooInvolvedError, Worlds
from detente.roadmap.problem_of import amount_paths, strain_paths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.case.case import Case
    from detente.roadmap.conformant.signings import Coalition
    from detente.roadmap.problem import Problem

__all__ = ["Step", "Steps"]


@dataclass(frozen=True)
class Step:
    """What one block takes, and what it brings.

    ``ends_well`` lists the sets of inputs one of which is to be held so that it may be delivered, and
    ``admitted`` those with which its window may be open, in the first period and later. ``signed`` is what
    its signatures take, by which of the blocks that matter to them stand. ``lasts``, ``needs`` and ``earns``
    are what holding inputs makes sure of, trust by pair; periods and needs are below zero, so that more is
    better.
    """

    ends_well: tuple[Inputs, ...]
    admitted: tuple[tuple[Inputs, ...], tuple[Inputs, ...]]
    lasts: tuple[Rung, ...]
    needs: Mapping[int, tuple[Rung, ...]]
    earns: Mapping[int, tuple[Rung, ...]]
    mattering: tuple[int, ...]
    signed: Mapping[frozenset[int], frozenset[Coalition]]


@dataclass(frozen=True)
class Steps:
    """What the blocks take of a problem that a case poses.

    All of it raises ``TooInvolvedError`` where that is not known.
    """

    case: Case
    problem: Problem

    @cached_property
    def each(self) -> tuple[Step, ...]:
        """What each block takes."""
        problem = self.problem
        if problem.decay:
            raise TooInvolvedError("trust fades")
        if any(self._worlds.most(f"roadmap.shocks.{one.key}.chance", NONE) >= 1 for one in problem.shocks):
            raise TooInvolvedError("a shock is certain")
        found = tuple(self._step(block) for block in range(len(problem.blocks)))
        in_parts = self._earning_in_parts()
        if any(self._may_end_together(*two) for each in in_parts.values() for two in combinations(each, 2)):
            raise TooInvolvedError("two blocks that end together earn parts of a step")
        if not longest_is_worst(self.case, problem, self._signings, set().union(*in_parts.values())):
            raise TooInvolvedError("a block that is over earlier might do harm")
        if not self._worlds.one_is_worst:
            raise TooInvolvedError("no world is the worst in every respect")
        return found

    @cached_property
    def levels(self) -> dict[int, tuple[Rung, ...]]:
        """The trust of each pair from which the road starts."""
        strains, worlds = strain_paths(self.case, self.problem.today), self._worlds

        def level(path: str, losses: list[str], held: Inputs) -> Fraction:
            left = worlds.least(path, held)
            for loss in losses:
                left = max(left - worlds.most(loss, held), Fraction(0))
            return left

        found = {}
        for pair in range(len(self.problem.pairs)):
            path = f"trust.{pair}.level"
            losses = [loss for paths in strains if (loss := paths[pair]) is not None]
            found[pair] = rungs(worlds.inputs((path, *losses)), partial(level, path, losses))
        return found

    @cached_property
    def _worlds(self) -> Worlds:
        return Worlds(self.case)

    @cached_property
    def _signings(self) -> Signings:
        return Signings(self.problem, self._worlds)

    def _step(self, block: int) -> Step:
        key = self.problem.blocks[block].key
        return Step(
            self._ends_well(key),
            self._admitted(block),
            self._lasts(block),
            self._needs(key),
            self._earns(key),
            self._signings.mattering(block),
            self._signings.each[block],
        )

    def _lasts(self, block: int) -> tuple[Rung, ...]:
        one = self.problem.blocks[block]
        longest = int(self.case.blocks[one.key].lasts.high)
        rest = Rung(Inputs({f"blocks.{one.key}.lasts"}), Fraction(-one.lasts))
        return (Rung(NONE, Fraction(-longest)), *((rest,) if one.lasts < longest else ()))

    def _ends_well(self, key: str) -> tuple[Inputs, ...]:
        worlds, path = self._worlds, f"blocks.{key}"
        delivers, breach, detection = (f"{path}.{field}" for field in ("delivers", "breach", "detection"))

        def may_stand(held: Inputs) -> bool:
            # What is broken for certain, and found out for certain, does not stand.
            undone = worlds.most(breach, held) == 1 == worlds.most(detection, held)
            return worlds.least(delivers, held) > 0 and not undone

        found = supports(worlds.inputs((delivers, breach, detection)), may_stand)
        worlds.note(low=[detection])
        if found != (NONE,):
            worlds.note(low=[delivers], high=[breach, detection])
        return found

    def _admitted(self, block: int) -> tuple[tuple[Inputs, ...], tuple[Inputs, ...]]:
        place, worlds = self.problem.blocks[block].gate, self._worlds
        if place is None:
            return (NONE,), (NONE,)
        gate = self.problem.gates[place]
        opens, closes = (f"roadmap.windows.{gate.key}.{field}" for field in ("opens", "closes"))
        if worlds.most(closes, NONE) == 1:
            raise TooInvolvedError("a window may close for certain")
        if gate.open_today:
            return (NONE,), (NONE,)
        return (), supports(worlds.inputs((opens,)), lambda held: worlds.least(opens, held) > 0)

    def _needs(self, key: str) -> dict[int, tuple[Rung, ...]]:
        worlds = self._worlds

        def needed(path: str, held: Inputs) -> Fraction:
            return -worlds.most(path, held)

        return {
            pair: rungs(worlds.inputs((path,)), partial(needed, path))
            for pair, path in enumerate(amount_paths(self.case, key, "needs"))
            if path is not None
        }

    def _earns(self, key: str) -> dict[int, tuple[Rung, ...]]:
        """Return what is earned, rounded up to whole steps."""
        detection = f"blocks.{key}.detection"

        def earned(path: str, held: Inputs) -> Fraction:
            return ceil(self._earned_steps(path, detection, held)) * self.problem.step

        return {
            pair: rungs(self._worlds.inputs((path, detection)), partial(earned, path))
            for pair, path in enumerate(amount_paths(self.case, key, "earns"))
            if path is not None
        }

    def _earned_steps(self, path: str, detection: str, held: Inputs) -> Fraction:
        least = self._worlds.least
        return least(path, held) * least(detection, held) / self.problem.step

    def _earning_in_parts(self) -> dict[int, set[int]]:
        """Return for each pair the blocks that may earn other amounts of its trust than whole steps."""
        found: dict[int, set[int]] = {pair: set() for pair in range(len(self.problem.pairs))}
        for place, block in enumerate(self.problem.blocks):
            detection = f"blocks.{block.key}.detection"
            for pair, path in enumerate(amount_paths(self.case, block.key, "earns")):
                if path is not None:
                    inputs = self._worlds.inputs((path, detection))
                    sure = partial(self._earned_steps, path, detection)
                    if any(one.worth.denominator > 1 for one in rungs(inputs, sure)):
                        found[pair].add(place)
        return found

    def _may_end_together(self, one: int, other: int) -> bool:
        return self.problem.blocks[one].takes + self.problem.blocks[other].takes <= self.problem.capacity
