"""What flips a claim, in words that an analyst can take as they are."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from detente.case.case import Case
from detente.claims.flips.flip import Change, Flip, Flips, Kind
from detente.claims.flips.said import change_says, flips_say

CASE = Case.from_text(
    "detente: 1\ntitle: T\nas_of: 2020-01-01\nparties: {a: {name: Aland, walk_away: [0, 10]}, b: {}}\n"
)
PATH = "parties.a.walk_away"
NOTHING = Flips((), None, None, inputs=0, pairs=0, of_pairs=0, worlds=1, all_inputs=True, all_turns=True)
TWO = Flip((Change(PATH, Kind.NUMBER, Fraction(5), Fraction(6), Fraction(1, 10)),) * 2)


@pytest.mark.parametrize(
    ("before", "after", "distance", "says"),
    [
        pytest.param("2000000", "2150025", "0.15", "at 2,150,025 instead of 2,000,000 (0.15 of", id="large"),
        pytest.param("0.00002", "0.00003", "0.5", "at 0.00003 instead of 0.00002 (0.5 of", id="small"),
        pytest.param("5", "5.00001", "0.000001", "at 5.00001 instead of 5 (0.000001 of", id="near"),
        pytest.param("1000000", "1000000.01", "0.001", "at 1,000,000.01 instead of 1,000,000 (", id="alike"),
        pytest.param("-1", "-2000000", "1", "at −2,000,000 instead of −1 (1 of", id="below zero"),
    ],
)
def test_numbers_are_written_out(before: str, after: str, distance: str, says: str) -> None:
    change = Change(PATH, Kind.NUMBER, Fraction(before), Fraction(after), Fraction(distance))
    assert change_says(CASE, change).startswith(f"what no agreement is worth to Aland {says}")


@pytest.mark.parametrize(
    ("flips", "says"),
    [
        pytest.param(NOTHING, "no single input flips it within the ranges given", id="no pairs"),
        pytest.param(
            replace(NOTHING, pairs=4, of_pairs=4),
            "no single input and no pair flips it within the ranges given",
            id="all pairs",
        ),
        pytest.param(
            replace(NOTHING, pairs=600, of_pairs=2438),
            "no single input and none of the 600 pairs tried of 2,438 flips it within the ranges given",
            id="some pairs",
        ),
        pytest.param(
            replace(NOTHING, inputs=3, all_turns=False),
            "no single input flips it within the ranges given"
            " (of numbers only the middle and the end of each way were tried)",
            id="few places",
        ),
        pytest.param(
            replace(NOTHING, pair=TWO, pairs=600, of_pairs=8900),
            "no single input flips it, but two do together (600 of 8,900 pairs were tried): what ",
            id="a pair, of some",
        ),
        pytest.param(
            replace(NOTHING, pair=TWO, pairs=4, of_pairs=4),
            "no single input flips it, but two do together: what ",
            id="a pair, of all",
        ),
    ],
)
def test_how_far_was_looked_is_said(flips: Flips, says: str) -> None:
    said = flips_say(CASE, flips)
    assert said.startswith(says) if flips.pair else said == says
