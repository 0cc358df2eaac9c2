"""What must not change an allocation, or must change it in one known way."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from detente.verification.sites.allocation import Allocation, allocate
from detente.verification.sites.problem import Compliance, InspectionProblem, exact
from detente.verification.sites.water_filling import water_filling
from tests.verification.sites.site_strategies import problems, sites

if TYPE_CHECKING:
    from detente.verification.sites.problem import Number

NEAR = Fraction(1, 10**8)


def _level(found: Allocation) -> Fraction:
    assert found.level is not None
    return found.level


def _defender(found: Allocation) -> Fraction:
    assert found.defender_utility is not None
    return found.defender_utility


@given(problems(), st.randoms())
def test_neither_names_nor_order_of_sites_matter(problem: InspectionProblem, order: object) -> None:
    names = [f"place {number}" for number in range(len(problem.sites))]
    order.shuffle(names)  # type: ignore[attr-defined] # hypothesis's random numbers
    other = tuple(replace(site, name=name) for site, name in zip(problem.sites, names, strict=True))
    one, two = allocate(problem), allocate(replace(problem, sites=other[::-1]))
    assert abs(_level(one) - _level(two)) < NEAR
    assert abs(_defender(one) - _defender(two)) < 100 * NEAR
    assert one.complies == two.complies


@given(
    problems(),
    st.fractions(Fraction(1, 100), 1000, max_denominator=100),
    st.fractions(-1000, 1000, max_denominator=100),
)
def test_the_violators_payoffs_may_be_rescaled(
    problem: InspectionProblem, scale: Fraction, shift: Fraction
) -> None:
    def turned(value: Number) -> Fraction:
        return exact(value) * scale + shift

    other = replace(
        problem,
        sites=tuple(
            replace(
                site,
                violator_covered=turned(site.violator_covered),
                violator_uncovered=turned(site.violator_uncovered),
            )
            for site in problem.sites
        ),
        compliance=None
        if problem.compliance is None
        else Compliance(violator=turned(problem.compliance.violator), defender=problem.compliance.defender),
    )
    one, two = allocate(problem), allocate(other)
    assert abs(turned(_level(one)) - _level(two)) < NEAR * (scale + abs(shift) + 1)
    assert abs(_defender(one) - _defender(two)) < 1000 * NEAR


@given(problems(), st.fractions(Fraction(1, 100), 1000, max_denominator=100))
def test_the_defenders_payoffs_may_be_rescaled(problem: InspectionProblem, scale: Fraction) -> None:
    other = replace(
        problem,
        sites=tuple(
            replace(
                site,
                defender_covered=exact(site.defender_covered) * scale,
                defender_uncovered=exact(site.defender_uncovered) * scale,
            )
            for site in problem.sites
        ),
        compliance=None
        if problem.compliance is None
        else replace(problem.compliance, defender=exact(problem.compliance.defender) * scale),
    )
    one, two = allocate(problem), allocate(other)
    assert _level(one) == _level(two)
    assert abs(_defender(one) * scale - _defender(two)) <= NEAR * scale


@given(problems())
def test_more_inspections_never_help_the_violator(problem: InspectionProblem) -> None:
    more = tuple(replace(donor, inspections=(donor.inspections or 0) + 1) for donor in problem.donors)
    assert _level(allocate(replace(problem, donors=more))) <= _level(allocate(problem)) + NEAR


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6, unique=True), st.integers(0, 6), st.data())
def test_water_stands_equally_high_wherever_it_has_been_poured(
    numbers: list[int], budget: int, data: st.DataObject
) -> None:
    """Each site is at the level, or below it untouched; the money spent and left is the budget."""
    chosen = [data.draw(sites(f"site {number}", costs=True)) for number in numbers]
    found = water_filling(chosen, budget)
    for site in chosen:
        drop = exact(site.violator_uncovered) - exact(site.violator_covered)
        worth = exact(site.violator_uncovered) - drop * found.coverage[site.name]
        assert worth == found.level or (worth < found.level and not found.visits[site.name])
    spent = sum(exact(site.cost) * found.visits[site.name] for site in chosen)
    assert spent + found.unspent == budget
