"""What it changes that a bloc agrees red lines: wedges before, as things are, and after.

Once a bloc has agreed a red line, every member rejects what crosses it and the bloc does not table it. So the
packages that cross it split nobody, and no package splits the bloc that did not before: wedges can only
become fewer, as long as the table and the other side stay the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from detente.case.formula import negation
from detente.cohesion.region import EVERYTHING, NOTHING, Region
from detente.outcomes.counting.counting import Count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from detente.case.formula import Formula
    from detente.cohesion.sizes import Sizes
    from detente.outcomes.constraints import Constraint

__all__ = ["Agreement", "agreement", "splitting"]


@dataclass(frozen=True)
class Agreement:
    """Numbers of wedges.

    ``before``: if the bloc had agreed no red line; ``now``: as the case has it; ``after``: if it agreed all
    red lines of its members, those included that bind one through another bloc. ``ended``: for each red line
    that it has not agreed, how many wedges would go if it agreed that one. ``proposals``: how many packages
    the other side could sign.
    """

    before: Count
    now: Count
    after: Count
    ended: Mapping[Constraint, Count]
    proposals: Count


def agreement(sizes: Sizes) -> Agreement:
    """Return what agreeing red lines changes."""
    sides = sizes.sides
    now = [one.asks for one in sides.members]
    every = frozenset(sides.lines)
    return Agreement(
        splitting(sizes, (one.before for one in sides.members)),
        splitting(sizes, now),
        splitting(sizes, (one | every for one in now)),
        {line: _ended(sizes, now, line) for line in sides.lines},
        sizes.of(sides.other_side),
    )


def splitting(
    sizes: Sizes,
    asked: Iterable[frozenset[Constraint]],
    formula: Formula | None = None,
    other_side: Region | None = None,
) -> Count:
    """Return how many packages split a bloc of whose voices each asks for something.

    They are those that the other side could sign and that some voice accepts, but not every voice. A formula
    may restrict them.
    """
    if not sizes.sides.inside.issues:
        return Count(0)
    voices = [Region((one,)) for one in asked]
    proposed = sizes.sides.other_side if other_side is None else other_side
    some, every = reduce(or_, voices, NOTHING), reduce(and_, voices, EVERYTHING)
    where = () if formula is None else (formula,)
    return sizes.between(proposed & every & some, proposed & some, *where)


def _ended(sizes: Sizes, now: list[frozenset[Constraint]], line: Constraint) -> Count:
    """Return how many wedges cross a red line: those whose split agreeing it ends."""
    assert line.requires is not None, "a red line is a formula"
    return splitting(sizes, now, negation(line.requires))
