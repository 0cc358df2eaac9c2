"""On random small procedures every verdict equals that of an independent check of the whole game graph."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings

from detente.case.case import Case
from detente.institutions.procedures.analysis import analyse_procedure, effectivity
from detente.institutions.procedures.properties import PropertyName
from tests.institutions.procedures.explicit_states import INFINITY, ExplicitStates
from tests.institutions.procedures.procedure_strategies import case_with, drawn_procedure, small_procedures


@given(small_procedures())
@settings(max_examples=200)
def test_verdicts_equal_those_of_the_explicit_check(procedure: dict[str, Any]) -> None:
    mapping = case_with(procedure)
    explicit = ExplicitStates(procedure, mapping["blocs"])
    found = analyse_procedure(Case.from_mapping(mapping), "talks")
    alone = {party: frozenset({party}) for party in procedure["parties"]}
    assert found.can_convene_alone == {
        party: explicit.enables("convene", one) for party, one in alone.items()
    }
    assert found.can_close_alone == {party: explicit.enables("close", one) for party, one in alone.items()}
    assert found.can_suspend_alone == {
        party: explicit.enables("suspend", one) for party, one in alone.items()
    }
    blocking = explicit.least(
        lambda absent: (
            0 < len(absent) < len(alone) and bool(explicit.failing(explicit.everybody - absent, frozenset()))
        )
    )
    assert found.absence_blocks == bool(blocking)
    told = found.properties[PropertyName.ABSENCE].counterexamples
    assert {frozenset(key.split("+")) for key in told} == blocking
    for absence in found.absences:
        states = {
            node[0] for node in explicit.failing(explicit.everybody - set(absence.parties), frozenset())
        }
        assert set(absence.states) == states
    held_up = {
        party: {other: explicit.held_up(party, other) for other in alone if other != party} for party in alone
    }
    assert {
        party: {other: INFINITY if long is None else long for other, long in others.items()}
        for party, others in found.held_up.items()
    } == {party: {other: long for other, long in others.items() if long} for party, others in held_up.items()}
    assert found.veto_by_convening == {party: any(others.values()) for party, others in held_up.items()}


@given(small_procedures())
@settings(max_examples=100)
def test_powers_equal_those_of_the_explicit_check(procedure: dict[str, Any]) -> None:
    mapping = case_with(procedure)
    explicit = ExplicitStates(procedure, mapping["blocs"])
    found = analyse_procedure(Case.from_mapping(mapping), "talks")
    for aim, power in ((str(aim), power) for aim, power in found.powers.items()):
        assert power.possible == explicit.possible(aim)
        if not power.possible:
            continue
        able = {coalition for coalition in explicit.coalitions() if explicit.enables(aim, coalition)}
        kept = {
            coalition for coalition in explicit.coalitions() if explicit.everybody - coalition not in able
        }
        assert {frozenset(one.parties) for one in power.enabling} == explicit.least(able.__contains__)
        assert {frozenset(one.parties) for one in power.blocking} == explicit.least(kept.__contains__)
        assert set(power.needs) == explicit.needs(aim)


@given(small_procedures())
@settings(max_examples=100)
def test_what_is_forced_and_how_soon_equals_the_explicit_check(procedure: dict[str, Any]) -> None:
    mapping = case_with(procedure)
    explicit = ExplicitStates(procedure, mapping["blocs"])
    case = Case.from_mapping(mapping)
    goal = list(procedure["states"])[-1]
    for first in (False, True):
        for coalition in explicit.coalitions():
            value = explicit.values(coalition, lambda node: node[0] == goal, first=first)
            worst: dict[str, float] = {}
            for node, one in value.items():
                worst[node[0]] = max(worst.get(node[0], 0), one)
            found = effectivity(case, "talks", coalition, [goal], first=first)
            assert {key: INFINITY if one is None else one for key, one in found.items()} == worst


@given(small_procedures())
@settings(max_examples=100)
def test_counterexamples_begin_with_the_shortest_way(procedure: dict[str, Any]) -> None:
    """Expected: breadth-first search to where the explicit check says that the property fails."""
    mapping = case_with(procedure)
    explicit = ExplicitStates(procedure, mapping["blocs"])
    found = analyse_procedure(Case.from_mapping(mapping), "talks")
    for party in procedure["parties"]:
        alone = frozenset({party})
        failing = {
            PropertyName.CONVENE: explicit.failing(alone),
            PropertyName.CLOSE: explicit.reaching("close", alone),
            PropertyName.SUSPEND: explicit.reaching("suspend", alone),
        }
        for name, nodes in failing.items():
            told = found.properties[name].counterexamples.get(party)
            assert (told is not None) == bool(nodes)
            if told is not None:
                assert told.lead == explicit.fewest_events(nodes)
                assert len(told.events) >= told.lead
    for key, told in found.properties[PropertyName.ABSENCE].counterexamples.items():
        present = explicit.everybody - frozenset(key.split("+"))
        assert told.lead == explicit.fewest_events(explicit.failing(present, frozenset()))


def the_veto_is_told_from_where_it_is_nearest(procedure: dict[str, Any]) -> None:
    mapping = case_with(procedure)
    explicit = ExplicitStates(procedure, mapping["blocs"])
    found = analyse_procedure(Case.from_mapping(mapping), "talks").properties[PropertyName.VETO]
    for party in procedure["parties"]:
        nodes = {
            node
            for other in explicit.everybody - {party}
            for node, long in explicit.delays(party, other).items()
            if long
        }
        told = found.counterexamples.get(party)
        assert (told is not None) == bool(nodes)
        if told is not None:
            assert told.lead == explicit.fewest_events(nodes)


@given(small_procedures())
@settings(max_examples=100)
def test_the_story_of_a_veto_begins_with_the_shortest_way(procedure: dict[str, Any]) -> None:
    """Expected: breadth-first search to where the explicit check says that a step can be held up."""
    the_veto_is_told_from_where_it_is_nearest(procedure)


@pytest.mark.parametrize("seed", [118, 254, 494, 584, 873, 1026])
def test_a_short_delay_close_by_is_told_before_a_long_one_far_away(seed: int) -> None:
    """In these the step can be held up longer, or for ever, only after more moves."""
    the_veto_is_told_from_where_it_is_nearest(drawn_procedure(Random(seed)))


@given(small_procedures())
@settings(max_examples=100)
def test_every_step_of_a_counterexample_is_a_move_that_those_named_can_make(
    procedure: dict[str, Any],
) -> None:
    """Each story is followed in the explicit graph, and ends where the property says."""
    mapping = case_with(procedure)
    explicit = ExplicitStates(procedure, mapping["blocs"])
    found = analyse_procedure(Case.from_mapping(mapping), "talks")
    ends = {PropertyName.CLOSE: "closed", PropertyName.SUSPEND: "suspended"}
    for name, one in found.properties.items():
        for told in one.counterexamples.values():
            places = {explicit.start}
            time = 0
            for step in told.events:
                while time < step.time:
                    places = {explicit.ticked(place) for place in places if explicit.timeout(place) is None}
                    time += 1
                if step.kind == "timeout":
                    places = {after for place in places if (after := explicit.timeout(place)) is not None}
                else:
                    places = {
                        after
                        for place in places
                        for move, whose, after in explicit.moves(place)
                        if move["id"] == step.move and whose(frozenset(step.who))
                    }
                assert places, told.story
            if name in ends:
                assert {explicit.kind(place) for place in places} == {ends[name]}
