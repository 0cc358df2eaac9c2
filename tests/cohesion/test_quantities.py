"""What cohesion publishes for claims: values, witnesses, and many worlds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from detente.case.case import Case, load
from detente.case.language import parse_expression
from detente.case.problems import CaseError
from detente.claims.misuse import misuses
from detente.cohesion.analysis import analyse
from detente.cohesion.quantities import QUANTITIES
from detente.outcomes.published import ParameterKind, UndefinedQuantityError
from detente.outcomes.sample import Sample
from tests.cohesion.cohesion_cases import TABLE, cars
from tests.small_cases import alliance_case

if TYPE_CHECKING:
    from detente.case.formula import Formula
    from detente.outcomes.published import Quantity

NAMED: dict[str, Quantity] = {one.name: one for one in QUANTITIES}


def formula(case: Case, text: str) -> Formula:
    """Return a formula of the small language, read as in a case."""
    rules = Case.from_text(case.to_yaml() + f"rules: [{{require: {text}}}]\n").rules
    return rules[-1].require.meaning


def test_each_quantity_is_described() -> None:
    assert list(NAMED) == ["wedges", "wedge_share", "win_set", "polarisation", "compromise"]
    for one in QUANTITIES:
        assert one.help.endswith(".")
        assert one.unit
        assert one.reads


def test_the_number_of_wedges_is_that_of_the_analysis_and_comes_with_the_worst() -> None:
    case = load("nato-russia-2010", "reduced_demands")
    wedges = NAMED["wedges"]
    assert wedges.compute(case.nominal, "nato", None) == analyse(case)["nato"].agreement.now.value == 2190
    said = wedges.witness(case.nominal, "nato", None)
    assert said.startswith("2,190 packages that Russia could sign split NATO; the worst: ")
    assert "No new treaty on European security" in said


def test_where_nothing_splits_the_witness_says_why() -> None:
    case = load("nato-russia-2010", "order_talks")
    assert NAMED["wedges"].compute(case.nominal, "nato", None) == 0
    assert NAMED["wedges"].witness(case.nominal, "nato", None) == (
        "nothing splits NATO: all members reject each of the 384 packages that Russia could sign"
        " (NATO’s red line: No Russian veto over NATO's decisions)"
    )


def test_a_formula_restricts_what_is_counted() -> None:
    case = alliance_case()
    few = formula(case, "troops is few")
    found = analyse(case, bloc="league")["league"]
    value = NAMED["wedges"].compute(case.nominal, "league", few)
    assert value == found.wedges_where(few).value <= found.agreement.now.value
    impossible = formula(case, "troops is few and troops is many")
    assert NAMED["wedges"].compute(case.nominal, "league", impossible) == 0
    with pytest.raises(UndefinedQuantityError, match="could sign no package"):
        NAMED["wedge_share"].compute(case.nominal, "league", impossible)


@pytest.mark.parametrize("variant", [None, "reduced_demands", "new_start"])
@pytest.mark.parametrize("name", ["wedges", "wedge_share", "win_set"])
def test_many_worlds_at_once_give_what_each_gives_alone(name: str, variant: str | None) -> None:
    case, quantity = load("nato-russia-2010", variant), NAMED[name]
    certains = list(case.draw(12, 3))
    assert quantity.over is not None
    together = quantity.over(Sample.of(certains), "nato", None)
    assert together is not None
    assert list(together) == [quantity.compute(one, "nato", None) for one in certains]
    assert quantity.witness(certains[0], "nato", None)
    paths = quantity.turns_on(certains[0], "nato", None)
    assert ("blocs.nato.red_lines.no-veto" in paths) is (variant is not None)
    assert any(path.startswith("issues.") for path in quantity.numbers(certains[0], "nato", None))


def test_a_win_set_is_what_the_rule_lets_be_signed_and_names_what_it_closes() -> None:
    case = load("nato-russia-2010", "order_talks")
    win_set = NAMED["win_set"]
    assert win_set.compute(case.nominal, "nato", None) == 1120
    assert win_set.witness(case.nominal, "nato", None).startswith(
        "NATO could sign 1,120 packages, none with “A veto”"
    )
    assert win_set.witness(case.nominal, "russia", None).startswith("Russia could sign 384 packages")


def test_the_compromise_is_the_mean_and_says_by_what_it_is_weighted() -> None:
    """The mean is that of the catalog."""
    quantity, case = NAMED["compromise"], cars()
    assert float(quantity.compute(case.nominal, "delay")) == pytest.approx(TABLE["expected"]["mean"])
    assert quantity.witness(case.nominal, "delay") == (
        "the mean place of 10 parties on “delay”, weighted by power and salience is 7.39, nearest to “seven”"
    )
    assert "parties.uk.capability" in quantity.numbers(case.nominal, "delay")
    with pytest.raises(UndefinedQuantityError, match="have no places on a scale"):
        quantity.compute(alliance_case().nominal, "troops")


def test_polarisation_is_that_of_the_analysis() -> None:
    quantity, case = NAMED["polarisation"], alliance_case()
    value = quantity.compute(case.nominal, "league")
    assert float(value) == analyse(case, bloc="league")["league"].indices.overall.polarisation
    assert quantity.witness(case.nominal, "league").startswith(
        f"polarisation within league is {float(value):.3f}"
    )


def test_an_issue_as_an_argument_is_checked_like_a_party() -> None:
    known = {ParameterKind.PARTY: ("uk",), ParameterKind.ISSUE: ("delay",)}
    wrong = misuses(parse_expression("compromise(delai) > 7"), known)
    assert [(one.message, one.suggestion) for one in wrong] == [
        ("unknown issue 'delai'; 'compromise' is written as compromise(issue)", "delay")
    ]
    assert misuses(parse_expression("compromise(delay) > wedges(uk)"), known) == ()


def test_a_claim_about_a_stranger_is_no_claim() -> None:
    with pytest.raises(CaseError, match="unknown party or bloc"):
        NAMED["wedges"].compute(alliance_case().nominal, "nato", None)


def test_draws_of_an_empty_table_have_no_wedge() -> None:
    case = Case.from_text(alliance_case().to_yaml() + "negotiation: {issues: []}\n")
    over: Any = NAMED["wedges"].over
    assert over(Sample.of(list(case.draw(2, 1))), "league", None) == [0, 0]
