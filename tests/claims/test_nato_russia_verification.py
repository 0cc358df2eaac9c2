"""K6 and K6b: what arms control adds, and that it does so because a breach would be seen."""

from __future__ import annotations

from fractions import Fraction
from importlib.resources import files
from math import comb
from typing import Any

import pytest
from ruamel.yaml import YAML

from detente.case.case import Case, load
from detente.claims import analyse
from tests.claims.nato_russia import NAME, claims_by_id

MEASURES = ("threat_review", "reform_dialogue", "consultation")


def _mapping() -> dict[str, Any]:
    path = files("detente") / "cases" / f"{NAME}.yaml"
    mapping: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    mapping["claims"] = [one for one in mapping["claims"] if one["id"] in {"K6", "K6b"}]
    return mapping


def _middle(pair: list[float]) -> Fraction:
    low, high = (Fraction(str(end)) for end in pair)
    return (low + high) / 2


def _noticed(objects: int, inspections: int, breach: int, seen: Fraction, other: Fraction) -> Fraction:
    """Count samples by how many of them show the breach: the hypergeometric law, written out."""
    missed = sum(
        Fraction(comb(breach, k) * comb(objects - breach, inspections - k), comb(objects, inspections))
        * (1 - seen) ** k
        for k in range(min(breach, inspections) + 1)
    )
    return 1 - missed * (1 - other)


def _of(regime: str, side: str, inspections: int) -> Fraction:
    """Return what the middles of the ranges in the file come to, whole numbers as equal parts of a range."""
    given = _mapping()["regimes"][regime]["inspected"][side]
    low, high = given["breach"]
    breach = low + (high - low + 1) // 2
    objects = sum(given["objects"]) // 2
    return _noticed(objects, inspections, breach, _middle(given["seen"]), _middle(given["other_means"]))


def test_the_block_takes_its_detection_from_the_side_that_is_least_looked_at() -> None:
    """By the treaty 15 % of 450 objects are 68, and Russia may make half of 15 % of NATO's 1,200: 90."""
    least = min(_of("cfe_revived", "russia", 68), _of("cfe_revived", "nato", 90))
    taken = load(NAME).nominal.number("blocks.arms_control.detection")
    assert abs(taken - least) <= Fraction(1, 2_000_000)


def test_k6_arms_control_adds_more_trust_than_the_measures_because_it_is_seen() -> None:
    blocks = _mapping()["blocks"]
    least = load(NAME).nominal.number("blocks.arms_control.detection")
    assert _middle(blocks["arms_control"]["earns"]) * least > sum(
        _middle(blocks[block]["earns"]) for block in MEASURES
    )
    found = claims_by_id()["K6"]
    assert found.nominal is True
    assert "as a breach is noticed with" in found.why
    assert found.sufficient is not None
    assert {path.split(".")[0] for path in found.sufficient.inputs} == {"blocks", "regimes"}
    assert found.standing == "derived"


@pytest.mark.parametrize("inspections", [0, 1])
def test_without_inspections_and_other_means_the_advantage_of_k6_is_gone(inspections: int) -> None:
    """What the witness names: with next to nothing to notice a breach, arms control adds no more."""
    mapping = _mapping()
    for side in mapping["regimes"]["cfe_revived"]["inspected"].values():
        side.pop("quota", None)
        side |= {"inspections": inspections, "other_means": 0}
    for design in mapping["regimes"]["cfe_revived"]["designs"].values():
        design.pop("inspections", None)
    found = {one.claim.id: one for one in analyse(Case.from_mapping(mapping), draws=0).claims}
    assert found["K6"].nominal is False
    assert found["K6b"].nominal is False


def test_k6b_a_breach_is_noticed_more_likely_under_the_treaty_than_under_measures_alone() -> None:
    """Russia accepts 8 to 13 inspections by the Vienna Document, NATO 15 to 40: 11 and 28 in the middle."""
    vienna = min(_of("vienna_document", "russia", 11), _of("vienna_document", "nato", 28))
    revived = min(_of("cfe_revived", "russia", 68), _of("cfe_revived", "nato", 90))
    assert vienna < revived
    found = claims_by_id()["K6b"]
    assert found.nominal is True
    assert f"{float(revived):.2f}" in found.why
    assert f"{float(vienna):.2f}" in found.why
