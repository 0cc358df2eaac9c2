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
