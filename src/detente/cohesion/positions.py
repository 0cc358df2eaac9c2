"""Where members stand, and how far apart.

The position of a member is what each option would bring it against today, as a share of all that is at stake
for it: of the sum over issues of its best less its worst. So neither the scale of its points nor what today
is worth to it matters. Interactions belong to no single issue and are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from detente.outcomes.values import valuation_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.cohesion.sides import Member, Sides

__all__ = ["Positions", "positions"]

Gains = tuple[tuple[Fraction, ...], ...]
"""For each issue what each option brings against today."""


@dataclass(frozen=True, eq=False)
class Positions:
    """The distinct positions of members over some issues.

    ``groups``: the members at each position, the largest group first; ``places``: for each group what each
    option of each issue brings against today, as a share of all that is at stake.
    """

    groups: tuple[tuple[Member, ...], ...]
    places: tuple[Gains, ...]

    @property
    def shares(self) -> tuple[Fraction, ...]:
        """The share of the members at each position."""
        sizes = [sum(len(one.parties) for one in group) for group in self.groups]
        return tuple(Fraction(size, sum(sizes)) for size in sizes)

    @cached_property
    def distances(self) -> tuple[tuple[Fraction, ...], ...]:
        """How far apart positions are, from 0, the same, to 1, wholly opposed.

        On each issue what counts is the option on which two differ most; half of the sum over issues.
        """
        return tuple(tuple(_apart(mine, theirs) for theirs in self.places) for mine in self.places)


def positions(sides: Sides, issues: Sequence[str]) -> Positions:
    """Return the positions of members over some issues on the table."""
    groups: dict[Gains, list[Member]] = {}
    for member in sides.members:
        groups.setdefault(_place(sides, member, issues), []).append(member)
    ranked = sorted(groups.items(), key=lambda item: (-_count(item[1]), min(_names(item[1]))))
    return Positions(tuple(tuple(group) for _, group in ranked), tuple(place for place, _ in ranked))


def _count(group: Sequence[Member]) -> int:
    return sum(len(one.parties) for one in group)


def _names(group: Sequence[Member]) -> list[str]:
    return [party for one in group for party in one.parties]


def _place(sides: Sides, member: Member, issues: Sequence[str]) -> Gains:
    points: Mapping[str, Mapping[str, Fraction]] = valuation_of(sides.inside.certain, member.voice).points
    nothing, found = Fraction(0), []
    at_stake = nothing
    for issue in issues:
        options = sides.case.issues[issue].options
        worth = [points[issue][option] if issue in points else nothing for option in options]
        today = worth[list(options).index(sides.inside.today[issue])]
        at_stake += max(worth) - min(worth)
        found.append(tuple(one - today for one in worth))
    return tuple(tuple(one / at_stake if at_stake else nothing for one in gains) for gains in found)


def _apart(mine: Gains, theirs: Gains) -> Fraction:
    most = (
        max(abs(one - other) for one, other in zip(ours, others, strict=True))
        for ours, others in zip(mine, theirs, strict=True)
    )
    return sum(most, Fraction(0)) / 2
