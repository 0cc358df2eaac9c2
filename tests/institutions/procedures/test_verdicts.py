"""What the verdicts say in words, tables and plain values; findings; names that do not matter; limits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from detente.case.case import Case, load
from detente.case.problems import CaseError
from detente.case.procedures import LONGEST_LIMIT
from detente.case.references.procedures import MOST_PARTIES
from detente.institutions.procedures import analyse_procedure, effectivity, procedures_of
from detente.institutions.procedures.properties import PropertyName
from detente.institutions.procedures.situations import MOST_WORK
from detente.institutions.procedures.wording import third_person
from tests.institutions.procedures.procedure_strategies import PARTIES, case_with, small_procedures
from tools.documentation import ROOT

if TYPE_CHECKING:
    from detente.institutions.procedures.verdicts import ProcedureVerdicts

LOOSE = """
detente: 1
title: Loose ends
as_of: 2010-02-01
parties: {one: , two: , three: }
procedures:
  talks:
    parties: [one, two, three]
    start: quiet
    states:
      quiet: {name: At rest}
      asked:
      meeting: {is: meeting}
      limbo:
      lost:
      closed: {is: closed}
      locked: {is: suspended}
    moves:
      - {id: ask, from: quiet, to: asked, by: any, within: 4}
      - {id: meet, from: asked, to: meeting, by: {at_least: 2}, within: 9}
      - {id: lapse, from: asked, to: lost, after: 5}
      - {id: rest, from: meeting, to: quiet, after: 1}
      - {id: wake, from: limbo, to: quiet, by: any}
      - {id: shut, from: quiet, to: closed, by: {all_but: one}}
      - {id: lock, from: quiet, to: locked, by: all}
      - {id: unlock, from: locked, to: quiet, by: all}
      - {id: linger, from: meeting, by: any, within: 1}
"""


@pytest.fixture(scope="module")
def loose() -> ProcedureVerdicts:
    return analyse_procedure(Case.from_text(LOOSE), "talks")


def test_loose_ends_are_findings_and_no_errors(loose: ProcedureVerdicts) -> None:
    assert [(one.kind, one.about) for one in loose.findings] == [
        ("unreachable", "limbo"),
        ("dead", "lost"),
        ("dead", "closed"),
        ("joint_exit", "locked"),
        ("idle_deadline", "meet"),
    ]
    told = [one.says for one in loose.findings]
    assert told[0] == "The state “limbo” is never reached."
    assert told[1] == "Nothing leaves the state “lost”: once there, whatever is asked for there never comes."
    assert told[3] == "The state “locked” can be left only by everybody together."


def test_what_two_of_three_can_do_and_one_cannot(loose: ProcedureVerdicts) -> None:
    """By hand: two must meet; two and three together close; a deadline of the first state can pass unused."""
    assert loose.can_convene_alone == {"one": False, "two": False, "three": False}
    assert loose.can_close_alone == {"one": False, "two": False, "three": False}
    close = next(power for aim, power in loose.powers.items() if str(aim) == "close")
    assert [one.parties for one in close.enabling] == [("two", "three")]
    assert [one.parties for one in close.blocking] == [("two",), ("three",)]
    assert close.needs == ("two", "three")


def test_verdicts_come_in_sentences(loose: ProcedureVerdicts) -> None:
    told = loose.summary()
    assert told[0] == "None of one, two and three alone can always convene a meeting."
    assert "No party alone can close the channel." in told
    empty = "but only because the procedure names no such steps"
    assert f"Convening gives nobody a veto over another's own steps, {empty}." in told


SHUT = """
detente: 1
title: Shut
as_of: 2010-02-01
parties: {one: , two: }
procedures:
  talks:
    parties: [one, two]
    start: START
    states: {closed: {is: closed}, locked: {is: suspended}, quiet: , meeting: {is: meeting}}
    moves:
      - {id: meet, from: quiet, to: meeting, by: any}
      - {id: act, from: quiet, by: any, own_step: true}
"""
STAYS = "but only because the channel is closed from the start and stays so"
NEVER = "but only because nobody ever comes to where another could take one"
USELESS = "but only because no open state and no meeting is ever reached"
EMPTY = {
    "closed": [
        f"Each party alone can always convene a meeting, {STAYS}.",
        f"No party alone can close the channel, {STAYS}.",
        f"No party alone can suspend the channel, {STAYS}.",
        "No state is ever reached in which the channel is suspended.",
        f"Nobody's absence keeps the others from convening, {STAYS}.",
        f"Convening gives nobody a veto over another's own steps, {NEVER}.",
    ],
    "locked": [
        "No state is ever reached in which the channel is closed.",
        f"No party alone can suspend the channel, {USELESS}.",
        "Nothing leaves the state “locked”: once there, the channel stays suspended.",
    ],
    "meeting": [
        "Each party alone can always convene a meeting.",
        "No party alone can suspend the channel.",
        "Nothing leaves the state “meeting”: once there, the meeting never ends.",
    ],
}


@pytest.mark.parametrize("start", EMPTY)
def test_a_verdict_that_holds_of_nothing_says_so(start: str) -> None:
    found = analyse_procedure(Case.from_text(SHUT.replace("START", start)), "talks")
    told = found.summary()
    for sentence in EMPTY[start]:
        assert sentence in told
    plain = found.to_json()["properties"]
    only = plain["any_party_can_convene"]["only_because"]
    assert (only is not None) == (start == "closed")


def test_no_meeting_holds_up_a_step_where_none_is_ever_reached() -> None:
    text = SHUT.replace("START", "quiet").replace("by: any}", "by: two, within: 1}", 1)
    text = text.replace("from: quiet, to: meeting", "from: locked, to: meeting")
    found = analyse_procedure(Case.from_text(text), "talks").properties[PropertyName.VETO]
    assert (found.holds, found.only_because) == (True, "no meeting is ever reached")


def test_a_story_that_turns_on_waiting_says_until_when_and_what_is_left() -> None:
    text = SHUT.replace("START", "quiet").replace("by: any}", "by: any, within: 4}", 1)
    told = analyse_procedure(Case.from_text(text), "talks").summary()
    assert "Nobody makes a move until day 5. No way to a meeting is left." in told
    told = analyse_procedure(Case.from_text(SHUT.replace("START", "locked")), "talks").summary()
    assert "No way to a meeting is left." in told


def test_whose_absence_blocks_is_listed_as_a_sentence_does() -> None:
    told = " ".join(analyse_procedure(load("nato-russia-2010"), "council_2010").summary())
    assert "The absence of NATO or of Russia keeps the others from convening within 14 days." in told
    text = SHUT.replace("START", "quiet").replace("[one, two]", "[one, two, three]")
    text = text.replace("two: }", "two: , three: }").replace("by: any}", "by: {at_least: 2}}", 1)
    text += "      - {id: end, from: meeting, to: quiet, by: any}\n"
    told = " ".join(analyse_procedure(Case.from_text(text), "talks").summary())
    pairs = "of one and two together, of one and three together or of two and three together"
    assert f"The absence {pairs} keeps the others from convening." in told


def test_verdicts_come_in_tables_and_plain_values(loose: ProcedureVerdicts) -> None:
    frames = loose.to_frames()
    assert list(frames) == ["verdicts", "powers", "absences", "findings"]
    assert len(frames["verdicts"]) == 5 * 3
    plain = loose.to_json()
    assert json.loads(json.dumps(plain)) == plain
    assert plain["can_close_alone"] == loose.can_close_alone
    assert set(plain["counterexamples"]["any_party_can_convene"]) == {"one", "two", "three"}
    assert plain["properties"]["absence_never_blocks"]["holds"] is not plain["absence_blocks"]
    assert "one side may make one move" in plain["protocol"]


def test_a_case_without_procedures_has_no_verdicts() -> None:
    assert procedures_of(load("panama-canal")) == {}


def test_an_unknown_procedure_party_or_state_is_refused() -> None:
    case = load("nato-russia-2010")
    with pytest.raises(CaseError, match="no procedure 'council_2011'; did you mean 'council_2010'"):
        analyse_procedure(case, "council_2011")
    with pytest.raises(CaseError, match="unknown party of this procedure: 'rusia'; did you mean 'russia'"):
        effectivity(case, "council_2010", ["rusia"], ["meeting"])
    with pytest.raises(CaseError, match="unknown state of this procedure: 'metting'; did you mean 'meeting'"):
        effectivity(case, "council_2010", ["russia"], ["metting"])


def test_a_procedure_with_too_many_situations_is_refused() -> None:
    """Eight who take part make 256 coalitions, which leaves room for 781 situations; 400 limits make more."""
    names = [f"p{number}" for number in range(8)]
    moves: list[dict[str, Any]] = [{"id": "go", "from": "a", "to": "b", "by": "any"}]
    moves += [
        {"id": f"m{limit}", "from": "a", "to": "b", "by": "all", "within": 3 * limit}
        for limit in range(1, 500)
    ]
    mapping = {
        "detente": 1,
        "title": "Large",
        "as_of": "2010-02-01",
        "parties": {name: {} for name in names},
        "procedures": {
            "large": {
                "parties": names,
                "start": "a",
                "states": {"a": {}, "b": {"is": "meeting"}},
                "moves": moves,
            }
        },
    }
    with pytest.raises(CaseError, match="'large' has more than 781 situations with 8 who take part"):
        analyse_procedure(Case.from_mapping(mapping), "large")


def test_the_sizes_stated_are_those_of_the_program() -> None:
    theory = (ROOT / "docs" / "theory" / "procedures.md").read_text(encoding="utf-8")
    sizes = " ".join(theory.split("## Sizes")[1].split("## Literature")[0].split())
    assert f"At most {MOST_PARTIES} can take part" in sizes
    assert (
        f"may be {MOST_WORK:,}: {MOST_WORK >> MOST_PARTIES} situations with {MOST_PARTIES} parties" in sizes
    )
    assert f"{MOST_WORK >> 2:,} with 2" in sizes
    assert f"limits beyond {LONGEST_LIMIT:,} units" in " ".join(theory.split())


def renamed(value: Any, names: dict[str, str]) -> Any:  # noqa: ANN401 - any part of a procedure
    if isinstance(value, dict):
        return {key: renamed(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [renamed(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value


@given(small_procedures())
@settings(max_examples=60)
def test_the_names_and_the_order_of_parties_do_not_matter(procedure: dict[str, Any]) -> None:
    names = dict(zip(PARTIES, ("ben", "cleo", "anna"), strict=True))
    before = case_with(procedure)
    other = renamed(procedure, names)
    other["parties"] = other["parties"][::-1]
    after = case_with(other)
    after["blocs"]["pair"]["members"] = [names[one] for one in before["blocs"]["pair"]["members"]]
    votes = {names[one]: count for one, count in before["bodies"]["board"]["rule"]["weights"].items()}
    after["bodies"]["board"] = {"members": list(votes), "rule": {"quota": 3, "weights": votes}}
    first = analyse_procedure(Case.from_mapping(before), "talks")
    second = analyse_procedure(Case.from_mapping(after), "talks")
    for one in PropertyName:
        found = {names[party]: holds for party, holds in first.properties[one].by_party.items()}
        assert found == dict(second.properties[one].by_party)
    for aim, power in first.powers.items():
        for field in ("enabling", "blocking"):
            sets = {frozenset(names[one] for one in witness.parties) for witness in getattr(power, field)}
            assert sets == {frozenset(witness.parties) for witness in getattr(second.powers[aim], field)}


def test_verbs_take_the_form_that_one_who_acts_needs() -> None:
    assert third_person("pass on") == "passes on"
    assert third_person("have a say") == "has a say"
    assert third_person("deploy forces") == "deploys forces"
