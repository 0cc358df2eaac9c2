"""Statements in many worlds at once: in which of them they hold, and how far they are from the opposite."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from detente.case.language import Arithmetic, Call, Comparison, Connective, Expression, Number
from detente.claims.evaluate import COMPARISONS, OPERATORS, World, arguments_of, calls, holds
from detente.claims.registry import quantity
from detente.outcomes.published import UndefinedQuantityError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from detente.outcomes.sample import Sample

__all__ = ["find_in_each", "has_slack", "hold_in_each", "slack_in_each"]

Known: TypeAlias = "Mapping[Call, NDArray[np.object_]]"
"""The exact values of quantities: for each an array with one number for each world, or None for no value."""
TRUE, UNKNOWN, FALSE = 1, 0, -1
"""The values of three-valued logic, in whose order ``and`` takes the least and ``or`` the greatest."""
BARELY = 1e-9
"""How far a statement is from failing, or from holding, that would with any less: both sides are equal."""
_INEQUALITIES = {"<", "<=", ">=", ">"}
_MEASURED = {True: _INEQUALITIES | {"!="}, False: _INEQUALITIES | {"="}}
"""Comparisons that hold, or fail, of which it can be measured how far they are from the opposite."""
_NOTHING = Number(Fraction(0))
_MORE_THAN_NOTHING = {True: {">", "!="}, False: {"<=", "="}}
"""Those with 0 on their right of which that is how far the left side is from falling to 0."""
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}
"""Each comparison with its sides in each other's place."""


def find_in_each(
    expression: Expression,
    worlds: Sequence[World],
    samples: Mapping[str | None, Sample],
    variant: str | None = None,
) -> None:
    """Find those quantities of a statement that can be found for many worlds faster than for each.

    ``samples`` are the worlds once more: one for each case and variant, with a certain case for each world.
    What is known in all of them, as other statements ask for it too, is not found again.
    """
    asked = [
        call
        for call in calls(expression)
        if any((call, call.variant(variant)) not in world.values for world in worlds)
    ]
    for call, values in _known(asked, samples, variant).items():
        where = call.variant(variant)
        for world, value in zip(worlds, values.tolist(), strict=True):
            if value is not None:  # a world says itself why there is none
                world.values[call, where] = Fraction(value)


def hold_in_each(
    expression: Expression, samples: Mapping[str | None, Sample], variant: str | None = None
) -> list[bool]:
    """Tell in which of several worlds a statement holds, given a sample for each case and variant."""
    known, count = _known(calls(expression), samples, variant), len(next(iter(samples.values())))
    if _is_all(expression, known):
        held: list[bool] = (_truth(expression, known, count) == TRUE).tolist()
        return held
    worlds = [
        World.of({name: one.one(place) for name, one in samples.items()}, brief=True)
        for place in range(count)
    ]
    find_in_each(expression, worlds, samples, variant)
    return [holds(expression, world, variant) for world in worlds]


def has_slack(expression: Expression, *, held: bool = True) -> bool:
    """Tell whether it can be measured how far a statement is from failing; if not ``held``, from holding.

    It needs sides that differ: an inequality, what is unequal and holds, or what is equal and does not.
    """
    match expression:
        case Connective(operator="and" | "or", parts=parts):
            return any(has_slack(part, held=held) for part in parts)
        case Comparison(operator=sign):
            return sign in _MEASURED[held]
    return False


def slack_in_each(
    expression: Expression,
    samples: Mapping[str | None, Sample],
    variant: str | None = None,
    *,
    held: bool = True,
) -> list[float]:
    """Return in each of several worlds how far a statement is from failing; 0 where it fails.

    Of one that is not ``held`` it is how far it is from holding; 0 where it holds. That of a comparison is
    the difference of its sides; of a quantity that would have to fall to nothing, its room above it, where
    that is told. Infinite where not all quantities can be found for many worlds at once.
    """
    known, count = _known(calls(expression), samples, variant), len(next(iter(samples.values())))
    if not _is_all(expression, known):
        return [math.inf] * count
    slack: list[float] = _Slack(known, samples, variant, held=held).of(expression).tolist()
    return slack


def _known(asked: Iterable[Call], samples: Mapping[str | None, Sample], variant: str | None) -> Known:
    """Return the values of those quantities that can be found for many worlds faster than for each."""
    known = {}
    for call in asked:
        published, sample = quantity(call.name), samples[call.variant(variant)]
        try:
            if published is None:
                continue
            if published.fixed:
                value = published.compute(sample.one(0), *arguments_of(call))
                known[call] = np.full(len(sample), value, dtype=object)
            elif published.over is not None:
                found = published.over(sample, *arguments_of(call))
                if found is not None:
                    known[call] = np.array(found, dtype=object)
        except UndefinedQuantityError:
            continue
    return known


def _is_all(expression: Expression, known: Known) -> bool:
    """Tell whether a statement follows from what is known, and from whole numbers or fractions alone."""
    return bool(known) and len(known) == len(calls(expression)) and not _divides(expression)


def _divides(expression: Expression) -> bool:
    match expression:
        case Connective(parts=parts):
            return any(map(_divides, parts))
        case Comparison(left=left, right=right):
            return _divides(left) or _divides(right)
        case Arithmetic(operator=sign, left=left, right=right):
            return sign == "/" or _divides(left) or _divides(right)
    return False


def _truth(expression: Expression, known: Known, count: int) -> NDArray[np.int8]:
    """Return in each world whether a statement is true, as ``truth`` does for one: (worlds,)."""
    match expression:
        case Connective(operator="not", parts=(part,)):
            return -_truth(part, known, count)
        case Connective(operator=word, parts=parts):
            together = np.minimum if word == "and" else np.maximum
            return reduce(together, (_truth(part, known, count) for part in parts))
        case Comparison(operator=sign, left=left, right=right):
            compared: Any = COMPARISONS[sign]
            valued, (first, second) = _sides(left, right, known, count)
            found = np.full(count, UNKNOWN, dtype=np.int8)
            found[valued] = np.where(np.asarray(compared(first, second), dtype=np.bool_), TRUE, FALSE)
            return found
    raise TypeError(f"not a statement: {expression!r}")


def _sides(
    left: Expression, right: Expression, known: Known, count: int
) -> tuple[NDArray[np.intp], tuple[Any, Any]]:
    """Return in which worlds both sides of a comparison have values, and those values."""
    asked = {*calls(left), *calls(right)}
    lacking = np.logical_or.reduce([known[call] == None for call in asked])  # noqa: E711 - for each world
    valued = np.flatnonzero(np.broadcast_to(~lacking, (count,)))
    of_these = {call: known[call][valued] for call in asked}
    return valued, (_number(left, of_these), _number(right, of_these))


def _number(expression: Expression, known: Known) -> Any:  # noqa: ANN401 - an array, or a number for all
    match expression:
        case Number(value=value):
            return value
        case Call():
            return known[expression]
        case Arithmetic(operator=sign, left=left, right=right):
            joined: Any = OPERATORS[sign]
            return joined(_number(left, known), _number(right, known))
    raise TypeError(f"not a number: {expression!r}")


def _room(call: Call, samples: Mapping[str | None, Sample], variant: str | None) -> list[float] | None:
    published, where = quantity(call.name), call.variant(variant)
    if published is None or published.room is None:
        return None
    return published.room(samples[where], *arguments_of(call))


@dataclass(frozen=True)
class _Slack:
    """How far statements are from failing in several worlds, or those that are not ``held`` from holding."""

    known: Known
    samples: Mapping[str | None, Sample]
    variant: str | None
    held: bool

    @property
    def _count(self) -> int:
        return len(next(iter(self.samples.values())))

    def of(self, expression: Expression) -> NDArray[np.float64]:
        """Return it for one statement, 0 where it is the opposite already: (worlds,)."""
        if isinstance(expression, Connective) and expression.operator != "not":
            # All parts must turn for the whole to turn, or one of them is enough.
            joined = np.minimum if (expression.operator == "and") == self.held else np.maximum
            return reduce(joined, map(self.of, expression.parts))
        margin = np.full(self._count, math.inf)
        if isinstance(expression, Comparison) and expression.operator in _MEASURED[self.held]:
            margin = self._margin(expression)
        holding = _truth(expression, self.known, self._count) == TRUE
        return np.where(holding == self.held, np.maximum(margin, BARELY), 0.0)

    def _margin(self, comparison: Comparison) -> NDArray[np.float64]:
        """Return how far a comparison is from its opposite; infinite where a side has no value."""
        left, sign, right = comparison.left, comparison.operator, comparison.right
        if isinstance(right, Call):
            left, sign, right = right, _TURNED[sign], left
        if isinstance(left, Call) and right == _NOTHING and sign in _MORE_THAN_NOTHING[self.held]:
            room = _room(left, self.samples, self.variant)
            if room is not None:
                return np.array(room)
        valued, (first, second) = _sides(left, right, self.known, self._count)
        margin = np.full(self._count, math.inf)
        margin[valued] = np.abs(np.asarray(first - second, dtype=np.float64))
        return margin
