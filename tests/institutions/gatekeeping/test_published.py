"""What claims ask of gatekeeping: the numbers of the whole analysis, and those without an agreement."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from detente.case.case import load
from detente.case.decision_rules import DecisionRule
from detente.institutions.gatekeeping.gatekeeping import gatekeeping_of
from detente.institutions.gatekeeping.published import QUANTITIES
from detente.outcomes.published import UndefinedQuantityError
from tests.agreement_networks import case_of, networks

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.case.case import Case
    from detente.case.parties import Bloc

BY_NAME = {one.name: one for one in QUANTITIES}
NRC = "nato-russia-2010"


def _value(case: Case, name: str, *arguments: str, without: str = "") -> Fraction:
    dropped = frozenset({f"agreements.{without}"}) if without else frozenset[str]()
    return BY_NAME[name].compute(replace(case.nominal, dropped=dropped), *arguments)


@settings(max_examples=60, deadline=None)
@given(networks())
def test_it_is_gatekeeping_where_everybody_else_consents(network: dict[str, Any]) -> None:
    case = case_of(**network)
    found = gatekeeping_of(case, "bloc", "partner")
    for member, right in found.values.items():
        others = [value for one, value in found.values.items() if one != member]
        assert _value(case, "gatekeeping", member, "bloc", "partner") == right
        lead = _value(case, "gatekeeping_lead", member, "bloc", "partner")
        assert lead == right - max(others, default=0)


def test_k8_turns_on_the_agreement_that_its_witness_names() -> None:
    """By hand: without the agreement of all there is no route to lose; with it each can close all."""
    case = load(NRC, "csto_replaces")
    assert _value(case, "gatekeeping", "armenia", "csto", "nato") == 1
    assert _value(case, "gatekeeping", "armenia", "csto", "nato", without="csto_nato_drugs") == 0
    witness = BY_NAME["gatekeeping_lead"].witness(case.nominal, "russia", "csto", "nato")
    assert "NATO and the CSTO on drugs" in witness
    assert BY_NAME["gatekeeping"].turns_on(case.nominal, "russia", "csto", "nato") == (
        "agreements.csto_nato_drugs",
        "blocs.csto.decides_by",
    )


def test_a_rule_left_free_is_the_one_that_could_make_the_difference() -> None:
    """By hand: where all must consent the party alone could decide; under any other rule all could."""
    case = load(NRC, "csto_replaces")
    assert [_value(case, "gatekeeping_lead", one, "csto", "nato") for one in ("russia", "armenia")] == [0, 0]
    assert [_freed(case, one) for one in ("russia", "armenia")] == [1, 1]
    led = case.model_copy(update={"blocs": {**case.blocs, "csto": _led(case)}})
    assert _value(led, "gatekeeping_lead", "russia", "csto", "nato") == 1
    assert _freed(led, "russia") == 0


def _freed(case: Case, party: str) -> Fraction:
    dropped = replace(case.nominal, dropped=frozenset({"blocs.csto.decides_by"}))
    return BY_NAME["gatekeeping_lead"].compute(dropped, party, "csto", "nato")


def _led(case: Case) -> Bloc:
    return case.blocs["csto"].model_copy(update={"decides_by": DecisionRule(lead="russia")})


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("russia", "georgia", "nato"), "is no bloc"),
        (("georgia", "csto", "nato"), "is no member of csto"),
        (("russia", "csto", "armenia"), "belongs to 'csto'"),
    ],
)
def test_what_has_no_value_says_why(arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(UndefinedQuantityError, match=said):
        _value(load(NRC), "gatekeeping", *arguments)
