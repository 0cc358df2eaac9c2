"""A dispute over packages that are few enough to be written out: every answer is read off the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.conflicts.corrections import Answer, Corrections
from detente.bargaining.conflicts.dispute import column_of, minimal_sets
from detente.bargaining.conflicts.transversals import minimal_transversals
from detente.bargaining.conflicts.violations import as_row, distinct_rows, minimal_rows, violated_rows
from detente.outcomes.constraints import ConstraintKind
from detente.outcomes.elimination.package_numbers import PackageNumbers
from detente.outcomes.listing import listing
from detente.outcomes.package_search.deadline import remaining

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.bargaining.conflicts.dispute import Dispute
    from detente.outcomes.domain import Package
    from detente.outcomes.listing import Listing

__all__ = ["ListedDispute", "listed_dispute"]


class ListedDispute:
    """A dispute with every package that the rules allow.

    ``corrections`` holds all minimal sets whose removal opens a package, so nothing is left to search.
    ``deadline``: a moment on the clock of ``time.monotonic`` past which lists stop with ``UndecidedError``.
    """

    def __init__(self, dispute: Dispute, listed: Listing, deadline: float | None = None) -> None:
        self.dispute = dispute
        self.deadline = deadline
        self.corrections = Corrections(dispute)
        values = listed.values(dispute.domain)
        rows = np.flatnonzero(listed.above_floors(dispute.domain, values))
        # In an order that does not depend on the file, so that the first of several packages does not either.
        numbers = PackageNumbers(dispute.domain).numbers(listed.packages[rows])
        rows = rows[np.lexsort(numbers.T[::-1])]
        self._packages, self._values = listed.packages[rows], values[rows]
        self._violated = violated_rows(dispute, self._packages, self._values)
        for row in sorted(self._opening()):
            self.corrections.learn(self._packages[row].tolist())

    def _opening(self) -> set[int]:
        """Return for each minimal set to drop the first package that it opens, whichever coalition signs."""
        distinct, first = distinct_rows(self._violated)
        order = np.argsort(first)
        distinct, first = distinct[order], first[order]
        found: set[int] = set()
        for coalition in self.dispute.coalitions:
            breaches, places = distinct_rows(distinct & as_row(coalition, distinct.shape[1]))
            found.update(int(first[places[row]]) for row in minimal_rows(breaches))
        return found

    def meeting(self, required: int) -> Package | None:
        """Return a package that satisfies the required constraints, or None when there is none."""
        return self.corrections.opening(required)

    def cheapest(self, droppable: int) -> int | None:
        """Return the least set of droppable constraints to drop: fewest first, then by cost; or None."""
        return min(
            (breach for breach in self.corrections.opened if not breach & ~droppable),
            key=self.dispute.price,
            default=None,
        )

    def first_conflict(self) -> int:
        """Return some minimal conflict of a dispute in which nothing can be signed."""
        return next(minimal_transversals(list(self.corrections.opened)))

    def answers(self) -> Iterator[Answer]:
        """Go through all minimal sets to drop, then all minimal conflicts."""
        family = list(self.corrections.opened)
        yield from (Answer(breach, collides=False) for breach in family)
        for conflict in minimal_transversals(family):
            remaining(self.deadline)
            yield Answer(conflict, collides=True)

    def blocking_floors(self, required: int) -> Iterator[int]:
        """Go through the minimal sets of floors without which the other required constraints can be met."""
        floors = self.dispute.of(ConstraintKind.FLOOR)
        breaches = minimal_sets(breach & (required | floors) for breach in self.corrections.opened)
        yield from (breach for breach in breaches if not breach & ~floors)

    def trade_offs(self, floors: int, required: int) -> Iterator[Package]:
        """Go through packages that fall short of some floors in every undominated way, each way once.

        All required constraints hold in them. The least total shortfall comes first; of equals the one that
        falls least short of the first floor by name; of those the package that is first by name.
        """
        ordered = sorted(self.dispute.members(floors), key=lambda one: one.id)
        columns = [column_of(one) for one in ordered]
        meeting = np.zeros(len(self._violated), dtype=bool)
        for coalition in self.dispute.coalitions:
            needed = as_row(coalition & required, self._violated.shape[1])
            meeting |= ~(self._violated & needed).any(axis=1)
        rows = np.flatnonzero(meeting)
        values = self._values[rows][:, columns]
        # Rounding keeps order, so a package never comes before one that dominates it.
        total = values.astype(float) @ np.array([float(self.dispute.domain.units[one]) for one in columns])
        order = np.lexsort((*-values.T[::-1], -total))
        rows, values = rows[order], values[order]
        while rows.size:
            remaining(self.deadline)
            yield tuple(self._packages[rows[0]].tolist())
            undominated = (values > values[0]).any(axis=1)
            rows, values = rows[undominated], values[undominated]


def listed_dispute(dispute: Dispute, deadline: float | None = None) -> ListedDispute | None:
    """Return the dispute with its packages written out, or None when they are too many."""
    listed = listing(dispute.domain)
    return None if listed is None else ListedDispute(dispute, listed, deadline)
