"""The verdict of a claim in worlds in which a few inputs are not as the case says, all else nominal."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from detente.case.free_inputs import free_inputs
from detente.case.uncertainty import CertainCase
from detente.claims.evaluate import World, holds, number
from detente.claims.flips.lines import Absence, Line
from detente.claims.statements import comparisons
from detente.claims.study import expression_of, is_quick, variants_of
from detente.claims.together import find_in_each, hold_in_each
from detente.outcomes.published import UndefinedQuantityError
from detente.outcomes.sample import Sample

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from detente.case.arguments import Claim
    from detente.case.language import Comparison
    from detente.case.uncertainty import Input
    from detente.claims.study import Study

__all__ = ["Judge", "Step"]

Step: TypeAlias = "tuple[Line | Absence, Fraction | None]"
"""A way in which an input is changed, and the place on it; None for what is left out."""
AT_ONCE = 64
"""Worlds that are judged together."""


class Judge:
    """Tells in which worlds a claim's verdict is not that of the nominal case.

    An input that several variants share is changed alike in all of them, and stays as it is in a variant
    that says something of its own.
    """

    def __init__(self, study: Study, claim: Claim) -> None:
        """Read the cases in which the claim takes its quantities."""
        self._claim, self._expression = claim, expression_of(claim)
        self._nominal = {name: study.cases[name].nominal for name in variants_of(claim)}
        self._has = {name: frozenset(free_inputs(one.case)) for name, one in self._nominal.items()}
        self._verdict = study.verdict(claim)
        self._together = is_quick(claim)
        self._known: dict[tuple[Step, ...], bool] = {}
        self.worlds = 0

    def inputs(self) -> tuple[Input, ...]:
        """Return the free inputs of these cases, each once."""
        return tuple(
            dict.fromkeys(one for certain in self._nominal.values() for one in free_inputs(certain.case))
        )

    def flips(self, worlds: Sequence[Sequence[Step]]) -> list[bool]:
        """Tell for each world, given by what is changed in it, if the verdict is another there."""
        asked = [tuple(world) for world in worlds]
        new = list(dict.fromkeys(world for world in asked if world not in self._known))
        self.worlds += len(new)
        for start in range(0, len(new), AT_ONCE):
            part = new[start : start + AT_ONCE]
            self._known.update(zip(part, self._judged(part), strict=True))
        return [self._known[world] for world in asked]

    def confirms(self, world: Sequence[Step]) -> bool:
        """Tell the same of one world, judged alone and from nothing that is known already."""
        certain = {name: self._changed(name, world) for name in self._nominal}
        return holds(self._expression, World.of(certain), self._claim.variant) != self._verdict

    def differences(self, worlds: Sequence[Sequence[Step]]) -> list[tuple[Fraction | None, ...]]:
        """Return for each world what the left side of each comparison exceeds its right side by.

        None where a side has no value.
        """
        found: list[tuple[Fraction | None, ...]] = []
        each = list(comparisons(self._expression))
        for start in range(0, len(worlds), AT_ONCE):
            certain = {
                name: [self._changed(name, world) for world in worlds[start : start + AT_ONCE]]
                for name in self._nominal
            }
            known = [
                World.of(dict(zip(certain, one, strict=True))) for one in zip(*certain.values(), strict=True)
            ]
            if self._together:
                samples = {name: Sample.of(some) for name, some in certain.items()}
                find_in_each(self._expression, known, samples, self._claim.variant)
            found += [tuple(self._difference(one, world) for one in each) for world in known]
        return found

    def _difference(self, comparison: Comparison, world: World) -> Fraction | None:
        try:
            left, right = (
                number(side, world, self._claim.variant) for side in (comparison.left, comparison.right)
            )
        except UndefinedQuantityError:
            return None
        return left - right

    def _judged(self, worlds: Sequence[tuple[Step, ...]]) -> list[bool]:
        certain = {name: [self._changed(name, world) for world in worlds] for name in self._nominal}
        if self._together:
            samples = {name: Sample.of(each) for name, each in certain.items()}
            held = hold_in_each(self._expression, samples, self._claim.variant)
        else:
            each_world = (dict(zip(certain, one, strict=True)) for one in zip(*certain.values(), strict=True))
            held = [
                holds(self._expression, World.of(one, brief=True), self._claim.variant) for one in each_world
            ]
        return [one != self._verdict for one in held]

    def _changed(self, name: str | None, world: Sequence[Step]) -> CertainCase:
        nominal = self._nominal[name]
        numbers: dict[str, Fraction] = {}
        dropped = []
        for way, place in world:
            if isinstance(way, Absence):
                dropped.append(way.path)
            elif way.of in self._has[name]:
                assert place is not None
                numbers.update(zip(way.of.numbers, way.values(place), strict=True))
        if not numbers and not dropped:
            return nominal
        return CertainCase(nominal.case, {**nominal.numbers, **numbers}, dropped=frozenset(dropped))
