"""A zone may lie within several, which then overlap; what stands there counts in each of them."""

from __future__ import annotations

import pytest

from detente.case.case import Case
from detente.case.problems import CaseError
from detente.verification.limits.compliance import compliance

CASE = """
regimes:
  treaty:
    states: {a: }
    categories: {tank: }
    zones:
      centre:
      flank:
      north: {within: [flank]}
      border: {within: [centre, flank]}
      elsewhere:
    limits:
      - {id: centre, article: "1", on: a, zone: centre, at_most: {tank: 10}, confidence: confirmed}
      - {id: flank, article: "2", on: a, zone: flank, at_most: {tank: 5}, confidence: confirmed}
    declarations:
      - {by: a, as_of: 2000-01-01, complete: true, holdings: [{zone: PLACE, category: tank, count: 7}]}
"""


@pytest.mark.parametrize(
    ("place", "centre", "flank"),
    [
        ("border", "met", "exceeded"),
        ("north", "met", "exceeded"),
        ("flank", "met", "exceeded"),
        # Some of what is declared for the centre as a whole may stand in the border zone, which is flank too.
        ("centre", "met", "cannot be told"),
        ("elsewhere", "met", "met"),
    ],
)
def test_what_stands_in_two_zones_counts_in_both(place: str, centre: str, flank: str) -> None:
    """By hand: seven tanks against ten in the centre and five in the flank."""
    regime = Case.from_text(CASE.replace("PLACE", place)).regimes["treaty"]
    found = compliance("treaty", regime, "2000-01-01")
    assert {verdict.limit.id: str(verdict.compliance) for verdict in found} == {
        "centre": centre,
        "flank": flank,
    }


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("flank: {within: border}", "would be a part of itself"),
        ("flank: {within: [centr]}", "unknown zone 'centr'; did you mean 'centre'?"),
        ("flank: {within: [centre, centre]}", "'centre' is named twice"),
    ],
)
def test_zones_that_cannot_lie_so_are_told(written: str, message: str) -> None:
    text = CASE.replace("PLACE", "north").replace("      flank:\n", f"      {written}\n")
    with pytest.raises(CaseError) as told:
        Case.from_text(text)
    assert message in str(told.value)
