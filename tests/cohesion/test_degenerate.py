"""Blocs of one, tables with nothing on them and other odd cases have answers that say what is odd."""

from __future__ import annotations

import json
from typing import Any

import pytest

from detente.case.case import Case, load
from detente.case.problems import CaseError
from detente.cohesion.analysis import analyse
from detente.cohesion.ensemble import with_draws
from tests.small_cases import alliance_case


def said(case: Case, **asked: Any) -> str:  # noqa: ANN401 - what analyse takes
    """Return the summary as one text, after the other forms of the result were made too."""
    result = analyse(case, **asked)
    json.dumps(result.to_json())
    assert set(result.to_frames()) >= {"win_sets", "wedges", "indices"}
    for chart in result.charts().values():
        chart.to_dict()
    return " ".join(result.summary())


def test_members_who_all_want_the_same_cannot_be_split() -> None:
    case = alliance_case(
        ("hawks: {order", "league: {order"),
        ("      c: {points: {none: 10, few: 20, many: 0}, weight: 2}\n", ""),
        (
            "  c:\n    walk_away: 25\n    worth: [{when: troops is few and aid is given, points: 4}]\n",
            "  c: {}\n",
        ),
    )
    assert "All members of league want the same: no package can split it." in said(case)
    assert "Nothing splits league: all its members want the same." in said(case, bloc="league")
    assert analyse(case, bloc="league")["league"].agreement.now.value == 0


def test_a_bloc_of_one_is_alone() -> None:
    case = alliance_case(
        ("members: [a, b, c]", "members: [a]"),
        ("{of: league, members: [a, b]}", "{of: league, members: [a]}"),
    )
    assert "It is alone." in said(case, bloc="league")
    assert "Nothing splits league: league is alone." in said(case, bloc="league")


def test_a_party_can_stand_in_for_a_bloc() -> None:
    found = analyse(alliance_case(), bloc="d")["d"]
    assert found.agreement.now.value == 0
    assert found.win_sets.bloc == found.win_sets.voices["d"]
    assert "It is alone." in said(alliance_case(), bloc="d")


def test_with_nobody_on_the_other_side_all_that_can_exist_counts() -> None:
    found = analyse(alliance_case(), bloc="league", others=[])["league"]
    assert found.agreement.proposals == found.win_sets.feasible
    words = said(alliance_case(), bloc="league", others=[])
    assert "faces nobody over 2 issues: nobody else signs. Its 3 members" in words


def test_nothing_on_the_table_splits_nobody() -> None:
    case = alliance_case()
    assert said(case, issues=[]) == "Nothing is on the table."
    assert "Nothing is on the table, so nothing can split it." in said(case, bloc="league", issues=[])
    assert analyse(case, bloc="league", issues=[])["league"].agreement.now.value == 0


def test_where_no_package_can_exist_nothing_splits() -> None:
    rules = "rules: [{require: troops is few}, {require: not (troops is few)}]\n"
    case = Case.from_text(alliance_case().to_yaml() + rules)
    words = said(case, bloc="league", others=[])
    assert "Of 0 packages that can exist" in words
    assert "Nothing splits league: no package can exist." in words


def test_one_package_that_all_reject_is_told_in_the_singular() -> None:
    words = said(load("nato-russia-2010"), bloc="nato", issues=["veto"])
    assert "all members reject the one package that Russia, Afghanistan and" in words


def test_one_who_is_named_twice_is_on_the_other_side_once() -> None:
    found = analyse(alliance_case(), bloc="league", others=["d", "d"])
    assert found["league"].others == ("d",)


def test_where_all_are_indifferent_there_is_no_rice_index() -> None:
    case = Case.from_text(
        "detente: 1\ntitle: A\nas_of: undated\nparties: {a: {}, b: {}, z: {}}\n"
        "blocs: {ab: {members: [a, b]}}\nissues:\n  x:\n    options: [o, p]\n    today: o\n"
        "    decided_by: [ab, z]\n    stances: {a: o = p, b: o = p, z: p > o}\n"
    )
    assert "Over 1 single change from today the agreement index is 1.00;" in said(case, bloc="ab")


def test_without_blocs_there_is_nothing_to_split() -> None:
    assert said(load("panama-canal")) == "No bloc decides on anything on the table."


def test_who_is_not_in_the_case_is_named_with_a_suggestion() -> None:
    with pytest.raises(CaseError) as refused:
        analyse(alliance_case(), bloc="leage", others=["e", "d"])
    assert [(one.message, one.suggestion) for one in refused.value.problems] == [
        ("unknown party or bloc 'leage'", "league"),
        ("unknown party or bloc 'e'", ""),
    ]
    with pytest.raises(CaseError, match="unknown issue"):
        analyse(alliance_case(), issues=["troop"])


def test_nobody_is_on_both_sides() -> None:
    case = load("nato-russia-2010")
    with pytest.raises(CaseError) as refused:
        analyse(case, bloc="nato", others=["usa", "rusia", "nato", "russia"])
    assert [one.message for one in refused.value.problems] == [
        "unknown party or bloc 'rusia'",
        "'usa' belongs to 'nato', so it cannot be on the other side",
        "'nato' cannot be its own other side",
    ]
    with pytest.raises(CaseError) as refused:
        analyse(case, others=["usa"])
    [problem] = refused.value.problems
    assert problem.message == (
        "'usa' belongs to 'nato', so it cannot be on the other side; name the bloc that it faces, such"
        " as 'csto'"
    )
    assert "faces the United States over" in said(case, bloc="csto", others=["usa"])
    text = "detente: 1\ntitle: Two\nas_of: 2010-01-01\nparties: {a: , b: , c: }\n"
    text += "blocs: {one: {members: [a, b]}, two: {members: [b, c]}}\n"
    with pytest.raises(CaseError, match="'two' shares members with 'one', so it cannot be on the other side"):
        analyse(Case.from_text(text), bloc="one", others=["two", "c"])


def test_fewer_draws_than_one_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one draw"):
        with_draws(analyse(alliance_case()), 0, 1)
