"""From a negotiation to integers."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.formula import TRUE, Is
from detente.outcomes.constraints import Constraint, ConstraintKind
from detente.outcomes.domain import NO_FLOOR, Domain, Interaction
from detente.outcomes.encoding import encoded, restricted
from detente.outcomes.negotiation import negotiation_of
from tests.case_strategies import case_mappings, read_case
from tests.small_cases import alliance_case, dam_case

if TYPE_CHECKING:
    from detente.case.case import Case


def domain_of(case: Case, **asked: Any) -> Domain:  # noqa: ANN401 - issues, signatories, today
    return negotiation_of(case.nominal, **asked).domain


def test_points_are_whole_multiples_of_the_largest_common_step() -> None:
    """c: 2 x (10, 20, 0) for troops, 30 for aid, 4 for both: steps of 2; d: 3 x (100, 50, 0) and 6: of 6."""
    domain = domain_of(alliance_case(), issues=["troops", "aid"], signatories=["c", "d"])
    assert domain.issues == ("troops", "aid")
    assert domain.options == (("none", "few", "many"), ("refused", "given"))
    assert (domain.columns, domain.objectives) == (("c", "d"), 2)
    assert domain.units == (Fraction(2), Fraction(6))
    assert domain.points[0].tolist() == [[10, 50], [20, 25], [0, 0]]
    assert domain.points[1].tolist() == [[0, 1], [15, 0]]
    assert [one.points.tolist() for one in domain.interactions] == [[2, 0]]
    assert domain.floors.tolist() == [NO_FLOOR, NO_FLOOR]
    assert domain.requirements == ()


def test_members_without_a_vote_have_columns_of_their_own_after_the_signatories() -> None:
    domain = domain_of(alliance_case(), signatories=["league", "d"])
    assert domain.columns == ("league", "d", "hawks (member)", "c (member)")
    assert domain.objectives == 2


def test_issues_off_the_table_count_as_they_are_today() -> None:
    """Today no troops leave, so aid does not meet with few troops; d has 6 points for aid refused."""
    domain = domain_of(alliance_case(), issues=["troops"], signatories=["c", "d"])
    assert [Fraction(6) * step for step in domain.points[0][:, 1].tolist()] == [306, 156, 6]
    assert domain.interactions == ()
    given_today = domain_of(
        alliance_case(("today: refused", "today: given")), issues=["troops"], signatories=["c"]
    )
    assert given_today.interactions[0].when == Is("troops", frozenset({"few"}))
    assert [int(given_today.units[0] * step) for step in given_today.points[0][:, 0].tolist()] == [50, 70, 30]


def test_an_interaction_that_always_holds_becomes_points() -> None:
    case = alliance_case(("today: refused", "today: given"), ("today: many", "today: few"))
    domain = domain_of(case, issues=["talks"], signatories=["c"])
    assert domain.interactions == ()
    assert [domain.units[0] * step for step in domain.points[0][:, 0].tolist()] == [74, 74]


def test_with_nothing_on_the_table_the_one_package_has_its_value() -> None:
    domain = domain_of(alliance_case(), issues=[], signatories=["c", "d"])
    assert domain.packages == 1
    assert [unit * step for unit, step in zip(domain.units, domain.value(()), strict=True)] == [0, 6]


def test_a_party_without_stances_has_zeros() -> None:
    domain = domain_of(dam_case())
    assert [points.tolist() for points in domain.points] == [[[0, 0]] * 4]


def test_values_that_are_too_fine_to_be_summed_exactly_are_refused() -> None:
    points = {"none": 999_999_999.999_999, "low": 0, "high": 0, "huge": 0}
    worth = [{"when": "dam is low", "points": 0.000_001}]
    case = dam_case(
        {"points": points, "weight": 999_999_999.999_999}, parties={"up": {"worth": worth}, "down": {}}
    )
    with pytest.raises(ValueError, match="the values of 'up' are too fine to be summed exactly"):
        domain_of(case)


def test_constraints_become_requirements_and_the_highest_floors() -> None:
    domain = domain_of(alliance_case(), signatories=["c", "d"])
    some, other = Is("aid", frozenset({"given"})), Is("troops", frozenset({"few"}))
    constraints = [
        Constraint("1", ConstraintKind.FLOOR, "c", column=0, floor=3),
        Constraint("2", ConstraintKind.RED_LINE, "c", some),
        Constraint("3", ConstraintKind.FLOOR, "c", column=0, floor=-2),
        Constraint("4", ConstraintKind.DEMAND, "d", other),
        Constraint("5", ConstraintKind.DEMAND, "c", some),
    ]
    zone = restricted(domain, constraints)
    assert zone.floors.tolist() == [3, NO_FLOOR]
    assert zone.requirements == (some, other)
    assert domain.floors.tolist() == [NO_FLOOR, NO_FLOOR]
    assert restricted(domain, []).requirements == domain.requirements


@settings(max_examples=60)
@given(case_mappings(), st.data())
def test_integers_stand_for_the_exact_values(mapping: dict[str, Any], data: st.DataObject) -> None:
    """Steps times the unit are the value of the whole package, and no larger unit would do."""
    negotiation = negotiation_of(read_case(mapping).nominal)
    domain = negotiation.domain
    for _ in range(5):
        package = {
            issue: data.draw(st.sampled_from(domain.options[i])) for i, issue in enumerate(domain.issues)
        }
        steps = domain.value(domain.numbered(package))
        whole = negotiation.whole(package)
        worth = [valuation.of(whole) for valuation in negotiation.columns.values()]
        assert [unit * step for unit, step in zip(domain.units, steps, strict=True)] == worth
    for column in range(len(domain.columns)):
        steps_of_column = [int(step) for part in domain.points for step in part[:, column]]
        steps_of_column += [int(one.points[column]) for one in domain.interactions]
        assert math.gcd(*steps_of_column) in {0, 1}


def test_encoding_takes_the_valuations_it_is_given() -> None:
    negotiation = negotiation_of(alliance_case().nominal, signatories=["c", "d"])
    domain = encoded(negotiation, {"d": negotiation.valuations["d"]}, 1)
    assert (domain.columns, domain.objectives) == (("d",), 1)
    assert not any(isinstance(one, Interaction) for one in domain.interactions)
    assert TRUE not in domain.requirements
    assert all(part.dtype == np.int64 for part in domain.points)
