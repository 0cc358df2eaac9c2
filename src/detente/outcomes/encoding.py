"""From a negotiation to integers: points on a common denominator, one column for each value that counts."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from detente.case.formula import TRUE, Formula
from detente.case.problems import TooLargeError
from detente.outcomes.domain import NO_FLOOR, Domain, Interaction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.outcomes.constraints import Constraint
    from detente.outcomes.negotiation import Negotiation
    from detente.outcomes.values import Valuation

__all__ = ["encoded", "restricted"]

LARGEST_SUM = 2**62
"""No value may reach this many integer steps, so that no sum overflows."""


@dataclass(frozen=True)
class _Column:
    """One valuation in integers: points per issue on the table, interactions, and the unit of a step.

    ``constant`` is what the issues off the table are worth, where there are none on it.
    """

    points: tuple[tuple[int, ...], ...]
    interactions: Mapping[Formula, int]
    unit: Fraction
    constant: int = 0


def encoded(negotiation: Negotiation, valuations: Mapping[str, Valuation], objectives: int) -> Domain:
    """Return the domain of a negotiation without red lines, demands and floors.

    What the issues off the table are worth is added to the first issue on it, so that values are those of
    whole packages.

    Raises ``ValueError`` where values are too fine and too large to be summed exactly.
    """
    case = negotiation.case
    options = tuple(tuple(case.issues[issue].options) for issue in negotiation.issues)
    columns = [_column(negotiation, key, valuation, options) for key, valuation in valuations.items()]
    formulas = tuple(dict.fromkeys(formula for column in columns for formula in column.interactions))
    points = tuple(
        np.array([column.points[index] for column in columns], dtype=np.int64).T.reshape(
            len(offered), len(columns)
        )
        for index, offered in enumerate(options)
    )
    interactions = tuple(
        Interaction(
            formula, np.array([column.interactions.get(formula, 0) for column in columns], dtype=np.int64)
        )
        for formula in formulas
    )
    if not options:
        # Nothing is on the table: the one package that there is has its value all the same.
        constants = np.array([column.constant for column in columns], dtype=np.int64)
        interactions = (Interaction(TRUE, constants),)
    return Domain(
        issues=negotiation.issues,
        options=options,
        columns=tuple(valuations),
        objectives=objectives,
        points=points,
        floors=np.full(len(columns), NO_FLOOR, dtype=np.int64),
        interactions=interactions,
        requirements=negotiation.rules,
        units=tuple(column.unit for column in columns),
        today=tuple(
            offered.index(negotiation.today[issue])
            for issue, offered in zip(negotiation.issues, options, strict=True)
        ),
    )


def restricted(domain: Domain, constraints: Sequence[Constraint]) -> Domain:
    """Return the domain with constraints made requirements and floors."""
    floors = domain.floors.copy()
    requirements = list(domain.requirements)
    for constraint in constraints:
        if constraint.column is not None and constraint.floor is not None:
            floors[constraint.column] = max(int(floors[constraint.column]), constraint.floor)
        elif constraint.requires is not None:
            requirements.append(constraint.requires)
    return replace(domain, floors=floors, requirements=tuple(dict.fromkeys(requirements)))


def _column(
    negotiation: Negotiation, key: str, valuation: Valuation, options: tuple[tuple[str, ...], ...]
) -> _Column:
    nothing = dict.fromkeys
    points = [
        [valuation.points.get(issue, nothing(offered, Fraction(0)))[option] for option in offered]
        for issue, offered in zip(negotiation.issues, options, strict=True)
    ]
    settled: dict[Formula, Fraction] = {}
    for when, worth in valuation.interactions:
        remaining = negotiation.settled(when)
        settled[remaining] = settled.get(remaining, Fraction(0)) + worth
    constant = settled.pop(TRUE, Fraction(0)) + sum(
        (
            valuation.points[issue][option]
            for issue, option in negotiation.fixed.items()
            if issue in valuation.points
        ),
        Fraction(0),
    )
    if points:
        points[0] = [point + constant for point in points[0]]
        constant = Fraction(0)
    formulas = [formula for formula, worth in settled.items() if worth and formula.issues]
    steps, unit = _in_steps(
        [*itertools.chain(*points), *(settled[formula] for formula in formulas), constant]
    )
    following = iter(steps)
    column = _Column(
        tuple(tuple(itertools.islice(following, len(offered))) for offered in options),
        {formula: next(following) for formula in formulas},
        unit,
        next(following),
    )
    largest = sum(max(map(abs, offered)) for offered in column.points)
    if largest + sum(map(abs, column.interactions.values())) + abs(column.constant) >= LARGEST_SUM:
        raise TooLargeError(
            f"the values of {key!r} are too fine to be summed exactly: write fewer decimal places"
        )
    return column


def _in_steps(numbers: Sequence[Fraction]) -> tuple[list[int], Fraction]:
    """Return numbers as multiples of their greatest common step, and that step."""
    denominator = math.lcm(*(number.denominator for number in numbers))
    whole = [number.numerator * (denominator // number.denominator) for number in numbers]
    divisor = math.gcd(*whole) or 1
    return [number // divisor for number in whole], Fraction(divisor, denominator)
