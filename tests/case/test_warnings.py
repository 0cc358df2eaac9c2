"""What is allowed and yet deserves a second look is warned of, with its place."""

from __future__ import annotations

import pytest

from detente.case.case import Case, bundled, load
from detente.case.problems import Severity
from detente.case.warnings import warnings_of

SOUND = """\
detente: 1
title: A river
as_of: 2024-01-01
parties:
  up: {name: Up}
  down: {name: Down}
issues:
  dam:
    options: {none: No dam, small: Small, large: Large}
    today: none
    decided_by: [up, down]
    stances:
      up: {order: large > small > none, weight: 10}
      down: {order: none > small > large, weight: 20}
claims:
  - {id: C1, says: It holds, holds_if: signable() > 0}
"""


def warned(sound: str, written: str) -> list[tuple[int, str]]:
    """Return the lines and the words of the warnings once something else is written."""
    assert sound in SOUND
    problems = warnings_of(Case.from_text(SOUND.replace(sound, written, 1)))
    assert all(problem.severity is Severity.WARNING for problem in problems)
    assert all(str(problem).startswith(f"case.yaml:{problem.place.line}:") for problem in problems)
    assert all(" warning: " in str(problem) for problem in problems)
    return [(problem.place.line, problem.message) for problem in problems]


@pytest.mark.parametrize(
    "part",
    [
        "bodies: {board: {members: [up, clerk], rule: majority}}",
        "agreements: {charter: {between: [up, clerk]}}",
        "blocks: {survey: {decided_by: [up, clerk]}}",
    ],
)
def test_who_votes_or_takes_part_elsewhere_is_not_idle(part: str) -> None:
    said = warned("  down: {name: Down}\nissues:", f"  down: {{name: Down}}\n  clerk:\n{part}\nissues:")
    assert said == []


def test_a_sound_case_has_none() -> None:
    assert warned("title", "title") == []


@pytest.mark.parametrize("name", ["harbour", "iran-jcpoa-2015", "island-airport", "panama-canal"])
def test_a_case_from_the_literature_has_none(name: str) -> None:
    assert name in bundled()
    assert warnings_of(load(name)) == []


@pytest.mark.parametrize("points", ["9", "-9", "[-9, 9]"])
def test_worth_that_hardly_counts_is_warned_of(points: str) -> None:
    """The span of weight times points is 10 × 100 = 1,000, and 9 is less than a hundredth of it."""
    [(line, words)] = warned("{name: Up}", f"{{worth: [{{when: dam is large, points: {points}}}]}}")
    assert line == 5
    assert "1000" in words.replace(",", "")


@pytest.mark.parametrize("points", ["10", "-10", "[-3, 10]", "2000"])
def test_worth_that_counts_is_not(points: str) -> None:
    assert warned("{name: Up}", f"{{worth: [{{when: dam is large, points: {points}}}]}}") == []


def test_a_value_of_no_agreement_that_hardly_counts_is_warned_of() -> None:
    [(line, _)] = warned("{name: Up}", "{walk_away: 9}")
    assert line == 5
    assert warned("{name: Up}", "{walk_away: 300}") == []
    assert warned("{name: Up}", "{walk_away: 0}") == []
    assert warned("{name: Up}", "{walk_away: today}") == []


def test_an_issue_without_stances_is_warned_of() -> None:
    found = warned("claims:", "  rain: {options: [no, yes], today: no, decided_by: [up, down]}\nclaims:")
    assert (15, "nobody has a stance on 'rain'") in found


def test_a_claim_without_a_test_is_warned_of() -> None:
    [(line, words)] = warned(", holds_if: signable() > 0", "")
    assert line == 16
    assert "'C1'" in words
    assert "holds_if" in words


def test_a_claim_that_waits_for_an_analysis_is_not() -> None:
    assert warned(", holds_if: signable() > 0", ", waits_for: channel") == []


def test_rules_that_contradict_each_other_are_warned_of() -> None:
    found = warned(
        "claims:", "rules:\n  - {id: r1, require: dam is small}\n  - {id: r2, require: dam is large}\nclaims:"
    )
    assert any("contradict" in words and "'r1'" in words and "'r2'" in words for _, words in found)


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        pytest.param(
            "to: up, grants: block, over: dam, of: rain",
            "'rain' decides on none of the moves that it is about",
            id="whose moves there are none",
        ),
        pytest.param(
            "to: up, grants: initiate, over: {dam: large}",
            "'up' decides on every move that it is about anyhow",
            id="whose holder decides",
        ),
        pytest.param(
            "to: [up, down], grants: block, over: {dam: }, of: down",
            "'up' and 'down' decide on every move that it is about anyhow",
            id="whose holders decide",
        ),
        pytest.param(
            "to: rain, grants: block, over: {dam: none}",
            "it is about nothing but what holds today",
            id="over today's option",
        ),
        pytest.param("to: [up, rain], grants: block, over: dam, of: up", None, id="whom one holder needs"),
        pytest.param(
            "to: rain, grants: consult, over: {dam: [none, large]}", None, id="over another as well"
        ),
    ],
)
def test_a_clause_that_changes_nothing_is_warned_of(clause: str, said: str | None) -> None:
    """By hand: up and down decide on the dam together, and there is none today."""
    clauses = f"powers:\n  - {{id: p1, {clause}}}\nclaims:"
    text = SOUND.replace("  down: {name: Down}\n", "  down: {name: Down}\n  rain: {name: Rain}\n", 1)
    found = warnings_of(Case.from_text(text.replace("claims:", clauses, 1)))
    about = [problem for problem in found if "clause" in problem.message]
    assert all(problem.place.line == 17 for problem in about)
    assert [said in problem.message for problem in about if said] == ([True] if said else [])
    assert len(about) == bool(said)


VARIANTS = """\
rules: [{id: open, require: not dam is large}]
variants:
  calm: {says: Nothing else.}
  torn:
    says: Only a large dam.
    rules: [{id: wide, require: dam is large}]
  worse: {says: The same., extends: torn}
"""


def test_rules_that_contradict_each_other_in_a_variant_are_warned_of_by_its_name() -> None:
    clash = "the rules 'open' and 'wide' contradict each other, so that no package can exist"
    case = Case.from_text(SOUND + VARIANTS)
    problems = [one for one in warnings_of(case) if "contradict" in one.message]
    assert [one.message for one in problems] == [
        f"in the variant 'torn', {clash}",
        f"in the variant 'worse', {clash}",
    ]
    line = (SOUND + VARIANTS).splitlines().index("    rules: [{id: wide, require: dam is large}]") + 1
    assert {one.place.line for one in problems} == {line}
    assert all(one.severity is Severity.WARNING for one in problems)
    assert [one.message for one in warnings_of(case.with_variant("torn")) if "contradict" in one.message] == [
        clash
    ]


def test_a_contradiction_of_the_case_is_not_told_again_for_every_variant() -> None:
    both = "rules: [{id: open, require: not dam is large}, {id: wide, require: dam is large}]\n"
    case = Case.from_text(SOUND + both + "variants: {calm: {says: Nothing else.}}\n")
    assert sum("contradict" in one.message for one in warnings_of(case)) == 1


INSPECTED = """\
regimes:
  treaty:
    quotas: [{id: many, article: Article 1, number: 30, confidence: confirmed}]
    inspected:
      up: {objects: 10, inspections: 12, breach: 3}
      down: {objects: [20, 40], inspections: [10, 45], breach: [31, 35]}
    designs:
      same: {inspections: 10}
      twice: {of: [up], inspections: [20, 24]}
      merged: {objects: [8, 12], of: [down]}
      seen: {seen: 1, cost: 2}
      counted: {objects: 5, quota: many}
"""


def test_inspections_of_more_objects_than_there_are_are_warned_of() -> None:
    """By hand, with the middle of each range: 12 of 10, 22 of 10, and 27.5 of 10; a breach at 33 of 30."""
    text = SOUND + INSPECTED
    found = warnings_of(Case.from_text(text))
    once = "each is inspected once at most, and those above that count for nothing"
    assert [one.message for one in found] == [
        f"inspections (12) exceed the objects of 'up' (10): {once}",
        "a breach cannot show at 31 to 35 of 20 to 40 objects of 'down'",
        f"inspections (20 to 24) exceed the objects of 'up' (10): {once}",
        f"inspections (10 to 45) exceed the objects of 'down' (8 to 12): {once}",
    ]
    shown = [one.excerpt[one.place.column - 1 :].partition(",")[0] for one in found]
    assert shown == ["12", "[31", "[20", "[8"]
