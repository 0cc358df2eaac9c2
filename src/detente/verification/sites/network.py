"""The network whose flows are expected inspections: donors on one side, inspected states on the other.

From the total each donor draws, from the donor each of its nested caps, from these its cells; a cell leads to
its class of sites, each site of the class to its state, and the states back to the total. One side nests
donor and state within caps within the donor, the other sites within states within the total: a bihierarchy.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.verification.sites.region import LimitKind

if TYPE_CHECKING:
    from detente.verification.sites.marginals import Marginals
    from detente.verification.sites.region import Limit, Region

__all__ = ["Network", "network_of"]

Cells = frozenset[int]


@dataclass(frozen=True)
class Network:
    """Arcs with their flows, first those of the cells, then those of the sites, then all others.

    ``loose`` are the limits that do not nest with the others, or are of money, and that could be broken where
    all their cells are rounded up: they hold in expectation, and not for certain in what is drawn.
    """

    arcs: tuple[tuple[int, int], ...]
    flows: tuple[int, ...]
    loose: tuple[Limit, ...]


def network_of(region: Region, marginals: Marginals) -> Network:
    """Return the network of some expected inspections.

    >>> from detente.verification.sites.allocation import allocate
    >>> from detente.verification.sites.problem import InspectingState, InspectionProblem, Site
    >>> payoffs = dict(defender_covered=0, defender_uncovered=-1, violator_covered=0, violator_uncovered=1)
    >>> sites = tuple(Site(name=name, state="North", **payoffs) for name in "ab")
    >>> one = InspectionProblem(sites=sites, donors=(InspectingState(name="South", inspections=1),))
    >>> found = allocate(one)
    >>> len(network_of(found.region, found.marginals).arcs)
    6
    """
    states = sorted({one.state for one in region.classes})
    total, classes, of_state = 0, 1, 1 + len(region.classes)
    nodes = of_state + len(states)
    families, loose = _families(region)
    cell_from = [total] * len(region.cells)
    others: list[tuple[tuple[int, int], int]] = []
    for family in families:
        node_of: dict[Cells, int] = {}
        for own in family:  # the largest first, so that a set comes after those it lies within
            within = [one for one in node_of if own < one]
            tail = node_of[min(within, key=len)] if within else total
            node_of[own] = nodes
            others.append(((tail, nodes), sum(marginals.cells[cell] for cell in own)))
            for cell in own:
                cell_from[cell] = nodes
            nodes += 1
    for number, state in enumerate(states):
        visits = sum(
            marginals.visits[site] for one in region.classes if one.state == state for site in one.sites
        )
        others.append(((of_state + number, total), visits))
    cell_arcs = [
        (tail, classes + cell.site_class) for tail, cell in zip(cell_from, region.cells, strict=True)
    ]
    site_arcs = [
        (classes + number, of_state + states.index(region.classes[number].state))
        for number in region.class_of
    ]
    # All together are bounded by a node of their own between the states and the donors.
    whole = nodes
    turned = [((tail, whole) if head == total else (tail, head), flow) for (tail, head), flow in others]
    turned.append(((whole, total), sum(marginals.visits)))
    return Network(
        (*cell_arcs, *site_arcs, *(arc for arc, _ in turned)),
        (*marginals.cells, *marginals.visits, *(flow for _, flow in turned)),
        tuple(limit for limit in loose if _breakable(limit, marginals)),
    )


def _breakable(limit: Limit, marginals: Marginals) -> bool:
    costs = limit.costs or (Fraction(1),) * len(limit.cells)
    most = [-(-marginals.cells[cell] // marginals.grid) for cell in limit.cells]
    return sum((cost * cell for cost, cell in zip(costs, most, strict=True)), Fraction(0)) > limit.most


def _families(region: Region) -> tuple[list[list[Cells]], tuple[Limit, ...]]:
    """Return for each donor its nested sets of cells, the largest first, and the limits that do not nest."""
    families = []
    loose = [limit for limit in region.limits if limit.costs]
    for donor in sorted({cell.donor for cell in region.cells}):
        own = [number for number, cell in enumerate(region.cells) if cell.donor == donor]
        by_state: dict[str, set[int]] = {}
        for number in own:
            by_state.setdefault(region.classes[region.cells[number].site_class].state, set()).add(number)
        family = [frozenset(own)]
        family += [cells for cells in map(frozenset, by_state.values()) if cells not in family]
        caps = [
            limit
            for limit in region.limits
            if limit.kind is LimitKind.CAP and region.cells[limit.cells[0]].donor == donor
        ]
        for limit in sorted(caps, key=lambda one: (len(one.cells), one.says)):
            cells = frozenset(limit.cells)
            if cells in family:
                continue
            if all(cells < one or one < cells or not cells & one for one in family):
                family.append(cells)
            else:
                loose.append(limit)
        families.append(sorted(family, key=lambda one: (-len(one), sorted(one))))
    return families, tuple(loose)
