"""The bundled procedures give all five verdicts with stories, and what a story names decides them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from detente.case.case import Case, bundled, load
from detente.institutions.procedures import analyse_procedure, effectivity, procedures_of
from detente.institutions.procedures.properties import PropertyName
from detente.institutions.procedures.study import Aim

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.institutions.procedures.verdicts import ProcedureVerdicts

CATALOG = Path(__file__).parents[2] / "catalog"
BOTH = {"nato": True, "russia": True}
NEITHER = {"nato": False, "russia": False}


def changed(
    name: str, change: Callable[[dict[str, Any]], None], case: str = "nato-russia-2010"
) -> ProcedureVerdicts:
    """Return the verdicts on a bundled procedure whose moves, by id, have been changed."""
    tree = YAML(typ="safe").load(bundled()[case])
    procedure = tree["procedures"][name]
    moves = {move["id"]: move for move in procedure["moves"]}
    change(moves)
    procedure["moves"] = list(moves.values())
    small = {key: tree[key] for key in ("detente", "title", "parties", "blocs") if key in tree}
    for holder in (*small["parties"].values(), *small.get("blocs", {}).values()):
        for key in ("red_lines", "worth"):
            holder.pop(key, None)
    return analyse_procedure(
        Case.from_mapping({**small, "as_of": "2010-02-01", "procedures": {name: procedure}}), name
    )


@pytest.fixture(scope="module")
def council() -> ProcedureVerdicts:
    return analyse_procedure(load("nato-russia-2010"), "council_2010")


@pytest.fixture(scope="module")
def formal() -> ProcedureVerdicts:
    return analyse_procedure(load("nato-russia-2010"), "council_formal")


def test_under_the_rules_of_2010_each_side_alone_can_close(council: ProcedureVerdicts) -> None:
    """K4 of the fact sheet: NATO closed the Council in August 2008, Russia its predecessor in 1999.

    The fact sheet has what happened in 1999 with medium confidence; nothing here rests on it.
    """
    assert council.can_close_alone == BOTH
    assert council.can_suspend_alone == BOTH
    assert council.can_convene_alone == NEITHER
    assert council.absence_blocks
    assert council.veto_by_convening == NEITHER
    told = council.counterexamples
    assert told["no_party_can_close"]["russia"].story == (
        "Day 0: Russia breaks off the Council's work. The channel is closed."
    )
    assert told["any_party_can_convene"]["russia"].story == (
        "Day 0: Russia asks for an extraordinary meeting. NATO does not agree to meet."
        " Day 14: the request lapses. 14 days are over, and there was no meeting."
    )
    assert set(told) == {
        "any_party_can_convene", "no_party_can_close", "no_party_can_suspend", "absence_never_blocks"
    }  # fmt: skip
    assert all(set(one) == set(BOTH) for one in told.values())


def test_under_the_formal_mechanism_neither_can(formal: ProcedureVerdicts) -> None:
    """K4b of the fact sheet."""
    assert formal.can_close_alone == NEITHER
    assert formal.can_suspend_alone == NEITHER
    assert formal.can_convene_alone == BOTH
    assert not formal.absence_blocks
    assert formal.veto_by_convening == NEITHER
    assert formal.counterexamples == {}
    assert all(one.holds for one in formal.properties.values())


def test_the_move_that_a_story_names_is_why_one_side_can_close(
    council: ProcedureVerdicts,
) -> None:
    """Without ``break_off``, or where it takes all, nobody alone can close; the other verdicts stay."""
    assert council.counterexamples["no_party_can_close"]["nato"].moves == ("break_off",)
    without = changed("council_2010", lambda moves: moves.pop("break_off") and None)
    together = changed("council_2010", lambda moves: moves["break_off"].update(by="all"))
    for one in (without, together):
        assert one.can_close_alone == NEITHER
        assert one.can_suspend_alone == BOTH
        assert one.can_convene_alone == NEITHER


def test_the_council_s_lapse_is_why_a_request_comes_to_nothing(council: ProcedureVerdicts) -> None:
    """With ``lapse`` turned into a meeting, the story must name another move: suspending, or breaking off."""

    def by_the_letter(moves: dict[str, Any]) -> None:
        moves["lapse"].update(to="meeting", says="the meeting is held, whoever attends")

    assert council.counterexamples["any_party_can_convene"]["nato"].moves == ("ask", "lapse")
    letter = changed("council_2010", by_the_letter)
    assert letter.can_convene_alone == NEITHER
    assert letter.counterexamples["any_party_can_convene"]["nato"].moves == ("ask", "suspend")
    assert not letter.properties[PropertyName.ABSENCE].by_party["russia"]

    def nor_suspended(moves: dict[str, Any]) -> None:
        by_the_letter(moves)
        for move in ("suspend", "resume", "break_off"):
            del moves[move]

    assert changed("council_2010", nor_suspended).can_convene_alone == BOTH


def test_without_its_timeout_the_formal_mechanism_needs_consent_to_convene() -> None:
    """A draft that needs consensus to convene: ``convene`` removed, so that a meeting waits for ``agree``."""
    draft = changed("council_formal", lambda moves: moves.pop("convene") and None)
    assert draft.can_convene_alone == NEITHER
    assert draft.absence_blocks
    assert draft.counterexamples["any_party_can_convene"]["russia"].story == (
        "Day 0: Russia asks for a meeting. NATO does not agree on an earlier date. So it can go on for ever."
    )
    assert draft.powers[Aim.CONVENE].needs == ("nato", "russia")
    restored = changed("council_formal", lambda _: None)
    assert restored.can_convene_alone == BOTH


def test_closing_by_any_one_is_told_with_the_move_that_does_it() -> None:
    draft = changed("council_formal", lambda moves: moves["close"].update(by="russia"))
    assert draft.can_close_alone == {"nato": False, "russia": True}
    assert draft.counterexamples["no_party_can_close"]["russia"].moves == ("close",)
    assert "nato" not in draft.counterexamples["no_party_can_close"]


def test_a_standstill_during_a_request_holds_steps_up() -> None:
    """By hand: a fortnight of waiting, 3 days of meeting; and as one may ask again at once, for ever.

    Where the step can be taken during the meeting, it waits for the fortnight, at the end of whose last day
    the meeting is convened, and is taken on the 15th.
    """
    draft = changed("council_formal", lambda moves: moves["act"].update({"from": ["open", "paused"]}))
    assert draft.veto_by_convening == BOTH
    assert draft.held_up == {"nato": {"russia": None}, "russia": {"nato": None}}
    story = draft.counterexamples["convening_gives_no_veto"]["russia"].story
    assert story.startswith("NATO could take a step of its own. Day 0: Russia asks for a meeting.")
    assert story.endswith("So it can go on for ever, and NATO never takes a step of its own.")

    def only_once(moves: dict[str, Any]) -> None:
        moves["act"].update({"from": ["open", "meeting", "paused"]})

    delayed = changed("council_formal", only_once)
    assert delayed.held_up == {"nato": {"russia": 15}, "russia": {"nato": 15}}
    assert "for up to 15 days" in " ".join(delayed.properties[PropertyName.VETO].notes)


def test_powers_tell_forcing_from_blocking_and_from_needed_consent(
    council: ProcedureVerdicts, formal: ProcedureVerdicts
) -> None:
    """By hand: who is needed, who can force, and who can block are three things."""
    convene = council.powers[Aim.CONVENE]
    assert convene.needs == ("nato", "russia")
    assert [one.parties for one in convene.enabling] == [("nato", "russia")]
    assert [one.parties for one in convene.blocking] == [("nato",), ("russia",)]
    close = council.powers[Aim.CLOSE]
    assert close.needs == ()
    assert [one.parties for one in close.enabling] == [("nato",), ("russia",)]
    assert [one.parties for one in close.blocking] == [("nato", "russia")]
    assert formal.powers[Aim.CONVENE].needs == ()
    assert [one.parties for one in formal.powers[Aim.CONVENE].enabling] == [("nato",), ("russia",)]
    assert [one.parties for one in formal.powers[Aim.CLOSE].blocking] == [("nato",), ("russia",)]
    assert formal.powers[Aim.CONVENE].enabling[0].strategy[0] == "In “Open”: ask for a meeting."
    assert [one.parties for one in formal.powers[Aim.END_MEETING].enabling] == [("nato", "russia")]


def test_a_coalition_can_force_any_states_that_are_named() -> None:
    case = load("nato-russia-2010")
    assert effectivity(case, "council_formal", ["russia"], ["meeting"]) == {
        "open": 14, "asked": 14, "meeting": 0, "paused": 14, "closed": None
    }  # fmt: skip
    assert effectivity(case, "council_2010", ["russia"], ["broken_off"], first=True)["open"] == 0
    assert effectivity(case, "council_2010", ["russia"], ["meeting"])["open"] is None


def test_absence_names_what_it_blocks(council: ProcedureVerdicts, formal: ProcedureVerdicts) -> None:
    by_party = {one.parties: one for one in council.absences}
    assert by_party["nato",].states == ("open", "asked", "suspended")
    assert by_party["nato",].moves == ("meet", "agree", "begin_anew")
    assert all(one.states == () for one in formal.absences)
    assert "convene" not in {move for one in formal.absences for move in one.moves}


@pytest.mark.parametrize("name", ["vienna-document-1999", "vienna-document-2011"])
def test_under_the_vienna_document_either_state_gets_a_meeting(name: str) -> None:
    """By hand: two deadlines of 48 hours, an hour for the step between them, and one more at worst.

    The other may raise a matter first, and let it rest as soon as the reply is there.
    """
    [found] = procedures_of(load(name)).values()
    assert all(found.can_convene_alone.values())
    assert not any(found.can_close_alone.values())
    assert not any(found.can_suspend_alone.values())
    # The mechanism has no state in which it is closed or suspended, and says so.
    for name_, word in ((PropertyName.CLOSE, "closed"), (PropertyName.SUSPEND, "suspended")):
        assert found.properties[name_].notes == (f"There is no state in which the channel is {word}.",)
    assert not found.absence_blocks
    assert not any(found.veto_by_convening.values())
    party = found.parties[0]
    worst = effectivity(load(name), "unusual_activities", [party], ["meeting_of_two", "joint_meeting"])
    assert worst["quiet"] == 2 * 48 + 1 + 1


@pytest.mark.parametrize("name", ["vienna-document-1999", "vienna-document-2011"])
def test_the_vienna_document_is_the_protocol_of_the_catalog(name: str) -> None:
    protocol = YAML(typ="safe").load(CATALOG / "vienna_document_protocol.yaml")
    case, key = load(name), protocol["procedure"]
    moves = case.procedures[key].moves
    for step in protocol["transitions"]:
        told = [one for one in moves if step["from"] in one.from_ and one.to == step["to"]]
        assert (step.get("within"), step.get("after")) in {(one.within, one.after) for one in told}
    found = procedures_of(case)[key]
    assert not any(found.can_close_alone.values())
    assert all(found.can_convene_alone.values())
    assert not found.absence_blocks
    for party in found.parties:
        escalated = effectivity(case, key, [party], ["replied", "no_reply"])["requested"]
        assert escalated == 48
        assert effectivity(case, key, [party], ["meeting_of_two", "joint_meeting"])["no_reply"] is not None


def test_under_the_vienna_document_a_shorter_limit_fails_with_its_story() -> None:
    tree = YAML(typ="safe").load(bundled()["vienna-document-1999"])
    tree["procedures"]["unusual_activities"]["convene_within"] = 90
    tree["as_of"] = "2010-02-01"
    found = analyse_procedure(Case.from_mapping(tree), "unusual_activities")
    assert not any(found.can_convene_alone.values())
    story = found.counterexamples["any_party_can_convene"]["georgia"].story
    assert story.startswith(
        "Hour 0: Georgia sends a request for explanation to Russia. Russia does not reply. Hour 48:"
    )


def test_two_sides_suffice_where_each_of_many_can_refuse() -> None:
    """The Council with single members beside Russia: one of them alone does what NATO does."""
    tree = YAML(typ="safe").load(bundled()["nato-russia-2010"])["procedures"]["council_2010"]
    members = ["usa", "france", "poland"]
    many = {
        "detente": 1,
        "title": "Single members",
        "as_of": "2010-02-01",
        "parties": {key: {} for key in (*members, "russia")},
        "procedures": {"council": {**tree, "parties": [*members, "russia"]}},
    }
    found = analyse_procedure(Case.from_mapping(many), "council")
    assert all(found.can_close_alone.values())
    assert not any(found.can_convene_alone.values())
    assert set(found.powers[Aim.CONVENE].needs) == {*members, "russia"}


def test_a_variant_of_the_case_can_change_one_move() -> None:
    """Moves merge by their id, so that a variant names only what it changes."""
    text = bundled()["nato-russia-2010"].read_text(encoding="utf-8")
    patch = (
        "  stay_together:\n    says: Breaking off takes both.\n"
        "    procedures: {council_2010: {moves: [{id: break_off, by: all}]}}\n\nsources:\n"
    )
    case = Case.from_text(text.replace("\nsources:\n", f"\n{patch}", 1)).with_variant("stay_together")
    assert analyse_procedure(case, "council_2010").can_close_alone == NEITHER
