"""Weighted sums of truth values, put to a constraint solver in numbers small enough to be safe.

The solver adds in 64 bits, but not everywhere: release 9.15 of OR-Tools keeps a running sum of its presolve
in 32 bits, and calls models with larger factors infeasible that are not (its issue 5293). So no
constraint that is made here adds up to 2³⁰ or more. A longer sum is split like a long addition, into a
constraint on the low digits, whose result carries over, and one on the high digits.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from detente.case.problems import TooLargeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ortools.sat.python.cp_model import BoolVarT, CpModel, CpSolver, LinearExpr

    Term = tuple[BoolVarT, int, int]
    """A variable from 0 up, its factor, and the most it can be."""

__all__ = ["WeightedSum"]

SAFE_BITS = 30
"""No constraint adds up to this many bits or more."""

LARGEST_SUM = 2**60
"""What factors may add up to."""


@dataclass(frozen=True, eq=False)
class WeightedSum:
    """A constant plus a factor for each true literal; factors are whole and not negative."""

    literals: tuple[BoolVarT, ...]
    factors: tuple[int, ...]
    constant: int = 0

    def __post_init__(self) -> None:
        """Refuse sums that could be added wrongly."""
        if self.total > LARGEST_SUM:
            raise TooLargeError("the values are too large to be added exactly: write fewer decimal places")

    @cached_property
    def total(self) -> int:
        """What the factors add up to."""
        return sum(self.factors)

    def of(self, solver: CpSolver) -> int:
        """Return the sum in what a solver has found."""
        true = (
            factor
            for literal, factor in zip(self.literals, self.factors, strict=True)
            if factor and solver.boolean_value(literal)
        )
        return self.constant + sum(true)

    def require_at_least(self, model: CpModel, least: int, only_if: Sequence[BoolVarT] = ()) -> None:
        """Let a model ask that the sum reach a value, at least while all of some literals are true."""
        least -= self.constant
        if least <= 0:
            return
        if least > self.total:
            model.add_bool_or([~literal for literal in only_if])
            return
        divisor, terms = self._terms
        least = -(-least // divisor)
        if self.total // divisor >> SAFE_BITS:
            while sum(factor * most for _, factor, most in terms) >> SAFE_BITS:
                terms, least = _carried(model, terms, least)
            reached = _sum_of(terms)
        else:
            reached = self._short
        if only_if:
            model.add(reached >= least).only_enforce_if(*only_if)
        else:
            model.add(reached >= least)

    @cached_property
    def _terms(self) -> tuple[int, list[Term]]:
        """What all factors can be divided by, and the terms divided by it."""
        divisor = math.gcd(*self.factors)
        pairs = zip(self.literals, self.factors, strict=True)
        return divisor, [(literal, factor // divisor, 1) for literal, factor in pairs if factor]

    @cached_property
    def _short(self) -> LinearExpr:
        """The terms in one expression, where they are small enough for that."""
        return _sum_of(self._terms[1])

    def coarse(self) -> tuple[LinearExpr, int]:
        """Return an expression to maximise and a step: the sum is at most constant + step × expression.

        Rounded up by the step, the factors are small enough to be maximised safely.
        """
        step = 1
        while self.total // step + len(self.factors) >= 1 << SAFE_BITS:
            step *= 2
        rounded = [-(-factor // step) for factor in self.factors]
        return cp_model.LinearExpr.weighted_sum(list(self.literals), rounded), step


def _sum_of(terms: list[Term]) -> LinearExpr:
    return cp_model.LinearExpr.weighted_sum(
        [term for term, _, _ in terms], [factor for _, factor, _ in terms]
    )


def _carried(model: CpModel, terms: list[Term], least: int) -> tuple[list[Term], int]:
    """Return the same condition on higher digits alone, with what is carried over as one more term."""
    digit = 1 << (SAFE_BITS - 2 - sum(most for _, _, most in terms).bit_length())
    low = least % digit
    most_carried = (sum(factor % digit * most for _, factor, most in terms) - low) // digit + 1
    carried = model.new_int_var(0, max(0, most_carried), "")
    below = _sum_of([(term, factor % digit, most) for term, factor, most in terms])
    # What is carried may be one less than nothing; the variable counts from there.
    model.add(digit * carried <= below - low + digit)
    higher = [(term, factor // digit, most) for term, factor, most in terms if factor >= digit]
    return [*higher, (carried, 1, max(0, most_carried))], least // digit + 1
