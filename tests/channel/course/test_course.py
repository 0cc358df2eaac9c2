"""What a record comes to under a procedure, at any moment."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from detente.channel.exchange.delegation import NotAllowedError, Speech
from detente.channel.record.kinds import Kind
from detente.channel.record.moment import read_moment
from detente.institutions.procedures.replay_result import Absent, Missed
from tests.channel.delegations import table

CATALOG = Path(__file__).parents[2] / "catalog"
VIENNA = YAML(typ="safe").load(CATALOG / "vienna_document_2011_invocations.yaml")
KINDS = {"request": Kind.CONVENE, "reply": Kind.REPLY, "attend": Kind.ATTEND}


@pytest.mark.parametrize("name", VIENNA["logs"])
def test_the_vienna_document_s_logs_give_their_states_deadlines_and_absences(
    name: str, tmp_path: Path
) -> None:
    """Expected: the catalog, whose logs newspapers and delegations reported."""
    known = VIENNA["logs"][name]
    sides = table(tmp_path, VIENNA["case"], VIENNA["procedure"], opened="2021-01-01")
    for entry in known["log"]:
        sides.clock.set(str(entry["time"]))
        author = sides[entry["party"]]
        author.write(Kind.MOVE, Speech(move=entry["move"]))
        sides.carry(entry["party"])
    for side in sides.sides.values():
        steps = [step for step in side.holder.course.steps() if step.effect != "said"]
        assert [step.state for step in steps] == known["states"]
        assert all(step.allowed for step in steps)
        events = [event for step in steps for event in step.before]
        missed = [
            {"move": one.move, "awaited": list(one.awaited)} for one in events if isinstance(one, Missed)
        ]
        absent = [
            {"state": one.state, "parties": list(one.parties)} for one in events if isinstance(one, Absent)
        ]
        assert missed == known["missed"]
        assert absent == known["absent"]


def test_the_clock_goes_on_without_anybody_s_act(tmp_path: Path) -> None:
    """Vienna Document 2011, 16.1: a reply within 48 hours; 16.2: a meeting within 48 hours of its request."""
    sides = table(tmp_path, "vienna-document-2011", "unusual_activities", opened="2022-02-01")
    sides.clock.set("2022-02-11T09:00")
    ukraine = sides["ukraine"]
    ukraine.write(Kind.MOVE, Speech(move="request"))
    course = ukraine.holder.course
    state = course.at(read_moment("2022-02-11T10:00"))
    assert state.key == "requested"
    assert [(one.move, one.time.isoformat(), one.awaited) for one in state.running] == [  # type: ignore[union-attr]
        ("reply", "2022-02-13T09:00:00", ("russia",)),
        ("no_reply_came", "2022-02-13T09:00:00", ()),
    ]
    assert course.at(read_moment("2022-02-13T09:00")).key == "requested"
    assert course.at(read_moment("2022-02-13T09:01")).key == "no_reply"
    assert course.at(read_moment("2022-02-11T10:00")).key == "requested"


def test_neither_silence_nor_a_move_out_of_the_rules_closes_the_channel(tmp_path: Path) -> None:
    sides = table(tmp_path)
    sides.clock.set("2010-03-01")
    with pytest.raises(NotAllowedError, match="not allowed"):
        sides["russia"].write(Kind.MOVE, Speech(move="conclude"))
    sides["russia"].write(Kind.MOVE, Speech(move="conclude"), even_so=True)
    closing = sides["russia"].write(Kind.MOVE, Speech(move="close"))
    sides.meet()
    sides.clock.set("2010-03-02")
    course = sides["nato"].holder.course
    assert [step.effect for step in course.steps()][-2:] == ["not allowed", "joined"]
    assert closing.entry.move == "close"
    sides["nato"].write(Kind.CONVENE, Speech("We ask for a meeting.", move="ask"))
    assert str(course.at(read_moment("2010-03-16T12:00")).kind) == "meeting"
    assert course.at(read_moment("2010-03-16T12:00")).running[0].awaited == ("nato", "russia")


def test_one_entry_that_is_dated_later_takes_effect_then(tmp_path: Path) -> None:
    sides = table(tmp_path)
    sides.clock.set("2010-03-02")
    sides["nato"].write(Kind.CONVENE, Speech(move="ask"))
    state = sides["nato"].holder.course.at(read_moment("2010-03-01"))
    assert "1 entry is dated later than 2010-03-01T00:00, and takes effect then." in state.summary()


def test_what_was_answered_does_not_change_with_the_next_question(tmp_path: Path) -> None:
    sides = table(tmp_path)
    sides.clock.set("2010-03-01")
    sides["nato"].write(Kind.CONVENE, Speech("We ask.", "ask"))
    course = sides["nato"].holder.course
    steps = course.steps()
    course.at(read_moment("2010-02-15"))
    assert len(steps) == len(sides["nato"].holder.copy)
