"""One linear programme for all sites gives what one for each site gives."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.verification.sites.allocation import allocate
from detente.verification.sites.problem import InspectingState, InspectionProblem, Site, exact
from detente.verification.sites.strong_stackelberg import strong_stackelberg
from tests.verification.sites.one_programme_per_site import best_for_defender
from tests.verification.sites.site_strategies import problems


@given(problems(nested=False) | problems() | problems(budgets=True))
@settings(max_examples=300)
def test_the_defender_has_what_one_programme_for_each_site_gives(problem: InspectionProblem) -> None:
    """Conitzer and Sandholm (2006), with a variable for each donor and site."""
    if len({site.cost for site in problem.sites}) == 1 and any(d.budget is not None for d in problem.donors):
        return  # such a budget counts whole inspections, of which the other way knows nothing
    found = allocate(problem)
    assert found.marginals.breaches(found.region) == []
    assert found.defender_utility is not None
    assert float(found.defender_utility) == pytest.approx(best_for_defender(problem), abs=1e-6)
    assert found.gap is not None
    assert 0 <= found.gap < Fraction(1, 10**8)


@given(problems())
def test_the_attacked_site_is_a_best_one_for_the_violator(problem: InspectionProblem) -> None:
    found = allocate(problem)
    worth = {
        site.name: exact(site.violator_uncovered)
        - (exact(site.violator_uncovered) - exact(site.violator_covered)) * found.coverage[site.name]
        for site in problem.sites
    }
    best = max(worth.values())
    assert found.level is not None
    if found.complies:
        assert problem.compliance is not None
        assert found.violator_utility == problem.compliance.violator
        assert max(best, found.violator_utility) == found.level
        assert found.level - found.violator_utility <= Fraction(1, 10**7)
    else:
        assert found.attacked is not None
        assert best <= found.level
        assert found.level - worth[found.attacked] <= Fraction(1, 10**7)


@given(st.lists(st.tuples(*[st.integers(0, 9)] * 4), min_size=1, max_size=4), st.integers(0, 3))
def test_an_allocation_is_the_announced_mix_over_all_sets_of_sites(
    payoffs: list[tuple[int, int, int, int]], inspections: int
) -> None:
    """As a game of two sides: the leader picks the sites that are inspected, the follower one to use."""
    sites = [
        Site(
            name=f"site {number}",
            state="north",
            violator_covered=gain - loss,
            violator_uncovered=gain,
            defender_covered=worth - harm,
            defender_uncovered=-harm,
        )
        for number, (gain, loss, worth, harm) in enumerate(payoffs)
    ]
    donors = (InspectingState(name="south", inspections=inspections),)
    found = allocate(InspectionProblem(sites=tuple(sites), donors=donors))
    sets = [
        chosen for size in range(min(inspections, len(sites)) + 1) for chosen in combinations(sites, size)
    ]
    leader = [[s.defender_covered if s in chosen else s.defender_uncovered for s in sites] for chosen in sets]
    follower = [
        [s.violator_covered if s in chosen else s.violator_uncovered for s in sites] for chosen in sets
    ]
    assert found.defender_utility is not None
    assert abs(found.defender_utility - strong_stackelberg(leader, follower).leader) < Fraction(1, 10**8)


@given(st.data(), st.integers(1, 3), st.integers(1, 3))
def test_no_mix_on_a_grid_beats_the_leaders(data: st.DataObject, moves: int, answers: int) -> None:
    payoffs = st.lists(
        st.lists(st.integers(-5, 5), min_size=answers, max_size=answers), min_size=moves, max_size=moves
    )
    leader, follower = data.draw(payoffs), data.draw(payoffs)
    found = strong_stackelberg(leader, follower)
    assert sum(found.mix) == 1
    assert _answered(leader, follower, found.mix) == found.leader
    steps = 12
    for one in range(steps + 1):
        for two in range(steps + 1 - one):
            mix = tuple(Fraction(part, steps) for part in (one, two, steps - one - two))
            if not any(mix[moves:]):
                assert _answered(leader, follower, mix[:moves]) <= found.leader


def _answered(leader: list[list[int]], follower: list[list[int]], mix: tuple[Fraction, ...]) -> Fraction:
    """Return what the leader has where the follower answers best, the leader's favourite among ties."""
    answers = range(len(leader[0]))

    def mean(table: list[list[int]], answer: int) -> Fraction:
        return sum((weight * row[answer] for weight, row in zip(mix, table, strict=True)), Fraction(0))

    best = max(mean(follower, answer) for answer in answers)
    return max(mean(leader, answer) for answer in answers if mean(follower, answer) == best)
