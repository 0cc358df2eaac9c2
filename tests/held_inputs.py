"""Inputs held as a case says: the corners of all worlds with them, and whether a model allows them."""

from __future__ import annotations

from itertools import chain, combinations, product
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from detente.case.free_inputs import free_inputs
from detente.case.numbers import Range
from detente.case.uncertainty import BEST, WORST, CertainCase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from detente.case.case import Case
    from detente.case.uncertainty import Input
    from detente.outcomes.holding import Holding

__all__ = ["Corner", "allows", "certain_at", "corners", "sets_of"]

Corner = tuple[tuple[str, "Fraction"], ...]
"""The numbers of all free inputs in one world, by their paths."""


def corners(case: Case, held: frozenset[str]) -> Iterator[Corner]:
    """Yield the numbers of the free inputs in each corner, at an end or as the case says if they are held."""
    inputs = free_inputs(case)
    choices = [_as_given(case, one) if one.path in held else _ends(one) for one in inputs]
    paths = [path for one in inputs for path in one.numbers]
    for values in product(*choices):
        yield tuple(zip(paths, chain.from_iterable(values), strict=True))


def certain_at(case: Case, corner: Corner) -> CertainCase:
    """Return the case as it is certain in a corner."""
    return CertainCase(case, {**case.nominal.numbers, **dict(corner)})


def allows(holding: Holding, held: frozenset[str]) -> bool:
    """Tell whether a model is met with no other inputs held than these."""
    model = holding.model.clone()
    for place, variable in enumerate(model.proto.variables):
        if variable.name and variable.name not in held:
            model.add(model.get_bool_var_from_proto_index(place) == 0)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return bool(solver.solve(model) != cp_model.INFEASIBLE)


def _as_given(case: Case, one: Input) -> tuple[tuple[Fraction, ...], ...]:
    return (tuple(case.nominal.number(path) for path in one.numbers),)


def _ends(one: Input) -> tuple[tuple[Fraction, ...], ...]:
    """Return the ends of a range; of a rank order, what it leaves of points where all between are at an end.

    Whatever the order, the best option has 100 points and the worst none.
    """
    if isinstance(one.source, Range):
        return (one.source.low,), (one.source.high,)
    either = product((WORST, BEST), repeat=len(one.numbers))
    return tuple(points for points in either if {WORST, BEST} <= set(points))


def sets_of(inputs: Sequence[str]) -> Iterator[frozenset[str]]:
    """Yield all sets of inputs, the smallest first."""
    sizes = range(len(inputs) + 1)
    return map(frozenset, chain.from_iterable(combinations(inputs, size) for size in sizes))
