"""How many packages a set holds: exactly while they can be written out or counted, else estimated."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from detente.case.formula import TRUE, Formula
from detente.cohesion.judged import Judged
from detente.cohesion.valued import Valued
from detente.outcomes.constraints import ConstraintKind
from detente.outcomes.counting.counting import Count, count
from detente.outcomes.counting.estimate import DRAWS, drawn_packages, scaled
from detente.outcomes.elimination.elimination import TooManyStatesError, eliminate
from detente.outcomes.listing import listing

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from detente.cohesion.region import Region
    from detente.cohesion.sides import Sides
    from detente.outcomes.constraints import Constraint
    from detente.outcomes.domain import Domain

__all__ = ["MOST_COUNTS", "Sizes"]

MOST_COUNTS = 63
"""Counts for one number of packages that are too many to write out, past which it is estimated."""


@dataclass(frozen=True, eq=False)
class Sizes:
    """The packages on the table of a bloc's negotiation, and how many are in any set of them.

    They are written out where they are at most two million; past that sets are counted by inclusion and
    exclusion of what can be counted without writing it out; past that estimated from packages drawn evenly.
    """

    sides: Sides
    seed: int = 0
    _known: dict[tuple[frozenset[Constraint], Formula], Count] = field(default_factory=dict)

    @cached_property
    def valued(self) -> Valued:
        """What packages are worth."""
        return Valued(self.sides)

    @property
    def domain(self) -> Domain:
        """The packages that the rules let exist."""
        return self.valued.domain

    @cached_property
    def written_out(self) -> Judged | None:
        """The packages that can exist, one by one, or None where there are too many to write out."""
        domain = self.domain
        packages = listing(domain.unvalued(domain.issues, domain.options, domain.requirements))
        return None if packages is None else Judged(self.valued, packages.packages)

    @cached_property
    def _drawn(self) -> tuple[Judged, NDArray[np.bool_], int]:
        """Packages drawn evenly, which of them can exist, and from how many they were drawn."""
        bare = self.domain.unvalued(self.domain.issues, self.domain.options, self.domain.requirements)
        try:
            elimination = eliminate(bare)
        except TooManyStatesError:
            elimination = None
        packages, population = drawn_packages(bare, elimination, self.seed)
        judged = Judged(self.valued, packages)
        exists = np.ones(len(packages), dtype=np.bool_)
        for rule in bare.requirements:
            exists &= judged.where(rule)
        return judged, exists, population

    def of(self, region: Region, formula: Formula = TRUE) -> Count:
        """Return how many packages that can exist are in a region, of those in which a formula holds."""
        return self._size(
            lambda judged: judged.within(region),
            lambda: self._counted(region, formula),
            formula,
        )

    def between(self, inner: Region, outer: Region, formula: Formula = TRUE) -> Count:
        """Return how many packages are in a region, but not in one that lies within it."""

        def counted() -> int | None:
            most, least = self._counted(outer, formula), self._counted(inner, formula)
            return None if most is None or least is None else most - least

        return self._size(lambda judged: judged.within(outer) & ~judged.within(inner), counted, formula)

    def _size(
        self,
        where: Callable[[Judged], NDArray[np.bool_]],
        counted: Callable[[], int | None],
        formula: Formula,
    ) -> Count:
        settled = self.sides.inside.settled(formula)
        written = self.written_out
        if written is not None:
            return Count(int((where(written) & written.where(settled)).sum()))
        exactly = counted()
        if exactly is not None:
            return Count(exactly)
        drawn, exists, population = self._drawn
        hits = int((where(drawn) & drawn.where(settled) & exists).sum())
        value, interval = scaled(hits, population)
        return Count(value, exact=False, interval=interval, draws=DRAWS, seed=self.seed)

    def _counted(self, region: Region, formula: Formula) -> int | None:
        """Return the size of a region without writing it out, or None where that is too much."""
        settled = self.sides.inside.settled(formula)
        if 2 ** len(region.alternatives) - 1 > MOST_COUNTS:
            return None
        total = 0
        for size in range(1, len(region.alternatives) + 1):
            for chosen in combinations(region.alternatives, size):
                found = self._counted_where(frozenset().union(*chosen), settled)
                if not found.exact:
                    return None
                total += found.value if size % 2 else -found.value
        return total

    def _counted_where(self, asked: frozenset[Constraint], formula: Formula) -> Count:
        key = asked, formula
        if key not in self._known:
            self._known[key] = count(self.restricted(asked, formula))
        return self._known[key]

    def restricted(self, asked: frozenset[Constraint], formula: Formula = TRUE) -> Domain:
        """Return the packages that meet all that is asked, and in which a formula holds."""
        domain = self.domain
        floors = domain.floors.copy()
        required = dict.fromkeys((*domain.requirements, formula))
        for one in sorted(asked, key=lambda one: one.id):
            if one.kind is ConstraintKind.FLOOR:
                column = self.valued.column_of(one)
                floors[column] = max(int(floors[column]), self.valued.floors[one])
            elif one.requires is not None:
                required[one.requires] = None
        required.pop(TRUE, None)
        return replace(domain, floors=floors, requirements=tuple(required))
