"""Statements about the quantities that analyses publish: what a claim says once parsed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from detente.case.formula import Formula

__all__ = ["Arithmetic", "Call", "Comparison", "Connective", "Expression", "Number", "walk"]


@dataclass(frozen=True)
class Number:
    """A number as written."""

    value: Fraction


@dataclass(frozen=True)
class Call:
    """A published quantity with its arguments: formulas or names, and named options such as ``variant``.

    ``places`` says where in the text the name, each argument and each option begins; calls that say the same
    are equal wherever they stand.
    """

    name: str
    arguments: tuple[Formula | str, ...]
    options: tuple[tuple[str, str], ...]
    places: tuple[int, ...] = field(default=(), compare=False, repr=False)

    def variant(self, otherwise: str | None) -> str | None:
        """Return the variant in which the quantity is taken: the one that it names, or else another."""
        return dict(self.options).get("variant", otherwise)


@dataclass(frozen=True)
class Arithmetic:
    """Two numbers joined by ``+``, ``-``, ``*`` or ``/``."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Comparison:
    """Two numbers compared by ``<``, ``<=``, ``=``, ``!=``, ``>=`` or ``>``."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Connective:
    """Statements joined by ``and``, ``or`` or ``not``."""

    operator: str
    parts: tuple[Expression, ...]


Expression = Number | Call | Arithmetic | Comparison | Connective


def walk(expression: Expression, visit: Callable[[Call], object]) -> None:
    """Call ``visit`` for every quantity that an expression uses."""
    match expression:
        case Call():
            visit(expression)
        case Arithmetic(left=left, right=right) | Comparison(left=left, right=right):
            walk(left, visit)
            walk(right, visit)
        case Connective(parts=parts):
            for part in parts:
                walk(part, visit)
        case Number():
            return
