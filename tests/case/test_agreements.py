"""Agreements in a case file: what is written wrongly is said with its place and what may have been meant."""

from __future__ import annotations

import pytest

from detente.case.case import Case
from detente.case.problems import CaseError

SOUND = """\
detente: 1
title: A river
as_of: 2024-01-01
parties: {up: {}, down: {}, sea: {}}
blocs: {basin: {members: [up, down]}}
camps: {wet: {of: basin, members: [down]}}
agreements:
"""


def _problems(agreements: str) -> list[str]:
    with pytest.raises(CaseError) as raised:
        Case.from_text(SOUND + agreements)
    return [
        f"{one.place.line}: {one.message}" + (f" -> {one.suggestion}" if one.suggestion else "")
        for one in raised.value.problems
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("x: {between: [basin, see]}", "unknown party 'see' -> sea"),
        ("x: {between: [wet, sea]}", "'wet' is a camp, and a camp has no vote; name its bloc or its members"),
        ("x: {between: [up, up]}", "'up' is named twice"),
        ("x: {between: [up]}", "'x' binds fewer than two parties; an agreement is between two at least"),
        ("x: {between: []}", "nothing is listed here; at least one entry is needed"),
        ("x: {}", "agreements.x lacks the key 'between'"),
        ("x: {between: [up, sea], rule: consent}", "'consent' is no decision rule: write consensus,"),
        ("x: {between: [up, sea], rule: down}", "'down' is no member of 'x'"),
        ("x: {between: [up, sea], rule: {}}", "a decision rule has one of 'at_least', 'quota',"),
        ("x: {between: [up, sea], rule: {at_least: 0}}", "at least one member must accept"),
        ("x: {between: [up, sea], rule: {at_least: 3}}", "3 must accept, but 'x' has 2 members"),
        ("x: {between: [up, sea], rule: {lead: down}}", "unknown member of 'x': 'down'"),
        ("x: {between: [up, sea], rule: {lead: basin}}", "unknown member of 'x': 'basin'"),
        ("x: {between: [up, sea], rule: {at_least: 1, including: [down]}}", "unknown member of 'x': 'down'"),
        (
            "x: {between: [up, sea], rule: {all_of: [{lead: up}, {lead: dwn}]}}",
            "unknown member of 'x': 'dwn'",
        ),
        ("x: {between: [up, sea], rule: {quota: 1}}", "'quota' and 'weights' go together"),
        ("x: {between: [up, sea], rule: {quota: 4, weights: {up: 1, sea: 2}}}", "do not reach its quota"),
        ("x: {between: [up, sea], rule: {quota: 1, weights: {down: 2}}}", "unknown member of 'x': 'down'"),
        (
            "x: {between: [up, sea], rule: {silence: {breaks: 0.1}}}",
            "nobody consents to an agreement by silence",
        ),
        ("x: {between: [up, sea], rule: silence}", "nobody consents to an agreement by silence"),
        (
            "x: {between: [up, sea], rule: {all_of: [silence, {lead: up}]}}",
            "nobody consents to an agreement by silence",
        ),
        ("x: {between: [up, sea], bindng: yes}", "bindng"),
    ],
)
def test_what_is_wrong_with_an_agreement_is_said_at_its_place(written: str, said: str) -> None:
    found = _problems(f"  {written}\n")
    assert len([one for one in found if said in one]) == 1, found
    assert all(one.startswith("8: ") for one in found)


def test_all_that_is_wrong_is_said_at_once() -> None:
    written = "  x: {between: [up, see]}\n  y: {between: [up, sea], rule: {at_least: 5, including: [down]}}\n"
    assert [one.partition(":")[0] for one in _problems(written)] == ["8", "9", "9"]


def test_a_rule_may_name_a_member_of_a_bloc_that_is_named() -> None:
    case = Case.from_text(SOUND + "  x: {between: [basin, sea], rule: {all_of: [consensus, {lead: down}]}}\n")
    assert case.agreements["x"].between == ("basin", "sea")


def test_a_bloc_alone_may_have_an_agreement_among_its_members() -> None:
    case = Case.from_text(SOUND + "  x: {between: [basin]}\n")
    assert case.agreements["x"].rule.is_everybody


def test_variants_add_change_and_delete_agreements() -> None:
    text = SOUND + "  x: {between: [up, sea]}\n"
    text += "variants: {other: {agreements: {x: null, y: {between: [down, sea]}}}}\n"
    case = Case.from_text(text)
    assert list(case.agreements) == ["x"]
    assert list(case.with_variant("other").agreements) == ["y"]
    assert Case.from_text(case.with_variant("other").to_yaml()).agreements == (
        case.with_variant("other").agreements
    )
