from __future__ import annotations

from fractions import Fraction

import pytest

from detente.bargaining import analyse
from detente.case.case import Case

CASE = """\
detente: 1
title: A floor between the points
as_of: 2020-01-01
parties: {{buyer: {{walk_away: {floor}}}, seller: {{walk_away: 0}}}}
issues:
  price:
    options: [low, high]
    today: high
    decided_by: [buyer, seller]
    stances: {{buyer: low > high, seller: high > low}}
"""


@pytest.mark.parametrize(
    ("floor", "missing"), [(130, Fraction(30)), (100.5, Fraction(1, 2)), (300, Fraction(200))]
)
def test_what_is_missing_to_a_floor_is_exact_where_the_floor_lies_between_points(
    floor: float, missing: Fraction
) -> None:
    """The best package is worth 100 to the buyer, so the floor less 100 is missing."""
    found = analyse(Case.from_text(CASE.format(floor=floor))).conflicts
    assert found is not None
    assert [shortfall.points for shortfall in found.shortfalls][:1] == [(missing,)]


def test_the_nearest_package_is_sought_where_all_others_are_no_worse_off_than_without_an_agreement() -> None:
    """By hand: whoever wins an issue has 100 points of it, the other none, and each needs 150.

    Sharing the issues leaves each 50 short. To keep b's floor b must win both, and a is 150 short.
    """
    text = """\
detente: 1
title: Each needs both
as_of: 2020-01-01
parties: {a: {name: The Hills, walk_away: 150}, b: {name: Coast, walk_away: 150}}
issues:
  y: {options: [p, q], today: p, decided_by: [a, b], stances: {a: q > p, b: p > q}}
  z: {options: [p, q], today: p, decided_by: [a, b], stances: {a: q > p, b: p > q}}
"""
    given = "With nobody else left below no agreement, the nearest package falls short of no agreement for"
    said = [one for one in analyse(Case.from_text(text)).summary() if "falls short" in one]
    assert said == [f"{given} the Hills by 150.0.", f"{given} Coast by 150.0."]
