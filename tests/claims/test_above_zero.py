"""Which quantities must be above zero for a statement to hold: by hand."""

from __future__ import annotations

import pytest

from detente.case.language import parse_expression
from detente.claims.above_zero import above_zero


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("p_goal() > 0", ["p_goal"]),
        ("0 < p_goal()", ["p_goal"]),
        ("p_goal() > 0.3", ["p_goal"]),
        ("p_goal() >= 0.3", ["p_goal"]),
        ("p_after(order is talks) < p_goal()", ["p_goal"]),
        ("p_after(order is talks) > p_goal() and p_goal() > 0", ["p_after", "p_goal"]),
        ("p_goal() >= 0", []),
        ("p_goal() > -1", []),
        ("p_goal() = 0.3", []),
        ("p_goal() < 0.3", []),
        ("p_after(order is talks) <= p_goal()", []),
        ("p_goal() > 0 or signable() > 0", []),
        ("not p_goal() > 0", []),
        ("signable() > 0", ["signable"]),
        ("p_goal() > signable() - 1", []),
        ("p_goal() > change(russia, order is talks)", []),
    ],
)
def test_what_exceeds_something_that_is_never_below_zero_is_above_it(
    statement: str, named: list[str]
) -> None:
    """A chance is never below zero, while a gain may be a loss."""
    assert [call.name for call in above_zero(parse_expression(statement))] == named
