"""What stability publishes for claims, on conflicts whose answers are known."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from detente.case.case import Case, load
from detente.case.formula import Is
from detente.case.problems import CaseError
from detente.claims import analyse
from detente.claims.misuse import check_quantities
from detente.claims.registry import quantity
from detente.outcomes.published import UndefinedQuantityError
from tests.stability.conflicts import OVER_ISSUES

ACCEPTED = Is("response", frozenset({"accept"}))
ABANDONED = Is("response", frozenset({"abandon"}))
INSISTED = Is("insistence", frozenset({"insist"}))
LEFT_ALONE = Is("insistence", frozenset({"none"}))


def _ask(case: Case, name: str, *arguments: Any) -> tuple[Fraction, str]:  # noqa: ANN401 - whatever is asked
    found = quantity(name)
    assert found is not None
    return found.compute(case.nominal, *arguments), found.witness(case.nominal, *arguments)


@pytest.mark.parametrize(
    ("name", "arguments", "value", "says"),
    [
        ("stays", ("gmr", None), 1, "general metarational"),
        ("stays", ("seq", None), 0, "not sequentially stable for the local governments"),
        ("stays", ("seq", "moe"), 1, "sequentially stable for the Ministry"),
        ("equilibria", ("nash", None), 3, "states 5 (“Insisted; delay”), 8"),
        ("equilibria", ("gmr", ACCEPTED), 2, "states 4 (“Modified; accepted”) and 8"),
        ("equilibria", ("nash", ACCEPTED), 1, "is state 8"),
        ("equilibria", ("nash", LEFT_ALONE), 0, "no state in which “What the local governments ask for”"),
        ("gaining_moves", (INSISTED,), 1, "the local governments to state 5"),
        ("can_alone", ("uniroyal", ACCEPTED), 1, "yes: it takes Uniroyal"),
        ("can_alone", ("moe", ACCEPTED), 0, "no: it takes Uniroyal"),
    ],
)
def test_elmira_gives_the_published_answers(
    name: str, arguments: tuple[Any, ...], value: int, says: str
) -> None:
    """Expected: the catalog's entry for Elmira, and who controls which option."""
    found, witness = _ask(load("elmira"), name, *arguments)
    assert found == value
    assert says in witness


def test_what_has_no_value_says_why() -> None:
    elmira = load("elmira")
    with pytest.raises(UndefinedQuantityError, match="no gains lead from today to a state in which"):
        _ask(elmira, "gaining_moves", ABANDONED)
    gains = quantity("gaining_moves")
    assert gains is not None
    with pytest.raises(UndefinedQuantityError, match="no gains lead from today to a state in which"):
        gains.witness(elmira.nominal, ABANDONED)
    with pytest.raises(UndefinedQuantityError, match="makes no move in the conflict"):
        _ask(Case.from_text(OVER_ISSUES), "stays", "nash", "fund")
    with pytest.raises(UndefinedQuantityError, match="no decider can change anything alone"):
        _ask(load("panama-canal"), "equilibria", "nash", None)
    with pytest.raises(UndefinedQuantityError, match="does not say that moe could breach"):
        _ask(elmira, "keeps", "moe", "order")


def test_commitments_enforce_themselves_from_the_inequality_on() -> None:
    """A gain of 3 against a penalty of 1 asks for three quarters."""
    text = OVER_ISSUES.replace(
        "    decided_by: [up, fund]\n",
        "    decided_by: [up, fund]\n"
        "    kept_by: {up: {gain: 3, penalty: 1, detection: 0.7}, fund: {gain: 1}}\n",
    )
    case = Case.from_text(text)
    assert _ask(case, "keeps", "up", "money")[0] == 0
    assert _ask(case, "least_that_keeps", "up", "money")[0] == Fraction(3, 4)
    with pytest.raises(UndefinedQuantityError, match="detection and penalty of a breach by fund not given"):
        _ask(case, "keeps", "fund", "money")
    with pytest.raises(UndefinedQuantityError, match="what a breach by fund brings and costs is not given"):
        _ask(case, "least_that_keeps", "fund", "money")


def test_a_claim_can_be_made_about_what_lasts() -> None:
    text = load("elmira").document.text + (
        "claims:\n  - {id: C1, says: Delay does not last., holds_if: stays(seq) = 0 and stays(gmr) = 1}\n"
        "  - {id: C2, says: No., holds_if: stays(foresight) = 0}\n"
    )
    with pytest.raises(
        CaseError, match="unknown concept of stability 'foresight'; known are nash, gmr, smr,"
    ):
        Case.inspected(Case.from_text(text).document, check_quantities)
    sound = text.replace("stays(foresight)", "stays(nash)")
    found = analyse(Case.from_text(sound)).to_json()["claims"]
    assert [one["nominal"] for one in found] == [True, True]
