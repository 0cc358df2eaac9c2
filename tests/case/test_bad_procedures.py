"""Mistakes in procedures are said, each with its place and what may be meant."""

from __future__ import annotations

import pytest

from detente.case.case import Case
from detente.case.problems import CaseError

TEXT = """\
detente: 1
title: Talks
as_of: 2010-02-01
parties: {east: , west: , north: , far: }
blocs:
  pair: {members: [east, west]}
  wide: {members: [east, far]}
camps:
  calm: {members: [east]}
procedures:
  talks:
    parties: [east, west, north]
    unit: day
    convene_within: 14
    start: quiet
    states: {quiet: , asked: , meeting: {is: meeting}}
    moves:
      - {id: ask, from: quiet, to: asked, by: any, as: asker, names: asked_one}
      - {id: agree, from: asked, to: meeting, by: {at_least: 2, of: [east, west]}, within: 14}
      - {id: reply, from: asked, by: [asked_one, pair]}
      - {id: lapse, from: asked, to: quiet, after: 14}
bodies:
  board: {members: [pair, north], rule: {quota: 2, weights: {pair: 2, north: 1}}}
  full: {members: [board, wide]}
"""

MISTAKES = {
    "unknown party": (
        "[east, west, north]",
        "[east, west, nort]",
        "12:27: unknown party 'nort'; did you mean 'north'?",
    ),
    "camp": ("[east, west, north]", "[east, west, calm]", "'calm' is a camp, and a camp has no vote"),
    "party twice": ("[east, west, north]", "[east, west, west]", "'west' takes part twice"),
    "bloc and member": (
        "[east, west, north]",
        "[east, west, north, pair]",
        "'pair' takes part, and so does its member 'east'; name one",
    ),
    "unknown start": ("start: quiet", "start: quit", "15:12: unknown state 'quit'; did you mean 'quiet'?"),
    "unknown from": ("from: quiet", "from: [quiet, asket]", "unknown state 'asket'; did you mean 'asked'?"),
    "unknown to": ("to: asked", "to: askd", "unknown state 'askd'; did you mean 'asked'?"),
    "unknown mover": ("by: any,", "by: anny,", "unknown party or role 'anny'; did you mean 'any'?"),
    "unknown role": (
        "[asked_one, pair]",
        "[asked_on, pair]",
        "unknown party or role 'asked_on'; did you mean 'asked_one'?",
    ),
    "no part": ("[asked_one, pair]", "far", "'far' takes no part in this procedure"),
    "member takes no part": (
        "[asked_one, pair]",
        "wide",
        "'wide' takes no part, and neither does its member 'far'",
    ),
    "body of others": (
        "[asked_one, pair]",
        "full",
        "'full' takes no part, and neither does its member 'far': all its members must",
    ),
    "misspelt body": (
        "[asked_one, pair]",
        "boart",
        "unknown party or role 'boart'; did you mean 'board'?",
    ),
    "body within a rule": ("of: [east, west]", "of: [east, board]", "'board' takes no part in this proc"),
    "role of a body": (
        "as: asker",
        "as: full",
        "'full' cannot be a role: it already stands for somebody else",
    ),
    "bloc within a rule": ("of: [east, west]", "of: [east, pair]", "'pair' takes no part in this procedure"),
    "word within a rule": (
        "of: [east, west]",
        "of: [east, any]",
        "'any' stands for itself under 'by', not within a rule",
    ),
    "too many": ("at_least: 2", "at_least: 3", "nobody can meet this rule: 3 must act, out of 2"),
    "none at all": ("at_least: 2", "at_least: 0", "at least one must act"),
    "all left out": (
        "{at_least: 2, of: [east, west]}",
        "{any_but: [east, west, north]}",
        "nobody can meet this rule: it leaves out all who take part",
    ),
    "two forms": ("{at_least: 2, of", "{all_of: [east], any_of", "who may move is said in one of these ways"),
    "of alone": (
        "{at_least: 2, of: [east, west]}",
        "{any_of: [east], of: [west]}",
        "'of' goes together with 'at_least'",
    ),
    "nobody moves": (
        "by: {at_least: 2, of: [east, west]}, within",
        "within",
        "'within' sets a deadline, but nobody may move",
    ),
    "no one at all": (
        "by: {at_least: 2, of: [east, west]}, within: 14",
        "says: agree",
        "who makes it? 'by' says who may",
    ),
    "timeout with a mover": (
        "after: 14",
        "after: 14, by: any",
        "makes it a timeout, which nobody makes; 'by' does not",
    ),
    "timeout to nowhere": ("to: quiet, after: 14", "after: 14", "a timeout needs 'to'"),
    "timeout as own step": ("after: 14", "after: 14, own_step: true", "a timeout is nobody's own step"),
    "role without a target": ("to: asked, by: any", "by: any", "a move that gives a role needs 'to'"),
    "clock without bound": (
        "after: 14",
        "after: 14000",
        "a limit of 14,000 units is no limit: at most 10,000",
    ),
    "no time at all": ("after: 14", "after: 0", "a limit is at least one unit of the clock"),
    "half a day": ("within: 14}", "within: 1.5}", "1.5 is not a whole number"),
    "unknown unit": (
        "unit: day",
        "unit: days",
        "'days' is not possible here; it is 'hour', 'day', 'week' or 'month'",
    ),
    "unknown kind": ("is: meeting", "is: meting", "'meting' is not possible here; it is 'open', 'meeting'"),
    "no meeting": ("is: meeting", "is: open", "no state is a meeting, so that nothing could be convened"),
    "same id": ("id: agree", "id: ask", "the id 'ask' is used twice"),
    "role of a party": (
        "as: asker",
        "as: far",
        "'far' cannot be a role: it already stands for somebody else",
    ),
    "one role for two": (
        "as: asker, names: asked_one",
        "as: asked_one, names: asked_one",
        "take different roles",
    ),
    "role of several": (
        "by: any, as: asker",
        "by: all, as: asker",
        "a role falls to one, and this move is made by several",
    ),
    "misspelt key": ("within: 14}", "witin: 14}", "unknown key 'witin'; did you mean 'within'?"),
    "timeouts at once": (
        "after: 14}",
        "after: 14}\n      - {id: end, from: [asked, meeting], to: quiet, after: 14}",
        "22:61: this timeout and 'lapse' both leave the state 'asked' after 14; only one of them can happen",
    ),
    "later timeout": (
        "after: 14}",
        "after: 14}\n      - {id: end, from: [asked, meeting], to: quiet, after: 20}",
        "'end' never happens: 'lapse' leaves the state 'asked' before it",
    ),
}


def test_the_procedure_without_mistakes_is_read() -> None:
    assert list(Case.from_text(TEXT).procedures) == ["talks"]


def test_a_body_moves_where_all_who_vote_in_it_take_part() -> None:
    body = TEXT.replace("[asked_one, pair]", "[asked_one, board]")
    assert Case.from_text(body).procedures["talks"].moves[2].by == ("asked_one", "board")


@pytest.mark.parametrize(("instead_of", "write", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_said(instead_of: str, write: str, said: str) -> None:
    assert instead_of in TEXT
    with pytest.raises(CaseError) as caught:
        Case.from_text(TEXT.replace(instead_of, write, 1))
    [problem] = caught.value.problems
    assert said in str(problem)
    assert problem.place.line


def test_nobody_else_can_be_named_where_one_takes_part_alone() -> None:
    alone = TEXT.replace("[east, west, north]", "[east]").replace("of: [east, west]", "of: [east]")
    with pytest.raises(CaseError, match="there is nobody else to be named: only one takes part"):
        Case.from_text(alone.replace("at_least: 2", "at_least: 1").replace(", pair]", "]"))


def test_more_than_eight_cannot_take_part() -> None:
    names = ", ".join(f"p{number}" for number in range(9))
    text = TEXT.replace("far: }", f"far: , {', '.join(f'p{number}: ' for number in range(9))}}}")
    with pytest.raises(CaseError, match="12 take part, and at most 8 can be looked at; name blocs"):
        Case.from_text(text.replace("[east, west, north]", f"[east, west, north, {names}]"))


def test_several_mistakes_are_said_at_once() -> None:
    text = (
        TEXT.replace("start: quiet", "start: quit")
        .replace("to: meeting", "to: meting")
        .replace("pair]", "par]")
    )
    with pytest.raises(CaseError) as caught:
        Case.from_text(text)
    assert [problem.suggestion for problem in caught.value.problems] == ["quiet", "meeting", "pair"]
