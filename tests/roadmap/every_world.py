"""The corners of all worlds of a small case, and whether its goal has some chance in each of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, combinations, product
from typing import TYPE_CHECKING

from detente.case.free_inputs import free_inputs
from detente.case.numbers import Range
from detente.case.uncertainty import BEST, WORST, CertainCase
from detente.roadmap.exact.chance import greatest_chance
from detente.roadmap.problem_of import problem_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from detente.case.case import Case
    from detente.case.uncertainty import Input
    from detente.roadmap.problem import Problem

__all__ = ["EveryWorld", "sets_of"]


@dataclass(frozen=True)
class EveryWorld:
    """The corners of all worlds of a case after a move: each free input at an end, or as the case says."""

    case: Case
    moved: Mapping[str, str] = field(default_factory=dict)
    _known: dict[tuple[tuple[Fraction, ...], ...], float] = field(default_factory=dict)

    @property
    def problem(self) -> Problem:
        """The problem that the case poses as it says."""
        return problem_of(self.case.nominal, moved=self.moved)

    @property
    def inputs(self) -> list[str]:
        """The paths of the inputs that are free."""
        return [one.path for one in free_inputs(self.case)]

    def suffices(self, held: frozenset[str]) -> bool:
        """Tell whether there is some chance in every corner with these inputs held."""
        inputs = free_inputs(self.case)
        choices = [self._as_given(one) if one.path in held else _ends(one) for one in inputs]
        return all(self._chance(inputs, values) > 0 for values in product(*choices))

    def _as_given(self, one: Input) -> tuple[tuple[Fraction, ...], ...]:
        return (tuple(self.case.nominal.number(path) for path in one.numbers),)

    def _chance(self, inputs: Sequence[Input], values: tuple[tuple[Fraction, ...], ...]) -> float:
        if values not in self._known:
            given = {
                path: number
                for one, numbers in zip(inputs, values, strict=True)
                for path, number in zip(one.numbers, numbers, strict=True)
            }
            certain = CertainCase(self.case, {**self.case.nominal.numbers, **given})
            self._known[values] = greatest_chance(problem_of(certain, moved=self.moved))
        return self._known[values]


def _ends(one: Input) -> tuple[tuple[Fraction, ...], ...]:
    """Return the ends of a range; of a rank order, what it leaves of points where all between are at an end.

    Whatever the order, the best option has 100 points and the worst none.
    """
    if isinstance(one.source, Range):
        return (one.source.low,), (one.source.high,)
    either = product((WORST, BEST), repeat=len(one.numbers))
    return tuple(points for points in either if {WORST, BEST} <= set(points))


def sets_of(inputs: Sequence[str]) -> Iterator[frozenset[str]]:
    sizes = range(len(inputs) + 1)
    return map(frozenset, chain.from_iterable(combinations(inputs, size) for size in sizes))
