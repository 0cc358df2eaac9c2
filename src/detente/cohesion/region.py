"""Sets of packages, each written as what must hold in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.outcomes.constraints import Constraint, ConstraintKind

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["EVERYTHING", "NOTHING", "Region", "region"]


@dataclass(frozen=True)
class Region:
    """The packages in which all constraints of at least one alternative hold.

    With one alternative that asks for nothing it holds every package, with none it holds no package.
    """

    alternatives: tuple[frozenset[Constraint], ...]

    def __and__(self, other: Region) -> Region:
        """Return the packages that are in both."""
        return region(mine | theirs for mine in self.alternatives for theirs in other.alternatives)

    def __or__(self, other: Region) -> Region:
        """Return the packages that are in either."""
        return region((*self.alternatives, *other.alternatives))

    def without(self, dropped: Iterable[Constraint]) -> Region:
        """Return the packages that are left when some constraints are not asked for."""
        gone = frozenset(dropped)
        return region(one - gone for one in self.alternatives)

    def without_demands(self) -> Region:
        """Return the packages that are left when no demand is held."""
        return self.without(one for one in self.constraints if one.kind is ConstraintKind.DEMAND)

    @property
    def constraints(self) -> frozenset[Constraint]:
        """Everything that some alternative asks for."""
        return frozenset[Constraint]().union(*self.alternatives)

    @property
    def common(self) -> frozenset[Constraint]:
        """What every alternative asks for."""
        first, *rest = self.alternatives or (frozenset[Constraint](),)
        return first.intersection(*rest)


def region(alternatives: Iterable[frozenset[Constraint]]) -> Region:
    """Return the packages of some alternatives, those left out that ask for more than another does."""
    listed = tuple(dict.fromkeys(alternatives))
    if len(listed) == 1:
        return Region(listed)
    return Region(tuple(one for one in listed if not any(other < one for other in listed)))


EVERYTHING = Region((frozenset(),))
"""Every package."""
NOTHING = Region(())
"""No package."""
