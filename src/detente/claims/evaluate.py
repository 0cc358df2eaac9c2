"""Whether a claim's expression holds, and the quantities it rests on."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.case.language import Arithmetic, Call, Comparison, Connective, Expression, Number, walk
from detente.case.naming import spaced
from detente.case.problems import TooLargeError
from detente.claims.registry import quantity
from detente.outcomes.published import UndefinedQuantityError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from detente.case.formula import Formula
    from detente.case.uncertainty import CertainCase
    from detente.outcomes.published import Grounds

__all__ = [
    "COMPARISONS",
    "OPERATORS",
    "World",
    "arguments_of",
    "calls",
    "gaps",
    "holds",
    "number",
    "truth",
]

OPERATORS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
COMPARISONS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
_SAID = {
    sign: (
        compared(Fraction(0), Fraction(1)),
        compared(Fraction(0), Fraction(0)),
        compared(Fraction(1), Fraction(0)),
    )
    for sign, compared in COMPARISONS.items()
}
"""What each comparison says where its left side is less, the same, and more."""


@dataclass(frozen=True)
class World:
    """One certain case for the case itself (under None) and one for each variant that claims name.

    ``values`` keeps what has been computed, so that claims about the same quantity share the work. In one
    that is ``brief`` no value is computed where less settles a comparison.
    """

    certain: Mapping[str | None, CertainCase]
    values: dict[tuple[Call, str | None], Fraction | UndefinedQuantityError | TooLargeError]
    brief: bool = False

    @classmethod
    def of(cls, certain: Mapping[str | None, CertainCase], *, brief: bool = False) -> World:
        """Return a world in which nothing has been computed yet."""
        return cls(certain, {}, brief)

    def value(self, call: Call, variant: str | None) -> Fraction:
        """Return the value of a quantity, in the variant it names or else in the one given.

        Raises ``UndefinedQuantityError`` where it has none, and ``TooLargeError`` where it takes too much to
        find it, each with the reason.
        """
        where = call.variant(variant)
        key = (call, where)
        if key not in self.values:
            published = quantity(call.name)
            if published is None:
                raise KeyError(call.name)
            try:
                self.values[key] = Fraction(published.compute(self.certain[where], *arguments_of(call)))
            except (UndefinedQuantityError, TooLargeError) as without:
                self.values[key] = without
        value = self.values[key]
        if isinstance(value, ValueError):
            raise value
        return value

    def exceeds(self, call: Call, variant: str | None, lesser: Expression) -> bool:
        """Tell whether a quantity is greater than some number for certain, without knowing its value."""
        where = call.variant(variant)
        published = quantity(call.name)
        if published is None or published.exceeds is None or (call, where) in self.values:
            return False
        return published.exceeds(self.certain[where], *arguments_of(call), number(lesser, self, variant))

    def grounds(self, call: Call, variant: str | None) -> Grounds | None:
        """Return that from which the value of a quantity follows, where it tells something."""
        where = call.variant(variant)
        published = quantity(call.name)
        if published is None or published.grounds is None:
            return None
        return published.grounds(self.certain[where], *arguments_of(call))

    def witness(self, call: Call, variant: str | None) -> str:
        """Return the sentence in which an analysis shows the value of a quantity."""
        where = call.variant(variant)
        published = quantity(call.name)
        return published.witness(self.certain[where], *arguments_of(call)) if published else ""

    def shown(self, call: Call, variant: str | None) -> str:
        """Return the witness, or why there is none, with the variant in which it was taken."""
        where = call.variant(variant)
        try:
            sentence = self.witness(call, variant)
        except UndefinedQuantityError as undefined:
            sentence = str(undefined)
        return f"in the variant “{spaced(where)}”, {sentence}" if where else sentence


def holds(expression: Expression, world: World, variant: str | None = None) -> bool:
    """Tell whether a statement holds; one that turns on a quantity without a value does not.

    ``variant`` is where quantities are taken that name no variant themselves.
    """
    return truth(expression, world, variant) is True


def truth(expression: Expression, world: World, variant: str | None = None) -> bool | None:
    """Return whether a statement is true, or None where that turns on a quantity without a value.

    Connectives are those of three-valued logic: ``and`` is false when any part is, whatever the others are.

    Source: S. C. Kleene, "Introduction to Metamathematics" (1952), section 64.
    """
    match expression:
        case Connective(operator="not", parts=(part,)):
            opposite = truth(part, world, variant)
            return None if opposite is None else not opposite
        case Connective(operator=word, parts=parts):
            settles = word == "or"
            found = set()
            for part in parts:
                found.add(truth(part, world, variant))
                if settles in found:
                    return settles
            return None if None in found else not settles
        case Comparison(operator=sign, left=left, right=right):
            try:
                settled = _settled(sign, left, right, world, variant) if world.brief else None
                if settled is not None:
                    return settled
                return COMPARISONS[sign](number(left, world, variant), number(right, world, variant))
            except UndefinedQuantityError:
                return None
    raise TypeError(f"not a statement: {expression!r}")


def _settled(
    sign: str, left: Expression, right: Expression, world: World, variant: str | None
) -> bool | None:
    """Return whether a comparison is true where that is known without both values, None where it is not."""
    less, same, more = _SAID[sign]
    if isinstance(left, Call) and isinstance(right, Call):
        grounds = world.grounds(left, variant), world.grounds(right, variant)
        if grounds[0] is not None and grounds[1] is not None:
            if same == more and grounds[0].at_least_as(grounds[1]):
                return same
            if same == less and grounds[1].at_least_as(grounds[0]):
                return same
    # First what makes it true: that is where one would look for a great difference.
    for lesser, greater, said in ((left, right, less), (right, left, more))[:: -1 if more else 1]:
        if isinstance(greater, Call) and world.exceeds(greater, variant, lesser):
            return said
    return None


def gaps(expression: Expression, world: World, variant: str | None = None) -> tuple[str, ...]:
    """Return why comparisons in a statement have no truth value, each reason once."""
    found: dict[str, None] = {}
    match expression:
        case Connective(parts=parts):
            for part in parts:
                found |= dict.fromkeys(gaps(part, world, variant))
        case Comparison(left=left, right=right):
            for side in (left, right):
                try:
                    number(side, world, variant)
                except UndefinedQuantityError as undefined:
                    found[str(undefined)] = None
    return tuple(found)


def number(expression: Expression, world: World, variant: str | None = None) -> Fraction:
    """Return the value of what is no statement: a quantity, a number, or several joined by arithmetic.

    Raises ``UndefinedQuantityError`` where it turns on a quantity without a value.
    """
    match expression:
        case Number(value=value):
            return value
        case Call():
            return world.value(expression, variant)
        case Arithmetic(operator=sign, left=left, right=right):
            numbers = number(left, world, variant), number(right, world, variant)
            if sign == "/" and not numbers[1]:
                raise UndefinedQuantityError("nothing can be divided by zero")
            return OPERATORS[sign](*numbers)
    raise TypeError(f"not a number: {expression!r}")


def calls(expression: Expression) -> tuple[Call, ...]:
    """Return the quantities that an expression uses, each once."""
    found: dict[Call, None] = {}
    walk(expression, found.setdefault)
    return tuple(found)


def arguments_of(call: Call) -> tuple[Formula | str | None, ...]:
    """Return the arguments of a call in the order of the quantity's parameters, None for those left out.

    An argument may be named after its parameter, as in ``needs_consent(russia, of=nato)``.
    """
    published = quantity(call.name)
    if published is None:
        return call.arguments
    named = dict(call.options)
    unnamed = iter(call.arguments)
    return tuple(
        named[one.name] if one.name in named else next(unnamed, None) for one in published.parameters
    )
