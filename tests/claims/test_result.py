"""What is assumed and what is derived: it depends on where the inputs stand on which a verdict rests."""

from __future__ import annotations

from typing import get_origin

import pytest

from detente.case.case import load
from detente.case.model import CaseFile
from detente.claims.explained import Explained
from detente.claims.result import _BY_NAME, ClaimResult
from detente.claims.sufficient import Sufficient
from detente.claims.verdict import Verdict

CASE = load("nato-russia-2010")


@pytest.mark.parametrize(
    ("inputs", "standing"),
    [
        ((), "structural"),
        (("trust.0.level",), "assumed"),
        (("trust.0.level", "trust.3.level"), "assumed"),
        (("procedures.council.moves.0", "procedures.council.moves.1"), "assumed"),
        (("issues.veto.stances.russia.order", "issues.order.stances.russia.never"), "assumed"),
        (("issues.veto.stances.russia.order", "issues.veto.stances.usa.order"), "derived"),
        (("blocks.one.delivers", "blocks.other.delivers"), "derived"),
        (("regimes.one.inspected.a.seen", "regimes.one.inspected.a.other_means"), "assumed"),
        (("regimes.one.inspected.a.seen", "regimes.other.inspected.a.seen"), "derived"),
        (("rules.0", "trust.0.level"), "derived"),
    ],
)
def test_what_stands_in_one_place_of_the_case_is_assumed(inputs: tuple[str, ...], standing: str) -> None:
    found = Explained(Sufficient(inputs, len(inputs), 1), None, ())
    one = ClaimResult(CASE.claims[0], True, Verdict.ALWAYS, None, None, (), found, CASE)
    assert one.standing == standing


def test_every_section_with_entries_by_name_is_known() -> None:
    """But for those in which no input stands."""
    named = {name for name, field in CaseFile.model_fields.items() if get_origin(field.annotation) is dict}
    assert named - {"variants", "sources"} == _BY_NAME
