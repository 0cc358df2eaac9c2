"""Quotas: how shares are rounded, the least and the most, shares of shares, and unknown objects."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.problems import CaseError
from detente.verification.limits.amounts import Amount
from detente.verification.quotas import quotas_of
from tests.small_regimes import SURE, regime


def sizes(objects: Any, *quotas: dict[str, Any]) -> dict[str, Amount]:  # noqa: ANN401 - as an analyst may write
    of = regime(quotas=[{**SURE, **quota} for quota in quotas], objects={"a": objects})
    return {one.quota.id: one.size for one in quotas_of("treaty", of)}


def number(count: int) -> Amount:
    return Amount(count, count)


@pytest.mark.parametrize(
    ("objects", "up", "nearest", "down"),
    [(10, 2, 2, 1), (9, 2, 1, 1), (11, 2, 2, 1), (20, 3, 3, 3), (3, 1, 0, 0)],
)
def test_a_share_is_rounded_as_it_says(objects: int, up: int, nearest: int, down: int) -> None:
    """By hand, of 15 percent: of ten that is one and a half, which goes up to the nearest."""
    ways = ({"id": way, "share": 0.15, "rounding": way} for way in ("up", "nearest", "down"))
    found = sizes(objects, *ways)
    assert found == {"up": number(up), "nearest": number(nearest), "down": number(down)}


def test_the_least_holds_where_there_is_anything_and_the_most_always() -> None:
    quota = {"id": "it", "share": 0.1, "at_least": 2, "at_most": 4}
    found = [sizes(objects, quota)["it"].low for objects in (0, 1, 20, 21, 40, 41, 1000)]
    assert found == [0, 2, 2, 3, 4, 4, 4]


def test_without_objects_a_number_holds_and_the_least_only_where_the_quota_says_so() -> None:
    least = {"share": 0.2, "at_least": 1}
    asked = (
        {"id": "fixed", "number": 3},
        {"id": "sites", **least},
        {"id": "areas", "without_objects": True, **least},
    )
    assert sizes(0, *asked) == {"fixed": number(3), "sites": number(0), "areas": number(1)}


def test_a_share_of_another_quota_is_of_what_that_comes_to() -> None:
    """By hand: a fifth of 11 rounded up is 3, of which half rounded down is 1."""
    whole = {"id": "whole", "share": 0.2}
    half = {"id": "half", "share": 0.5, "of": "whole", "rounding": "down"}
    assert sizes(11, whole, half) == {"whole": number(3), "half": number(1)}


@pytest.mark.parametrize(
    ("quota", "expected"),
    [
        ({"number": 3}, Amount(3, 3)),
        ({"share": 0.15}, Amount(0, None)),
        ({"share": 0}, Amount(0, 0)),
        ({"one_per": 60}, Amount(0, None)),
        ({"one_per": 60, "at_most": 15}, Amount(0, 15)),
        ({"one_per": 60, "at_most": 0}, Amount(0, 0)),
        ({"number": 3, "at_most": 2}, Amount(2, 2)),
        ({"share": 0.5, "of": "fixed"}, Amount(0, 4)),
        ({"share": 0.5, "of": "open"}, Amount(0, None)),
        ({"share": 0.5, "of": "open", "at_least": 1}, Amount(0, None)),
        ({"share": 0.5, "of": "open", "at_least": 1, "without_objects": True}, Amount(1, None)),
        ({"share": 0.5, "of": "open", "at_most": 9}, Amount(0, 9)),
    ],
)
def test_with_an_unknown_number_of_objects_it_goes_as_far_as_it_can(
    quota: dict[str, Any], expected: Amount
) -> None:
    others = ({"id": "fixed", "number": 7}, {"id": "open", "one_per": 10})
    assert sizes("unknown", {"id": "it", **quota}, *others)["it"] == expected


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 100), st.integers(0, 9), st.integers(0, 9))
def test_between_the_ends_of_a_range_lies_what_every_number_of_objects_gives(
    low: int, more: int, per_cent: int, least: int, room: int
) -> None:
    for way in ("up", "nearest", "down"):
        quota = {
            "id": "it",
            "share": per_cent / 100,
            "rounding": way,
            "at_least": least,
            "at_most": least + room,
        }
        [found] = sizes([low, low + more], quota).values()
        each = [sizes(objects, quota)["it"] for objects in (low, low + more // 2, low + more)]
        assert all(one.low == one.high for one in each)
        assert found == Amount(each[0].low, each[-1].low)
        assert found.low <= each[1].low <= (found.high or 0)
        assert (
            each[1] == number(0)
            or abs(Fraction(per_cent, 100) * (low + more // 2) - each[1].low) < 1
            or each[1].low in {least, least + room}
        )


@pytest.mark.parametrize(
    ("quota", "message"),
    [
        ({"number": 1, "share": 0.5}, "in one of these ways"),
        ({"number": 1, "of": "other"}, "'share' is not given"),
        ({"share": [0.1, 0.2]}, "one number, not a range"),
        ({"number": -1}, "0 or more"),
        ({"one_per": 0}, "1 or more"),
        ({"number": 1, "at_least": 3, "at_most": 2}, "cannot be less than the least"),
        ({"share": 0.5, "of": "othr"}, "unknown quota 'othr'; did you mean 'other'?"),
        ({"share": 0.5, "of": "share"}, "is itself a share of another quota"),
    ],
)
def test_a_quota_that_cannot_be_is_told(quota: dict[str, Any], message: str) -> None:
    others = ({"id": "other", "number": 3}, {"id": "share", "share": 0.5, "of": "other"})
    with pytest.raises(CaseError) as told:
        sizes(10, {"id": "it", **quota}, *others)
    assert message in str(told.value)
