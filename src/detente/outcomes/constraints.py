"""Constraints on what can be signed, each with its holder and its place in the case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.case.formula import Formula

__all__ = ["Constraint", "ConstraintKind"]


class ConstraintKind(Enum):
    """What sort of thing stands in the way."""

    RULE = "rule"
    RED_LINE = "red line"
    DEMAND = "demand"
    FLOOR = "floor"

    def __str__(self) -> str:
        """Return the words for it."""
        return self.value


@dataclass(frozen=True)
class Constraint:
    """One thing that must hold for a signature.

    A rule, a red line or a demand ``requires`` a formula to hold; a floor wants the value in a ``column`` of
    the domain to reach ``floor``, in integer steps. ``cost`` is what dropping it would cost its holder, as
    declared; ``path`` is where it stands in the case.
    """

    id: str
    kind: ConstraintKind
    holder: str
    requires: Formula | None = None
    column: int | None = None
    floor: int | None = None
    cost: Fraction = Fraction(1)
    path: str = ""
