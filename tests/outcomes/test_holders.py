"""Whose stance counts as whose."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from detente.outcomes.holders import Voice, blocs_behind, members, red_options, stance_holder, voices
from tests.brute_force_case import CaseOracle
from tests.case_strategies import case_mappings, read_case
from tests.small_cases import alliance_case

MANY = settings(max_examples=100)
NESTED = ("camps:", "  pact: {members: [league, a, d]}\n  outer: {members: [pact]}\ncamps:")


def test_members_of_nested_blocs_are_parties_each_once() -> None:
    case = alliance_case(NESTED)
    assert members(case, "a") == ("a",)
    assert members(case, "league") == ("a", "b", "c")
    assert members(case, "outer") == ("a", "b", "c", "d")


def test_blocs_behind_are_those_named_and_those_within_in_the_order_of_the_case() -> None:
    case = alliance_case(NESTED)
    assert blocs_behind(case, ("d", "pact")) == ("league", "pact")
    assert blocs_behind(case, ("outer", "league")) == ("league", "pact", "outer")
    assert blocs_behind(case, ("a", "d")) == ()


@pytest.mark.parametrize(
    ("party", "issue", "holder"),
    [
        ("a", "troops", "hawks"),
        ("c", "troops", "c"),
        ("c", "aid", "league"),
        ("d", "talks", None),
        ("b", "talks", None),
    ],
)
def test_a_stance_is_ones_own_or_the_camps_or_the_blocs_or_nobodys(
    party: str, issue: str, holder: str | None
) -> None:
    assert stance_holder(alliance_case(), party, issue) == holder


def test_members_who_want_the_same_are_one_voice() -> None:
    hawks = Voice("hawks", ("a", "b"), (("troops", "hawks"), ("aid", "league")), (), None, None)
    c = Voice("c", ("c",), (("troops", "c"), ("aid", "league")), (), "c", "c")
    d = Voice("d", ("d",), (("troops", "d"), ("aid", "d")), ("d",), None, "d")
    assert voices(alliance_case(), ("league", "d")) == (hawks, c, d)


def test_a_line_of_ones_own_makes_a_voice_of_ones_own() -> None:
    case = alliance_case(("  b: {}", "  b: {red_lines: [{id: b-line, never: aid is given}]}"))
    assert [(voice.key, voice.lines) for voice in voices(case, ("league",))] == [
        ("a", ()),
        ("b", ("b",)),
        ("c", ()),
    ]


def test_nobody_is_grouped_across_signatories() -> None:
    assert [voice.parties for voice in voices(alliance_case(), ("a", "b"))] == [("a",), ("b",)]
    assert [voice.parties for voice in voices(alliance_case(), ("b", "league"))] == [("b",), ("a",), ("c",)]


def test_a_voice_without_a_camp_is_named_after_its_first_party() -> None:
    case = alliance_case(
        ("  league: {members: [a, b, c]", "  league: {members: [a, b, c, x, y, z]"),
        ("  a: {}", "  a: {}\n  x: {}\n  y: {}\n  z: {}"),
    )
    assert [voice.key for voice in voices(case, ("league",))] == ["hawks", "c", "x_and_2_like_it"]


def test_a_voice_of_a_whole_bloc_bears_its_name() -> None:
    case = alliance_case(
        NESTED,
        ("outer: {members: [pact]}", "outer: {members: [x, y]}"),
        ("  a: {}", "  a: {}\n  x: {}\n  y: {}"),
    )
    assert [voice.key for voice in voices(case, ("outer",))] == ["outer"]


def test_red_options_stand_right_of_the_bar_or_under_never() -> None:
    stances = alliance_case(("weight: 2}", "weight: 2, never: [many, none]}")).issues["troops"].stances
    assert red_options(stances["hawks"]) == {"none"}
    assert red_options(stances["c"]) == {"many", "none"}
    assert red_options(stances["d"]) == frozenset()


@MANY
@given(case_mappings())
def test_members_and_followed_stances_equal_the_oracle(mapping: dict[str, Any]) -> None:
    case, oracle = read_case(mapping), CaseOracle(mapping)
    for key in (*case.parties, *case.blocs):
        assert members(case, key) == oracle.leaves(key)
    for party in case.parties:
        for issue in case.issues:
            assert stance_holder(case, party, issue) == oracle.stance_of(party, issue)


@MANY
@given(case_mappings())
def test_voices_are_all_parties_behind_and_each_wants_one_thing(mapping: dict[str, Any]) -> None:
    case, oracle = read_case(mapping), CaseOracle(mapping)
    keys = (*case.blocs, *case.parties)
    heard = voices(case, keys)
    assert sorted(party for voice in heard for party in voice.parties) == sorted(case.parties)
    assert len({voice.key for voice in heard}) == len(heard)
    for voice in heard:
        for party in voice.parties:
            followed = ((issue, oracle.stance_of(party, issue)) for issue in case.issues)
            assert voice.stances == tuple((issue, holder) for issue, holder in followed if holder is not None)
            assert set(voice.lines) == {
                one for one in oracle.followed(party) if oracle.holders[one].get("red_lines")
            }
