"""The tables of the claims say what was found, in columns that a reader can sort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from detente.case.case import Case
from detente.claims import analyse
from tests.claims.flips.test_in_cases import DAM, GIVEN

if TYPE_CHECKING:
    from collections.abc import Hashable

FOUND = analyse(Case.from_text(DAM.format(**GIVEN)), draws=200)
FRAMES = FOUND.to_frames()


def _rows(table: str, claim: str) -> list[dict[Hashable, Any]]:
    frame = FRAMES[table]
    return frame[frame["claim"] == claim].to_dict("records")


@pytest.mark.parametrize(
    ("claim", "how"),
    [
        pytest.param("signed", ["alone"], id="a floor, or other inputs, each alone"),
        pytest.param("never", ["together"] * 2, id="a red line and a ranking together"),
        pytest.param("far", ["past its range"], id="what they need past its range"),
        pytest.param("always", [], id="nothing"),
    ],
)
def test_a_flip_has_a_row_for_each_change_that_tells_how_it_flips(claim: str, how: list[str]) -> None:
    """As in the test of flips: what is shown there by hand stands here in rows."""
    rows = _rows("flips", claim)
    assert [one["how"] for one in rows][: len(how)] == how
    assert len({one["how"] for one in rows}) <= 1


def test_a_region_has_a_row_for_each_side_that_bounds_it() -> None:
    """By hand: the small dam is not signed where those upstream want more for no agreement."""
    [floor] = [one for one in _rows("regions", "signed") if one["input"] == "parties.up.walk_away"]
    assert floor["fails"]
    assert 20 < floor["above"] < 60
    assert pd.isna(floor["below"])
    assert floor["caught"] / floor["inside"] == floor["density"]


def test_a_tornado_has_a_row_for_each_end_of_each_input() -> None:
    """By hand: the one package with the small dam is signed with a floor of 20, and not with one of 60."""
    rows = [one for one in _rows("tornado", "signed") if one["input"] == "parties.up.walk_away"]
    assert [(one["at"], one["nominal"], one["difference"]) for one in rows] == [(20, 1, 1), (60, 1, 0)]


def test_every_claim_has_one_row_with_its_sentence() -> None:
    claims = FRAMES["claims"]
    assert list(claims["id"]) == [one.claim.id for one in FOUND.claims]
    assert list(claims["says"]) == [one.claim.says for one in FOUND.claims]
