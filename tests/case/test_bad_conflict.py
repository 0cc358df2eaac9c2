"""What is wrong with a conflict is told all at once, each with its place."""

from __future__ import annotations

import pytest

from detente.case.case import Case
from detente.case.problems import CaseError
from detente.case.warnings import warnings_of
from tests.stability.conflicts import OVER_ISSUES, WRITTEN_OUT

SLIPS = [
    (
        OVER_ISSUES,
        "issues: [dam, fields, money]",
        "issues: [dan, fields]",
        "unknown issue 'dan'; did you mean 'dam'?",
    ),
    (OVER_ISSUES, "issues: [dam, fields, money]", "issues: [dam, dam]", "'dam' is named twice"),
    (OVER_ISSUES, "given: [fund]", "given: [found]", "unknown party 'found'; did you mean 'fund'?"),
    (
        OVER_ISSUES,
        "one_state: [fields is dry",
        "one_state: [fields is try",
        "unknown option of 'fields': 'try'",
    ),
    (OVER_ISSUES, "calm, when: dam is none", "calm, when: dam is not", "cannot read this formula"),
    (
        OVER_ISSUES,
        "calm, when: dam is none and fields is wet and money is none}",
        "calm}",
        "state 'calm' needs 'when'",
    ),
    (
        OVER_ISSUES,
        "irreversible: none",
        "irreversible: nine",
        "unknown option of 'dam': 'nine'; did you mean 'none'?",
    ),
    (OVER_ISSUES, "irreversible: none", "irreversible: low", "'low' cannot lead back to itself"),
    (OVER_ISSUES, "irreversible: none", "irreversible: {}", "this is `true`, or names the options"),
    (OVER_ISSUES, "dam is none, money", "dam is nine, money", "unknown option of 'dam': 'nine'"),
    (
        OVER_ISSUES,
        "dam is none, money",
        "fields is wet, money",
        "the statement 'fields is wet' stands there twice",
    ),
    (
        OVER_ISSUES,
        "    down: {statements",
        "    dawn: {statements",
        "unknown party 'dawn'; did you mean 'down'?",
    ),
    (
        OVER_ISSUES,
        "statements: [",
        "ranking: [1], statements: [",
        "in one way, not by 'ranking' and 'statements'",
    ),
    (
        OVER_ISSUES,
        "{statements: [fields is wet, dam is none, money is none]}",
        "{}",
        "nothing says what is preferred",
    ),
    (OVER_ISSUES, "  one_state:", "  today: calm\n  one_state:", "'today' goes with 'moves' written out"),
    (
        WRITTEN_OUT,
        "one: {first: second}",
        "one: {frist: second}",
        "unknown state 'frist'; did you mean 'first'?",
    ),
    (
        WRITTEN_OUT,
        "one: {first: second}",
        "one: {first: first}",
        "a move from 'first' to itself changes nothing",
    ),
    (WRITTEN_OUT, "[third_state, first]}", "[first, first]}", "'first' is named twice"),
    (WRITTEN_OUT, "[third_state, first]}", "[gone, first]}", "unknown state 'gone'"),
    (
        WRITTEN_OUT,
        "    one: {first: second}",
        "    onne: {first: second}",
        "unknown party 'onne'; did you mean 'one'?",
    ),
    (WRITTEN_OUT, "by: [one, other]", "by: one", "a joint move takes several"),
    (WRITTEN_OUT, "from: first, to: third_state", "from: first, to: first", "to itself changes nothing"),
    (WRITTEN_OUT, "from: first, to: third_state", "from: first, to: nowhere", "unknown state 'nowhere'"),
    (WRITTEN_OUT, "today: first", "today: fist", "unknown state 'fist'; did you mean 'first'?"),
    (WRITTEN_OUT, "  today: first\n", "", "'today' names the state that holds today"),
    (
        WRITTEN_OUT,
        "  today: first\n",
        "  today: first\n  issues: []\n  one_state: [a is b]\n",
        "drop 'one_state'",
    ),
    (
        WRITTEN_OUT,
        "{first: , second: Begun, third_state: {name: All over}}",
        "{}",
        "'states' lists the states",
    ),
    (WRITTEN_OUT, "{name: All over}", "{name: All over, when: a is b}", "needs no formula: drop 'when'"),
    (
        WRITTEN_OUT,
        "[second, [first, third_state]]",
        "[second, first]",
        "the ranking of 'one' omits the state 'third_state'",
    ),
    (WRITTEN_OUT, "[second, [first, third_state]]", "[second, 2, [1, 3]]", "names the state 'second' twice"),
    (WRITTEN_OUT, "[second, [first, third_state]]", "[1, 2, 3, 4]", "unknown state '4'"),
    (WRITTEN_OUT, "[second, [first, third_state]]", "[1, 2, 0]", "by its number from 1 on"),
    (WRITTEN_OUT, "[second, [first, third_state]]", "[1, 2, {}]", "a list is needed here, not a mapping"),
    (WRITTEN_OUT, "[second, [first, third_state]]", "[1, 2, []]", "at least one entry is needed"),
    (WRITTEN_OUT, "payoffs: [1, 0, 2]", "payoffs: [1, 0]", "there are 2 payoffs for 3 states"),
    (WRITTEN_OUT, "payoffs: [1, 0, 2]", "payoffs: [1, 0, [1, 2]]", "a payoff is one number"),
    (WRITTEN_OUT, "[[first, 3]]", "[[first, 7]]", "unknown state '7'"),
    (
        WRITTEN_OUT,
        "one: [second, [first, third_state]]",
        "one: second > first",
        "a ranking is a list of states, best first, in brackets, not 'second > first'",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong", "message"), SLIPS)
def test_a_slip_is_told_on_its_line(text: str, right: str, wrong: str, message: str) -> None:
    assert text.count(right) == 1
    with pytest.raises(CaseError) as told:
        Case.from_text(text.replace(right, wrong))
    assert all(problem.place.line for problem in told.value.problems)
    assert message in str(told.value)


def test_slips_are_told_all_at_once() -> None:
    text = WRITTEN_OUT
    for _, right, wrong, _ in (SLIPS[15], SLIPS[20], SLIPS[23], SLIPS[34], SLIPS[36]):
        text = text.replace(right, wrong)
    with pytest.raises(CaseError) as told:
        Case.from_text(text)
    assert len(told.value.problems) == 5


def _warned(text: str) -> str:
    return "\n".join(map(str, warnings_of(Case.from_text(text))))


def test_a_preference_that_counts_for_nothing_is_told() -> None:
    said = _warned(WRITTEN_OUT)
    assert "case.yaml:16:5: warning: 'third' makes no move in the conflict" in said
    assert "'one' makes no move" not in said
    idle = OVER_ISSUES.replace("issues: [dam, fields, money]", "issues: [dam, money]")
    assert "'down' makes no move in the conflict" in _warned(idle)
    assert "makes no move" not in _warned(OVER_ISSUES)


def test_who_moves_and_prefers_nothing_is_told() -> None:
    without = WRITTEN_OUT.replace("    other: {payoffs: [1, 0, 2]}\n", "")
    said = "case.yaml:10:5: warning: nothing says what 'other' prefers, so that all states are the same to it"
    assert said in _warned(without)
    assert "nothing says" not in _warned(WRITTEN_OUT)


def test_what_cannot_be_undone_and_is_negotiated_is_told() -> None:
    done = OVER_ISSUES.replace(
        "    today: none\n    decided_by: up\n", "    today: low\n    decided_by: up\n"
    )
    table = "negotiation: {issues: [dam], signatories: [up]}\nrules:"
    assert "on the table" not in _warned(done)
    said = _warned(done.replace("rules:", table))
    assert "'dam' is on the table, but today's option 'low' cannot be changed to 'none'" in said


def test_what_everybody_wants_who_decides_need_not_stand_under_the_issue() -> None:
    """Nobody is called indifferent whose preference the conflict gives."""
    bare = OVER_ISSUES.replace(
        "      up: {points: {wet: 0, dry: 30}}\n      down: {points: {wet: 20, dry: 0}}\n", ""
    )
    bare = bare.replace("    decided_by: down\n    stances:\n", "    decided_by: down\n")
    said = [problem.message for problem in warnings_of(Case.from_text(bare))]
    assert "nobody has a stance on 'fields'" not in said
    unsaid = bare.replace("    down: {statements", "    up: {statements")
    said = [problem.message for problem in warnings_of(Case.from_text(unsaid))]
    assert "nobody has a stance on 'fields'" in said


@pytest.mark.parametrize(
    ("text", "sound", "slip", "line"),
    [
        (OVER_ISSUES, "    down: {statements", "    dawn: {statements", "    dawn: {statements"),
        (WRITTEN_OUT, "    one: {first: second}", "    onne: {first: second}", "    onne: {first: second}"),
        (
            OVER_ISSUES,
            "    down: {statements: [",
            "    dawn:\n      statements: [",
            "    dawn:",
        ),
    ],
    ids=["preferences", "moves", "over-lines"],
)
def test_an_unknown_party_is_pointed_at_where_it_is_written(
    text: str, sound: str, slip: str, line: str
) -> None:
    changed = text.replace(sound, slip, 1).replace(
        "money is none]}", "money is none]" + "}" * ("\n" not in slip)
    )
    with pytest.raises(CaseError) as caught:
        Case.from_text(changed, "case.yaml")
    [problem] = [one for one in caught.value.problems if "unknown party" in one.message]
    assert problem.excerpt.startswith(line)
    assert problem.place.column == 5
