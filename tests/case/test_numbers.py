"""Numbers an analyst may write, and what is said about those that are none."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from detente.case.numbers import (
    Level,
    Points,
    Probability,
    Range,
    Scale,
    Votes,
    WalkAway,
    Weight,
    WholeNumber,
    parse_range,
)

EXACT = st.integers(-(10**15), 10**15).map(lambda millionths: Decimal(millionths).scaleb(-6))
"""Every number that a case may hold: up to a thousand million, with up to six decimal places."""


@pytest.mark.parametrize(
    ("written", "low", "mode", "high"),
    [
        (3, "3", None, "3"),
        (-2.5, "-2.5", None, "-2.5"),
        (0.1, "0.1", None, "0.1"),
        (Decimal("0.000001"), "0.000001", None, "0.000001"),
        (Decimal("1E+9"), "1000000000", None, "1000000000"),
        (-(10**9), "-1000000000", None, "-1000000000"),
        (Fraction(1, 8), "0.125", None, "0.125"),
        ([1, 2], "1", None, "2"),
        ((1, 2), "1", None, "2"),
        ([Decimal("0.2"), 0.35], "0.2", None, "0.35"),
        ([2, 2], "2", None, "2"),
        ({"low": 1, "high": 4}, "1", None, "4"),
        ({"low": 1, "mode": 1, "high": 4}, "1", "1", "4"),
        ({"high": 4, "mode": Decimal("3.5"), "low": -1}, "-1", "3.5", "4"),
    ],
)
def test_numbers_are_read_exactly(written: Any, low: str, mode: str | None, high: str) -> None:  # noqa: ANN401
    expected = Range(Fraction(low), Fraction(high), None if mode is None else Fraction(mode))
    assert parse_range(written) == expected
    assert parse_range(expected) is expected


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (None, "a number is missing here"),
        (True, "'true' is not a number"),
        ("many", "'many' is not a number"),
        ("nan", "'nan' is not a number"),
        ("5", "'5' is a text: write it without quotation marks"),
        ("-0.5", "'-0.5' is a text: write it without quotation marks"),
        (float("nan"), "nan is not a number"),
        (float("-inf"), "-inf is not a number"),
        (Decimal("Infinity"), "Infinity is not a number"),
        (10**9 + 1, "1000000001 is too large: no number may be beyond 1,000,000,000"),
        (Decimal("-1E+400"), "-1E+400 is too large: no number may be beyond 1,000,000,000"),
        pytest.param(
            10**5000,
            "1.0000000000000000000000000000… is too large: no number may be beyond 1,000,000,000",
            id="thousands of digits",
        ),
        (Decimal("9" * 40), f"{'9' * 30}… is too large: no number may be beyond 1,000,000,000"),
        (Decimal("1.0000001"), "1.0000001 has more than 6 decimal places"),
        (Decimal("1E-400"), "1E-400 has more than 6 decimal places"),
        (Fraction(1, 3), "1/3 has more than 6 decimal places"),
        ([], "a number is written as 3, as [low, high], or as {low: 1, mode: 2, high: 3}"),
        ([1, 2, 3], "a number is written as 3, as [low, high], or as {low: 1, mode: 2, high: 3}"),
        ({"low": 1}, "a number is written as 3, as [low, high], or as {low: 1, mode: 2, high: 3}"),
        (
            {"low": 1, "high": 2, "middle": 1},
            "a number is written as 3, as [low, high], or as {low: 1, mode: 2, high: 3}",
        ),
        ([1, None], "a number is missing here"),
        ([[1, 2], 3], "a list or a mapping is not a number"),
        ([2, 1], "the range is upside down: 2 is more than 1"),
        ([1_234_567, 1_234_566], "the range is upside down: 1234567 is more than 1234566"),
        ({"low": 0.5, "high": 0.25}, "the range is upside down: 0.5 is more than 0.25"),
        ({"low": 1, "mode": 5, "high": 3}, "the most likely value 5 lies outside 1 to 3"),
        ({"low": 1, "mode": 0, "high": 3}, "the most likely value 0 lies outside 1 to 3"),
    ],
)
def test_what_is_no_number_is_said(written: Any, said: str) -> None:  # noqa: ANN401 - anything
    with pytest.raises(ValueError, match=r".") as caught:
        parse_range(written)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("kind", "written", "said"),
    [
        (Weight, "vitel", "'vitel' is no weight: write a number, a range, or one of vital, important, minor"),
        (Weight, "3", "'3' is a text: write it without quotation marks"),
        (Weight, -1, "a weight cannot be negative, and -1 is"),
        (Weight, [-0.5, 2], "a weight cannot be negative, and -0.5 is"),
        (Scale, "vital", "'vital' is not a number"),
        (Scale, [-1, 2], "a weight cannot be negative, and -1 is"),
        (Level, 1.1, "trust goes from 0 (none) to 1 (full)"),
        (Level, [-0.1, 1], "trust goes from 0 (none) to 1 (full)"),
        (Probability, 1.5, "a probability goes from 0 (never) to 1 (certain)"),
        (Votes, [1, 2], "votes are counted: write a single number, not a range"),
        (Votes, -3, "votes cannot be negative, and -3 is"),
        (WalkAway, "tomorrow", "'tomorrow' is not possible here; it is today, or points"),
        (WalkAway, "12", "'12' is a text: write it without quotation marks"),
        (WalkAway, [2, 1], "the range is upside down: 2 is more than 1"),
        (WholeNumber, 2.5, "2.5 is not a whole number"),
        (WholeNumber, "two", "'two' is not a number"),
    ],
)
def test_each_kind_of_number_has_its_bounds(kind: Any, written: Any, said: str) -> None:  # noqa: ANN401 - a type
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(written)
    assert [str(error["ctx"]["error"]) for error in caught.value.errors()] == [said]


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        (Weight, "important", "important"),
        (Weight, 0, parse_range(0)),
        (Weight, {"low": 0, "mode": 1, "high": 5}, parse_range({"low": 0, "mode": 1, "high": 5})),
        (Level, [0, 1], parse_range([0, 1])),
        (Votes, 0.5, parse_range(0.5)),
        (WalkAway, "today", "today"),
        (WalkAway, [-5, 0], parse_range([-5, 0])),
        (WholeNumber, Decimal("3.0"), 3),
    ],
)
def test_each_kind_of_number_is_read(kind: Any, written: Any, meant: Any) -> None:  # noqa: ANN401 - a type
    assert TypeAdapter(kind).validate_python(written) == meant


@given(st.lists(EXACT, min_size=3, max_size=3).map(sorted), st.sampled_from(["number", "range", "mode"]))
def test_a_number_written_out_is_read_back_the_same(values: list[Decimal], form: str) -> None:
    low, mode, high = values
    written: Any = {"number": low, "range": [low, high], "mode": {"low": low, "mode": mode, "high": high}}[
        form
    ]
    adapter = TypeAdapter[Range](Points)
    number = parse_range(written)
    assert adapter.validate_json(adapter.dump_json(number)) == Range(
        number.low, number.high, None if number.certain else number.mode
    )


@given(EXACT, EXACT)
def test_a_range_is_upside_down_exactly_where_its_low_end_is_the_larger(one: Decimal, other: Decimal) -> None:
    if one <= other:
        assert parse_range([one, other]).certain == (one == other)
    else:
        with pytest.raises(ValueError, match="the range is upside down"):
            parse_range([one, other])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (3, "3"),
        (-0.25, "-0.25"),
        (1_234_567, "1234567"),
        (100, "100"),
        ([0, 1_000_000_000], "0 to 1000000000"),
        ({"low": 1, "mode": 2.5, "high": 4}, "1 to 4, most likely 2.5"),
        ({"low": 1, "high": 4}, "1 to 4"),
        (Decimal("999999999.123456"), "999999999.123456"),
    ],
)
def test_a_number_is_shown_in_plain_digits(written: Any, shown: str) -> None:  # noqa: ANN401 - any form
    assert str(parse_range(written)) == shown


def test_the_nominal_number_is_the_mode_or_else_the_midpoint() -> None:
    assert parse_range(7).nominal == 7
    assert parse_range([1, 4]).nominal == Fraction(5, 2)
    assert parse_range({"low": 1, "mode": 4, "high": 4}).nominal == 4
