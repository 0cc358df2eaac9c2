"""Who must accept for a bloc, or for several signatories, to sign."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from detente.outcomes.holders import voices
from detente.outcomes.signing import MOST_VOICES, as_a_bloc, everybody, signs, winning_coalitions
from tests.brute_force_case import CaseOracle
from tests.case_strategies import case_mappings, read_case
from tests.small_cases import alliance_case, dam_case

if TYPE_CHECKING:
    from detente.case.case import Case

CONSENSUS = "decides_by: consensus"


def ruled(rule: str) -> Case:
    return alliance_case((CONSENSUS, f"decides_by: {rule}"))


def coalitions(case: Case, *signatories: str) -> set[frozenset[str]]:
    return set(winning_coalitions(case, signatories, voices(case, signatories)))


@pytest.mark.parametrize(
    ("rule", "accepting", "signed"),
    [
        ("consensus", "abc", True),
        ("consensus", "ab", False),
        ("{at_least: 2}", "ac", True),
        ("{at_least: 2}", "c", False),
        ("{at_least: 2, including: [a]}", "bc", False),
        ("{at_least: 2, including: [a]}", "ab", True),
        ("{quota: 3, weights: {a: 1, b: 1, c: 2}}", "ac", True),
        ("{quota: 3, weights: {a: 1, b: 1, c: 2}}", "ab", False),
        ("{quota: 2, weights: {a: 2}}", "bc", False),
        ("{quota: 2, weights: {a: 2}}", "a", True),
        ("{quota: 0, weights: {a: 2}}", "", False),
        ("{quota: 1.5, weights: {a: 0.5, b: 1}}", "ab", True),
        ("{quota: 1, including: c, weights: {a: 1}}", "ab", False),
    ],
)
def test_a_bloc_signs_by_its_rule(rule: str, accepting: str, signed: bool) -> None:
    assert signs(ruled(rule), "league", accepting) is signed


def test_a_party_signs_when_it_accepts() -> None:
    assert signs(alliance_case(), "d", ["d"])
    assert not signs(alliance_case(), "d", ["a"])


def test_a_bloc_within_a_bloc_counts_as_one_member() -> None:
    case = alliance_case(
        (CONSENSUS, "decides_by: {at_least: 2}"), ("camps:", "  pact: {members: [league, d]}\ncamps:")
    )
    assert signs(case, "pact", "abd")
    assert not signs(case, "pact", "ad")
    assert not signs(case, "pact", "abc")


def test_a_bloc_that_asks_for_something_itself_must_accept_too() -> None:
    case, judging = alliance_case(), frozenset({"league"})
    assert not signs(case, "league", "abc", judging)
    assert signs(case, "league", [*"abc", as_a_bloc("league")], judging)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("consensus", [{"hawks", "c", "d"}]),
        # a and b want the same, so that they accept together: two of three votes.
        ("{at_least: 2}", [{"hawks", "d"}]),
        ("{at_least: 1}", [{"hawks", "d"}, {"c", "d"}]),
        ("{at_least: 3}", [{"hawks", "c", "d"}]),
        ("{quota: 2, weights: {a: 1, b: 1, c: 2}}", [{"hawks", "d"}, {"c", "d"}]),
        ("{quota: 3, weights: {a: 1, b: 1, c: 2}}", [{"hawks", "c", "d"}]),
        ("{at_least: 1, including: [c]}", [{"c", "d"}]),
    ],
)
def test_winning_coalitions_are_minimal_sets_of_voices(rule: str, expected: list[set[str]]) -> None:
    assert coalitions(ruled(rule), "league", "d") == set(map(frozenset, expected))


def test_a_bloc_within_a_bloc_that_asks_for_something_itself_is_in_the_coalitions() -> None:
    case = alliance_case(
        (CONSENSUS, "walk_away: 3"),
        ("camps:", "  pact: {members: [league, d], decides_by: {at_least: 1}}\ncamps:"),
    )
    assert coalitions(case, "pact") == {frozenset({"hawks", "c", "league as a bloc"}), frozenset({"d"})}
    # Where the bloc signs itself its floor binds anyway.
    assert coalitions(case, "pact", "league") == {frozenset({"hawks", "c"})}


def test_everybody_are_the_voices_and_the_blocs_that_ask_for_something_themselves() -> None:
    case = alliance_case((CONSENSUS, "walk_away: 3"), ("camps:", "  pact: {members: [league, d]}\ncamps:"))
    assert everybody(case, ("pact",), voices(case, ("pact",))) == {"hawks", "c", "d", "league as a bloc"}
    assert everybody(case, ("pact", "league"), voices(case, ("pact", "league"))) == {"hawks", "c", "d"}
    assert winning_coalitions(case, ("pact",), voices(case, ("pact",))) == (
        everybody(case, ("pact",), voices(case, ("pact",))),
    )


def test_without_signatories_nobody_needs_to_accept() -> None:
    assert winning_coalitions(alliance_case(), (), ()) == (frozenset(),)


def crowd(size: int, *rules: str) -> Case:
    """Return a case with blocs of so many parties, each with a red line of its own, one for each rule."""
    parties: dict[str, Any] = {"up": {}, "down": {}}
    blocs = {}
    for index, rule in enumerate(rules):
        names = [f"p{index}x{one}" for one in range(size)]
        parties |= {name: {"red_lines": [{"id": name, "never": "dam is low"}]} for name in names}
        decides_by = rule if rule == "consensus" else {"at_least": int(rule)}
        blocs[f"crowd{index}"] = {"members": names, "decides_by": decides_by}
    return dam_case(parties=parties, blocs=blocs)


def test_too_many_voices_without_consensus_are_said() -> None:
    with pytest.raises(
        ValueError, match="'crowd0' has 17 different voices and no consensus rule; at most 16"
    ):
        coalitions(crowd(MOST_VOICES + 1, "3"), "crowd0")
    (everyone,) = coalitions(crowd(MOST_VOICES + 1, "consensus"), "crowd0")
    assert len(everyone) == MOST_VOICES + 1


def test_the_most_coalitions_of_one_bloc_are_listed_and_too_many_of_several_are_said() -> None:
    found = coalitions(crowd(MOST_VOICES, "8"), "crowd0")
    assert len(found) == math.comb(MOST_VOICES, 8)
    assert {len(one) for one in found} == {8}
    assert len(coalitions(crowd(5, "2", "3"), "crowd0", "crowd1")) == math.comb(5, 2) * math.comb(5, 3)
    with pytest.raises(ValueError, match="too many ways in which members can outvote each other"):
        coalitions(crowd(12, "6", "6"), "crowd0", "crowd1")


def _oracle_signs(oracle: CaseOracle, key: str, accepting: set[str]) -> bool:
    """Tell from the mapping of a case whether somebody signs when some parties accept."""
    if key in oracle.parties:
        return key in accepting
    bloc = oracle.blocs[key]
    agreed = [member for member in bloc["members"] if _oracle_signs(oracle, member, accepting)]
    rule = bloc.get("decides_by", "consensus")
    if rule == "consensus":
        return len(agreed) == len(bloc["members"])
    if not agreed or set(rule.get("including", ())) - set(agreed):
        return False
    if "at_least" in rule:
        return bool(len(agreed) >= rule["at_least"])
    return bool(sum(rule["weights"].get(member, 0) for member in agreed) >= rule["quota"])


@settings(max_examples=80)
@given(case_mappings())
def test_a_set_of_voices_wins_exactly_where_it_holds_a_winning_coalition(mapping: dict[str, Any]) -> None:
    for bloc in mapping["blocs"].values():
        bloc.pop("walk_away", None)
    for issue in mapping["issues"].values():
        for key in mapping["blocs"]:
            issue["stances"].get(key, {}).pop("demands", None)
    case, oracle = read_case(mapping), CaseOracle(mapping)
    signatories = tuple(case.blocs)
    heard = voices(case, signatories)
    minimal = winning_coalitions(case, signatories, heard)
    assert not any(one < other for one in minimal for other in minimal)
    for size in range(len(heard) + 1):
        for chosen in itertools.combinations(heard, size):
            accepting = {party for voice in chosen for party in voice.parties}
            expected = all(_oracle_signs(oracle, key, accepting) for key in signatories)
            assert any(one <= {voice.key for voice in chosen} for one in minimal) == expected
