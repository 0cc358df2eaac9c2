"""Pivotal members: whose refusal alone, or which line alone, keeps a bloc from signing what else it could.

Counted are packages that the other side could sign. Members that want the same refuse together; where such a
voice is of several members, no single one of them is pivotal unless the bloc can do without the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.cohesion.region import region

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.cohesion.sizes import Sizes
    from detente.outcomes.constraints import Constraint
    from detente.outcomes.counting.counting import Count

__all__ = ["Pivotal", "pivotal"]


@dataclass(frozen=True)
class Pivotal:
    """Packages that the other side could sign, and the bloc too, but for one thing.

    ``voices``: but for what one voice asks for itself; ``constraints``: but for one red line, demand or
    floor, of whoever holds it, those that cost nothing left out.
    """

    voices: Mapping[str, Count]
    constraints: Mapping[Constraint, Count]


def pivotal(sizes: Sizes) -> Pivotal:
    """Return what is lost through each voice, and through each constraint, alone."""
    sides = sizes.sides
    signed = sides.mandate & sides.other_side
    asked = sorted(sides.mandate.constraints, key=lambda one: (one.id, one.path))
    lost = {
        one: sizes.between(signed, region(sides.mandate.without([one]).alternatives) & sides.other_side)
        for one in asked
    }
    voices = {
        one.key: sizes.between(signed, sides.mandate_with(one.key) & sides.other_side)
        for one in sides.members
    }
    ranked = sorted(lost.items(), key=lambda item: -item[1].value)
    return Pivotal(voices, {one: count for one, count in ranked if count.value})
