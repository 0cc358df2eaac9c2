"""What a witness names is what splits: drop it and those who rejected accept, agree it and the split ends."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.case import Case, load
from detente.cohesion.analysis import analyse
from detente.cohesion.sides import sides_of
from detente.outcomes.constraints import ConstraintKind
from tests.case_strategies import case_mappings, read_case
from tests.cohesion.cohesion_cases import sides

if TYPE_CHECKING:
    from detente.cohesion.bloc import BlocCohesion
    from detente.cohesion.wedge import Wedge

CASES = {"mapping": case_mappings(), "chance": st.integers(0, 2**32 - 1).map(Random)}


def rejecting_without(found: BlocCohesion, wedge: Wedge, paths: set[str]) -> dict[str, list[str]]:
    """Return which voices reject a package once nothing is asked at some paths, and the paths they name."""
    certain = replace(found.sides.inside.certain, dropped=frozenset(paths))
    asked = sides_of(certain, found.bloc, found.others, found.sides.inside.issues)
    whole = {**asked.inside.today, **wedge.package}
    crossed = {}
    for member in asked.members:
        crossed[member.key] = [
            one.path
            for one in member.asks
            if (
                asked.floors[one].of(whole) < asked.floors[one].floor(asked.inside.today)
                if one.kind is ConstraintKind.FLOOR
                else one.requires is not None and not one.requires.holds(wedge.package)
            )
        ]
    return {key: paths for key, paths in crossed.items() if paths}


@settings(max_examples=100)
@given(**CASES)
def test_without_what_the_witness_names_those_who_rejected_accept(
    mapping: dict[str, Any], chance: Random
) -> None:
    case = read_case(mapping)
    bloc, others = sides(case, chance)
    found = analyse(case, bloc=bloc, others=others)[bloc]
    for wedge in found.wedges.listed[:5]:
        named = {key: {one.path for one in those} for key, those in wedge.crossed.items()}
        every = set().union(*named.values())
        assert rejecting_without(found, wedge, every) == {}
        for path in sorted(every):
            left = rejecting_without(found, wedge, {path})
            for key, paths in named.items():
                assert set(left.get(key, [])) == paths - {path}


def test_the_lines_of_the_worst_wedge_of_nato_end_it_when_they_are_agreed() -> None:
    """A line of the sceptics is written into the case as agreed by NATO, as an analyst would do it."""
    case = load("nato-russia-2010", "reduced_demands")
    found = analyse(case, bloc="nato")["nato"]
    worst = found.wedges.listed[0]
    assert [line.id for line in worst.lines] == ["no-new-treaty", "no-spheres", "free-choice"]
    assert not worst.remains
    for line in worst.lines:
        text = case.to_yaml()
        before = f"- id: {line.id}\n"
        assert text.count(before) == 1
        indent = " " * (len(text.split(before)[0].rsplit("\n", 1)[-1]) + 2)
        agreed = Case.from_text(text.replace(before, f"{before}{indent}agreed_by: nato\n"))
        after = analyse(agreed, bloc="nato")["nato"]
        assert after.agreement.now.value == found.agreement.now.value - found.agreement.ended[line].value
        assert all(line.requires is None or line.requires.holds(one.package) for one in after.wedges.listed)


@pytest.mark.parametrize("kind", list(ConstraintKind))
def test_rules_never_split(kind: ConstraintKind) -> None:
    found = analyse(load("nato-russia-2010", "reduced_demands"), bloc="nato")["nato"]
    kinds = {one.kind for wedge in found.wedges.listed for those in wedge.crossed.values() for one in those}
    assert (kind in kinds) is (kind in {ConstraintKind.RED_LINE, ConstraintKind.FLOOR})
