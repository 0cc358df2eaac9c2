"""What packages are worth to both sides of a bloc's negotiation, in integers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from detente.outcomes.encoding import encoded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.cohesion.sides import Sides
    from detente.outcomes.constraints import Constraint
    from detente.outcomes.domain import Domain
    from detente.outcomes.values import Valuation

__all__ = ["Valued"]


@dataclass(frozen=True, eq=False)
class Valued:
    """The packages on the table with what they are worth to whoever has a floor, and to the other side.

    The columns of ``domain`` are the floors by their ids, then the other signatories.
    """

    sides: Sides

    @cached_property
    def _columns(self) -> Mapping[str, Valuation]:
        floors = {f"floor of {one.id}": valuation for one, valuation in self.sides.floors.items()}
        gains = {f"value to {key}": value for key, value in self.sides.outside.valuations.items()}
        return {**floors, **gains}

    @cached_property
    def domain(self) -> Domain:
        """The packages that the rules let exist, with their values; it has no floors."""
        return encoded(self.sides.inside, self._columns, 0)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {column: place for place, column in enumerate(self.domain.columns)}

    def column_of(self, floor: Constraint) -> int:
        """Return the column of the values on which a floor is a limit."""
        return self._places[f"floor of {floor.id}"]

    def column_to(self, signatory: str) -> int:
        """Return the column of the values to somebody on the other side."""
        return self._places[f"value to {signatory}"]

    @cached_property
    def floors(self) -> Mapping[Constraint, int]:
        """The least value in integer steps that each floor asks for."""
        now = self.sides.inside.today
        return {
            one: math.ceil(valuation.floor(now) / self.domain.units[self.column_of(one)])
            for one, valuation in self.sides.floors.items()
        }
