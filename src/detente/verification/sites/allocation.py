"""How often to inspect each site, by whom, when the violator knows the frequencies and picks the best site.

This is the strong Stackelberg equilibrium of a security game (V. Conitzer and T. Sandholm, "Computing the
optimal strategy to commit to", EC 2006; C. Kiekintveld et al., "Computing optimal randomized resource
allocations for massive security games", AAMAS 2009, ERASER and ORIGAMI). Those solve a programme for each
site or one with whole numbers; here one linear programme is enough.

*Claim.* Let the chances c that violations are found range over a set that is down-closed: with c, whatever is
smaller at each site can be had as well. Let L be the least level to which the violator's best payoff can be
brought, and r the least chances that bring it there. If no site has the same payoff for the violator found or
not, r with the best of its attacked sites for the defender is a strong Stackelberg equilibrium.

*Proof.* r can be had: some c reaches L, and r ≤ c. Take any c that can be had, and the site t that is
attacked under it. Its payoff to the violator is the greatest under c, hence at least L. So without
inspections it is at least L too, and under r, which brings all such sites to exactly L, t is among the best
for the violator: the defender may count on t. The violator gets at t at least L under c, and exactly L under
r; so t is covered under r at least as well as under c, and the defender has there at least as much. ∎

A site with the same payoff for the violator found or not is attacked only where that payoff is L itself. Then
covering it serves the defender and does not drive the violator off; how far it can be covered beside r is one
more linear programme for such a site, solved only where it could be the defender's best. That violators may
comply instead is one more such site, which cannot be covered.

Quotas and caps bound sums from above, so that what they allow is down-closed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from detente.verification.sites.certificate import lower_bound
from detente.verification.sites.linear_programme import Solution, least_level, most_coverage
from detente.verification.sites.marginals import GRID, Marginals, marginals_near, shrunk
from detente.verification.sites.problem import exact
from detente.verification.sites.region import region_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.verification.sites.problem import InspectionProblem
    from detente.verification.sites.region import Region

__all__ = ["TIE", "Allocation", "allocate"]

TIE = Fraction(1, 10**9)
"""Sites count as equally good for the violator within this share of the range of its payoffs."""
HAIR = 1e-9
"""Visits left to rounding where a site is covered further for the defender alone."""


@dataclass(frozen=True)
class Allocation:
    """Expected inspections a year, and what they leave to both sides.

    ``visits`` are the expected visits to each site, ``coverage`` the chance that a violation there is found.
    ``level`` is the violator's best payoff under them, in exact arithmetic, and ``lower_bound`` a level that
    nothing allowed can go below: the gap between the two certifies the solution. ``attacked`` is the site
    where the violation takes place, among ``attack_set``, which are equally good for the violator; it is None
    where the violator complies, and where there is no site. ``donor_visits`` has the expected inspections by
    donor and state. ``prices`` say by how much one more unit of a limit would lower the level, as the solver
    has it, and ``site_weights`` how much each site counts in the bound. ``change`` is by how much visits to a
    site were moved at most to keep limits exactly. ``solution`` is all that the solver returned, primal and
    dual, so that the bound can be recomputed; None where there was nothing to solve.
    """

    problem: InspectionProblem
    visits: Mapping[str, Fraction]
    coverage: Mapping[str, Fraction]
    donor_visits: Mapping[tuple[str, str], Fraction]
    level: Fraction | None
    lower_bound: Fraction | None
    attack_set: tuple[str, ...]
    attacked: str | None
    complies: bool
    violator_utility: Fraction | None
    defender_utility: Fraction | None
    prices: Mapping[str, float]
    site_weights: Mapping[str, float]
    change: Fraction
    solution: Solution | None = field(repr=False)
    marginals: Marginals = field(repr=False)
    region: Region = field(repr=False)

    @property
    def gap(self) -> Fraction | None:
        """How far the level lies above what is proved to be the least; nothing where there is no site."""
        return None if self.level is None or self.lower_bound is None else self.level - self.lower_bound

    @property
    def inspections(self) -> Fraction:
        """The expected inspections in all."""
        return sum(self.visits.values(), Fraction(0))


def allocate(problem: InspectionProblem) -> Allocation:
    """Return the inspections that leave the violator, who knows how often each site is visited, the least.

    Raises:
        RuntimeError: where the solver gives up, which it has no reason to.

    >>> from detente.verification.sites.problem import InspectingState, InspectionProblem, Site
    >>> def site(name, gain):
    ...     return Site(name=name, state="North", defender_covered=0, defender_uncovered=-gain,
    ...                 violator_covered=-1, violator_uncovered=gain)
    >>> found = allocate(
    ...     InspectionProblem(
    ...         sites=(site("Base", 5), site("Depot", 2)),
    ...         donors=(InspectingState(name="South", inspections=1),),
    ...     )
    ... )
    >>> {name: round(float(number), 9) for name, number in found.visits.items()}
    {'Base': 0.666666667, 'Depot': 0.333333333}
    >>> round(float(found.level), 9), found.gap < 1e-9
    (1.0, True)
    >>> found.attacked, found.attack_set
    ('Depot', ('Base', 'Depot'))

    """
    region = region_of(problem)
    if not problem.sites:
        return _without_sites(problem, region)
    solution = least_level(region)
    whole = marginals_near(region, solution.visits, solution.cells)
    rounded = max(
        (abs(Fraction(value) - whole.visits_to(site)) for site, value in enumerate(solution.visits)),
        default=Fraction(0),
    )
    best = max(curve.violator(curve.found(whole.visits_to(site))) for site, curve in enumerate(region.curves))
    floor = None if problem.compliance is None else exact(problem.compliance.violator)
    level = best if floor is None else max(best, floor)
    marginals = _only_needed(region, whole, level)
    bound = lower_bound(region, solution)
    tie = (level - bound if bound is not None else Fraction(0)) + TIE * _range(region)
    marginals, attacked = _picked(region, marginals, level, tie)
    return _allocation(region, solution, marginals, level, bound, tie, attacked, rounded)


def _only_needed(region: Region, whole: Marginals, level: Fraction) -> Marginals:
    """Lower visits to the fewest that keep the level; donors share the rest as before."""
    visits = []
    for curve in region.curves:
        needed = curve.visits_for(level)
        assert needed is not None  # the visits that are there keep it
        visits.append(ceil(needed * GRID))
    cells = list(whole.cells)
    for one, numbers in zip(region.classes, region.cells_of_class(), strict=True):
        total = sum(visits[site] for site in one.sites)
        for cell, value in zip(numbers, shrunk([cells[c] for c in numbers], total), strict=True):
            cells[cell] = value
    return Marginals(tuple(visits), tuple(cells))


def _range(region: Region) -> Fraction:
    lowest = min(curve.violator_uncovered - curve.drop for curve in region.curves)
    return max(curve.violator_uncovered for curve in region.curves) - lowest


def _picked(
    region: Region, marginals: Marginals, level: Fraction, tie: Fraction
) -> tuple[Marginals, int | None]:
    """Return the attacked site that is best for the defender; None where that is that the violator complies.

    With it the marginals, which change where a site is covered further without driving the violator off.
    """
    attack_set = [site for site, curve in enumerate(region.curves) if curve.violator_uncovered >= level - tie]
    worth = {
        site: region.curves[site].defender(region.curves[site].found(marginals.visits_to(site)))
        for site in attack_set
    }
    attacked: int | None = min(attack_set, key=lambda site: (-worth[site], site), default=None)
    best = worth[attacked] if attacked is not None else None
    compliance = region.problem.compliance
    if compliance is not None and exact(compliance.violator) >= level - tie:
        complying = exact(compliance.defender)
        if best is None or complying >= best:
            attacked, best = None, complying
    constant = [site for site in attack_set if not region.curves[site].drop and region.curves[site].rise]
    could = {site: region.curves[site].defender(region.curves[site].most) for site in constant}
    chosen = marginals
    for site in sorted(constant, key=lambda site: (-could[site], site)):
        assert best is not None  # the site itself is in the attack set
        if could[site] <= best:
            break
        trial = _covered_further(region, marginals, site)
        found = region.curves[site].defender(region.curves[site].found(trial.visits_to(site)))
        if found > best:
            chosen, attacked, best = trial, site, found
    return chosen, attacked


def _covered_further(region: Region, marginals: Marginals, site: int) -> Marginals:
    """Return marginals with as many visits to a site as the others' needs leave, but for a hair.

    The hair is what rounding to the grid may take; the others keep theirs to the last digit.
    """
    needed = [marginals.visits_to(other) for other in range(len(region.sites))]
    most, cells = most_coverage(region, site, needed)
    visits = [*map(float, needed)]
    visits[site] = max(most - HAIR, visits[site])
    found = marginals_near(region, visits, cells)
    kept = all(number >= before for number, before in zip(found.visits, marginals.visits, strict=True))
    return found if kept else marginals


def _allocation(  # noqa: PLR0913, PLR0917 - the parts of one result
    region: Region,
    solution: Solution,
    marginals: Marginals,
    level: Fraction,
    bound: Fraction | None,
    tie: Fraction,
    attacked: int | None,
    rounded: Fraction,
) -> Allocation:
    problem = region.problem
    number_of = {site.name: number for number, site in enumerate(region.sites)}
    visits = {site.name: marginals.visits_to(number_of[site.name]) for site in problem.sites}
    coverage = {name: region.curves[number_of[name]].found(number) for name, number in visits.items()}
    donor_visits: dict[tuple[str, str], Fraction] = {}
    for number, cell in enumerate(region.cells):
        made = marginals.inspections_of(number)
        key = cell.donor, region.classes[cell.site_class].state
        if made:
            donor_visits[key] = donor_visits.get(key, Fraction(0)) + made
    compliance = problem.compliance
    if attacked is None:
        assert compliance is not None  # else some site is attacked
        violator, defender = exact(compliance.violator), exact(compliance.defender)
    else:
        violator = level
        defender = region.curves[attacked].defender(coverage[region.sites[attacked].name])
    return Allocation(
        problem,
        visits,
        coverage,
        donor_visits,
        level,
        bound,
        tuple(
            s.name
            for s in problem.sites
            if region.curves[number_of[s.name]].violator_uncovered >= level - tie
        ),
        None if attacked is None else region.sites[attacked].name,
        attacked is None,
        violator,
        defender,
        {limit.says: price for limit, price in zip(region.limits, solution.of_limits, strict=True)},
        {site.name: weight for site, weight in zip(region.sites, solution.of_sites, strict=True)},
        rounded,
        solution,
        marginals,
        region,
    )


def _without_sites(problem: InspectionProblem, region: Region) -> Allocation:
    compliance = problem.compliance
    violator = None if compliance is None else exact(compliance.violator)
    defender = None if compliance is None else exact(compliance.defender)
    none: dict[str, Fraction] = {}
    return Allocation(
        problem, none, none, {}, violator, violator, (), None, compliance is not None, violator, defender,
        {}, {}, Fraction(0), None, Marginals((), tuple(0 for _ in region.cells)), region,
    )  # fmt: skip
