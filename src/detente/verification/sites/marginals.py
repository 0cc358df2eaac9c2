"""Expected inspections as exact fractions on one grid, which keep every limit to the last digit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.verification.sites.region import Region

__all__ = ["GRID", "Marginals", "marginals_near", "shrunk"]

GRID = 10**15
"""Steps of the grid within one inspection."""


@dataclass(frozen=True)
class Marginals:
    """Expected visits by site and expected inspections by cell, both in steps of 1 / ``grid``.

    In each class the visits to its sites sum to the inspections of its cells.
    """

    visits: tuple[int, ...]
    cells: tuple[int, ...]
    grid: int = GRID

    def visits_to(self, site: int) -> Fraction:
        """Return the expected visits to a site."""
        return Fraction(self.visits[site], self.grid)

    def inspections_of(self, cell: int) -> Fraction:
        """Return the expected inspections of a cell."""
        return Fraction(self.cells[cell], self.grid)

    def breaches(self, region: Region) -> list[str]:
        """Return the limits that do not hold in expectation, and classes that do not add up, in words."""
        found = [
            limit.says
            for limit in region.limits
            if sum(
                self.inspections_of(cell) * (limit.costs[place] if limit.costs else 1)
                for place, cell in enumerate(limit.cells)
            )
            > limit.most
        ]
        for one, cells in zip(region.classes, region.cells_of_class(), strict=True):
            if sum(self.visits[site] for site in one.sites) != sum(self.cells[cell] for cell in cells):
                found.append(f"visits in {one.state} are not those that donors make")
        for site, visits in zip(region.sites, self.visits, strict=True):
            if not 0 <= visits <= site.most_visits * self.grid:
                found.append(f"{site.name} is visited at most {site.most_visits} times")
        return found


def shrunk(values: Sequence[int], total: int) -> list[int]:
    """Return whole numbers, none above what it was, that sum to a smaller total in about the same shares.

    >>> shrunk([5, 3, 2], 7)
    [4, 2, 1]
    """
    before = sum(values)
    if total >= before:
        return list(values)
    found = [value * total // before for value in values]
    wanting = total - sum(found)
    for place, value in enumerate(values):
        if not wanting:
            break
        if found[place] < value:
            found[place] += 1
            wanting -= 1
    return found


def marginals_near(region: Region, visits: Sequence[float], cells: Sequence[float]) -> Marginals:
    """Return marginals next to what a solver returned, which may miss its limits by a hair.

    Every number goes to the nearest step of the grid. Then whatever sums to too much is lowered; that never
    breaks another limit, as all limits are upper ones. Where donors then make a hair less than the visits
    need, they make more as far as limits leave room; what is wanting still is taken from the visits.

    >>> from detente.verification.sites.problem import InspectingState, InspectionProblem, Site
    >>> from detente.verification.sites.region import region_of
    >>> payoffs = dict(defender_covered=0, defender_uncovered=-1, violator_covered=0, violator_uncovered=1)
    >>> sites = tuple(Site(name=name, state="North", **payoffs) for name in "ab")
    >>> one = InspectionProblem(sites=sites, donors=(InspectingState(name="South", inspections=1),))
    >>> marginals_near(region_of(one), [0.5000000000000002, 0.5], [1.0000000000000002]).visits
    (500000000000000, 500000000000000)
    """
    on_site = [
        min(max(round(value * GRID), 0), site.most_visits * GRID)
        for value, site in zip(visits, region.sites, strict=True)
    ]
    in_cell = [max(round(value * GRID), 0) for value in cells]
    for limit in region.limits:
        chosen = [in_cell[cell] for cell in limit.cells]
        if limit.costs:
            spent = sum((cost * value for cost, value in zip(limit.costs, chosen, strict=True)), Fraction(0))
            most = limit.most * GRID
            lower = [floor(value * most / spent) for value in chosen] if spent > most else chosen
            lower = [
                value if not cost else less
                for value, less, cost in zip(chosen, lower, limit.costs, strict=True)
            ]
        else:
            lower = shrunk(chosen, int(limit.most) * GRID)
        for cell, value in zip(limit.cells, lower, strict=True):
            in_cell[cell] = value
    _raised(region, in_cell, on_site)
    for one, numbers in zip(region.classes, region.cells_of_class(), strict=True):
        made, wanted = sum(in_cell[cell] for cell in numbers), sum(on_site[site] for site in one.sites)
        for site, value in zip(one.sites, shrunk([on_site[s] for s in one.sites], made), strict=True):
            on_site[site] = value
        for cell, value in zip(numbers, shrunk([in_cell[c] for c in numbers], wanted), strict=True):
            in_cell[cell] = value
    return Marginals(tuple(on_site), tuple(in_cell))


def _raised(region: Region, in_cell: list[int], on_site: Sequence[int]) -> None:
    """Raise cells where the visits of their class need it and every limit leaves room."""
    within: list[list[tuple[int, Fraction]]] = [[] for _ in region.cells]
    rooms = []
    for number, limit in enumerate(region.limits):
        costs = limit.costs or (Fraction(1),) * len(limit.cells)
        taken = Fraction(0)
        for cell, cost in zip(limit.cells, costs, strict=True):
            taken += cost * in_cell[cell]
            if cost:
                within[cell].append((number, cost))
        rooms.append(limit.most * GRID - taken)
    for one, cells in zip(region.classes, region.cells_of_class(), strict=True):
        wanting = sum(on_site[site] for site in one.sites) - sum(in_cell[cell] for cell in cells)
        for cell in cells:
            more = min([wanting, *(floor(rooms[number] / cost) for number, cost in within[cell])])
            if more > 0:
                in_cell[cell] += more
                wanting -= more
                for number, cost in within[cell]:
                    rooms[number] -= cost * more
