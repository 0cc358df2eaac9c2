"""An actual list of inspections, drawn at random: its mean is the allocation, and it keeps the quotas."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from detente.outcomes.wilson import wilson
from detente.verification.sites.dependent_rounding import Seeded, rounded
from detente.verification.sites.network import network_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.verification.sites.dependent_rounding import Chance
    from detente.verification.sites.marginals import Marginals
    from detente.verification.sites.network import Network
    from detente.verification.sites.region import Limit, Region

__all__ = ["MOST_TRIES", "Schedule", "Visit", "draw_once", "draw_schedule", "visited_share"]

MOST_TRIES = 1_000
"""So many lists are drawn until one keeps the limits that rounding does not keep by itself."""


@dataclass(frozen=True, order=True)
class Visit:
    """One inspection: who makes it, in which state, at which site."""

    donor: str
    state: str
    site: str


@dataclass(frozen=True)
class Schedule:
    """Inspections of one year, sorted by donor, state and site.

    ``exact``: whether the expected visits are those of the allocation to the last digit and every limit holds
    for certain. Otherwise ``loose`` names the limits that had to be checked, and ``tries`` says how many
    lists were drawn until one kept them; keeping only such lists moves expectations, and `visited_share`
    estimates by how much.
    """

    visits: tuple[Visit, ...]
    seed: int
    loose: tuple[str, ...]
    tries: int

    @property
    def exact(self) -> bool:
        """Whether expectations are those of the allocation and every limit holds for certain."""
        return not self.loose

    @cached_property
    def visits_by_site(self) -> Mapping[str, int]:
        """How often each site is visited that is visited at all."""
        found: dict[str, int] = {}
        for visit in self.visits:
            found[visit.site] = found.get(visit.site, 0) + 1
        return found


def draw_schedule(region: Region, marginals: Marginals, seed: int = 0) -> Schedule:
    """Draw a list of inspections with the expected numbers given; the same seed draws the same list.

    Each site is visited its expected number of times rounded up or down, and so is each sum of a bihierarchy:
    of donor and state, of nested caps of a donor, of donors, of states and of all. As quotas are whole
    numbers, none is exceeded. Limits that do not nest, and budgets where costs differ, are checked, and lists
    that break them drawn again.

    Raises:
        ValueError: where no list in 1,000 keeps the limits that are checked.

    >>> from detente.verification.sites.allocation import allocate
    >>> from detente.verification.sites.problem import InspectingState, InspectionProblem, Site
    >>> payoffs = dict(defender_covered=0, defender_uncovered=-1, violator_covered=0, violator_uncovered=1)
    >>> sites = tuple(Site(name=name, state="North", **payoffs) for name in "ab")
    >>> one = InspectionProblem(sites=sites, donors=(InspectingState(name="South", inspections=1),))
    >>> found = allocate(one)
    >>> drawn = draw_schedule(found.region, found.marginals, seed=1)
    >>> len(drawn.visits), drawn.exact
    (1, True)

    """
    network, chance = network_of(region, marginals), Seeded(seed)
    names = tuple(limit.says for limit in network.loose)
    for tries in range(1, MOST_TRIES + 1):
        cells, visits = _counts(region, marginals, network, chance)
        if not _broken(network.loose, cells):
            return Schedule(_assigned(region, cells, visits, chance), seed, names, tries)
    raise ValueError(
        f"No list of inspections in {MOST_TRIES:,} kept all of these, which hold only on average: "
        f"{'; '.join(names)}. Lower what is expected, or let caps nest."
    )


def draw_once(
    region: Region, marginals: Marginals, network: Network, chance: Chance
) -> tuple[tuple[Visit, ...], tuple[str, ...]]:
    """Return one list, and the loose limits it breaks."""
    cells, visits = _counts(region, marginals, network, chance)
    return _assigned(region, cells, visits, chance), _broken(network.loose, cells)


def visited_share(
    region: Region, marginals: Marginals, draws: int, seed: int = 0
) -> dict[str, tuple[float, tuple[float, float]]]:
    """Return for each site how often it was visited on average in lists that are kept, with an interval.

    The interval of 95 % is Wilson's (1927) for the part of the number that is rounded up or down.

    Raises:
        ValueError: where none is kept.

    """
    network, chance = network_of(region, marginals), Seeded(seed)
    found: dict[int, int] = dict.fromkeys(range(len(region.sites)), 0)
    kept = 0
    for _ in range(draws):
        cells, visits = _counts(region, marginals, network, chance)
        if _broken(network.loose, cells):
            continue
        kept += 1
        for site, number in enumerate(visits):
            found[site] += number
    if not kept:
        raise ValueError(f"None of {draws:,} lists kept all limits that hold only on average.")
    shares = {}
    for site, number in found.items():
        whole = marginals.visits[site] // marginals.grid
        low, high = wilson(number - whole * kept, kept)
        shares[region.sites[site].name] = number / kept, (whole + low, whole + high)
    return shares


def _counts(
    region: Region, marginals: Marginals, network: Network, chance: Chance
) -> tuple[list[int], list[int]]:
    drawn = rounded(network.arcs, network.flows, marginals.grid, chance)
    cells = len(region.cells)
    return drawn[:cells], drawn[cells : cells + len(region.sites)]


def _broken(loose: Sequence[Limit], cells: Sequence[int]) -> tuple[str, ...]:
    found = []
    for limit in loose:
        costs = limit.costs or (Fraction(1),) * len(limit.cells)
        made = sum((cells[cell] * cost for cell, cost in zip(limit.cells, costs, strict=True)), Fraction(0))
        if made > limit.most:
            found.append(limit.says)
    return tuple(found)


def _assigned(
    region: Region, cells: Sequence[int], visits: Sequence[int], chance: Chance
) -> tuple[Visit, ...]:
    """Give the visits to the sites of a class to the donors who inspect there, at random."""
    found = []
    for one, numbers in zip(region.classes, region.cells_of_class(), strict=True):
        donors = [region.cells[cell].donor for cell in numbers for _ in range(cells[cell])]
        places = [region.sites[site].name for site in one.sites for _ in range(visits[site])]
        pairs = zip(chance.shuffled(donors), places, strict=True)
        found += [Visit(donor, one.state, place) for donor, place in pairs]
    return tuple(sorted(found))
