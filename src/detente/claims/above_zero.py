"""Which quantities must be above zero for a statement to hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.language import Call, Comparison, Connective, Expression, Number
from detente.claims.registry import quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["above_zero"]


def above_zero(expression: Expression, *, than_numbers: bool = True) -> Iterator[Call]:
    """Yield quantities that are above zero wherever a statement holds, as far as can be read from it.

    Each of them must exceed something that is never below zero: another quantity or, with ``than_numbers``,
    a number.
    """
    match expression:
        case Connective(operator="and", parts=parts):
            for part in parts:
                yield from above_zero(part, than_numbers=than_numbers)
        case (
            Comparison(operator="<" | "<=" as sign, left=lesser, right=Call() as greater)
            | Comparison(operator=">" | ">=" as sign, left=Call() as greater, right=lesser)
        ) if _exceeds_zero(lesser, strictly="=" not in sign) and (than_numbers or isinstance(lesser, Call)):
            yield greater


def _exceeds_zero(lesser: Expression, *, strictly: bool) -> bool:
    """Tell whether whatever is greater than this is above zero; where not ``strictly``, or the same."""
    if isinstance(lesser, Number):
        return lesser.value > 0 or (strictly and lesser.value == 0)
    published = quantity(lesser.name) if isinstance(lesser, Call) else None
    return strictly and published is not None and published.assures is not None
