"""The worst wedges among packages that are too many to write out, found one after the other by CP-SAT.

What is worse is as for packages that are written out. After each wedge all others are excluded that split
the bloc between the same members for the same reasons, so that the next is of another kind.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python import cp_model

from detente.cohesion.judged import Judged
from detente.cohesion.searched import Searched
from detente.cohesion.wedge import Wedge, Wedges, crossed_by
from detente.cohesion.wedges_listed import gains_of
from detente.outcomes.package_search.deadline import UndecidedError, deadline_in, remaining
from detente.outcomes.package_search.weighted_sum import WeightedSum

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.cohesion.sizes import Sizes
    from detente.outcomes.constraints import Constraint
    from detente.outcomes.domain import Package

__all__ = ["MOST_SEARCHED", "SECONDS", "wedges_searched"]

MOST_SEARCHED = 10
"""Kinds of wedges that are looked for."""
SECONDS = 20.0
"""Time for all of them."""
FINEST_SHARE = 2**20
"""Steps of a share of gain, where gains of several signatories are added up and need not be exact."""


def wedges_searched(sizes: Sizes, most: int = MOST_SEARCHED, seconds: float | None = SECONDS) -> Wedges:
    """Return the worst kinds of wedges, each with its worst package; ``seconds`` for all of them."""
    if len(sizes.sides.members) < 2:  # noqa: PLR2004 - it takes two to differ
        return Wedges((), complete=True)
    search, deadline = _Search(sizes), deadline_in(seconds)
    found: list[Wedge] = []
    proved = True
    try:
        search.look_up_most_gains(deadline)
        while len(found) < most:
            worst = search.worst(deadline)
            if worst is None:
                return Wedges(tuple(found), complete=True, proved=proved and search.exact)
            package, sure = worst
            proved &= sure
            found.append(search.excluded(package))
    except UndecidedError:
        proved = False
    return Wedges(tuple(found), complete=False, proved=proved and search.exact)


class _Search:
    """The packages that the other side could sign, with a literal for each voice that accepts."""

    def __init__(self, sizes: Sizes) -> None:
        """Put to the solver what splits the bloc."""
        self.sizes, self.sides = sizes, sizes.sides
        self._searched = Searched(sizes)
        self._model = self._searched.model
        self._searched.require(self.sides.other_side)
        asked = frozenset().union(*(one.asks for one in self.sides.members))
        self._asked: list[Constraint] = sorted(asked, key=lambda one: (one.id, one.path))
        self._accepts = {
            one.key: self._searched.all_of(
                [self._searched.meets(each) for each in self._asked if each in one.asks]
            )
            for one in self.sides.members
        }
        self._columns = {key: sizes.valued.column_to(key) for key in self.sides.outside.signatories}
        self._own = {key: self._searched.packages.worth({column: 1}) for key, column in self._columns.items()}
        self._proposals = self._model.clone()
        self._model.add_bool_or(list(self._accepts.values()))
        self._model.add_bool_or([~one for one in self._accepts.values()])
        self._most: dict[str, Fraction] = {}
        self.exact = True
        # Made now, because what is made later is missing in clones made before.
        _ = self._smaller_part, self._unchanged

    def look_up_most_gains(self, deadline: float | None) -> None:
        """Find the most that each signatory on the other side could gain, where there are several."""
        proposals = self._proposals
        for key, column in self._columns.items() if len(self._columns) > 1 else ():
            best = self._searched.packages.best(proposals, self._own[key], deadline)
            if best is None:
                break
            self.exact &= best.proved
            unit = self.sizes.domain.units[column]
            self._most[key] = best.total * unit - self.sides.outside.walk_away[key]
        self._gain = self._gain_of_other_side()

    def worst(self, deadline: float | None) -> tuple[Package, bool] | None:
        """Return the worst wedge that is not excluded, and whether that is proved; None without one."""
        packages, sure = self._searched.packages, True
        package: Package | None = None
        model = self._model.clone()
        for total in (self._smaller_part, self._gain, self._unchanged):
            remaining(deadline)
            best = packages.best(model, total, deadline)
            if best is None:
                return None
            total.require_at_least(model, best.total)
            sure, package = sure and best.proved, best.package
        return None if package is None else (package, sure)

    @cached_property
    def _smaller_part(self) -> WeightedSum:
        """The number of members in the smaller part: a literal for each, true only if there are so many."""
        sizes = [len(one.parties) for one in self.sides.members]
        every = list(self._accepts.values())
        accepting = cp_model.LinearExpr.weighted_sum(every, sizes)
        reached = []
        for least in range(1, self.sides.size // 2 + 1):
            literal = self._model.new_bool_var("")
            self._model.add(accepting >= least).only_enforce_if(literal)
            self._model.add(accepting <= self.sides.size - least).only_enforce_if(literal)
            reached.append(literal)
        return WeightedSum(tuple(reached), (1,) * len(reached))

    def _gain_of_other_side(self) -> WeightedSum:
        """Return what the other side gains: of several signatories, the sum of their shares of the most."""
        domain = self.sizes.domain
        if len(self._columns) == 1:
            [column] = self._columns.values()
            return self._searched.packages.worth({column: 1})
        shares = {
            self._columns[key]: domain.units[self._columns[key]] / most
            for key, most in self._most.items()
            if most > 0
        }
        scale = math.lcm(*(share.denominator for share in shares.values()))
        exact = {column: int(share * scale) for column, share in shares.items()}
        try:
            return self._searched.packages.worth(exact)
        except ValueError:  # too long to be added exactly
            self.exact = False
            least = min(shares.values())
            rounded = {column: round(share / least * FINEST_SHARE) for column, share in shares.items()}
            return self._searched.packages.worth(rounded)

    @cached_property
    def _unchanged(self) -> WeightedSum:
        """How many issues stay as they are today."""
        today = self.sizes.domain.today
        kept = [options[now] for options, now in zip(self._searched.packages.chosen, today, strict=True)]
        return WeightedSum(tuple(kept), (1,) * len(kept))

    def excluded(self, package: Package) -> Wedge:
        """Exclude all wedges of one kind, and return the wedge that stands for them."""
        sizes, sides = self.sizes, self.sides
        judged = Judged(sizes.valued, np.array([package], dtype=np.int64))
        met = {one: bool(judged.meet(one)[0]) for one in self._asked}
        accepting = tuple(one for one in sides.members if all(met[each] for each in one.asks))
        rejecting = tuple(one for one in sides.members if one not in accepting)
        if not accepting or not rejecting or not judged.within(sides.other_side)[0]:
            raise AssertionError("the solver found a package that is no wedge")
        literals = {one: self._searched.meets(one) for one in self._asked}
        self._model.add_bool_or([~literals[one] if yes else literals[one] for one, yes in met.items()])
        gains = gains_of(sizes, judged, 0)
        crossed = crossed_by(sides, rejecting, {one: not yes for one, yes in met.items()})
        named = sizes.domain.named(package)
        return Wedge(named, accepting, rejecting, crossed, gains, None)
