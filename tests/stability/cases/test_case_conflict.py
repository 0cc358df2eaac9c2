"""States and moves of cases, against the product of all options and the rules that the case writes."""

from __future__ import annotations

import itertools
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from detente.case.case import Case, load
from detente.case.problems import CaseError
from detente.stability.cases.case_conflict import conflict_of
from detente.stability.cases.package_moves import changes_of, count_moves, moves_between
from detente.stability.cases.packages import package_states
from tests.stability.conflicts import OVER_ISSUES, WRITTEN_OUT
from tests.stability.models import CATALOG, catalog_model

if TYPE_CHECKING:
    from detente.stability.conflict import Conflict

ISSUES = {"dam": ["none", "low", "high"], "fields": ["wet", "dry"], "money": ["none", "paid"]}
Package = tuple[str, ...]


def _exists(package: Package) -> bool:
    return package[0] != "high" or package[1] == "dry"


def _merged(package: Package) -> bool:
    return package[0] == "high" and package[1] == "dry"


def _moves(conflict: Conflict, mover: int) -> set[tuple[int, int]]:
    of = conflict.model.moves[mover]
    return set(zip(of.origins.tolist(), of.targets.tolist(), strict=True))


def test_states_are_the_packages_that_can_exist_the_first_issue_changing_fastest() -> None:
    conflict = conflict_of(Case.from_text(OVER_ISSUES).nominal)
    turned = (one[::-1] for one in itertools.product(*list(ISSUES.values())[::-1]))
    alone = [one for one in turned if _exists(one) and not _merged(one)]
    for number, package in enumerate(alone):
        assert conflict.states.options(number) == dict(zip(ISSUES, package, strict=True))
    assert conflict.model.states == len(alone) + 1
    assert conflict.states.options(len(alone)) == {"dam": "high", "fields": "dry"}
    assert conflict.status_quo == alone.index(("none", "wet", "none"))
    assert conflict.states.label(conflict.status_quo) == "All is calm"
    assert conflict.states.label(1) == "dam: A low dam"


def test_moves_change_what_one_decides_alone_and_lead_back_from_nothing_irreversible() -> None:
    conflict = conflict_of(Case.from_text(OVER_ISSUES).nominal)
    assert conflict.model.decision_makers == ("up", "down")
    count = conflict.model.states
    state = {tuple(conflict.states.options(number).values()): number for number in range(count - 1)}
    state |= {("high", "dry", money): count - 1 for money in ISSUES["money"]}
    up = {
        (state[one], state[other])
        for one, other in itertools.permutations(state, 2)
        # The fund's consent is taken as given, so that money is upstream's alone.
        if one[1] == other[1]
        and (one[0], other[0]) not in {("low", "none"), ("high", "none"), ("high", "low")}
        and state[one] != state[other]
    }
    down = {
        (state[one], state[other])
        for one, other in itertools.permutations(state, 2)
        if (one[0], one[2]) == (other[0], other[2]) and state[one] != state[other]
    }
    assert _moves(conflict, 0) == up
    assert _moves(conflict, 1) == down


def test_what_takes_several_is_a_joint_move() -> None:
    text = OVER_ISSUES.replace("  consent_given: [fund]\n", "")
    model = conflict_of(Case.from_text(text).nominal).model
    assert model.decision_makers == ("up", "down", "fund")
    [joint] = model.joint
    assert joint.together == (0, 2)
    assert not len(model.moves[2].targets)


def test_stances_and_statements_rank_states() -> None:
    case = Case.from_text(OVER_ISSUES)
    conflict = conflict_of(case.nominal)
    points = {
        ("none", "wet"): 0,
        ("low", "wet"): 40,
        ("none", "dry"): 30,
        ("low", "dry"): 70,
        ("high", "dry"): 90,
    }
    worth = []
    for number in range(conflict.model.states):
        held = conflict.states.options(number)
        money = {"none": 0, "paid": 50}.get(held.get("money", ""), 25)  # the mean, where both are one state
        worth.append(points[held["dam"], held["fields"]] + money)
    assert _order(conflict, 0) == _ordered(worth)
    scores = [
        4 * (held["fields"] == "wet") + 2 * (held["dam"] == "none") + (held.get("money") == "none")
        for held in map(conflict.states.options, range(conflict.model.states))
    ]
    assert _order(conflict, 1) == _ordered(scores)


def test_formulas_that_hold_in_the_same_package_make_one_state_of_all() -> None:
    merged = BOUND + "conflict: {one_state: [gate is shut, road is closed]}\n"
    conflict = conflict_of(Case.from_text(merged).nominal)
    assert [conflict.states.options(state) for state in range(conflict.model.states)] == [
        {"gate": "open", "bridge": "up", "road": "clear"},
        {"gate": "open", "bridge": "down", "road": "clear"},
        {},
    ]


def test_a_formula_that_holds_in_one_package_leaves_to_each_state_what_it_is_worth() -> None:
    """The state of that package comes last, and no two packages are one state."""
    text = OVER_ISSUES.replace(
        "fields is dry and dam is high", "dam is none and fields is dry and money is none"
    )
    conflict = conflict_of(Case.from_text(text).nominal)
    points = {"none": 0, "low": 40, "high": 60, "wet": 0, "dry": 30, "paid": 50}
    options = [conflict.states.options(state) for state in range(conflict.model.states)]
    assert options[-1] == {"dam": "none", "fields": "dry", "money": "none"}
    assert _order(conflict, 0) == _ordered([sum(points[one] for one in held.values()) for held in options])


def _order(conflict: Conflict, maker: int) -> list[int]:
    return _ordered(conflict.model.ranks[maker].tolist())


def _ordered(values: list[int]) -> list[int]:
    places = sorted(set(values))
    return [places.index(one) for one in values]


def test_states_and_moves_that_are_written_out_are_taken_as_they_stand() -> None:
    text = WRITTEN_OUT.replace("    third: {known: [[first, second], [[first, 3]]]}\n", "")
    conflict = conflict_of(Case.from_text(text).nominal)
    assert conflict.model.decision_makers == ("one", "other")
    assert [conflict.states.label(one) for one in range(3)] == ["first", "Begun", "All over"]
    assert _moves(conflict, 0) == {(0, 1)}
    assert _moves(conflict, 1) == {(1, 0), (1, 2)}
    assert conflict.model.ranks.tolist() == [[0, 1, 0], [1, 0, 2]]
    assert [(one.together, one.moves.targets.tolist()) for one in conflict.model.joint] == [((0, 1), [2])]


@pytest.mark.parametrize(
    ("case", "entry"), [("elmira", "elmira"), ("prisoners-dilemma", "prisoners_dilemma")]
)
def test_a_bundled_conflict_has_the_moves_and_the_preferences_of_the_catalog(case: str, entry: str) -> None:
    """Expected: the catalog, whose states are numbered in the same way."""
    found = conflict_of(load(case).nominal).model
    known = catalog_model(next(one for one in CATALOG if one["id"] == entry))
    for ours, theirs in zip(found.moves, known.moves, strict=True):
        assert ours.origins.tolist() == theirs.origins.tolist()
        assert ours.targets.tolist() == theirs.targets.tolist()
    assert np.array_equal(found.ranks, known.ranks)


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("when: dam is none and", "when: dam is none or", "holds in 5 states, and must hold in one alone"),
        ("when: dam is none and fields is wet", "when: dam is high and fields is wet", "holds in no state"),
        (
            "statements: [fields is wet, dam is none, money is none]",
            "ranking: [calm, 2]",
            "omits the states '3', '4'",
        ),
        (
            "statements: [fields is wet, dam is none, money is none]",
            "ranking: [calm, 99]",
            "unknown state '99'",
        ),
        (
            "statements: [fields is wet, dam is none, money is none]",
            "payoffs: [1, 2]",
            "2 payoffs for 9 states",
        ),
        (
            "require: dam is high implies fields is dry",
            "require: dam is high and dam is low",
            "no state can exist",
        ),
    ],
)
def test_what_does_not_fit_the_states_is_told(right: str, wrong: str, message: str) -> None:
    assert OVER_ISSUES.count(right) == 1
    with pytest.raises(CaseError, match=message):
        conflict_of(Case.from_text(OVER_ISSUES.replace(right, wrong)).nominal)


def test_a_conflict_that_is_too_large_says_what_to_do() -> None:
    issues = "".join(
        f"  i{number}: {{options: [a, b, c, d], today: a, decided_by: one}}\n" for number in range(12)
    )
    text = f"detente: 1\ntitle: Huge\nas_of: undated\nparties: {{one: }}\nissues:\n{issues}"
    with pytest.raises(
        CaseError, match="12 issues of the conflict have 16,777,216 packages, and at most 4,194,304"
    ):
        conflict_of(Case.from_text(text).nominal)


BOUND = """\
detente: 1
title: Bound
as_of: undated
parties: {one: , other: }
issues:
  gate: {options: [shut, open], today: shut, decided_by: one}
  bridge: {options: [up, down], today: up, decided_by: one}
  road: {options: [clear, closed], today: clear, decided_by: other}
"""


@pytest.mark.parametrize(
    ("rules", "alone"),
    [
        ([], ["One alone can change “gate” and “bridge”.", "Other alone can change “road”."]),
        (
            ["gate is shut", "road is clear"],
            ["One alone can change “bridge”.", "Other can change nothing alone."],
        ),
        (  # one changes both at once
            ["gate is open implies bridge is down", "bridge is down implies gate is open"],
            ["One alone can change “gate” and “bridge”.", "Other alone can change “road”."],
        ),
    ],
)
def test_what_rules_bar_nobody_is_said_to_change(rules: list[str], alone: list[str]) -> None:
    written = "".join(f"  - require: {rule}\n" for rule in rules)
    conflict = conflict_of(Case.from_text(f"{BOUND}rules:\n{written}" if rules else BOUND).nominal)
    assert list(conflict.alone) == alone


def test_where_today_breaks_a_rule_it_is_said() -> None:
    conflict = conflict_of(Case.from_text(f"{BOUND}rules: [require: gate is open]\n").nominal)
    assert conflict.status_quo is None
    assert any("holds today breaks a rule" in note for note in conflict.notes)


@pytest.mark.parametrize("text", [BOUND, OVER_ISSUES, OVER_ISSUES.split("rules:", maxsplit=1)[0]])
def test_moves_are_counted_before_they_are_made(text: str) -> None:
    case = Case.from_text(text)
    changes = changes_of(case, tuple(case.issues))
    states = package_states(case, tuple(case.issues), frozenset())
    for of in changes.values():
        assert count_moves(states, of) == (None if "rules" in text else len(moves_between(states, of)[0]))


def test_too_many_moves_are_refused_before_they_are_made() -> None:
    """There are 2 to the power of 20 states, and from each 1,023 moves of either."""
    issues = "".join(
        f"  i{number}: {{options: [a, b], today: a, decided_by: {'one' if number % 2 else 'other'}}}\n"
        for number in range(20)
    )
    text = f"detente: 1\ntitle: Wide\nas_of: undated\nparties: {{one: , other: }}\nissues:\n{issues}"
    began = time.process_time()
    with pytest.raises(CaseError, match="1,048,576 states and more than 150,000,000 moves"):
        conflict_of(Case.from_text(text).nominal)
    assert time.process_time() - began < 10


def test_a_conflict_of_nobody_says_so() -> None:
    text = "detente: 1\ntitle: Still\nas_of: undated\nparties: {one: }\n"
    text += "conflict: {states: [x, y], today: x, moves: {}}\n"
    with pytest.raises(CaseError, match="nobody makes a move or prefers anything"):
        conflict_of(Case.from_text(text).nominal)


def test_a_case_without_moves_says_so() -> None:
    with pytest.raises(CaseError, match="no decider can change anything alone"):
        conflict_of(load("panama-canal").nominal)


FEW_OF_MANY = Case.from_mapping(
    {
        "detente": 1,
        "title": "One thing at a time",
        "as_of": "undated",
        "parties": {"a": None, "b": None},
        "issues": {
            **{
                f"step_{number}": {
                    "options": {"no": "No", "half": {"irreversible": ["no"]}, "yes": {"irreversible": True}},
                    "today": "no",
                    "decided_by": "a",
                }
                for number in range(20)
            },
            "other": {"options": ["no", "yes"], "today": "no", "decided_by": "b"},
        },
        "rules": [
            {"require": f"step_{one} is no or step_{other} is no"}
            for one, other in itertools.combinations(range(20), 2)
        ],
    }
)


def test_moves_are_found_where_few_of_very_many_combinations_can_be() -> None:
    """Of two options and three to the power of 20, 82: none of the steps, or one half or whole."""
    conflict = conflict_of(FEW_OF_MANY.nominal)
    packages = [conflict.states.options(number) for number in range(conflict.model.states)]
    assert len(packages) == 2 * (1 + 2 * 20)
    leads = {("no", "half"), ("no", "yes"), ("half", "yes")}
    assert _moves(conflict, 0) == {
        (one, other)
        for (one, before), (other, after) in itertools.permutations(enumerate(packages), 2)
        if before["other"] == after["other"]
        and all(before[key] == after[key] or (before[key], after[key]) in leads for key in before)
    }


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("fields is dry", "holds in all states but those of “fields is wet”, which comes first"),
        ("not fields is dry", "holds in the same states as “fields is wet”, which comes first"),
        ("dam is none and dam is low", "holds in no state of the conflict"),
    ],
    ids=["opposite", "same", "never"],
)
def test_a_statement_that_changes_nothing_is_noted(statement: str, said: str) -> None:
    """By hand: fields are either wet or dry, also in the state that is made of several."""
    text = OVER_ISSUES.replace("fields is wet, dam is none", f"fields is wet, {statement}, dam is none")
    [note] = conflict_of(Case.from_text(text).nominal).notes
    assert note == f"The statement “{statement}” of Downstream {said}, so that it changes nothing."
    assert conflict_of(Case.from_text(OVER_ISSUES).nominal).notes == ()


def test_an_option_that_is_called_as_its_issue_is_named_once() -> None:
    text = OVER_ISSUES.replace("low: {name: A low dam,", "low: {name: dam,").replace(
        "dam:\n", "dam:\n    name: dam\n", 1
    )
    conflict = conflict_of(Case.from_text(text).nominal)
    assert conflict.states.says("dam", "low") == "dam"
    assert conflict.states.says("dam", "none") == "dam: No dam"


def test_a_state_that_there_is_not_cannot_hold_today() -> None:
    conflict = conflict_of(Case.from_text(WRITTEN_OUT).nominal)
    with pytest.raises(ValueError, match="there is no state 3: they are counted from 0 to 2"):
        conflict.at(3)


def test_a_list_without_an_issue_that_anybody_can_change_says_so() -> None:
    text = OVER_ISSUES.replace("  issues: [dam, fields, money]\n", "  issues: []\n")
    with pytest.raises(CaseError, match="names none that anybody can change"):
        conflict_of(Case.from_text(text).nominal)
