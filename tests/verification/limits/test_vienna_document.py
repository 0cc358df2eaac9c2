"""Thresholds and quotas of the Vienna Documents, and that nothing recalled passes for confirmed."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from detente.case.case import load
from detente.case.confidence import Certainty
from detente.case.quotas import quota_size
from detente.verification.limits.amounts import Amount
from detente.verification.notifications import Reached, reaches

if TYPE_CHECKING:
    from detente.case.regimes import Threshold

THRESHOLDS = YAML(typ="safe").load(Path(__file__).parents[2] / "catalog" / "vienna_document_thresholds.yaml")
EDITIONS = {year: load(f"vienna-document-{year}").regimes["vienna_document"] for year in (1999, 2011)}


def thresholds() -> list[Any]:
    return [
        pytest.param(threshold, id=f"{edition}-{threshold.id}")
        for edition, regime in EDITIONS.items()
        for threshold in regime.thresholds
    ]


@pytest.mark.parametrize("edition", EDITIONS)
def test_thresholds_are_those_of_the_catalog_and_none_is_confirmed(edition: int) -> None:
    found = {one.id: one for one in EDITIONS[edition].thresholds}
    certain = {Certainty.RECALLED: THRESHOLDS["recalled"], Certainty.UNSURE: THRESHOLDS["unsure"]}
    expected = {
        id_: (one, certainty)
        for certainty, entries in certain.items()
        for id_, one in entries.items()
        if isinstance(one, dict)
    }
    assert set(found) == set(expected)
    for id_, (one, certainty) in expected.items():
        written = found[id_].model_dump(by_alias=True, exclude_defaults=True)
        assert {key: written[key] for key in one} == one
        assert str(found[id_].asks) == id_.split("-")[0]
        assert found[id_].confidence is certainty


@pytest.mark.parametrize("threshold", thresholds())
def test_a_threshold_is_reached_at_its_number_or_above_it_as_it_says(threshold: Threshold) -> None:
    """One below, at it, and one above, of each number alone."""
    for category, number in (threshold.from_ or threshold.above).items():
        found = [
            reaches(threshold, {category: Amount(count, count)})[0] is Reached.YES
            for count in (number - 1, number, number + 1)
        ]
        assert found == [False, bool(threshold.from_), True]


@pytest.mark.parametrize("edition", EDITIONS)
def test_larger_activities_reach_every_smaller_threshold(edition: int) -> None:
    found = {one.id: one for one in EDITIONS[edition].thresholds}
    chain = ["constrain-40000", "constrain-25000", "constrain-13000", "observe", "notify"]
    for larger, smaller in combinations(chain, 2):
        big, small = (found[id_].from_ or found[id_].above for id_ in (larger, smaller))
        assert all(big[category] >= small[category] for category in small)


@pytest.mark.parametrize("edition", EDITIONS)
def test_quotas_of_the_vienna_document_are_those_of_the_catalog(edition: int) -> None:
    quotas = {quota.id: quota for quota in EDITIONS[edition].quotas}
    assert set(quotas) == set(THRESHOLDS["quotas"])
    for id_, expected in THRESHOLDS["quotas"].items():
        quota = quotas[id_]
        for key in ("number", "one_per", "at_most"):
            assert getattr(quota, key) == expected.get(key)
        assert (quota.confidence is Certainty.CONFIRMED) == (edition in expected["read"])
        assert not quota.refusable
    for units, visits in THRESHOLDS["quotas"]["evaluation"]["examples"]:
        assert quota_size(tuple(quotas.values()), "evaluation", units) == visits


@pytest.mark.parametrize("edition", EDITIONS)
def test_one_state_may_make_one_of_the_three_inspections(edition: int) -> None:
    """Recalled: one a year from the same state."""
    inspector = EDITIONS[edition].one_inspector
    assert inspector is not None
    assert inspector.share_of_state is not None
    assert inspector.confidence is Certainty.RECALLED
    assert int(inspector.share_of_state.low * THRESHOLDS["quotas"]["inspection"]["number"]) == 1
