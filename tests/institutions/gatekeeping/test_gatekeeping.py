"""Gatekeeping: the toy's values, what is named in words, and networks in which there is little to say."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from detente.case.decision_rules import DecisionRule
from detente.case.problems import CaseError
from detente.institutions.gatekeeping import estimate, swings
from detente.institutions.gatekeeping.gatekeeping import gatekeeping_of
from tests.agreement_networks import case_of

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.institutions.gatekeeping.result import Gatekeeping

TOY = YAML(typ="safe").load(
    (Path(__file__).parents[2] / "catalog" / "gatekeeper_toy.yaml").read_text(encoding="utf-8")
)


def _toy(structure: str) -> Case:
    listed = enumerate(TOY["structures"][structure]["agreements"])
    return case_of(
        [*TOY["members"], TOY["partner"]],
        {"bloc": {"members": TOY["members"]}},
        {f"a{number}": agreement for number, agreement in listed},
    )


@pytest.mark.parametrize("probability", ["1", "9/10"])
@pytest.mark.parametrize("structure", TOY["structures"])
def test_the_toy_has_its_values_exactly(structure: str, probability: str) -> None:
    """Source: tests/catalog/gatekeeper_toy.yaml."""
    found = gatekeeping_of(_toy(structure), "bloc", "nato", probability)
    given_values = TOY["structures"][structure]["values"][probability]
    assert found.values == {member: Fraction(str(value)) for member, value in given_values.items()}
    assert found.exactness == "exact"


def test_under_consensus_all_are_alike_and_nobody_is_named_the_gatekeeper() -> None:
    found = gatekeeping_of(_toy("regional_unanimity"), "bloc", "nato", "9/10")
    assert found.gatekeeper is None
    assert found.all_alike
    assert found.tied == tuple(TOY["members"])
    assert "none stands above the others" in found.answer
    assert str(found.polynomials["rus"]) == "p^6"  # type: ignore[index]
    assert found.loses["arm"] == ("rus", "blr", "kaz", "kgz", "tjk")


def test_a_hub_is_the_gatekeeper_until_its_consent_is_not_needed_any_more() -> None:
    found = gatekeeping_of(_toy("regional_hub_rus_must_consent"), "bloc", "nato")
    assert found.gatekeeper == "rus"
    assert "needs rus by its own rule" in found.witness
    changed = case_of(
        [*TOY["members"], "nato"],
        {"bloc": {"members": TOY["members"]}},
        {"a0": {"between": ["nato", *TOY["members"]], "rule": "nato"}},
    )
    assert gatekeeping_of(changed, "bloc", "nato").gatekeeper is None


def test_counts_past_64_bits_are_exact() -> None:
    """Of 99 others and the partner: P(exactly 66 others consent) times P(the partner does)."""
    members = [f"m{number}" for number in range(100)]
    case = case_of(
        [*members, "n"],
        {"bloc": {"members": members, "decides_by": {"at_least": 67}}},
        {"x": {"between": ["bloc", "n"]}},
    )
    chance = Fraction(9, 10)
    exactly = comb(99, 66) * chance**66 * (1 - chance) ** 33
    assert gatekeeping_of(case, "bloc", "n", chance).values == dict.fromkeys(members, chance * exactly)


def test_the_page_on_theory_gives_the_sizes_as_they_are() -> None:
    page = (Path(__file__).parents[3] / "docs" / "theory" / "gatekeeping.md").read_text(encoding="utf-8")
    assert f"{swings.MOST_PATTERNS:,} patterns" in page
    assert f"{estimate.SAMPLES:,} draws" in page
    assert f"{estimate.LEVEL:.0%}".replace("%", " %") in page


def test_routes_run_over_several_agreements() -> None:
    """A broker between two agreements is essential to whoever has no other way."""
    case = case_of(
        ["a", "b", "n"],
        {"bloc": {"members": ["a", "b"]}},
        {"inner": {"between": ["a", "b"]}, "outer": {"between": ["b", "n"]}},
    )
    found = gatekeeping_of(case, "bloc", "n")
    assert found.gatekeeper == "b"
    assert found.routes["a"] == ("inner", "outer")
    assert found.agreements == ("inner", "outer")
    assert str(found.polynomials["b"]) == "p^2"  # type: ignore[index]


def test_an_agreement_off_every_route_is_not_named() -> None:
    case = case_of(
        ["a", "b", "c", "n"],
        {"bloc": {"members": ["a", "b"]}},
        {"ab": {"between": ["a", "b"]}, "bn": {"between": ["b", "n"]}, "ac": {"between": ["a", "c"]}},
    )
    assert gatekeeping_of(case, "bloc", "n").agreements == ("ab", "bn")


def test_the_partner_consents_as_one_whatever_its_rule() -> None:
    """A partner of many members leaves the polynomial of its members as it is for a single party."""
    members = [f"m{number}" for number in range(28)]
    case = case_of(
        ["a", "b", *members],
        {"bloc": {"members": ["a", "b"]}, "alliance": {"members": members}},
        {"x": {"between": ["bloc", "alliance"]}},
    )
    assert str(gatekeeping_of(case, "bloc", "alliance").polynomials["a"]) == "p^2"  # type: ignore[index]
    # Seen from the alliance, its own rule is what counts: 27 other members, and both of the bloc.
    assert str(gatekeeping_of(case, "alliance", "a").polynomials["m0"]) == "p^29"  # type: ignore[index]


def test_a_member_who_belongs_to_the_partner_needs_no_route_and_opens_none() -> None:
    case = case_of(
        ["a", "b", "c", "d"],
        {"bloc": {"members": ["a", "b", "c"]}, "partner": {"members": ["c", "d"]}},
        {"x": {"between": ["a", "c"]}, "y": {"between": ["a", "b", "partner"]}},
    )
    found = gatekeeping_of(case, "bloc", "partner")
    assert found.routes == {"a": ("y",), "b": ("y",), "c": ()}
    assert found.values == {"a": Fraction(1, 2), "b": Fraction(1, 2), "c": 0}
    assert found.tied == ("a", "b")
    assert "needs all whom it is between" in found.witness


def test_agreements_that_need_all_are_spoken_of_in_the_plural() -> None:
    case = case_of(
        ["a", "b", "n", "m"],
        {"bloc": {"members": ["a", "b"]}},
        {"x": {"between": ["a", "b", "m"]}, "y": {"between": ["m", "a", "n"]}},
    )
    witness = gatekeeping_of(case, "bloc", "n").witness
    assert "“x” and “y” need all whom they are between" in witness


def test_slack_in_a_rule_is_shown_by_the_fewest_who_must_refuse() -> None:
    """Two of three suffice: nobody is essential, and each decides once another refuses."""
    case = case_of(
        ["a", "b", "c", "n"],
        {"bloc": {"members": ["a", "b", "c"], "decides_by": {"at_least": 2}}},
        {"x": {"between": ["bloc", "n"]}},
    )
    assert gatekeeping_of(case, "bloc", "n").greatest == ()
    found = gatekeeping_of(case, "bloc", "n", "1/2")
    # Of the two others just one consents, and so does n: p 2p(1 - p).
    assert str(found.polynomials["a"]) == "2p^2 - 2p^3"  # type: ignore[index]
    assert found.witness.startswith("If b refuses, a decides: b and c have a route to n only if a consents")


@pytest.mark.parametrize("probability", ["0", "1", "7/10"])
def test_past_the_size_an_estimate_holds_the_exact_figure(probability: str) -> None:
    case = _toy("regional_hub_rus_must_consent")
    exact = gatekeeping_of(case, "bloc", "nato", probability)
    found = gatekeeping_of(case, "bloc", "nato", probability, seed=3, most_patterns=1)
    assert found.polynomials is None
    if probability in {"0", "1"}:
        assert (found.exactness, found.values) == ("exact", exact.values)
        return
    assert found.exactness == "estimated"
    assert found.intervals is not None
    assert all(low <= exact.values[one] <= high for one, (low, high) in found.intervals.items())
    assert found.gatekeeper == "rus"
    assert found.answer.startswith("Estimated from 40,000 draws: ")
    assert found.values == gatekeeping_of(case, "bloc", "nato", probability, seed=3, most_patterns=1).values


def test_an_estimate_that_cannot_tell_members_apart_names_nobody() -> None:
    found = gatekeeping_of(_toy("regional_unanimity"), "bloc", "nato", "9/10", most_patterns=1)
    assert found.gatekeeper is None
    assert set(found.tied) == set(TOY["members"])
    assert "are not told apart" in found.answer


@pytest.mark.parametrize(
    ("members", "agreements", "said"),
    [
        (["a"], {"x": {"between": ["a", "n"]}}, "only member"),
        (["a", "b"], {}, "No agreement gives a member of bloc a route to n"),
        (["a", "b"], {"x": {"between": ["a", "b"]}}, "No agreement gives a member of bloc a route to n"),
        (["a", "b"], {"x": {"between": ["n", "c"]}}, "No agreement gives a member of bloc a route to n"),
        (["a", "b"], {"x": {"between": ["a", "n"]}}, "Nobody in bloc is a gatekeeper to n"),
    ],
    ids=["one member", "no agreements", "partner without any", "bloc without any", "route of one alone"],
)
def test_degenerate_networks_are_answered_in_words(
    members: list[str], agreements: dict[str, Any], said: str
) -> None:
    found = gatekeeping_of(
        case_of(["a", "b", "c", "n"], {"bloc": {"members": members}}, agreements), "bloc", "n"
    )
    assert set(found.values.values()) == {0}
    assert found.gatekeeper is None
    assert found.answer.startswith(said) or said in found.answer


def test_a_rule_that_nobody_can_meet_leaves_no_route() -> None:
    """A file with such a rule is refused; in memory it is answered."""
    case = case_of(["a", "b", "n"], {"bloc": {"members": ["a", "b"]}}, {"x": {"between": ["bloc", "n"]}})
    impossible = case.agreements["x"].model_copy(update={"rule": DecisionRule(at_least=3)})
    found = gatekeeping_of(case.model_copy(update={"agreements": {"x": impossible}}), "bloc", "n", "1/2")
    assert set(found.values.values()) == {0}
    assert found.routes == {}
    assert "Even if everybody consents" in found.witness


@pytest.mark.parametrize(
    ("bloc", "partner", "probability", "said"),
    [
        ("block", "n", 1, "unknown bloc 'block'; did you mean 'bloc'?"),
        ("bloc", "nn", 1, "unknown party or bloc 'nn'"),
        ("bloc", "a", 1, "'a' belongs to 'bloc'"),
        ("bloc", "bloc", 1, "'bloc' cannot be its own partner"),
        ("bloc", "n", "3/2", "a probability lies between 0 and 1"),
        ("bloc", "n", "often", "'often' is no probability"),
    ],
)
def test_what_cannot_be_asked_is_refused(bloc: str, partner: str, probability: int | str, said: str) -> None:
    case = case_of(["a", "b", "n"], {"bloc": {"members": ["a", "b"]}}, {"x": {"between": ["bloc", "n"]}})
    with pytest.raises(CaseError, match=said.replace("?", r"\?")):
        gatekeeping_of(case, bloc, partner, probability)


def test_tables_and_plain_values_say_the_same() -> None:
    found = gatekeeping_of(_toy("regional_hub_rus_must_consent"), "bloc", "nato", "9/10")
    frames, values = found.to_frames(), found.to_json()
    assert list(frames["members"]["exact"]) == list(values["fractions"].values())
    assert values["fractions"]["rus"] == "81/100"
    assert values["gatekeeper"] == "rus"
    assert values["answer"] in found._repr_html_()
    between = dict(zip(frames["network"]["party"], frames["network"]["betweenness"], strict=True))
    assert between == values["network"]["betweenness"]
    # All seven are tied to each other, so that nobody stands between two.
    assert set(between.values()) == {0}
    estimate = gatekeeping_of(_toy("regional_unanimity"), "bloc", "nato", "9/10", most_patterns=1)
    assert estimate.to_json()["fractions"] is None
    lows = list(estimate.to_frames()["members"]["low"])
    assert lows == [low for low, _ in estimate.to_json()["intervals"].values()]


@pytest.mark.parametrize("members", [["a"], ["a", "b"]])
def test_what_has_no_agreements_has_tables_all_the_same(members: list[str]) -> None:
    found = gatekeeping_of(case_of(["a", "b", "n"], {"bloc": {"members": members}}, {}), "bloc", "n")
    assert list(found.to_frames()["members"]["route"]) == ["none"] * len(members)
    assert found.to_json()["network"]["degree_centralisation"] in {None, 0}


def _with_articles(members: list[str], decides_by: object) -> Gatekeeping:
    """Return who stands between members of a bloc and a neighbour, each named with an article."""
    bloc = {"members": members, "decides_by": decides_by, "name": "The bloc"}
    case = case_of([*members, "neighbour"], {"bloc": bloc}, {"treaty": {"between": ["bloc", "neighbour"]}})
    named = {key: party.model_copy(update={"name": f"The {key}"}) for key, party in case.parties.items()}
    return gatekeeping_of(case.model_copy(update={"parties": named}), "bloc", "neighbour")


@pytest.mark.parametrize("decides_by", ["consensus", {"lead": "house"}, {"at_least": 1}])
def test_an_article_is_large_only_where_a_sentence_begins(decides_by: object) -> None:
    found = _with_articles(["house", "senate"], decides_by)
    for said in (found.answer, found.witness):
        assert said[0].isupper(), said
        assert " The " not in said, said


def test_members_alike_open_a_sentence_with_a_large_article() -> None:
    """Two of three, without whom the third cannot decide, are alike, and named."""
    found = _with_articles(["house", "senate", "court"], {"at_least": 2, "including": ["house", "senate"]})
    assert found.answer.startswith("The house and the senate are gatekeepers")
