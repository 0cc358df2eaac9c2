"""The frontier of a zone, whichever way its signatories decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.frontier.dominance import undominated
from detente.bargaining.frontier.frontier import (
    MOST_COMPARED,
    Frontier,
    TooWideError,
    bounded_frontier,
    exact_frontier,
)
from detente.bargaining.frontier.union import union_frontier
from detente.outcomes.elimination.large_integers import run_minimum
from detente.outcomes.elimination.package_numbers import PackageNumbers
from detente.outcomes.elimination.z_order import z_order
from detente.outcomes.listing import MOST_LISTED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.bargaining.zone import Signable, Zone
    from detente.outcomes.domain import Domain

__all__ = ["frontier_of", "frontier_of_rows"]

FEW = 20_000
"""Packages on the table, up to which it is quickest to write them out and compare their values."""

WRITTEN_OUT = "all signable packages written out and compared"


def frontier_of(zone: Zone) -> Frontier:
    """Return the Pareto frontier of the signable packages for the signatories.

    Where packages are few, or tied too closely to be merged issue by issue, they are written out and their
    values compared. Without consensus the zone is a union, and so is what its frontier is taken from.
    """
    negotiation = zone.negotiation
    domain = negotiation.domain
    if negotiation.conjunctive and domain.packages > FEW:
        listable = domain.packages <= MOST_LISTED
        limit = domain.packages * max(len(domain.columns), 1) if listable else MOST_COMPARED
        try:
            return exact_frontier(negotiation.zones[0], limit=limit)
        except TooWideError as error:
            if zone.written_out is None:
                return bounded_frontier(negotiation.zones[0], str(error))
    written = zone.written_out
    if written is not None:
        return frontier_of_rows(written, np.ones(len(written.rows), dtype=bool), domain)
    return union_frontier(negotiation.zones)


def frontier_of_rows(written: Signable, chosen: NDArray[np.bool_], domain: Domain) -> Frontier:
    """Return the frontier of some of the written-out packages.

    ``chosen``: (packages,), which of them count.
    """
    rows, values = written.rows[chosen], written.values[chosen, : domain.objectives]
    if not len(rows):
        packages = written.listing.packages[rows].astype(np.int64)
        return Frontier(values, packages, (), "exact", method=WRITTEN_OUT)
    one_group = np.zeros(len(rows), dtype=np.int64)
    order, starts = z_order(values, one_group)
    sizes = np.diff(starts, append=len(rows))
    distinct = values[order[starts]]
    best = undominated(distinct, domain.objectives, one_group[: len(starts)], None)
    tied = order[np.repeat(best, sizes)]
    numbers = PackageNumbers(domain)
    numbered = numbers.numbers(written.listing.packages[rows[tied]])
    first = run_minimum(numbered, np.cumsum(sizes[best]) - sizes[best])
    distinct, sizes = distinct[best], sizes[best]
    highest_first = np.lexsort((np.zeros(len(distinct)), *-distinct.T[::-1]))
    return Frontier(
        values=distinct[highest_first],
        packages=numbers.packages(first[highest_first]),
        multiplicity=tuple(sizes[highest_first].tolist()),
        exactness="exact",
        method=WRITTEN_OUT,
    )
