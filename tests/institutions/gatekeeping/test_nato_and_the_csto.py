"""The agreement of NATO and the CSTO on drugs, in place of bilateral ones and beside them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from detente.case.case import Case, load
from detente.institutions.gatekeeping.betweenness import betweenness
from detente.institutions.gatekeeping.brokerage import Brokerage, brokerage
from detente.institutions.gatekeeping.freeman_centralisation import degree_centralisation
from detente.institutions.gatekeeping.gatekeeping import gatekeeping_of
from detente.institutions.gatekeeping.party_graph import groups_of, party_graph

if TYPE_CHECKING:
    from collections.abc import Callable

MEMBERS = ("russia", "armenia", "belarus", "kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan")


@pytest.fixture(scope="module")
def case() -> Case:
    return load("nato-russia-2010")


def _changed(case: Case, change: Callable[[dict[str, Any]], None]) -> Case:
    """Return the variant in which the CSTO replaces, with one thing changed in what its file would hold."""
    replaced = case.with_variant("csto_replaces")
    held = replaced.model_dump(
        by_alias=True, include={"detente", "title", "as_of", "parties", "blocs", "agreements"}
    )
    kept = {
        "detente": 1,
        "title": held["title"],
        "as_of": held["as_of"],
        "parties": {key: {"name": one["name"]} for key, one in held["parties"].items()},
        "blocs": {
            key: {"members": list(bloc["members"]), "decides_by": "consensus"}
            for key, bloc in held["blocs"].items()
        },
        "agreements": {
            key: {"between": list(one["between"]), "rule": "consensus"}
            for key, one in held["agreements"].items()
        },
    }
    change(kept)
    return Case.from_mapping(kept)


@pytest.mark.parametrize("probability", [Fraction(1), Fraction(9, 10)])
def test_where_it_replaces_every_member_is_a_gatekeeper_alike(case: Case, probability: Fraction) -> None:
    """By the CSTO's consensus: all six others and NATO must consent as well, p^7. K8 is not borne out."""
    found = gatekeeping_of(case.with_variant("csto_replaces"), "csto", "nato", probability)
    assert found.values == dict.fromkeys(MEMBERS, probability**7)
    assert found.gatekeeper is None
    assert found.all_alike
    assert found.agreements == ("csto_nato_drugs",)
    assert "is a gatekeeper to NATO alike" in found.answer
    assert "Russia" not in found.answer
    assert found.witness.startswith("If any one of them refuses, say Armenia, nobody else in")
    assert found.witness.endswith(
        "“NATO and the CSTO on drugs” needs every member of the Collective Security Treaty Organization,"
        " which decides by consensus."
    )


@pytest.mark.parametrize("variant", [None, "csto_complements"])
def test_today_and_where_it_complements_nobody_is_a_gatekeeper(case: Case, variant: str | None) -> None:
    found = gatekeeping_of(case.with_variant(variant) if variant else case, "csto", "nato", "9/10")
    assert found.values == dict.fromkeys(MEMBERS, 0)
    assert found.witness == (
        "If Russia refuses, Armenia still has a route to NATO, through “NATO with Armenia”."
    )


def test_without_the_rule_that_the_witness_names_the_answer_changes(case: Case) -> None:
    """The CSTO's consensus is what makes all of them gatekeepers; with a majority nobody is one."""
    assert gatekeeping_of(_changed(case, lambda _: None), "csto", "nato").all_alike

    def by_majority(held: dict[str, Any]) -> None:
        held["blocs"]["csto"]["decides_by"] = {"at_least": 4}

    found = gatekeeping_of(_changed(case, by_majority), "csto", "nato")
    assert set(found.values.values()) == {0}


def test_a_rule_by_which_russia_must_consent_would_make_it_the_gatekeeper(case: Case) -> None:
    def led(held: dict[str, Any]) -> None:
        held["agreements"]["csto_nato_drugs"] = {
            "between": ["nato", *MEMBERS],
            "rule": {"lead": "russia"},
        }

    found = gatekeeping_of(_changed(case, led), "csto", "nato", "9/10")
    assert found.gatekeeper == "russia"
    assert found.values == dict.fromkeys(MEMBERS, 0) | {"russia": Fraction(81, 100)}
    assert found.answer.endswith(
        ", at 0.81 where each party consents with probability 0.9; nobody else is above 0."
    )

    def majority_with_russia(held: dict[str, Any]) -> None:
        held["blocs"]["csto"]["decides_by"] = {"at_least": 4, "including": ["russia"]}

    found = gatekeeping_of(_changed(case, majority_with_russia), "csto", "nato")
    assert found.gatekeeper == "russia"
    assert "needs Russia by the rule of" in found.witness


def test_without_the_line_that_the_witness_names_the_answer_changes(case: Case) -> None:
    """Armenia's own agreement with NATO is what keeps its route where the CSTO's complements."""

    def with_bilateral(held: dict[str, Any]) -> None:
        held["agreements"] |= {
            f"nato_{one}": {"between": ["nato", one]} for one in MEMBERS if one != "armenia"
        }

    found = gatekeeping_of(_changed(case, with_bilateral), "csto", "nato")
    # Armenia alone depends on the others' consent, one of its six fellows; it itself closes nobody's route.
    assert found.values == dict.fromkeys(MEMBERS, Fraction(1, 6)) | {"armenia": 0}
    assert found.loses["russia"] == ("armenia",)


def test_the_sources_of_the_rule_and_of_the_agreements_are_given(case: Case) -> None:
    named = {path: one.source for one in case.evidence for path in one.for_}
    assert named["blocs.csto.decides_by"] == "csto2002"
    assert {f"agreements.nato_{one}" for one in MEMBERS} <= set(named)
    assert {"variants.csto_replaces", "variants.csto_complements"} <= set(named)


def test_measures_of_pairs_see_neither_the_rule_nor_who_must_consent(case: Case) -> None:
    """A star of seven around NATO today; once the CSTO's agreement binds all, everybody is tied to everybody.

    In the star NATO brokers for each ordered pair of the seven, who are of one group: 42.
    """
    today = gatekeeping_of(case, "csto", "nato").network
    star = party_graph(today)
    assert brokerage(star, groups_of(case, today))["nato"] == Brokerage(itinerant=42)
    assert betweenness(star)["nato"] == pytest.approx(1)
    assert degree_centralisation(star) == pytest.approx(1)
    replaced = party_graph(gatekeeping_of(case.with_variant("csto_replaces"), "csto", "nato").network)
    assert set(betweenness(replaced).values()) == {0}
    assert degree_centralisation(replaced) == pytest.approx(0)


def test_a_party_in_several_blocs_counts_with_the_bloc_under_study() -> None:
    text = "detente: 1\ntitle: Two blocs\nas_of: 2010-01-01\nparties: {a: {}, b: {}, c: {}, n: {}}\n"
    text += "blocs: {first: {members: [a, b]}, second: {members: [b, c]}}\n"
    text += "agreements: {x: {between: [a, b, c, n]}}\n"
    both = Case.from_text(text)
    network = gatekeeping_of(both, "second", "n").network
    assert groups_of(both, network) == {"a": "first", "b": "second", "c": "second", "n": "n"}
