"""The problem that a case poses: every number of the case at its place, and who would sign what."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

import detente
from detente.case.formula import conjuncts
from detente.case.problems import CaseError
from detente.outcomes.negotiation import negotiation_of
from detente.outcomes.published import UndefinedQuantityError
from detente.roadmap.problem_of import blocks_of, period_at, problem_of
from detente.roadmap.quantities import QUANTITIES

CASE = detente.load(Path(__file__).with_name("crossing.yaml"))
PROBLEM = problem_of(CASE.nominal)
WAIVER, FERRY, BRIDGE, TOLL, SURVEY = range(5)


def test_the_numbers_of_the_case_stand_in_the_problem() -> None:
    assert (PROBLEM.periods, PROBLEM.capacity, PROBLEM.step) == (12, 1, Fraction(1, 20))
    assert PROBLEM.pairs == ("east in west", "west in east")
    assert PROBLEM.trust == (Fraction(3, 10), Fraction(2, 5))
    ferry, bridge = PROBLEM.blocks[FERRY], PROBLEM.blocks[BRIDGE]
    assert (ferry.lasts, ferry.breach, ferry.detection) == (2, 0.2, Fraction(1, 2))
    assert ferry.delivers == pytest.approx(0.7)
    assert ferry.needs == (Fraction(3, 10), Fraction(3, 10))
    assert ferry.earns == (Fraction(1, 5), Fraction(1, 5))
    assert (ferry.loses, ferry.loses_if_breached) == ((Fraction(1, 10), Fraction(0)),) * 2
    assert bridge.needs == (Fraction(7, 20), Fraction(0))
    assert bridge.loses == bridge.earns == (Fraction(0), Fraction(1, 10))
    assert bridge.windows == ((2, 8),)


def test_what_can_be_seen_of_a_block_follows_from_delivery_breach_and_detection() -> None:
    """By hand: 0.7 delivered, of which 0.2 breached, of which half are noticed; trust earned is halved."""
    outcomes = PROBLEM.blocks[FERRY].outcomes
    assert [stands for stands, _, _ in outcomes] == [True, False, False]
    assert [chance for _, chance, _ in outcomes] == pytest.approx([0.63, 0.3, 0.07])
    assert outcomes[0][2] == (Fraction(1, 10), Fraction(1, 10))
    assert outcomes[2][2] == (Fraction(-1, 10), Fraction(0))


def test_a_later_start_keeps_the_clock_and_lets_nothing_start_before() -> None:
    """The last period of twelve; the window of the bridge has closed by then."""
    later = CASE.with_variant("far")
    problem = problem_of(later.nominal)
    assert problem.periods == 12
    assert problem.blocks[BRIDGE].windows == ((11, 8),)
    assert problem.blocks[FERRY].windows == ((11, 11),)
    assert period_at(later, 0) == "2024-Q1"


def test_blocks_may_be_left_out() -> None:
    assert blocks_of(CASE.with_variant("alone")) == ("bridge",)


def test_every_length_of_a_range_is_drawn_as_often() -> None:
    lasts = [problem_of(certain).blocks[FERRY].lasts for certain in CASE.draw(300, seed=1)]
    assert [lasts.count(length) for length in (1, 2, 3)] == pytest.approx([100, 100, 100], abs=2)


def test_a_demand_binds_until_a_block_lifts_it_and_a_red_line_always() -> None:
    """East's demand for a wide bridge links the ferry; West never signs while the toll is high."""
    sets = np.arange(32, dtype=np.uint64)
    waived = (sets & 1) == 1
    assert PROBLEM.consent(WAIVER, sets).all()
    assert PROBLEM.consent(SURVEY, sets).all()
    assert not PROBLEM.consent(FERRY, sets[~waived]).any()
    no_toll = (sets & 8) == 0
    assert PROBLEM.consent(FERRY, sets[waived & no_toll]).all()
    assert not PROBLEM.consent(FERRY, sets[~no_toll]).any()
    assert not PROBLEM.consent(TOLL, sets).any()


@pytest.mark.parametrize("block", [FERRY, BRIDGE, TOLL])
def test_consent_is_what_the_negotiation_over_the_blocks_issues_says(block: int) -> None:
    """For every set of delivered blocks, from the package that is then in force."""
    sets = np.arange(32, dtype=np.uint64)
    found = PROBLEM.consent(block, sets).tolist()
    keys = [one.key for one in PROBLEM.blocks]
    for delivered, signed in zip(sets.tolist(), found, strict=True):
        package = {"ferry": "none", "toll": "low", "bridge": "none"}
        stands = [key for place, key in enumerate(keys) if delivered >> place & 1]
        for key in stands:
            package |= CASE.blocks[key].sets
        case = CASE if "waiver" not in stands else WAIVED
        settles = CASE.blocks[keys[block]].sets
        negotiation = negotiation_of(
            case.nominal, issues=list(settles), signatories=["east", "west"], today=package
        )
        assert signed == negotiation.signs(settles), (delivered, keys[block])


def _waived() -> detente.Case:
    text = Path(__file__).with_name("crossing.yaml").read_text(encoding="utf-8")
    text = text.replace(", demands: {option: wide, links: [ferry]}", "")
    return detente.Case.from_text(text.replace("    lifts: issues.bridge.stances.east.demands\n", ""))


WAIVED = _waived()


def test_a_case_without_a_roadmap_says_what_it_lacks() -> None:
    with pytest.raises(CaseError, match="the case has no roadmap: it needs `blocks`"):
        detente.roadmap.analyse(detente.load("harbour"))


def test_what_one_block_alone_can_bring_is_asked_first() -> None:
    """Of the goal's parts that a claim could turn on; the others keep their order."""
    text = """
detente: 1
title: Three steps
as_of: 2010-01-01
parties: {a: {}, b: {}}
horizon: {from: 2010, to: 2015}
blocks: {one: {decided_by: [a, b]}, two: {decided_by: [a, b]}, three: {decided_by: [a, b]}}
roadmap: {goal: "(one done or two done) and at least 2 of (one done, two done, three done) and three done"}
"""
    case = detente.Case.from_text(text)
    [sought] = [one for one in QUANTITIES if one.name == "p_goal"]
    asked = [path for path in sought.turns_on(case.nominal, None) if path.startswith("roadmap.goal")]
    assert case.roadmap is not None
    parts = {
        f"roadmap.goal.{place}": str(part) for place, part in enumerate(conjuncts(case.roadmap.goal.meaning))
    }
    assert parts[asked[0]] == "three done"
    assert len(parts) == 3
    assert asked[1:] == sorted(asked[1:])


def test_where_a_variant_takes_the_roadmap_away_the_chance_says_so() -> None:
    text = CASE.document.text + ("" if "\nvariants:" in CASE.document.text else "variants:\n")
    taken = detente.Case.from_text(text + "  no_road: {roadmap: null}\n").with_variant("no_road")
    [sought] = [one for one in QUANTITIES if one.name == "p_goal"]
    with pytest.raises(UndefinedQuantityError, match="the case has no roadmap"):
        sought.witness(taken.nominal, None)
