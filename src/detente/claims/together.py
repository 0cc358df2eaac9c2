"""Statements in many worlds at once: in which of them they hold, and how far they are from failing."""

from __future__ import annotations

import math
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
"""How far a statement is from failing that holds where both sides are equal: it would fail with any less."""
_INEQUALITIES = {"<", "<=", ">=", ">"}


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


def has_slack(expression: Expression) -> bool:
    """Tell whether it can be measured how far a statement is from failing: it needs an inequality."""
    match expression:
        case Connective(operator="and", parts=parts):
            return any(map(has_slack, parts))
        case Comparison(operator=sign):
            return sign in _INEQUALITIES
    return False


def slack_in_each(
    expression: Expression, samples: Mapping[str | None, Sample], variant: str | None = None
) -> list[float]:
    """Return in each of several worlds how far a statement is from failing; 0 where it fails.

    That of an inequality is the difference of its sides; of one that asks for more than nothing, the room
    above it, where the quantity tells that. Infinite where not all quantities can be found for many worlds
    at once.
    """
    known, count = _known(calls(expression), samples, variant), len(next(iter(samples.values())))
    if not _is_all(expression, known):
        return [math.inf] * count
    rooms = {call: np.array(room) for call in known if (room := _room(call, samples, variant)) is not None}
    slack: list[float] = _slack(expression, known, rooms, count).tolist()
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


def _slack(
    expression: Expression, known: Known, rooms: Mapping[Call, NDArray[np.float64]], count: int
) -> NDArray[np.float64]:
    match expression:
        case Connective(operator="and", parts=parts):
            return reduce(np.minimum, (_slack(part, known, rooms, count) for part in parts))
        case (
            Comparison(operator=">", left=Call() as call, right=Number(value=0))
            | Comparison(operator="<", left=Number(value=0), right=Call() as call)
        ) if call in rooms:
            margin = rooms[call]
        case Comparison(operator=sign, left=left, right=right) if sign in _INEQUALITIES:
            valued, (first, second) = _sides(left, right, known, count)
            margin = np.zeros(count)
            margin[valued] = np.abs(np.asarray(first - second, dtype=np.float64))
        case _:
            margin = np.array(math.inf)
    return np.where(_truth(expression, known, count) == TRUE, np.maximum(margin, BARELY), 0.0)
