"""The frontier of a zone, whichever way its signatories decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.frontier.dominance import undominated_rows
from detente.bargaining.frontier.frontier import Frontier, pareto_frontier

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.bargaining.zone import Signable, Zone

__all__ = ["frontier_of", "frontier_of_rows"]


def frontier_of(zone: Zone) -> Frontier:
    """Return the Pareto frontier of the signable packages for the signatories.

    Where packages are written out their values are compared; where they are too many, they are merged issue
    by issue. Without consensus the zone is a union, and only written-out packages give an exact answer.
    """
    negotiation = zone.negotiation
    written = zone.written_out
    if written is not None:
        return frontier_of_rows(written, np.ones(len(written.rows), dtype=bool), len(negotiation.signatories))
    if len(negotiation.zones) == 1:
        return pareto_frontier(negotiation.zones[0])
    raise ValueError("there are too many packages to list those that can be signed without consensus")


def frontier_of_rows(written: Signable, chosen: NDArray[np.bool_], objectives: int) -> Frontier:
    """Return the frontier of some of the written-out packages.

    ``chosen``: (packages,), which of them count; ``objectives``: the first so many values are compared.
    """
    rows, values = written.rows[chosen], written.values[chosen, :objectives]
    distinct, first, count = np.unique(values, axis=0, return_index=True, return_counts=True)
    kept = undominated_rows(distinct)[::-1]
    return Frontier(
        values=distinct[kept],
        packages=written.listing.packages[rows[first[kept]]].astype(np.int64),
        multiplicity=tuple(count[kept].tolist()),
        exactness="exact",
    )
