"""What claims ask of procedures, and what the answers rest on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.case.case import Case, load
from detente.institutions.procedures.published import QUANTITIES
from detente.outcomes.published import UndefinedQuantityError

BY_NAME = {one.name: one for one in QUANTITIES}
NRC = "nato-russia-2010"
COUNCIL, FORMAL = "council_2010", "council_formal"


def _value(name: str, *arguments: str, dropped: frozenset[str] = frozenset()) -> int:
    certain = replace(load(NRC).nominal, dropped=dropped)
    return int(BY_NAME[name].compute(certain, *arguments))


def _moves(procedure: str, *moves: str) -> frozenset[str]:
    return frozenset(f"procedures.{procedure}.moves.{move}" for move in moves)


@pytest.mark.parametrize("side", ["nato", "russia"])
def test_k4_one_side_alone_can_close_the_channel_of_2010_and_not_the_formal_one(side: str) -> None:
    """By the rules as written: in 2010 each side suspends or breaks off, later only both together."""
    assert (_value("can_close", side, COUNCIL), _value("can_suspend", side, COUNCIL)) == (1, 1)
    assert (_value("can_close", side, FORMAL), _value("can_suspend", side, FORMAL)) == (0, 0)
    assert (_value("can_convene", side, COUNCIL), _value("can_convene", side, FORMAL)) == (0, 1)
    assert (_value("absence_blocks", COUNCIL), _value("absence_blocks", FORMAL)) == (1, 0)
    assert _value("gains_veto", side, FORMAL) == 0


def test_k4_turns_on_the_move_that_its_story_names() -> None:
    """Without the move that suspends nobody can suspend; without the rule that both must close, each can."""
    story = BY_NAME["can_suspend"].witness(load(NRC).nominal, "nato", COUNCIL)
    assert "NATO suspends its part in the Council" in story
    assert _value("can_suspend", "nato", COUNCIL, dropped=_moves(COUNCIL, "suspend")) == 0
    assert _value("can_close", "nato", COUNCIL, dropped=_moves(COUNCIL, "suspend")) == 1
    assert _value("can_close", "nato", COUNCIL, dropped=_moves(COUNCIL, "break_off")) == 0
    assert _value("can_close", "russia", FORMAL, dropped=_moves(FORMAL, "close.by")) == 1
    assert _value("can_suspend", "russia", FORMAL, dropped=_moves(FORMAL, "pause.by")) == 1
    assert _value("can_convene", "russia", FORMAL, dropped=_moves(FORMAL, "convene")) == 0


def test_what_a_verdict_turns_on_is_every_move_and_who_may_make_it() -> None:
    case = load(NRC)
    named = BY_NAME["can_close"].turns_on(case.nominal, "nato", COUNCIL)
    moves = case.procedures[COUNCIL].moves
    made = [move for move in moves if move.by]
    assert len(named) == len(moves) + len(made)
    assert f"procedures.{COUNCIL}.moves.lapse.by" not in named


ROLES = """
detente: 1
title: Roles
as_of: 2010-02-01
parties: {a: , b: }
procedures:
  talks:
    parties: [a, b]
    start: open
    states: {open: , asked: , meeting: {is: meeting}}
    moves:
      - {id: ask, from: open, to: asked, by: a, as: asker}
      - {id: insist, from: asked, to: meeting, by: asker}
"""


def test_who_has_a_role_that_nobody_gets_any_more_makes_no_move() -> None:
    certain = Case.from_text(ROLES).nominal
    assert BY_NAME["can_convene"].compute(certain, "a", "talks") == 1
    without = replace(certain, dropped=frozenset({"procedures.talks.moves.ask"}))
    assert BY_NAME["can_convene"].compute(without, "a", "talks") == 0


def test_a_stranger_and_an_unknown_procedure_have_no_value() -> None:
    certain = load(NRC).nominal
    with pytest.raises(UndefinedQuantityError, match="takes no part"):
        BY_NAME["can_close"].compute(certain, "georgia", COUNCIL)
    with pytest.raises(UndefinedQuantityError, match="takes no part"):
        BY_NAME["can_close"].witness(certain, "georgia", COUNCIL)
    with pytest.raises(UndefinedQuantityError, match="there is no procedure"):
        BY_NAME["absence_blocks"].compute(certain, "committee")


@pytest.mark.parametrize(
    ("procedure", "said"), [(COUNCIL, "the absence of NATO"), (FORMAL, "nobody's absence")]
)
def test_the_verdict_on_absence_stands_within_a_sentence(procedure: str, said: str) -> None:
    assert f"” {said}" in BY_NAME["absence_blocks"].witness(load(NRC).nominal, procedure)
