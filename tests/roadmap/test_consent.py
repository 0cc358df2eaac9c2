"""Who signs a block, told from the terms that are found once for a case, against a negotiation of its own."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.roadmap.consent import CaseConsent
from detente.roadmap.problem_of import blocks_of

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.case.uncertainty import CertainCase

PACT = """
detente: 1
title: A pact
as_of: 2024-01-01
parties:
  north:
    name: North
    worth:
      - {when: border is open and fees is low, points: [-60, 60]}
      - {when: border is open and army is large, points: [-40, 40]}
    red_lines: [{id: no-army-at-a-border, never: army is large and border is open}]
  a: {name: A}
  b: {name: B}
  c: {name: C}
blocs:
  league: {name: The league, members: [a, b, c], decides_by: {at_least: 2}}
horizon: {from: 2024, to: 2030}
issues:
  border:
    options: {shut: Shut, open: Open}
    today: shut
    decided_by: [north, league]
    stances:
      north: {points: {shut: [0, 60], open: [20, 80]}, weight: [1, 3]}
      a: {points: {shut: [0, 60], open: [20, 80]}}
      b: {points: {shut: [0, 60], open: [20, 80]}, demands: {option: open, links: [fees]}}
      c: {order: open > shut}
  fees:
    options: {high: High, low: Low, none: None}
    today: high
    decided_by: [north, league]
    stances:
      north: {order: low > high | none}
      a: {points: {high: 0, low: [-20, 20], none: [-20, 40]}}
      b: {order: none > low > high}
      c: {points: {high: [0, 20], low: 10, none: 0}}
  army:
    options: {large: Large, small: Small}
    today: large
    decided_by: north
    stances:
      north: {points: {large: [40, 100], small: [0, 100]}, weight: [0, 1]}
      b: {order: small > large}
rules: [{id: no-gap, require: fees is none implies border is open}]
trust: [{from: north, to: a, level: 0.5}]
blocks:
  opening: {sets: {border: open}}
  lower: {sets: {fees: low}, lifts: issues.border.stances.b.demands}
  free: {sets: {fees: none}}
  both: {sets: {border: open, fees: low}}
  fewer: {sets: {army: small}}
  talks: {decided_by: north}
roadmap: {goal: free done}
"""
DECLARED = {
    "what there is today": "",
    "a number for a party": "  a: {name: A, walk_away: [0, 40]}",
    "a number for a bloc": "decides_by: {at_least: 2}, walk_away: [0, 20]}",
}


@cache
def _case(declared: str) -> Case:
    changed = DECLARED[declared]
    if changed.startswith("  a:"):
        return detente.Case.from_text(PACT.replace("  a: {name: A}", changed))
    return detente.Case.from_text(PACT.replace("decides_by: {at_least: 2}}", changed) if changed else PACT)


@cache
def _drawn(case: str, declared: str = "") -> list[CertainCase]:
    found = detente.load(case) if case else _case(declared)
    return [found.nominal, *found.draw(12, seed=3)]


def _assert_as_negotiated(
    certain: CertainCase, data: st.DataObject, moved: dict[str, str], examples: int
) -> None:
    keys = blocks_of(certain.case)
    block = data.draw(st.integers(0, len(keys) - 1))
    asked = CaseConsent(certain, keys, moved)
    dropped = frozenset(path for path in asked.turns_on(block) if data.draw(st.integers(0, 3)) == 0)
    consent = CaseConsent(replace(certain, dropped=dropped), keys, moved)
    sets = data.draw(st.lists(st.integers(0, (1 << len(keys)) - 1), min_size=1, max_size=examples))
    found = consent(block, np.array(sets, dtype=np.uint64)).tolist()
    expected = [consent.signs(block, one) if consent.sets(block) else True for one in sets]
    assert found == expected


@pytest.mark.parametrize("declared", DECLARED)
@settings(max_examples=100)
@given(data=st.data())
def test_a_block_is_signed_where_the_negotiation_over_its_issues_says_so(
    declared: str, data: st.DataObject
) -> None:
    """Source: a negotiation with all values, red lines, demands and floors, for each set of blocks."""
    certain = data.draw(st.sampled_from(_drawn("", declared)))
    moved = data.draw(st.sampled_from([{}, {"border": "open"}, {"fees": "low"}, {"army": "small"}]))
    _assert_as_negotiated(certain, data, moved, 32)


@settings(max_examples=60)
@given(data=st.data())
def test_the_same_holds_in_the_bundled_case(data: st.DataObject) -> None:
    """Source: as above."""
    certain = data.draw(st.sampled_from(_drawn("nato-russia-2010")))
    moved = data.draw(st.sampled_from([{}, {"energy_security": "eu_track"}, {"enlargement": "hasty"}]))
    _assert_as_negotiated(certain, data, moved, 4)


def test_who_decides_only_from_another_option_counts_with_all_that_matters_to_it() -> None:
    """By hand: south decides only once fees are low, and signs no end of them while the port is closed."""
    case = detente.Case.from_text("""
detente: 1
title: Fees and a port
as_of: 2024-01-01
parties:
  north: {name: North}
  south: {name: South, worth: [{when: fees is none and port is closed, points: -60}]}
horizon: {from: 2024, to: 2030}
issues:
  fees:
    options: [high, low, none]
    today: high
    decided_by: north
    moves: [{from: low, to: none, decided_by: [north, south]}]
  port: {options: [closed, open], today: closed, decided_by: north}
trust: [{from: north, to: south, level: 0.5}]
blocks:
  lower: {sets: {fees: low}}
  free: {sets: {fees: none}}
  harbour: {sets: {port: open}}
roadmap: {goal: free done}
""")
    consent = CaseConsent(case.nominal, blocks_of(case))
    nothing, lower, port, both = 0b000, 0b001, 0b100, 0b101
    signed = consent(1, np.array([nothing, lower, port, both], dtype=np.uint64))
    assert signed.tolist() == [True, False, True, True]
    for moved in ({"fees": "low"}, {"fees": "low", "port": "open"}):
        alone = CaseConsent(case.nominal, ("free",), moved)
        assert alone(0, np.array([nothing], dtype=np.uint64)).tolist() == ["port" in moved]
