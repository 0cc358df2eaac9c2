"""Statements as an analyst writes them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from detente.case.language import Arithmetic, Call, Comparison, Connective, Expression, Number

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["comparisons", "written"]


def comparisons(expression: Expression) -> Iterator[Comparison]:
    """Yield the comparisons of which a statement is made, in their order."""
    match expression:
        case Comparison():
            yield expression
        case Connective(parts=parts):
            for part in parts:
                yield from comparisons(part)


def written(expression: Expression) -> str:
    """Return a statement, or a number in it, as an analyst writes it.

    >>> from detente.case.language import parse_expression
    >>> written(parse_expression("2*signable(veto is full)>=1  and harm(veto is full)<3/4"))
    '2 * signable(veto is full) >= 1 and harm(veto is full) < 3 / 4'
    """
    match expression:
        case Number(value=value):
            return f"{Decimal(value.numerator) / Decimal(value.denominator):f}"
        case Call(name=name, arguments=arguments, options=options):
            given = [*map(str, arguments), *(f"{key}={value}" for key, value in options)]
            return f"{name}({', '.join(given)})"
        case (
            Arithmetic(operator=sign, left=left, right=right)
            | Comparison(operator=sign, left=left, right=right)
        ):
            return f"{_inner(left, sign)} {sign} {_inner(right, sign, right=True)}"
        case Connective(operator="not", parts=(part,)):
            return f"not {_bracketed(part) if isinstance(part, Connective) else written(part)}"
        case Connective(operator=word, parts=parts):
            return f" {word} ".join(
                _bracketed(part)
                if isinstance(part, Connective) and part.operator not in {word, "not"}
                else written(part)
                for part in parts
            )
    raise TypeError(f"not an expression: {expression!r}")


_BINDING = {"+": 1, "-": 1, "*": 2, "/": 2}


def _inner(part: Expression, sign: str, *, right: bool = False) -> str:
    if isinstance(part, Arithmetic) and sign in _BINDING:
        weaker = _BINDING[part.operator] < _BINDING[sign]
        if weaker or (right and _BINDING[part.operator] == _BINDING[sign]):
            return _bracketed(part)
    return written(part)


def _bracketed(part: Expression) -> str:
    return f"({written(part)})"
