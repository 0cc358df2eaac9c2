"""Conclusions that were put into a case are told from those that it takes several sections to reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.case.case import Case
from detente.claims import analyse

if TYPE_CHECKING:
    from detente.claims.result import ClaimResult

BORDER = """
detente: 1
title: A border
as_of: 2020-01-01
parties:
  north: {walk_away: 0, red_lines: [{id: no-wall, never: border is wall}]}
  south: {walk_away: [5, 10]}
issues:
  border:
    options: [fence, wall, open, watched]
    today: fence
    decided_by: [north, south]
    stances:
      north: {points: {fence: 10, wall: 90, open: 50, watched: 60}}
      south: {points: {fence: [11, 20], wall: 50, open: 40, watched: 60}, demands: watched}
  patrols:
    options: [none, joint]
    today: none
    decided_by: [north, south]
    stances: {north: {points: {none: 0, joint: 10}}, south: {points: {none: 0, joint: [1, 9]}}}
rules:
  - {id: no-open, require: not border is open}
  - {id: no-watch, require: not border is watched or patrols is none}
claims:
  - {id: planted, says: No wall is agreed., holds_if: signable(border is wall) = 0}
  - {id: ruled, says: The border is never open., holds_if: feasible(border is open) = 0}
  - {id: found, says: Joint patrols are never agreed., holds_if: signable(patrols is joint) = 0}
  - {id: three, says: Nothing but watching is agreed., holds_if: signable(not border is watched) = 0}
"""


def _found(text: str, claim: str) -> ClaimResult:
    [found] = [one for one in analyse(Case.from_text(text)).claims if one.claim.id == claim]
    return found


def _inputs(found: ClaimResult) -> set[str]:
    assert found.sufficient is not None
    return set(found.sufficient.inputs)


@pytest.mark.parametrize(
    ("claim", "path"), [("planted", "parties.north.red_lines.no-wall"), ("ruled", "rules.no-open")]
)
def test_what_the_case_says_itself_is_assumed(claim: str, path: str) -> None:
    found = _found(BORDER.replace(", demands: watched", ""), claim)
    assert (found.nominal, found.standing, _inputs(found)) == (True, "assumed", {path})


def test_what_two_sections_bring_about_together_is_derived_and_both_are_named() -> None:
    """By hand: the demand stops all but the watched border, and with joint patrols that one is ruled out."""
    found = _found(BORDER, "found")
    assert (found.nominal, found.standing) == (True, "derived")
    assert _inputs(found) == {"rules.no-watch", "issues.border.stances.south.demands"}


def test_what_three_sections_bring_about_together_is_derived_and_all_are_named() -> None:
    """By hand: a wall stops at one red line, a fence at another on its issue, an open border at the rule."""
    found = _found(BORDER.replace("demands: watched", "never: fence"), "three")
    assert (found.nominal, found.standing) == (True, "derived")
    assert _inputs(found) == {
        "parties.north.red_lines.no-wall",
        "issues.border.stances.south",
        "rules.no-open",
    }
    assert all(words in found.rests_on for words in ("red line of north", "red line of south", "rule"))


def test_a_claim_that_does_not_hold_is_reported_with_the_package_that_refutes_it() -> None:
    found = _found(
        BORDER.replace("signable(border is wall) = 0", "signable(border is watched) = 0"), "planted"
    )
    assert found.nominal is False
    assert "“watched”" in found.why
