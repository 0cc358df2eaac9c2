"""From .gmcr files to cases: the same states, moves and preferences, or a reason why not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.case import Case
from detente.case.problems import CaseError
from detente.case.warnings import warnings_of
from detente.formats.gmcr import GmcrFile, case_of_gmcr, gmcr_of_case, gmcr_of_text, read_gmcr, to_case
from detente.formats.gmcr.converted import differences
from detente.stability import analyse
from detente.stability.cases.case_conflict import conflict_of
from detente.stability.graph.graph_model import GraphModel
from detente.stability.options.conditions import Condition
from detente.stability.options.option_form import DecisionMaker, Direction, Option, OptionForm
from detente.stability.options.option_preferences import Payoffs, Ranking
from detente.stability.options.option_states import conflict_of_options
from tests.formats.gmcr.converting import drawn_for_cases, told
from tests.stability.options.option_forms import DILEMMA, EUPHRATES

FILE = Path(__file__).with_name("euphrates.gmcr")
WORDS = {"Y": "yes", "N": "no"}


def _case(conflict: OptionForm | GmcrFile, today: int | None = None) -> Case:
    return Case.from_text(case_of_gmcr(conflict, today).text)


def _moving(form: OptionForm) -> OptionForm:
    return replace(form, decision_makers=tuple(one for one in form.decision_makers if one.options))


@given(drawn_for_cases(), st.data())
@settings(max_examples=25, deadline=None)
def test_a_case_has_the_states_moves_and_preferences_of_the_file(
    form: OptionForm, data: st.DataObject
) -> None:
    today = data.draw(st.none() | st.integers(1, form.states))
    case = _case(form, today)
    assert warnings_of(case) == []
    found, expected = conflict_of(case.nominal), conflict_of_options(_moving(form))
    issues = dict(zip([option.name for option in form.options], case.issues, strict=True))
    assert told(found.model, found.states) == told(
        expected.model,
        expected.states,
        lambda options: {issues[name]: WORDS[sign] for name, sign in options.items()},
    )
    assert found.status_quo == (today or 1) - 1


@given(drawn_for_cases())
@settings(max_examples=25, deadline=None)
def test_and_the_file_made_of_it_is_the_first_one(form: OptionForm) -> None:
    """But that those who control nothing are gone, and so are directions of options that nobody controls."""
    again, moving = gmcr_of_text(gmcr_of_case(_case(form)).text).form, _moving(form)
    held = {option for maker in form.decision_makers for option in maker.options}
    assert again.options == tuple(
        option if number in held else Option(option.name) for number, option in enumerate(form.options)
    )
    assert again.codes.tolist() == form.codes.tolist()
    named = [(maker.name, sorted(maker.options)) for maker in moving.decision_makers]
    assert [(maker.name, sorted(maker.options)) for maker in again.decision_makers] == named
    for number in range(len(named)):
        assert again.ranks(number).tolist() == moving.ranks(number).tolist()


def test_the_euphrates_conflict_becomes_a_case_that_reads_well() -> None:
    made = case_of_gmcr(read_gmcr(FILE), file="euphrates.gmcr")
    assert [one.message for one in made.warnings] == ["what stands at 'coalitions' is not part of the case"]
    for line in (
        "  release_water:\n    name: Release water\n    options: {no: No, yes: Yes}\n    today: no\n",
        "  - {id: infeasible_1, require: not (release_water is yes and escalate is yes)}\n",
        "    s5: {name: Release water; Attack, when: release_water is yes and escalate is no and attack is",
        "    syria:\n      statements:\n        - release_water is no and escalate is no and attack is no\n",
        "# Today is state 1 (nothing is chosen).\n# The file names no state of today.\n",
    ):
        assert line in made.text
    found = analyse(Case.from_text(made.text))
    expected = analyse(EUPHRATES.graph_model())
    assert {key: of.tolist() for key, of in found.equilibria.items()} == {
        key: of.tolist() for key, of in expected.equilibria.items()
    }


def test_what_lasts_in_the_dilemma_lasts_in_its_case() -> None:
    found, expected = analyse(_case(DILEMMA, today=4)), analyse(DILEMMA.graph_model())
    assert found.conflict.status_quo == 3
    assert found.equilibria["nash"].tolist() == expected.equilibria["nash"].tolist()


def test_directions_rankings_and_what_nobody_controls_are_written() -> None:
    form = OptionForm(
        (Option("Is", Direction.FORWARD), Option("1st", Direction.BACK), Option("1st!"), Option("4")),
        (
            DecisionMaker("A #1", (0,), Ranking(((3, 4), (2,), (1,)))),
            DecisionMaker("a-1", (1,), Payoffs((0.0, 2.0, 1.0, 2.0))),
            DecisionMaker("A", (3,)),
            DecisionMaker("Nobody", (), Ranking(((1, 2, 3, 4),))),
        ),
        (Condition.of("NNN"), Condition.of("-YY", "Y-Y"), Condition.of("---Y")),
    )
    assert form.states == 4
    made = case_of_gmcr(form)
    assert [str(one) for one in made.warnings] == [
        "a .gmcr file: warning: 'Nobody' controls no option and never moves, so it is left out of the case"
    ]
    for line in (
        "  a_1: {name: 'A #1'}\n  a_1_2: {name: a-1}\n",
        "    options: {no: No, yes: {name: Yes, irreversible: true}}     # can be taken up, and not given up",
        "    options: {no: {name: No, irreversible: true}, yes: Yes}     # can be given up, and not taken up",
        "    options: {no: {name: No, irreversible: true}, yes: {name: Yes, irreversible: true}}     # no",
        "    decided_by: [a_1, a_1_2, a]\n",
        "  issues: [option_is, option_1st, option_1st_2, option_4]     # also those that nobody can change\n",
        "    a_1: [[s3, s4], s2, s1]\n    a_1_2: [[s2, s4], s3, s1]\n",
        "    a: {statements: []}     # all states are alike\n",
        "# Today is state 1 (Is).\n# The file names no state of today, and that in which nothing is chosen",
    ):
        assert line in made.text
    assert warnings_of(Case.from_text(made.text)) == []


def test_names_that_yaml_or_the_language_would_read_as_something_else_are_kept() -> None:
    names = ["Done", "True", "null", "1e5", "a\tb\n#", "ça va: oui?", "- x", "x" * 100, "no", "*", "İ"]
    form = OptionForm(tuple(map(Option, names)), (DecisionMaker("yes", (0,)), DecisionMaker("[", (1, 2))))
    case = _case(GmcrFile(form, "x: #y", "First.\n\n- Second:\x85third."))
    assert [issue.name for issue in case.issues.values()] == names
    assert case.title == "x: #y"
    assert case.conflict is not None
    assert case.conflict.says == ("First.", "- Second:", "third.")
    assert gmcr_of_text(gmcr_of_case(case).text).form.options == form.options


def test_a_name_with_a_control_character_is_refused_in_words() -> None:
    form = OptionForm(
        (Option("a\x07"), Option("b")), (DecisionMaker("one", (0,)), DecisionMaker("two", (1,)))
    )
    with pytest.raises(CaseError, match=r"no case can be made of this: the character U\+0007 cannot stand"):
        _case(GmcrFile(form, "A title", ""))


def test_many_states_are_not_named_and_their_numbers_stand_in_rankings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(to_case, "MOST_NAMED", 5)
    ranked = Ranking(((6, 2), (5,), (1,), (3,), (4,)))
    form = replace(EUPHRATES, decision_makers=(DecisionMaker("Syria", (0, 1), ranked),))
    text = case_of_gmcr(form).text
    assert "    syria: [[6, 2], 5, 1, 3, 4]\n" in text.replace("[2, 6]", "[6, 2]")
    assert "states:\n" not in text
    assert "# numbers of states, best first, in brackets those liked equally" in text


def test_options_that_exclude_each_other_are_converted_at_once() -> None:
    """Each state has at most one of 25 options, of 2 to the power of 25 combinations."""
    options = tuple(Option(f"o{number}") for number in range(25))
    pairs = tuple(Condition((((i, True), (j, True)),)) for i in range(25) for j in range(i))
    form = OptionForm(options, (DecisionMaker("a", tuple(range(25))),), pairs)
    assert conflict_of(_case(form).nominal).model.states == 26


def test_what_a_case_cannot_say_is_refused_all_at_once() -> None:
    both = (DecisionMaker("a", (0, 1)), DecisionMaker("b", (0,)), DecisionMaker("c", (1,)))
    with pytest.raises(CaseError) as caught:
        case_of_gmcr(OptionForm((Option("x"), Option("y")), both), file="a.gmcr")
    assert [str(one) for one in caught.value.problems] == [
        f"a.gmcr: 'a' and '{who}' can each change '{what}' alone, and in a case one party or bloc decides on"
        " a change, or several together"
        for who, what in (("b", "x"), ("c", "y"))
    ]
    with pytest.raises(CaseError, match="nobody controls an option"):
        case_of_gmcr(OptionForm((Option("x"),), (DecisionMaker("a", ()),)))
    with pytest.raises(ValueError, match="there is no state 7: they go from 1 to 6"):
        case_of_gmcr(EUPHRATES, 7)


def test_a_case_that_would_be_another_conflict_is_not_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = conflict_of_options(EUPHRATES)
    other = replace(whole, model=whole.model.with_payoffs(-whole.model.ranks))
    monkeypatch.setattr(to_case, "conflict_of_options", lambda _: other)
    with pytest.raises(CaseError) as caught:
        case_of_gmcr(EUPHRATES, file="a.gmcr")
    assert [str(one) for one in caught.value.problems] == [
        f"a.gmcr: the case would be another conflict: what '{who}' prefers would be something else"
        for who in ("Syria", "Iraq")
    ]


def test_it_is_told_where_conflicts_differ() -> None:
    """Syria changes two options that are never both chosen: of three states each to the others, twice."""
    model = EUPHRATES.graph_model()
    syria, iraq = ((one.origins, one.targets) for one in model.moves)
    ranks, names, same = model.ranks, model.decision_makers, np.arange(6)
    fewer = GraphModel([(syria[0][1:], syria[1][1:]), iraq], ranks, names)
    assert differences(model, model, same) == []
    assert differences(model, fewer, same) == ["the moves of 'Syria' would be others: 11, and there are 12"]
    assert differences(model, model, same[::-1])[-1] == "what 'Iraq' prefers would be something else"
    assert differences(model, GraphModel([syria, iraq], [[0] * 7] * 2), same) == [
        "there are 6 states, and would be 7"
    ]
    assert differences(model, GraphModel([syria], ranks[:1]), same) == [
        "there are 2 decision makers, and would be 1"
    ]
