"""Why no package splits a bloc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import within
from detente.cohesion.region import Region
from detente.cohesion.said import packages, side_says
from detente.outcomes.constraints import Constraint
from detente.outcomes.constraints_said import constraint_says
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from detente.cohesion.sizes import Sizes

__all__ = ["why_none"]


def why_none(sizes: Sizes) -> str:
    """Say why nothing that the other side could sign splits a bloc, as the end of a sentence.

    It is for a bloc that nothing splits; where numbers are estimates it may be that hardly anything does.
    """
    sides = sizes.sides
    if not sides.inside.issues:
        return "nothing is on the table"
    if sides.size == 1:
        return f"{within(name_of(sides.case, sides.bloc))} is alone"
    return "all its members want the same" if len(sides.members) == 1 else _why_alike(sizes)


def _why_alike(sizes: Sizes) -> str:
    """Say why members that do not want the same answer alike to all that the other side could sign."""
    sides, case = sizes.sides, sizes.sides.case
    others = side_says(case, sides.others)
    proposals = sizes.of(sides.other_side)
    if not proposals.value:
        return f"there is no package that {others} could sign" if sides.others else "no package can exist"
    one = proposals.exact and proposals.value == 1
    every = "the one package" if one else f"each of the {packages(proposals)}"
    each = f"{every} that {f'{others} could sign' if sides.others else 'can exist'}"
    if sizes.of(sides.other_side & sides.all_accept).value == proposals.value:
        return f"every member would sign {each}"
    if sizes.of(sides.other_side & sides.some_accept).value:
        return f"{each} is accepted by all members or rejected by all"
    shared = frozenset[Constraint].intersection(*(one.asks for one in sides.members))
    for asked in sorted(shared, key=lambda one: one.id):
        if not sizes.of(sides.other_side & Region((frozenset({asked}),))).value:
            return f"all members reject {each} ({within(constraint_says(case, asked))})"
    return f"all members reject {each}"
