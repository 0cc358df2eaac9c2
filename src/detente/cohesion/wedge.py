"""A wedge: a package that the other side could sign, which some members accept and others reject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.outcomes.constraints import Constraint, ConstraintKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from detente.cohesion.sides import Member, Sides

__all__ = ["Wedge", "Wedges", "crossed_by"]


@dataclass(frozen=True, eq=False)
class Wedge:
    """One package that splits a bloc, and all others that split it between the same for the same reasons.

    ``crossed`` says for each voice that rejects it which of its red lines, demands and floors it crosses;
    ``gains`` what the package adds to no agreement for each signatory on the other side; ``packages`` how
    many packages there are of this kind, None where they were not counted.
    """

    package: Mapping[str, str]
    accepting: tuple[Member, ...]
    rejecting: tuple[Member, ...]
    crossed: Mapping[str, tuple[Constraint, ...]]
    gains: Mapping[str, Fraction]
    packages: int | None

    @property
    def accepts(self) -> tuple[str, ...]:
        """The members that accept it."""
        return tuple(party for one in self.accepting for party in one.parties)

    @property
    def rejects(self) -> tuple[str, ...]:
        """The members that reject it."""
        return tuple(party for one in self.rejecting for party in one.parties)

    @property
    def lines(self) -> tuple[Constraint, ...]:
        """The red lines that it crosses; the bloc ends the split by agreeing any of them."""
        listed = (one for those in self.crossed.values() for one in those)
        return tuple(dict.fromkeys(one for one in listed if one.kind is ConstraintKind.RED_LINE))

    @property
    def remains(self) -> bool:
        """Whether it still splits the bloc once all red lines of its members are agreed."""
        return not self.lines


@dataclass(frozen=True, eq=False)
class Wedges:
    """The kinds of wedges found, worst first; ``complete`` where there is no other kind.

    ``proved`` tells whether each is sure to be the worst of those that are left.
    """

    listed: tuple[Wedge, ...]
    complete: bool
    proved: bool = True

    def __len__(self) -> int:
        """Return the number of kinds of wedges."""
        return len(self.listed)


def crossed_by(
    sides: Sides, rejecting: Sequence[Member], unmet: Mapping[Constraint, bool]
) -> dict[str, tuple[Constraint, ...]]:
    """Return for each voice that rejects a package what it crosses, floors last."""
    order = [ConstraintKind.RED_LINE, ConstraintKind.DEMAND, ConstraintKind.FLOOR]
    issues = list(sides.case.issues)

    def place(one: Constraint) -> tuple[int, int, str]:
        about = one.requires.issues if one.requires is not None else frozenset()
        return order.index(one.kind), min(map(issues.index, about), default=len(issues)), one.id

    return {
        member.key: tuple(sorted((one for one in member.asks if unmet[one]), key=place))
        for member in rejecting
    }
