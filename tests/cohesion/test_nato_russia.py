"""The case of NATO and Russia: what splits the Alliance, and what the paper's advice changes."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from detente.case.case import load
from detente.cohesion.analysis import analyse
from detente.outcomes.constraints import ConstraintKind
from tests.brute_force_case import CaseOracle, merged
from tests.brute_force_cohesion import SplitOracle, all_agreed, nothing_agreed

if TYPE_CHECKING:
    from detente.cohesion.bloc import BlocCohesion


def nato(variant: str) -> BlocCohesion:
    """Return what holds for NATO against Russia in a variant of the case."""
    return analyse(load("nato-russia-2010", variant))["nato"]


def mapping_of(variant: str) -> dict[str, Any]:
    """Return a variant of the case as an analyst writes it."""
    text = files("detente.cases").joinpath("nato-russia-2010.yaml").read_text(encoding="utf-8")
    return merged(YAML(typ="safe").load(text), variant)


@pytest.mark.parametrize("variant", ["order_talks", "reduced_demands", "advance_agreement", "new_start"])
def test_what_splits_nato_is_what_asking_every_member_about_every_package_finds(variant: str) -> None:
    """Numbers that other tests and the claims speak of, such as 2,190 wedges, are those of the oracle too."""
    found, mapping = nato(variant), mapping_of(variant)
    oracle = SplitOracle(CaseOracle(mapping), "nato", ["russia"])
    sets, agreement = found.win_sets, found.agreement
    assert sets.feasible.value == len(oracle.feasible)
    assert sets.bloc.value == len(oracle.mandate)
    assert agreement.proposals.value == len(oracle.proposals)
    assert sets.overlap.value == sum(package in oracle.mandate for package in oracle.proposals)
    assert agreement.now.value == len(oracle.wedges)
    if variant == "reduced_demands":
        sizes = len(oracle.feasible), len(oracle.mandate), len(oracle.proposals), len(oracle.wedges)
        assert sizes == (5760, 1120, 5672, 2190)
        for change, count, told in (
            (nothing_agreed, agreement.before, 2772),
            (all_agreed, agreement.after, 32),
        ):
            then = SplitOracle(CaseOracle(change(mapping, "nato")), "nato", ["russia"])
            assert count.value == len(then.wedges) == told
        ended = [
            sum(not line.requires.holds(package) for package, _ in oracle.wedges)
            for line in agreement.ended
            if line.requires is not None
        ]
        assert sorted(ended, reverse=True) == [1774, 782, 416]


def test_maximum_demands_split_nobody_as_all_reject_a_veto() -> None:
    """NATO has agreed on that red line since 1997, so what Russia demands unites its members."""
    found = nato("order_talks")
    assert found.agreement.proposals.value > 0
    assert found.agreement.now.value == 0
    assert found.agreement.before.value > 0
    assert found.without_demands == nato("reduced_demands").agreement.now


def test_without_maximum_demands_much_splits_nato_and_agreed_lines_leave_little() -> None:
    before, after = nato("reduced_demands"), nato("new_start")
    assert before.agreement.now.value > after.agreement.now.value > 0
    assert before.wedge_share is not None
    assert after.wedge_share is not None
    assert before.wedge_share > 4 * after.wedge_share
    kinds = {
        one.kind
        for wedge in after.wedges.listed
        if wedge.remains
        for those in wedge.crossed.values()
        for one in those
    }
    assert kinds == {ConstraintKind.FLOOR}
    lines = {line.id for wedge in after.wedges.listed for line in wedge.lines}
    assert lines == {"no-new-treaty"}


def test_the_members_since_1999_are_those_who_keep_nato_from_signing() -> None:
    found = nato("reduced_demands")
    assert found.pivotal.voices["sceptics"].value == found.agreement.now.value
    assert found.pivotal.voices["others"].value == 0
    assert found.mandate.coalitions == (("sceptics", "others"),)
    assert found.allies_map.dimensions == 1
