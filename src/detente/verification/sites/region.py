"""Which expected inspections can be had: cells of donor and sites, and the limits on sums of cells.

Within one inspected state donors need not be told apart site by site: who makes how many inspections of the
state is enough, as any inspection can be of any site. Where money is short, sites that cost the same form a
class of their own. A cell is a donor and a class; it keeps programmes small where sites are many.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from detente.verification.sites.curve import Curve
from detente.verification.sites.problem import exact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.verification.sites.problem import DonorCap, InspectingState, InspectionProblem, Number, Site

__all__ = ["Cell", "Limit", "LimitKind", "Region", "SiteClass", "region_of"]


class LimitKind(Enum):
    """What a limit comes from."""

    ACTIVE = "active quota"
    BUDGET = "budget"
    CAP = "donor cap"
    PASSIVE = "passive quota"
    TOTAL = "total"

    def __str__(self) -> str:
        """Return the word for it."""
        return self.value


@dataclass(frozen=True)
class SiteClass:
    """Sites of one state, by number, that an inspection is the same for: of one cost where money is short."""

    state: str
    cost: Fraction
    sites: tuple[int, ...]


@dataclass(frozen=True)
class Cell:
    """The inspections of one donor in one class, given by its number."""

    donor: str
    site_class: int


@dataclass(frozen=True)
class Limit:
    """A sum over cells that must not exceed ``most``: of inspections, or of money where it has ``costs``."""

    kind: LimitKind
    says: str
    cells: tuple[int, ...]
    most: Fraction
    costs: tuple[Fraction, ...] = ()


@dataclass(frozen=True)
class Region:
    """A problem brought to numbers, sorted by name throughout, so that the order of input is no matter."""

    problem: InspectionProblem
    sites: tuple[Site, ...]
    curves: tuple[Curve, ...]
    classes: tuple[SiteClass, ...]
    class_of: tuple[int, ...]
    cells: tuple[Cell, ...]
    limits: tuple[Limit, ...]

    def cells_of_class(self) -> list[list[int]]:
        """Return for each class its cells by number."""
        found: list[list[int]] = [[] for _ in self.classes]
        for number, cell in enumerate(self.cells):
            found[cell.site_class].append(number)
        return found


def region_of(problem: InspectionProblem) -> Region:
    """Return which expected inspections a problem allows.

    A budget is a number of inspections where all cost the same: as many as it pays in full.

    >>> from detente.verification.sites.problem import InspectingState, InspectionProblem, Site
    >>> payoffs = dict(defender_covered=0, defender_uncovered=-1, violator_covered=0, violator_uncovered=1)
    >>> region = region_of(
    ...     InspectionProblem(
    ...         sites=(Site(name="Base", state="North", cost=2, **payoffs),),
    ...         donors=(InspectingState(name="South", budget=5),),
    ...     )
    ... )
    >>> region.limits[0].says, region.limits[0].most
    ('South makes at most 2 inspections, which its budget pays', Fraction(2, 1))
    """
    sites = tuple(sorted(problem.sites, key=lambda site: site.name))
    costs = {exact(site.cost) for site in sites}
    by_cost = len(costs) > 1 and any(donor.budget is not None for donor in problem.donors)
    members: dict[tuple[str, Fraction], list[int]] = {}
    for number, site in enumerate(sites):
        cost = exact(site.cost) if by_cost else Fraction(0)
        members.setdefault((site.state, cost), []).append(number)
    classes = tuple(SiteClass(*key, tuple(members[key])) for key in sorted(members))
    class_of = [0] * len(sites)
    for number, one in enumerate(classes):
        for site_number in one.sites:
            class_of[site_number] = number
    donors = sorted(problem.donors, key=lambda donor: donor.name)
    cells = tuple(
        Cell(donor.name, number)
        for donor in donors
        for number, one in enumerate(classes)
        if donor.name != one.state
    )
    cost_of_all = next(iter(costs)) if len(costs) == 1 else None
    builder = _Limits(problem, classes, cells)
    limits = [limit for donor in donors for limit in builder.of_donor(donor, cost_of_all)]
    limits += [limit for cap in problem.caps for limit in builder.of_cap(cap)]
    limits += builder.of_states()
    limits.sort(key=lambda limit: (limit.kind.value, limit.says))
    return Region(
        problem,
        sites,
        tuple(Curve.of(site) for site in sites),
        classes,
        tuple(class_of),
        cells,
        tuple(dict.fromkeys(limit for limit in limits if limit.cells)),
    )


@dataclass(frozen=True)
class _Limits:
    problem: InspectionProblem
    classes: tuple[SiteClass, ...]
    cells: tuple[Cell, ...]

    def _cells(self, donor: str | None = None, states: frozenset[str] | None = None) -> tuple[int, ...]:
        return tuple(
            number
            for number, cell in enumerate(self.cells)
            if (donor is None or cell.donor == donor)
            and (states is None or self.classes[cell.site_class].state in states)
        )

    def of_donor(self, donor: InspectingState, cost_of_all: Fraction | None) -> Iterator[Limit]:
        cells = self._cells(donor.name)
        if donor.inspections is not None:
            says = f"{donor.name} makes at most {_inspections(donor.inspections)}"
            yield Limit(LimitKind.ACTIVE, says, cells, Fraction(donor.inspections))
        if donor.budget is None or cost_of_all == 0:
            return
        budget = exact(donor.budget)
        if cost_of_all is not None:
            paid = floor(budget / cost_of_all)
            says = f"{donor.name} makes at most {_inspections(paid)}, which its budget pays"
            yield Limit(LimitKind.BUDGET, says, cells, Fraction(paid))
        else:
            costs = tuple(self.classes[self.cells[number].site_class].cost for number in cells)
            says = f"{donor.name} spends at most {donor.budget}"
            yield Limit(LimitKind.BUDGET, says, cells, budget, costs)

    def of_cap(self, cap: DonorCap) -> Iterator[Limit]:
        donors = cap.donors or tuple(donor.name for donor in self.problem.donors)
        states = cap.states or self.problem.states
        for donor in donors:
            if cap.together:
                assert cap.most is not None  # a share holds in each state by itself
                where = ", ".join(sorted(states)) if cap.states else "all states together"
                yield self._cap(donor, frozenset(states), cap.most, where)
                continue
            for state in states:
                most = cap.most if cap.share is None else _share(self.problem, state, cap.share, cap)
                assert most is not None  # either a number or a share is given
                yield self._cap(donor, frozenset({state}), most, state)

    def _cap(self, donor: str, states: frozenset[str], most: int, where: str) -> Limit:
        says = f"{donor} makes at most {_inspections(most)} in {where}"
        return Limit(LimitKind.CAP, says, self._cells(donor, states), Fraction(most))

    def of_states(self) -> Iterator[Limit]:
        for state in self.problem.states:
            quota = self.problem.passive_quota(state)
            if quota is not None:
                says = f"{state} accepts at most {_inspections(quota)}"
                yield Limit(LimitKind.PASSIVE, says, self._cells(states=frozenset({state})), Fraction(quota))
        if self.problem.total is not None:
            says = f"All together make at most {_inspections(self.problem.total)}"
            yield Limit(LimitKind.TOTAL, says, self._cells(), Fraction(self.problem.total))


def _share(problem: InspectionProblem, state: str, share: Number, cap: DonorCap) -> int:
    quota = problem.passive_quota(state) or 0
    part = exact(share) * quota
    rounded = {"down": floor(part), "nearest": floor(part + Fraction(1, 2)), "up": ceil(part)}[cap.rounding]
    return max(rounded, 1) if part else 0


def _inspections(number: int) -> str:
    return f"{number} inspection{'' if number == 1 else 's'}"
