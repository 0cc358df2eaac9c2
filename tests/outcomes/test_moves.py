"""Changes of one issue, and who decides on them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from detente.outcomes.moves import Move, deciders, jointly_decided, moves_from, today
from tests.brute_force_case import CaseOracle
from tests.case_strategies import case_mappings, read_case
from tests.small_cases import alliance_case, dam_case


@pytest.mark.parametrize(
    ("issue", "before", "after", "who"),
    [
        ("troops", "many", "few", ("league", "d")),
        ("talks", "closed", "open", ("c", "d")),  # as its option says
        ("talks", "open", "closed", ("d",)),  # as the move says
        ("aid", "refused", "given", ("d",)),
        ("aid", "given", "refused", ("d",)),
    ],
)
def test_a_move_is_decided_as_it_says_else_as_its_option_or_its_issue_says(
    issue: str, before: str, after: str, who: tuple[str, ...]
) -> None:
    assert deciders(alliance_case(), issue, before, after) == who


def test_what_a_move_says_goes_before_what_its_option_says() -> None:
    case = alliance_case(
        ("{from: open, to: closed, decided_by: [d]}", "{from: closed, to: open, decided_by: a}")
    )
    assert deciders(case, "talks", "closed", "open") == ("a",)


def test_moves_from_a_package_change_one_issue_each() -> None:
    found = list(moves_from(alliance_case(), {"troops": "few", "aid": "given"}))
    assert found == [
        Move("troops", "few", "none", ("league", "d")),
        Move("troops", "few", "many", ("league", "d")),
        Move("aid", "given", "refused", ("d",)),
    ]
    assert [move.unilateral for move in found] == [False, False, True]


def test_jointly_decided_are_the_issues_that_some_change_from_today_needs_several_for() -> None:
    assert jointly_decided(alliance_case()) == ("troops", "talks")
    # From open talks only d decides on the way back.
    assert jointly_decided(alliance_case(("today: closed", "today: open"))) == ("troops",)


def test_an_issue_with_one_option_has_no_moves() -> None:
    case = alliance_case(
        ("[refused, given]", "[refused]"),
        ("given: 30", "refused: 30"),
        ("refused: 0, ", ""),
        (", given: 0", ""),
        ("worth: [{when: troops is few and aid is given, points: 4}]", ""),
    )
    assert [move.issue for move in moves_from(case, today(case))] == ["troops", "troops", "talks"]


def test_today_is_one_option_for_each_issue() -> None:
    assert today(alliance_case()) == {"troops": "many", "aid": "refused", "talks": "closed"}
    assert today(dam_case(issues={})) == {}


@settings(max_examples=60)
@given(case_mappings())
def test_deciders_equal_the_oracle(mapping: dict[str, Any]) -> None:
    case, oracle = read_case(mapping), CaseOracle(mapping)
    for issue in case.issues:
        for before in oracle.options(issue):
            for after in oracle.options(issue):
                assert deciders(case, issue, before, after) == oracle.deciders(issue, before, after)
