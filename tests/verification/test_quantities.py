"""What verification publishes for claims: values, witnesses, and that what a witness names decides."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from detente.claims import analyse
from detente.verification.quantities import limits_exceeded
from tests.small_regimes import limit, regime_case

HELD = [{"zone": "centre", "category": "tank", "count": 7}]
PARTS: dict[str, Any] = {
    "inspected": {
        "a": {"objects": 20, "breach": 2, "inspections": 10, "other_means": 0.5, "gain": 1, "penalty": 3},
        "b": {"objects": 10, "breach": 1, "inspections": 3, "gain": 2, "penalty": 1, "keeps_gain": True},
    },
    "limits": [limit("centre", 5, zone="centre"), limit("all", 9), limit("b", 3, on="b")],
    "declarations": [{"by": "a", "as_of": "2000-01-01", "complete": True, "holdings": HELD}],
}


def found(formula: str, **parts: Any) -> dict[str, Any]:  # noqa: ANN401 - as an analyst may write
    claim = {"id": "C1", "says": "It is so.", "holds_if": formula}
    [one] = analyse(regime_case({"claims": [claim]}, **{**PARTS, **parts})).to_json()["claims"]
    said: dict[str, Any] = one
    return said


@pytest.mark.parametrize(
    "formula",
    [
        # By hand: of 20, ten are inspected; both of two are missed with 10 * 9 / (20 * 19).
        "inspections_find(treaty, a) = 1 - 90 / 380",
        "detects(treaty, a) = 1 - 90 / 380 / 2",
        "detects(treaty, b) = 3 / 10",
        "detects(treaty) = 3 / 10",
        "inspections_find(treaty) = 3 / 10",
        "deters(treaty, a) = 1",
        "least_that_deters(treaty, a) = 1 / 4",
        "deters(treaty, b) = 0",
        "limits_exceeded(treaty) = 1",
        "limits_untold(treaty) = 1",
    ],
)
def test_the_values_are_those_of_a_count_by_hand(formula: str) -> None:
    assert found(formula)["nominal"] is True


def test_what_was_notified_counts_also_where_a_limit_is_left_out() -> None:
    """Seven tanks break the limit of five in the centre; two that come break that of eight on all as well."""
    came = {
        "by": "a",
        "on": "2000-02-01",
        "category": "tank",
        "count": 2,
        "to_zone": "centre",
        "status": "active",
    }
    parts = {"limits": [limit("centre", 5, zone="centre"), limit("all", 8)], "changes": [came]}
    [claim] = analyse(
        regime_case(
            {"claims": [{"id": "C1", "says": "So.", "holds_if": "limits_exceeded(treaty) = 2"}]},
            **{**PARTS, **parts},
        )
    ).to_json()["claims"]
    assert claim["nominal"] is True
    case = regime_case(**{**PARTS, **parts})
    left = replace(case.nominal, dropped=frozenset({"regimes.treaty.limits.centre"}))
    assert limits_exceeded(left, "treaty") == 1


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        ("detects(treaty, b) > 0", "a breach by b that shows at 1 of 10 objects is noticed within a year"),
        ("deters(treaty, a) = 1", "that deters a: from 0.25 on, a breach does not pay"),
        ("deters(treaty, b) = 0", "no chance of detection deters b"),
        (
            "limits_exceeded(treaty) > 0",
            "a holds 7 tank in centre: 2 more than allowed, at most 5 (Article 1)",
        ),
        ("limits_untold(treaty) > 0", "whether b keeps to at most 3 (Article 1) of tank cannot be told"),
    ],
)
def test_a_witness_says_on_what_it_rests(formula: str, why: str) -> None:
    assert why in found(formula)["why"]


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("detects(treaty, b) > 0", {"inspected": {}}),
        ("least_that_deters(treaty, b) > 0", {}),
        ("deters(treaty, a) = 1", {"inspected": {"a": {"objects": 2, "breach": 1, "inspections": 1}}}),
    ],
)
def test_where_there_is_no_value_a_claim_does_not_hold(formula: str, words: dict[str, Any]) -> None:
    assert found(formula, **words)["nominal"] is not True


def test_without_what_the_witness_names_the_answer_is_another() -> None:
    """The limit in the centre and the declaration decide together; the other limits do not."""
    exceeded = "limits_exceeded(treaty) > 0"
    one = found(exceeded)
    assert set(one["sufficient"]) == {"regimes.treaty.limits.centre", "regimes.treaty.declarations.0"}
    limits = PARTS["limits"]
    assert found(exceeded, limits=limits[1:])["nominal"] is False
    assert found(exceeded, declarations=[])["nominal"] is False
    assert found(exceeded, limits=limits[:1])["nominal"] is True


def test_what_keeps_a_limit_from_being_told_is_what_is_not_declared() -> None:
    told = "limits_untold(treaty) = 0"
    nothing = {"by": "b", "as_of": "2000-01-01", "complete": True}
    both = [*PARTS["declarations"], nothing]
    assert found(told)["nominal"] is False
    one = found(told, declarations=both)
    assert one["nominal"] is True
    assert set(one["sufficient"]) == {"regimes.treaty.declarations.0", "regimes.treaty.declarations.1"}


def test_only_the_numbers_that_decide_are_named() -> None:
    side = {"objects": 20, "breach": [1, 4], "inspections": [5, 10], "seen": 1, "other_means": [0.1, 0.2]}
    one = found("detects(treaty, a) > 0.5", inspected={"a": side})
    assert one["nominal"] is True
    assert set(one["sufficient"]) == {"regimes.treaty.inspected.a.breach"}
