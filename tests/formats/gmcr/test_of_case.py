"""From cases to .gmcr files: the same states, moves and preferences, or a reason why not."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.case.case import Case, load
from detente.case.language import parse_formula
from detente.case.problems import CaseError
from detente.formats.gmcr import combinations as module
from detente.formats.gmcr import gmcr_of_case, gmcr_of_text
from detente.formats.gmcr.combinations import TooManyError, combinations
from detente.formats.gmcr.issue_options import IssueOptions, issue_options
from detente.stability import analyse
from detente.stability.cases.case_conflict import conflict_of
from detente.stability.options.option_form import Direction
from detente.stability.options.option_preferences import Ranking, Statements
from detente.stability.options.option_states import conflict_of_options
from tests.formats.gmcr.converting import told
from tests.stability.conflicts import OVER_ISSUES, WRITTEN_OUT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from detente.case.problems import Problem

PARTIES = ("a", "b")
OPTIONS = ("none", "low", "high")


@st.composite
def _cases(draw: st.DrawFn) -> Case:
    """Draw conflicts over two or three issues, of which many cannot be written in options."""
    issues: dict[str, Any] = {}
    deciders = st.sampled_from(["a", "a", "b", ["a", "b"]])
    for key in ("x", "y", "z")[: draw(st.integers(2, 3))]:
        names = OPTIONS[: draw(st.integers(1, 3))]
        kinds = st.sampled_from([False, False, True, list(names[:1])])
        options: dict[str, Any] = {}
        for name in names:
            lasts = draw(kinds)
            options[name] = {"irreversible": lasts if lasts != [name] else True}
            if draw(st.integers(0, 5)) == 0:
                options[name]["decided_by"] = draw(deciders)
        issues[key] = {
            "options": options,
            "today": draw(st.sampled_from(names)),
            "decided_by": draw(deciders),
        }
    atoms = [f"{key} is {name}" for key, of in issues.items() for name in of["options"]]
    formulas = st.recursive(
        st.sampled_from(atoms),
        lambda inner: (
            st.builds("({}) {} ({})".format, inner, st.sampled_from(["and", "or", "implies"]), inner)
            | inner.map("not ({})".format)
            | st.lists(inner, min_size=2, max_size=3).map(lambda of: f"at least 2 of ({', '.join(of)})")
        ),
        max_leaves=4,
    )
    return Case.from_mapping(
        {
            "detente": 1,
            "title": "Drawn",
            "as_of": "undated",
            "parties": dict.fromkeys(PARTIES),
            "issues": issues,
            "rules": [{"require": one} for one in draw(st.lists(formulas, max_size=2))],
            "conflict": {
                "issues": list(issues),
                "preferences": {
                    key: {"statements": draw(st.lists(formulas, max_size=3, unique=True))} for key in PARTIES
                },
            },
        }
    )


REFUSED = re.compile(
    "no decider can change|no state can exist|changed to some options and not|decide on different options"
)
"""Why a case drawn here may have no conflict, or none that options tell."""


def _read(case: Case) -> Callable[[Mapping[str, str]], dict[str, str]]:
    """Return what the options of a state of a .gmcr file, which are called by issue and option, mean."""

    def read(options: Mapping[str, str]) -> dict[str, str]:
        held: dict[str, str] = {}
        for issue, of in case.issues.items():
            here = {option: options.get(f"{issue}: {option}") for option in of.options}
            chosen = [option for option, sign in here.items() if sign == "Y"]
            left = [option for option, sign in here.items() if sign is None]
            [held[issue]] = chosen or left
        return held

    return read


@given(_cases())
@settings(max_examples=60, deadline=None)
def test_a_file_has_the_states_moves_and_preferences_of_the_case(case: Case) -> None:
    refused = _why_refused(case)
    assert all(REFUSED.search(problem.message) for problem in refused)
    assume(not refused)  # where hardly a case is left, that fails
    expected = conflict_of(case.nominal)
    found = conflict_of_options(gmcr_of_text(gmcr_of_case(case).text).form)
    assert told(found.model, found.states, _read(case)) == told(expected.model, expected.states)


def _why_refused(case: Case) -> tuple[Problem, ...]:
    try:
        gmcr_of_case(case)
    except CaseError as error:
        return error.problems
    return ()


@pytest.mark.parametrize(
    ("options", "alone", "base"),
    [
        (["no"], {}, "no"),
        (["no", "yes"], {}, "no"),
        (["no", "yes"], {"a": "no yes"}, "no"),
        (["no", "yes"], {"a": "no yes, yes no"}, "no"),
        (["x", "y", "z"], {"a": "x y, y x, x z, z x, y z, z y"}, "x"),
        (["x", "y", "z"], {"a": "y x, y z, z x, z y"}, None),
        (["x", "y", "z"], {"a": "x y, x z, y z"}, None),
        (["x", "y", "z"], {"a": "x y, y x", "b": "x z"}, "x"),
        (["x", "y", "z"], {"a": "x y, y x", "b": "z y"}, "y"),
        (["x", "y", "z", "v"], {"a": "x y, y x", "b": "z v"}, None),
    ],
)
def test_an_issue_is_options_that_allow_the_same_changes(
    options: list[str], alone: dict[str, str], base: str | None
) -> None:
    """By the meaning of directions and control, spelt out."""
    changes = {
        key: {(pair.split()[0], pair.split()[1]) for pair in of.split(", ")} for key, of in alone.items()
    }
    found = issue_options(options, changes)
    assert found is not None
    assert found.base == base
    held = dict(zip(found.chosen, zip(found.directions, found.controlled_by, strict=True), strict=True))
    for key, pair in itertools.product(changes, itertools.permutations(options, 2)):
        able = [
            option == base or (held[option][1] == key and held[option][0] is not barred)
            for option, barred in zip(pair, (Direction.FORWARD, Direction.BACK), strict=True)
        ]
        assert all(able) is (pair in changes[key])


@pytest.mark.parametrize(
    "alone",
    [
        {"a": {("x", "y")}, "b": {("y", "x")}},
        {"a": {("x", "y"), ("y", "z")}},
        {"a": {("x", "y"), ("z", "y")}, "b": {("y", "z")}},
    ],
)
def test_an_issue_is_not_made_options_that_allow_other_changes(
    alone: dict[str, set[tuple[str, str]]],
) -> None:
    assert issue_options(["x", "y", "z"], alone) is None


def test_elmira_as_it_was_published_has_five_options() -> None:
    """Hipel and others 1993: modify; delay, accept, abandon; insist; all that is abandoned is one state."""
    text = load("elmira").document.text
    issues = text[: text.index("conflict:")]
    made = gmcr_of_case(Case.from_text(issues))
    form = gmcr_of_text(made.text).form
    assert [(option.name, str(option.direction)) for option in form.options] == [
        ("The control order: Modified", "forward"),
        ("Uniroyal's response: Delays", "back"),
        ("Uniroyal's response: Accepts", "both"),
        ("Uniroyal's response: Abandons Elmira", "forward"),
        ("What the local governments ask for: Insist on the original order", "both"),
    ]
    assert [maker.options for maker in form.decision_makers] == [(0,), (1, 2, 3), (4,)]
    assert form.states == 12
    assert [one.message for one in made.warnings] == [
        f"Nobody says what {name} wants on these issues: to it all states are the same."
        for name in ("the Ministry of the Environment", "Uniroyal", "the local governments")
    ]


def test_the_prisoners_dilemma_is_written_in_statements_and_says_what_a_file_has_no_place_for() -> None:
    read = gmcr_of_text(gmcr_of_case(load("prisoners-dilemma")).text)
    assert read.title == "The prisoner's dilemma"
    assert read.description.splitlines() == [
        "Where no option of “What the first prisoner says” is chosen: Speaks.",
        "Where no option of “What the second prisoner says” is chosen: Speaks.",
        "State 4 holds today.",
    ]
    assert [one.name for one in read.form.options] == [
        "What the first prisoner says: Keeps silent",
        "What the second prisoner says: Keeps silent",
    ]
    assert all(isinstance(one.preferences, Statements) for one in read.form.decision_makers)
    found, expected = analyse(read.form.graph_model()), analyse(load("prisoners-dilemma"))
    assert found.equilibria["seq"].tolist() == expected.equilibria["seq"].tolist()


def test_joint_moves_are_left_out_and_stances_become_rankings() -> None:
    text = OVER_ISSUES.replace("  one_state: [fields is dry and dam is high]\n", "")
    made = gmcr_of_case(Case.from_text(text.replace("consent_given: [fund]", "consent_given: []")))
    assert [one.message for one in made.warnings] == [
        "GMCR+ knows no joint moves: left out is what 'up' and 'fund' can only change together, on 'money'",
        "rankings of 'up' and 'fund' follow from stances, as they are in the nominal case",
    ]
    kinds = [type(one.preferences) for one in gmcr_of_text(made.text).form.decision_makers]
    assert kinds == [Ranking, Statements, Ranking]


def test_what_a_file_cannot_say_is_refused_all_at_once() -> None:
    text = OVER_ISSUES.replace(
        "    decided_by: down\n", "    decided_by: down\n    moves: [{from: dry, to: wet, decided_by: up}]\n"
    )
    text = text.replace(
        "    down: {statements: [fields is wet, dam is none, money is none]}", "    down: {known: [[1, 2]]}"
    )
    with pytest.raises(CaseError) as caught:
        gmcr_of_case(Case.from_text(text))
    fields = "'fields' cannot be written in options of GMCR+"
    assert [one.message for one in caught.value.problems] == [
        f"{fields}: 'up' and 'down' decide on different options of it, or moves",
        "this makes 9 states of 10 packages, and in a .gmcr file each is a state of its own",
        "what 'down' prefers is known in part alone, and a .gmcr file orders all states",
    ]
    assert all(one.place.line for one in caught.value.problems)
    with pytest.raises(CaseError) as caught:
        gmcr_of_case(
            Case.from_text(
                WRITTEN_OUT.replace("one: [second, [first, third_state]]", "one: {known: [[second, first]]}")
            )
        )
    assert [one.message.partition(",")[0] for one in caught.value.problems] == [
        "the moves are written out",
        "what 'one' prefers is known in part alone",
    ]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"x": None, "y": {"irreversible": ["z"]}, "z": None}, "'y' can be changed to some options"),
        ({"x": None, "y": None, "z": {"decided_by": ["a", "b"]}}, ""),
        ({"x": None, "y": None, "z": None}, "'a' can make some changes of it alone, and others only with"),
    ],
)
def test_it_is_said_why_an_issue_is_no_options(options: dict[str, Any], why: str) -> None:
    issue: dict[str, Any] = {"options": options, "today": "x", "decided_by": "a"}
    if "others only" in why:
        issue["moves"] = [{"from": "x", "to": "z", "decided_by": ["a", "b"]}]
    case = Case.from_mapping(
        {
            "detente": 1,
            "title": "Why",
            "as_of": "undated",
            "parties": dict.fromkeys(PARTIES),
            "issues": {"i": issue, "j": {"options": ["x", "y"], "today": "x", "decided_by": "b"}},
        }
    )
    if not why:  # nobody takes it up alone, so that it can only be given up
        assert gmcr_of_text(gmcr_of_case(case).text).form.options[-2].direction is Direction.BACK
        return
    with pytest.raises(CaseError, match=why):
        gmcr_of_case(case)


def test_what_somebody_prefers_who_never_moves_is_left_out() -> None:
    text = OVER_ISSUES.replace("  one_state: [fields is dry and dam is high]\n", "")
    text += "    fund: {statements: [money is none]}\n"
    made = gmcr_of_case(Case.from_text(text))
    assert "'fund' never moves in this conflict, and is left out" in [one.message for one in made.warnings]


def test_names_that_several_have_are_told_apart() -> None:
    text = OVER_ISSUES.replace("  one_state: [fields is dry and dam is high]\n", "")
    text = text.replace("{name: Downstream}", "{name: Upstream}").replace(
        "wet: Wet, dry: Dry", "wet: A, dry: B"
    )
    text = text.replace("  fields:\n", "  fields:\n    name: money\n").replace(
        "[none, paid]", "{none: A, paid: B}"
    )
    form = gmcr_of_text(gmcr_of_case(Case.from_text(text)).text).form
    assert [one.name for one in form.decision_makers] == ["Upstream (up)", "Upstream (down)"]
    assert [one.name for one in form.options[-2:]] == ["money: B (fields is dry)", "money: B (money is paid)"]


ISSUES = {f"i{number}": IssueOptions("no", ("yes",), (), ()) for number in range(30)}
NUMBERS = {(issue, "yes"): number for number, issue in enumerate(ISSUES)}


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("i0 is yes and i1 is no or i2 is yes", ["Y N -", "- - Y"]),
        ("not (i0 is yes or i1 is yes)", ["N N -"]),
        ("i0 is yes and i0 is no", []),
        ("at least 1 of (i0 in (yes, no), i1 is yes)", ["- -"]),
        ("at least 2 of (i0 is yes, i1 is yes, i2 is yes)", ["N Y Y", "Y Y -", "Y - Y"]),
    ],
)
def test_a_formula_is_few_combinations(formula: str, expected: list[str]) -> None:
    signs = {"Y": True, "N": False}
    assert set(combinations(parse_formula(formula), ISSUES, NUMBERS)) == {
        tuple((place, signs[sign]) for place, sign in enumerate(one.split()) if sign in signs)
        for one in expected
    }


def test_a_formula_of_too_many_combinations_is_not_spelt_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five of thirty are chosen in 142,506 ways, of which none covers another."""
    many = f"at least 5 of ({', '.join(f'{issue} is yes' for issue in ISSUES)})"
    with pytest.raises(TooManyError):
        combinations(parse_formula(many), ISSUES, NUMBERS)
    monkeypatch.setattr(module, "MOST_STEPS", 12)
    text = OVER_ISSUES.replace("  one_state: [fields is dry and dam is high]\n", "")
    text = text.replace(
        "fields is wet, dam is none,",
        "'at least 2 of (fields is wet, dam is none, money is paid)', dam is none,",
    )
    made = gmcr_of_case(Case.from_text(text))
    assert made.warnings[0].message == (
        "this holds in too many combinations of options: 'down' has a ranking in the file, not statements"
    )
    assert isinstance(gmcr_of_text(made.text).form.decision_makers[1].preferences, Ranking)
    monkeypatch.setattr(module, "MOST_STEPS", 2)
    with pytest.raises(CaseError, match="file this excludes too many combinations of options"):
        gmcr_of_case(Case.from_text(text))
