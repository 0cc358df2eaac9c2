"""The bundled case on the nuclear agreement with Iran: a whole one, on which every analysis has something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import detente
from detente.case.arguments import Origin
from detente.case.case import Case, load
from detente.case.grounds import evidence_for
from detente.case.warnings import warnings_of
from detente.outcomes.inputs_said import input_says

if TYPE_CHECKING:
    from detente.claims.result import Claims


@pytest.fixture(scope="module")
def iran() -> Case:
    return load("iran-jcpoa-2015")


@pytest.fixture(scope="module")
def claims(iran: Case) -> Claims:
    return detente.claims.analyse(iran, sufficient=False)


def test_it_is_whole_and_checks_clean(iran: Case) -> None:
    """Expected: what a second complete case was to have."""
    assert warnings_of(iran) == []
    iran.check_variants()
    assert len(iran.issues) >= 8
    assert len(iran.parties) >= 4
    assert len([claim for claim in iran.claims if claim.origin is Origin.PAPER]) >= 10


def test_each_claim_of_a_source_says_where_it_stands(iran: Case) -> None:
    for claim in iran.claims:
        if claim.origin is Origin.PAPER:
            [found] = evidence_for(iran, f"claims.{claim.id}")
            assert found.source in iran.sources
            assert found.at


def test_what_is_from_memory_says_so_where_it_stands(iran: Case) -> None:
    """The paragraphs of the agreement that were not at hand are those on access and on the Council."""
    [access] = evidence_for(iran, "procedures.access")
    [council] = evidence_for(iran, "procedures.snapback")
    assert "from memory" in (access.at or "")
    assert "not checked against the text" in (council.at or "")


def test_every_claim_can_be_tested_but_the_one_on_invented_answers(claims: Claims) -> None:
    assert [one.claim.id for one in claims.claims if one.nominal is None] == ["A2"]


def test_claims_that_do_not_hold_are_left_as_they_are(claims: Claims) -> None:
    """By hand, from what the case says of what they want.

    Once no agreement is worth less to Iran than today, it signs limits without relief (J1), and nothing asks
    for relief that can be taken back (C3). All six gain by each limit, so none of them rejects a package that
    keeps sanctions (O3). Russia has an agreement of its own with Iran (A1).
    """
    assert [one.claim.id for one in claims.claims if one.nominal is False] == ["J1", "O3", "C3", "A1"]


@pytest.mark.parametrize(
    ("analysis", "says"),
    [
        ("bargaining", "packages that can exist"),
        ("stability", "is stable for everybody by every concept"),
        ("cohesion", "split the E3/EU+3"),
        (
            "institutions",
            "Each of the United States, the United Kingdom, France, Russia and China alone can close",
        ),
        ("verification", "That deters Iran"),
        ("threats", "Illustrative"),
        ("roadmap", "the goal is reached by the end of 2017-Q4"),
    ],
)
def test_every_analysis_has_something_to_say(iran: Case, analysis: str, says: str) -> None:
    """The Council's permanent members are five; the other words are those that each analysis begins with."""
    assert says in "\n".join(getattr(detente, analysis).analyse(iran).summary())


def test_the_paths_of_the_claims_are_the_rules_of_the_agreement(iran: Case) -> None:
    """Expected: fourteen days, and seven, and three make the 24 days of Annex I, paragraph 78."""
    days = [move.after for move in iran.procedures["access"].moves if move.after is not None]
    assert sum(days) == iran.procedures["access"].convene_within == 24
    five = next(move for move in iran.procedures["snapback"].moves if move.id == "go_on")
    assert five.within == 30


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("regimes.jcpoa.limits.natanz", "the limit of paragraph 2"),
        ("regimes.jcpoa.declarations.0", "what Iran declared for 19 February 2015"),
        ("procedures.access.moves.lapse", "the timeout “fourteen days are over”"),
        ("procedures.access.moves.let_in", "that one may “let inspectors in”"),
    ],
)
def test_what_a_claim_rests_on_is_said_in_words(iran: Case, path: str, says: str) -> None:
    assert input_says(iran, path).startswith(f"{says} under “")
