"""The case of NATO and Russia: what splits the Alliance, and what the paper's advice changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.case.case import load
from detente.cohesion.analysis import analyse
from detente.outcomes.constraints import ConstraintKind
from detente.outcomes.listing import listing
from detente.outcomes.negotiation import negotiation_of

if TYPE_CHECKING:
    from detente.cohesion.bloc import BlocCohesion


def nato(variant: str) -> BlocCohesion:
    """Return what holds for NATO against Russia in a variant of the case."""
    return analyse(load("nato-russia-2010", variant))["nato"]


@pytest.mark.parametrize("variant", ["order_talks", "reduced_demands", "advance_agreement", "new_start"])
def test_wedges_are_those_of_asking_every_member_about_every_package(variant: str) -> None:
    """By the negotiation of each member alone, of which bargaining has its own tests."""
    found, case = nato(variant), load("nato-russia-2010", variant)
    table = negotiation_of(case.nominal)
    packages = listing(table.domain.unvalued(table.issues, table.domain.options, table.rules))
    assert packages is not None

    def signed_by(key: str) -> list[bool]:
        alone = negotiation_of(case.nominal, issues=table.issues, signatories=[key])
        return [alone.signs(packages.named(row)) for row in range(len(packages))]

    russia, usa, germany, bloc = map(signed_by, ("russia", "usa", "germany", "nato"))
    split = [yes and one != other for yes, one, other in zip(russia, usa, germany, strict=True)]
    assert found.agreement.now.value == sum(split)
    assert found.win_sets.bloc.value == sum(bloc)
    assert found.win_sets.overlap.value == sum(yes and both for yes, both in zip(russia, bloc, strict=True))


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
