"""The bound holds whatever multipliers it is made from, and is tight for those of the solver."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from detente.verification.sites.allocation import allocate
from detente.verification.sites.certificate import lower_bound
from detente.verification.sites.problem import InspectionProblem, exact
from detente.verification.sites.region import region_of
from tests.verification.sites.site_strategies import problems

WEIGHTS = st.floats(-1, 10, allow_nan=False)


@given(problems(nested=False) | problems(budgets=True), st.data())
def test_no_multipliers_prove_more_than_is_true(problem: InspectionProblem, data: st.DataObject) -> None:
    """Weak duality: any multipliers bound the level from below; negative ones are taken as nought."""
    found = allocate(problem)
    assert found.solution is not None
    assert found.level is not None
    made_up = replace(
        found.solution,
        of_sites=tuple(data.draw(WEIGHTS) for _ in found.solution.of_sites),
        of_classes=tuple(data.draw(WEIGHTS) for _ in found.solution.of_classes),
        of_limits=tuple(data.draw(WEIGHTS) for _ in found.solution.of_limits),
    )
    bound = lower_bound(found.region, made_up)
    assert bound is None or bound <= found.level
    assert lower_bound(region_of(problem), found.solution) == found.lower_bound


@given(problems(nested=False) | problems(budgets=True))
def test_the_level_is_that_of_inspections_that_can_be_had(problem: InspectionProblem) -> None:
    """Recomputed from the marginals, which break no limit: an upper bound as exact as the lower one."""
    found = allocate(problem)
    assert found.marginals.breaches(found.region) == []
    worth = [
        curve.violator(curve.found(found.marginals.visits_to(site)))
        for site, curve in enumerate(found.region.curves)
    ]
    if problem.compliance is not None:
        worth.append(exact(problem.compliance.violator))
    assert found.level is not None
    assert max(worth) <= found.level
    assert found.level - max(worth) < Fraction(1, 10**12)  # visits are lowered to what the level needs
