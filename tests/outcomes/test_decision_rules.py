from __future__ import annotations

import json
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from detente.case.case import Case
from detente.case.problems import CaseError
from detente.institutions import analyse
from detente.outcomes.decision_rules import rule_of, rule_of_parties
from detente.outcomes.rule_tree import accepts, voters
from detente.outcomes.rules_said import decision_rule
from detente.outcomes.signing import signs

if TYPE_CHECKING:
    from pathlib import Path

MEMBERS = ("a", "b", "c", "d")


def _case(rule: object, **bodies: object) -> Case:
    council = {"members": list(MEMBERS), "rule": rule}
    return Case.from_text(json.dumps({"bodies": {"council": council, **bodies}}))


def _winning(case: Case, key: str = "council") -> set[str]:
    rule = rule_of_parties(case, key)
    names = sorted(voters(rule))
    chosen = (choice for size in range(len(names) + 1) for choice in combinations(names, size))
    return {"".join(choice) for choice in chosen if accepts(rule, set(choice))}


def _minimal(winning: set[str]) -> set[str]:
    return {one for one in winning if not any(set(other) < set(one) for other in winning)}


@pytest.mark.parametrize(
    ("rule", "minimal", "said"),
    [
        ("consensus", {"abcd"}, "consensus of 4 members"),
        ("unanimity", {"abcd"}, "unanimity of 4 members"),
        ("silence", {"abcd"}, "consensus of 4 members, under a silence procedure"),
        ({"silence": {"breaks": 0.1}}, {"abcd"}, "consensus of 4 members, under a silence procedure"),
        ("majority", {"abc", "abd", "acd", "bcd"}, "majority of 4 members"),
        ("b", {"b"}, "b"),
        ({"lead": "b"}, {"b"}, "b"),
        ({"at_least": 3, "including": ["d"]}, {"abd", "acd", "bcd"}, "at least 3 of 4 members, d among them"),
        ({"at_least": 1, "of": ["a", "c"]}, {"a", "c"}, "at least 1 of: a; c"),
        (
            {"quota": 5, "weights": {"a": 3, "b": 2, "c": 2, "d": 1}},
            {"ab", "ac", "bcd"},
            "at least 5 votes of 4 members (a 3, b 2, c 2, d 1)",
        ),
        (
            {"all_of": ["majority", {"at_least": 1, "of": ["a", "b"]}, {"lead": "d"}]},
            {"abd", "acd", "bcd"},
            "majority of 4 members and at least 1 of: a; b and d",
        ),
        ({"any_of": [{"lead": "a"}, {"all_of": ["b", "c"]}]}, {"a", "bc"}, "a or b and c"),
        # Passes unless two object: three accept.
        (
            {"unless": {"at_least": 2}},
            {"abc", "abd", "acd", "bcd"},
            "acceptance unless those who object are at least 2 of 4 members",
        ),
        # The lead party decides, unless all others object.
        (
            {"all_of": [{"lead": "a"}, {"unless": {"all_of": ["b", "c", "d"]}}]},
            {"ab", "ac", "ad"},
            "a and acceptance unless those who object are b and c and d",
        ),
    ],
)
def test_a_rule_has_the_coalitions_that_its_words_say(rule: object, minimal: set[str], said: str) -> None:
    """By hand, from the meaning of each rule."""
    case = _case(rule)
    assert _minimal(_winning(case)) == minimal
    assert decision_rule(case, "council") == said


@pytest.mark.parametrize(
    "rule",
    [
        {"quota": 0, "weights": {"a": 0, "b": 1}},
        {"any_of": ["consensus", {"quota": 0, "weights": {"a": 1}}]},
        {"all_of": [{"quota": 0, "weights": {"a": 1}}, {"quota": 0, "weights": {"b": 1}}]},
    ],
    ids=["alone", "any of", "all of"],
)
def test_where_the_quota_is_nothing_any_one_member_is_enough(rule: object) -> None:
    """As the reference of the case file has it; by hand, each of four has a quarter of the power."""
    case = _case(rule, union={"members": ["council", "e"], "rule": {"lead": "council"}})
    assert _minimal(_winning(case)) == _minimal(_winning(case, "union")) == {"a", "b", "c", "d"}
    assert not accepts(rule_of(case, "council"), set())
    power = analyse(case).power["council"]
    assert set(power.shapley_shubik.values()) == {Fraction(1, 4)}
    assert power.remarks == ()


def test_a_body_within_a_body_votes_as_its_own_rule_has_it() -> None:
    """Two of three houses, one of which decides by the majority of its members."""
    case = _case(
        "majority", union={"members": ["council", "e", "f"], "rule": {"at_least": 2, "including": ["e"]}}
    )
    assert _minimal(_winning(case, "union")) == {"ef", "abce", "abde", "acde", "bcde"}
    assert voters(rule_of(case, "union")) == ("e", "council", "f")


def test_a_bloc_may_decide_as_a_body_does() -> None:
    case = Case.from_mapping(
        {
            "detente": 1,
            "title": "A pact",
            "as_of": "2010-02-01",
            "parties": dict.fromkeys("abcd"),
            "blocs": {
                "pact": {"members": ["a", "b", "inner"], "decides_by": "council"},
                "inner": {"members": ["c"]},
            },
            "bodies": {"council": {"members": ["a", "b", "c"], "rule": "majority"}},
        }
    )
    assert signs(case, "pact", {"a", "c"})
    assert not signs(case, "pact", {"a"})
    assert decision_rule(case, "pact") == "council, whose rule is majority of 3 members"


def test_a_file_of_bodies_alone_is_a_case(tmp_path: Path) -> None:
    path = tmp_path / "council.json"
    path.write_text('{"bodies": {"council": {"members": ["a", "b"]}}}', encoding="utf-8")
    case = Case.from_file(path)
    assert list(case.parties) == ["a", "b"]
    assert case.title == "How council decides"
    assert case.as_of == "undated"


@pytest.mark.parametrize(
    ("bodies", "said"),
    [
        (
            {"x": {"members": ["a", "y"]}, "y": {"members": ["x"]}},
            "rules that wait for each other: x → y → x",
        ),
        ({"x": {"members": ["a"], "rule": "x"}}, "rules that wait for each other: x → x"),
        (
            {"x": {"members": ["a"], "rule": {"quota": 3, "weights": {"a": 2}}}},
            "all votes of 'x' together do not reach its quota",
        ),
        (
            {"x": {"members": ["a"], "rule": {"all_of": ["a", {"quota": 3, "weights": {"a": 2}}]}}},
            "all votes of 'x' together do not reach its quota",
        ),
        (
            {"x": {"members": ["a"], "rule": {"any_of": ["a", {"quota": 3, "weights": {"a": 2}}]}}},
            "all votes of 'x' together do not reach its quota",
        ),
        (
            {
                "x": {
                    "members": ["a"],
                    "rule": {"at_least": 1, "of": ["a", {"unless": {"quota": 3, "weights": {"a": 2}}}]},
                }
            },
            "all votes of 'x' together do not reach its quota",
        ),
        ({"x": {"members": []}}, "nothing is listed here; at least one entry is needed"),
        ({"x": {"members": ["a", "a"]}}, "'a' stands twice among the members of 'x'"),
        (
            {"x": {"members": ["a", "majority"], "rule": "majority"}},
            "'majority' is the name of a rule and of a member of 'x'; rename the member",
        ),
        (
            {"x": {"members": ["a", "b"], "rule": {"at_least": 2, "of": ["a", "a"]}}},
            "'a' stands twice here",
        ),
        (
            {"x": {"members": ["a", "b"], "rule": {"at_least": 1, "including": ["a", "a"]}}},
            "'a' stands twice among those who are needed",
        ),
        (
            {"consensus": {"members": ["a", "b"]}, "y": {"members": ["a", "b"], "rule": "consensus"}},
            "'consensus' is the name of a rule; give the body another short name",
        ),
        (
            {"majority": {"members": ["a", "b"], "rule": "a"}, "y": {"members": ["a", "b"]}},
            "'majority' is the name of a rule; give the body another short name",
        ),
    ],
    ids=[
        "circle",
        "itself",
        "quota",
        "quota in all of",
        "quota in any of",
        "quota deeper",
        "nobody",
        "twice",
        "ambiguous",
        "one of two",
        "needed twice",
        "named like its own rule",
        "named like another rule",
    ],
)
def test_a_body_that_cannot_decide_is_told(bodies: object, said: str) -> None:
    with pytest.raises(CaseError) as error:
        Case.from_text(json.dumps({"bodies": bodies}))
    assert [problem.message for problem in error.value.problems] == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bodies:\n", ["x.yaml:1:1: this section is empty; name a body in it, with its members"]),
        ("bodies: {}\n", ["x.yaml:1:1: this section is empty; name a body in it, with its members"]),
        (
            "bodies:\n  x: {members: [a, is]}\n",
            ["x.yaml:2:20: 'is' is a word of the formula language; choose another short name"],
        ),
    ],
    ids=["nothing", "no body", "a member that is no name"],
)
def test_a_mistake_in_a_file_of_bodies_alone_is_told_once_and_at_its_place(
    text: str, said: list[str]
) -> None:
    with pytest.raises(CaseError) as error:
        Case.from_text(text, "x.yaml")
    assert [str(problem).splitlines()[0] for problem in error.value.problems] == said


def test_a_bloc_does_not_decide_by_the_votes_of_strangers() -> None:
    text = """
detente: 1
title: A pact
as_of: 2010-02-01
parties: {a: , b: , c: }
blocs: {pact: {members: [a, b], decides_by: council}}
bodies: {council: {members: [a, c]}}
"""
    with pytest.raises(CaseError) as error:
        Case.from_text(text)
    assert [problem.message for problem in error.value.problems] == [
        "in 'council' there votes 'c', who does not belong to 'pact'"
    ]


def _chain(bodies: int, *, twice: bool) -> dict[str, object]:
    """Each body has the next one vote in its rule, once or twice."""

    def rule(number: int) -> object:
        following = f"b{number + 1}"
        return {"any_of": [following, {"all_of": [following, f"p{number}"]}]} if twice else "majority"

    chain = {
        f"b{number}": {"members": [f"b{number + 1}", f"p{number}"], "rule": rule(number)}
        for number in range(bodies - 1)
    }
    return {**chain, f"b{bodies - 1}": {"members": ["x", "y"]}}


def test_bodies_within_bodies_are_counted_as_deep_as_they_are_read() -> None:
    """By hand: in a chain of majorities of two, all must accept."""
    case = Case.from_text(json.dumps({"bodies": _chain(40, twice=False)}))
    assert analyse(case).power["b0"].winning == 1


@pytest.mark.parametrize(
    ("bodies", "twice", "said"),
    [
        (300, False, "the rule of 'b259' has rules within rules more than 40 levels deep"),
        (
            18,
            True,
            "written out with every bloc and body in it, the rule of 'b5' has more than 10,000 votes",
        ),
    ],
    ids=["deep", "twice as large each time"],
)
def test_rules_too_deep_or_too_large_to_be_counted_are_refused(bodies: int, twice: bool, said: str) -> None:
    """By hand: v votes in one body are 2 v + 1 in the next, from 2 on: 3 * 2^k - 1 > 10,000 at k = 12."""
    with pytest.raises(CaseError) as error:
        Case.from_text(json.dumps({"bodies": _chain(bodies, twice=twice)}))
    assert [problem.message for problem in error.value.problems] == [said]
