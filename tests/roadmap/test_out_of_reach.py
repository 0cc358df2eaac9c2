"""The reasons why a goal can never hold, each in a case made so that it is the only one."""

from __future__ import annotations

import pytest

import detente
from detente.roadmap import never_together

HEAD = """\
detente: 1
title: Never
as_of: 2010-01-01
parties: {a: {name: Aland}, b: {name: Bland}}
horizon: {from: 2010, to: 2013}
trust: [{from: a, to: b, level: 0.2}]
"""
SHORT = "the trust of Aland in Bland to be 0.60, and it peaks at 0.20"
TIME = "does not fit into the time there is"
SEATS = """\
issues:
  seat:
    name: The seat
    options: {none: None, half: Half, whole: Whole}
    today: none
    decided_by: [a, b]
    stances: {a: whole > half > none, b: half > whole > none}
"""


def _reason(rest: str) -> str:
    """Return the reason given in a case with these blocks and this roadmap."""
    result = detente.roadmap.analyse(detente.Case.from_text(HEAD + rest))
    assert result.probability == 0
    said = result.summary()[0].split("cannot be reached by the end of 2013: ", 1)[1]
    return said.split(". The goal is:", 1)[0]


@pytest.mark.parametrize(
    ("goal", "after"),
    [("treaty done", "talks done or visits done"), ("talks done or visits done", "talks done")],
)
def test_of_blocks_that_can_stand_in_for_each_other_each_is_named(goal: str, after: str) -> None:
    """Talks and visits both need trust that nothing earns; four periods would do for two blocks."""
    said = _reason(
        "blocks:\n"
        "  talks: {name: Talks, decided_by: [a, b], needs: 0.6}\n"
        "  visits: {name: Visits, decided_by: [a, b], needs: 0.6}\n"
        f"  treaty: {{name: Treaty, decided_by: [a, b], after: {after}}}\n"
        f"roadmap: {{goal: {goal}, grid: 0.1}}\n"
    )
    assert said == f"“Talks” needs {SHORT}; “Visits” needs {SHORT}"


def test_of_blocks_one_of_which_can_be_had_nothing_is_said() -> None:
    """Visits can be had, so that talks are not missed; the treaty itself is never delivered."""
    said = _reason(
        "blocks:\n"
        "  talks: {name: Talks, decided_by: [a, b], needs: 0.6}\n"
        "  visits: {name: Visits}\n"
        "  treaty: {name: Treaty, after: talks done or visits done, delivers: 0}\n"
        "roadmap: {goal: treaty done, grid: 0.1}\n"
    )
    assert said == "“Treaty” is never delivered: the probability of that is 0"


def test_blocks_that_are_never_delivered_are_named_before_a_third() -> None:
    said = _reason(
        "blocks:\n"
        "  x: {name: Visit, delivers: 0}\n"
        "  y: {name: Tour, breach: 1}\n"
        "  z: {name: Treaty, after: x done or y done}\n"
        "roadmap: {goal: z done}\n"
    )
    assert said == (
        "“Visit” is never delivered: the probability of that is 0;"
        " “Tour” never stands: it is sure to be seen to be broken"
    )


@pytest.mark.parametrize(
    ("goal", "roadmap", "says"),
    [
        ("y done", "without: [y]", "it needs “Tour”, which is left out"),
        ("y done", "only: [x]", "it needs “Tour”, which is left out"),
        ("z done", "without: [y]", "it needs “Tour”, which is left out"),
        ("seat is half", "without: [h]", "it needs “A half”, which is left out"),
        ("y done or z done", "only: [x]", "“Tour” is left out; “Treaty” is left out"),
        ("x done or h done", "only: [y]", "“Visit” is left out; “A half” is left out"),
        ("y done and not y done", "only: [x]", "it contradicts itself"),
    ],
)
def test_what_is_left_out_is_no_contradiction(goal: str, roadmap: str, says: str) -> None:
    said = _reason(
        f"{SEATS}"
        "blocks:\n"
        "  x: {name: Visit}\n"
        "  y: {name: Tour}\n"
        "  z: {name: Treaty, after: y done}\n"
        "  h: {name: A half, sets: {seat: half}}\n"
        f"roadmap: {{goal: {goal}, {roadmap}}}\n"
    )
    assert said.startswith(says)


def test_a_signature_is_not_blamed_on_time() -> None:
    """By hand: half first leaves Bland worse off with the whole; the whole first leaves no half to settle."""
    said = _reason(
        f"{SEATS}"
        "blocks:\n"
        "  h: {name: A half, sets: {seat: half}}\n"
        "  w: {name: The whole, sets: {seat: whole}}\n"
        "roadmap: {goal: h done and w done}\n"
    )
    assert said == (
        "“The whole” would not be signed once “A half” is delivered:"
        " Bland must not be left below no agreement"
    )


def test_a_rule_is_not_blamed_on_time() -> None:
    """Either can be signed today, and neither with the other in force, though there is time for four."""
    said = _reason(
        "issues:\n"
        "  flag: {name: The flag, options: [old, new], today: old, decided_by: [a, b],"
        " stances: {a: new > old, b: new > old}}\n"
        "  seat: {name: The seat, options: [old, new], today: old, decided_by: [a, b],"
        " stances: {a: new > old, b: new > old}}\n"
        "rules: [{id: one, require: not (flag is new and seat is new), says: Only one is new.}]\n"
        "blocks:\n"
        "  f: {name: A flag, sets: {flag: new}}\n"
        "  s: {name: A seat, sets: {seat: new}}\n"
        "roadmap: {goal: f done and s done}\n"
    )
    assert said.startswith("“A flag” would not be signed once “A seat” is delivered: ")
    assert TIME not in said


@pytest.mark.parametrize(
    ("blocks", "roadmap", "says"),
    [
        ("x: {lasts: 3}, y: {lasts: 2, after: x done}", "", f"what it needs {TIME}, even if"),
        ("x: {lasts: 3}, y: {lasts: 3}", "", f"what it needs {TIME}, with room for one at a time, even if"),
        (
            "x: {window: {to: 2010}}, y: {window: {to: 2010}}",
            "",
            "what it needs cannot all start while the windows for it are open",
        ),
        (
            "x: {decided_by: [a, b], needs: 0.2}, y: {decided_by: [a, b], needs: 0.2}",
            "decay: {by: 1, towards: 0}",
            "trust is never high enough for all that it needs, at the time when that has to start",
        ),
        (
            "x: {after: not y done}, y: {after: not x done}",
            "",
            "no order of the building blocks brings it about, even if everything is delivered at once",
        ),
    ],
)
def test_what_would_have_to_be_otherwise_is_said_where_no_block_alone_is_lost(
    blocks: str, roadmap: str, says: str
) -> None:
    said = _reason(
        f"blocks: {{{blocks}}}\nroadmap: {{goal: x done and y done{', ' if roadmap else ''}{roadmap}}}\n"
    )
    assert said.startswith(says)


def test_a_prerequisite_that_never_holds_is_named() -> None:
    said = _reason(
        "blocks: {x: {name: Visit}, z: {name: Treaty, after: x done and not x done}}\n"
        "roadmap: {goal: z done}\n"
    )
    assert said == (
        "“Treaty” can never start: what it comes after does not hold whichever building blocks are delivered"
    )


def test_where_it_is_too_much_to_look_at_nothing_is_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three blocks of two periods each do not fit into four; that no order does is true without a look."""
    road = (
        "blocks: {x: {lasts: 2}, y: {lasts: 2}, z: {lasts: 2}}\n"
        "roadmap: {goal: x done and y done and z done}\n"
    )
    assert TIME in _reason(road)
    monkeypatch.setattr(never_together, "MOST", 1)
    assert _reason(road) == never_together.NO_ORDER
