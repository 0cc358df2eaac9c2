"""Flips in words: numbers are written out, however small a step and however large a value."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.case.case import Case
from detente.case.numbers import parse_range
from detente.case.uncertainty import Input
from detente.claims.flips.lines import RangeLine
from detente.claims.flips.said import change_says


@pytest.mark.parametrize(
    ("to", "says"),
    [
        ("2000100", "at 2,000,100 instead of 2,000,000 (less than 0.001 of its range away)"),
        ("2500000", "at 2,500,000 instead of 2,000,000 (0.25 of its range away)"),
    ],
)
def test_numbers_are_written_out(to: str, says: str) -> None:
    case = Case.from_mapping(
        {
            "detente": 1,
            "title": "A price",
            "as_of": "2024-01-01",
            "parties": {"seller": {"walk_away": [1_000_000, 3_000_000]}},
        }
    )
    path = "parties.seller.walk_away"
    line = RangeLine(Input(path, parse_range([1_000_000, 3_000_000]), (path,)))
    assert change_says(case, line.change(Fraction(to))).endswith(says)
