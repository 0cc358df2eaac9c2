"""A negotiation: what is on the table, who signs, and what they sign."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from detente.case.formula import Is, implication
from detente.case.problems import CaseError
from detente.outcomes.negotiation import Negotiation, negotiation_of, rule_path
from tests.brute_force_case import CaseOracle
from tests.brute_force_negotiation import NegotiationOracle
from tests.case_strategies import case_mappings, read_case
from tests.small_cases import alliance_case, dam_case

if TYPE_CHECKING:
    from detente.case.case import Case

MAJORITY = ("decides_by: consensus", "decides_by: {at_least: 1}")
TODAY = {"troops": "many", "aid": "refused", "talks": "closed"}


def between(case: Case, *signatories: str, **asked: Any) -> Negotiation:  # noqa: ANN401 - issues, today
    return negotiation_of(case.nominal, signatories=signatories, **asked)


def test_on_the_table_are_the_jointly_decided_issues_and_their_deciders_sign() -> None:
    found = negotiation_of(alliance_case().nominal)
    assert found.issues == ("troops", "talks")
    assert found.signatories == ("c", "d", "league")
    assert found.today == TODAY
    assert found.fixed == {"aid": "refused"}


def test_a_case_names_what_is_on_the_table_and_who_signs() -> None:
    named = alliance_case(
        ("issues:\n", "negotiation: {issues: [talks, aid], signatories: [d, a]}\nissues:\n")
    )
    found = negotiation_of(named.nominal)
    assert found.issues == ("aid", "talks")  # in the order of the file
    assert found.signatories == ("d", "a")
    asked = negotiation_of(named.nominal, issues=["troops"], signatories=["league", "league"])
    assert (asked.issues, asked.signatories) == (("troops",), ("league",))
    assert negotiation_of(named.nominal, issues=[], signatories=[]).issues == ()


def test_issues_alone_bring_their_deciders() -> None:
    assert negotiation_of(alliance_case().nominal, issues=["aid"]).signatories == ("d",)
    assert negotiation_of(alliance_case().nominal, issues=[]).signatories == ()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"issues": ["trops"]}, "unknown issue 'trops'; did you mean 'troops'?"),
        ({"issues": ["weather"]}, "unknown issue 'weather'"),
        ({"signatories": ["leage"]}, "unknown party 'leage'; did you mean 'league'?"),
        ({"signatories": ["d", "hawks"]}, "unknown party 'hawks'"),
        (
            {"issues": ["trops"], "signatories": ["leage"]},
            "unknown issue 'trops'; did you mean 'troops'?\nunknown party 'leage'; did you mean 'league'?",
        ),
    ],
)
def test_names_that_the_case_does_not_have_are_said(asked: dict[str, list[str]], said: str) -> None:
    with pytest.raises(CaseError, match=f"^{re.escape(said)}$"):
        negotiation_of(alliance_case().nominal, **asked)  # type: ignore[arg-type]


def test_the_value_of_no_agreement_of_a_bloc() -> None:
    """Declared, else its value today where it has a stance, else the mean of its members' floors."""
    case = alliance_case()
    assert between(case, "league", "c", "d").walk_away == {"league": Fraction(200, 3), "c": 25, "d": 6}
    declared = alliance_case(("decides_by: consensus", "walk_away: 60"))
    assert between(declared, "league").walk_away == {"league": 60}
    silent = alliance_case(("      league: {points: {refused: 0, given: 30}}\n", ""))
    # Without a stance of its own: hawks 100 each today, c at its declared 25.
    assert between(silent, "league").walk_away == {"league": 75}


def test_who_signs_what_and_what_stands_in_the_way() -> None:
    """Few troops for aid: the hawks have 80 where no agreement gives 100; without aid d has 156."""
    found = between(alliance_case(), "league", "d", issues=["troops", "aid", "talks"])
    deal = {"troops": "few", "aid": "given", "talks": "open"}
    assert [one.id for one in found.violated(deal)] == ["hawks.walk_away"]
    assert not found.signs(deal)
    assert [one.id for one in found.violated({**deal, "troops": "none"})] == [
        "hawks.troops.red_line",
        "hawks.walk_away",
    ]
    assert [one.id for one in found.violated({**deal, "troops": "many"})] == [
        "d-line",
        "d.troops.demand",
        "d.walk_away",
    ]
    assert [one.id for one in found.violated(TODAY)] == ["d.troops.demand", "c.walk_away"]


def test_parties_that_accept_sign() -> None:
    found = between(alliance_case(), "c", "d", issues=["troops", "aid", "talks"])
    deal = {"troops": "few", "aid": "given", "talks": "open"}
    assert found.signs(deal)
    assert found.violated(deal) == ()


def test_a_bloc_with_a_majority_signs_over_the_heads_of_others() -> None:
    """One of the league's members suffices; under consensus the hawks' floor stands in the way."""
    deal = {"troops": "few", "aid": "given", "talks": "open"}
    issues = ["troops", "aid", "talks"]
    assert not between(alliance_case(), "league", "d", issues=issues).signs(deal)
    found = between(alliance_case(MAJORITY), "league", "d", issues=issues)
    assert not found.conjunctive
    assert found.signs(deal)
    assert len(found.zones) == len(found.alternatives) == 2
    assert [sorted(one) for one in found.alternatives] == [["c", "d"], ["d", "hawks"]]


def test_rules_say_what_exists() -> None:
    rules = [
        "{id: r1, require: troops is none implies aid is given}",
        "{require: troops is few or talks is open or talks is closed}",
    ]
    case = alliance_case(("issues:\n", f"rules: [{', '.join(rules)}]\nissues:\n"))
    found = between(case, "d", issues=["troops", "aid", "talks"])
    assert found.rules[0] == implication(Is("troops", frozenset({"none"})), Is("aid", frozenset({"given"})))
    assert not found.exists({"troops": "none", "aid": "refused", "talks": "closed"})
    assert found.exists({"troops": "none", "aid": "given", "talks": "closed"})
    # With aid settled as refused the rule is one on troops; on aid alone it always holds.
    assert [str(one) for one in between(case, "d", issues=["troops"]).rules] == ["not troops is none"]
    assert [rule_path(one, index) for index, one in enumerate(case.rules)] == ["rules.r1", "rules.1"]


def test_what_is_dropped_does_not_count() -> None:
    case = alliance_case()
    dropped = replace(
        case.nominal, dropped=frozenset({"issues.troops.stances.d.demands", "parties.c.walk_away"})
    )
    found = negotiation_of(dropped, signatories=["league", "d"])
    assert {one.id for one in found.constraints} == {
        "hawks.troops.red_line",
        "d-line",
        "hawks.walk_away",
        "d.walk_away",
    }
    by_id = replace(
        negotiation_of(case.nominal, signatories=["d"]), dropped=frozenset({"d-line", "d.walk_away"})
    )
    assert {one.id for one in by_id.constraints} == {"d.troops.demand"}


def test_the_whole_package_has_the_issues_off_the_table() -> None:
    found = between(alliance_case(), "d", issues=["aid"])
    assert found.whole({"aid": "given"}) == {**TODAY, "aid": "given"}
    assert found.settled(Is("troops", frozenset({"many"})).given("aid", "given")).holds({})


def test_without_parties_behind_it_everything_that_exists_is_signed() -> None:
    found = between(dam_case(), issues=["dam"])
    assert found.signs({"dam": "huge"})
    assert found.walk_away == {}


def test_indifferent_parties_sign_everything() -> None:
    found = negotiation_of(dam_case().nominal)
    assert found.signatories == ("up", "down")
    assert all(found.signs({"dam": option}) for option in ("none", "low", "high", "huge"))


def test_the_order_in_which_issues_are_named_changes_nothing() -> None:
    one = between(alliance_case(), "d", issues=["talks", "troops"])
    other = between(alliance_case(), "d", issues=["troops", "talks"])
    assert one.issues == other.issues == ("troops", "talks")
    assert [part.tolist() for part in one.domain.points] == [part.tolist() for part in other.domain.points]


@settings(max_examples=60)
@given(case_mappings())
def test_zones_are_what_is_signed(mapping: dict[str, Any]) -> None:
    """A package is in one of the zones exactly where the oracle says that the signatories sign it."""
    found, oracle = negotiation_of(read_case(mapping).nominal), NegotiationOracle(CaseOracle(mapping))
    for package in oracle.packages:
        on_table = {issue: package[issue] for issue in found.issues}
        numbered = found.domain.numbered(on_table)
        assert any(zone.signable(numbered) for zone in found.zones) == oracle.signs(package)
        assert found.signs(on_table) == oracle.signs(package)
