"""A dated log is replayed: states, deadlines, absences, entries out of the rules, and bad logs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from detente.case.case import Case, load
from detente.case.problems import CaseError
from detente.institutions.procedures import replay

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.institutions.procedures.replay_result import Replay

CATALOG = Path(__file__).parents[2] / "catalog"
COUNCIL = YAML(typ="safe").load(CATALOG / "nato_russia_council_closures.yaml")
VIENNA = YAML(typ="safe").load(CATALOG / "vienna_document_2011_invocations.yaml")
MADE_UP = """
detente: 1
title: A made-up procedure
as_of: 2010-02-01
parties: {one: {name: Onia}, two: {name: Twonia}, three: {name: Threenia}}
procedures:
  talks:
    parties: [one, two, three]
    unit: day
    start: quiet
    states: {quiet: , asked: , agreed: {is: meeting}, lapsed: }
    moves:
      - {id: ask, from: [quiet, lapsed], to: asked, by: any, as: asker, names: asked_one, says: ask for talks}
      - {id: reply, from: asked, by: asked_one, within: 3, says: reply}
      - {id: agree, from: asked, to: agreed, by: {at_least: 2}, within: 5, says: agree}
      - {id: lapse, from: asked, to: lapsed, after: 5, says: the request lapses}
      - {id: attend, from: agreed, by: any, says: attend}
      - {id: part, from: agreed, to: quiet, by: all, says: part}
"""


def written(tmp_path: Path, rows: Iterable[Any], header: str = "time,party,move,whom") -> Path:
    path = tmp_path / "log.csv"
    path.write_text("\n".join([header, *map(str, rows)]) + "\n", encoding="utf-8")
    return path


def replayed(tmp_path: Path, *rows: str) -> Replay:
    return replay(Case.from_text(MADE_UP), written(tmp_path, rows))


def from_catalog(tmp_path: Path, entries: list[dict[str, Any]]) -> Path:
    return written(
        tmp_path, [f"{one['time']},{one['party']},{one['move']}" for one in entries], "time,party,move"
    )


def test_the_council_s_closures_are_what_its_rules_allow(tmp_path: Path) -> None:
    """Expected: the catalog."""
    found = replay(load(COUNCIL["case"]), from_catalog(tmp_path, COUNCIL["log"]), COUNCIL["procedure"])
    assert [entry.state for entry in found.entries] == COUNCIL["states"]
    assert found.not_allowed == ()
    assert found.entries[3].effect == "joined"
    assert found.timeouts == ()


def test_under_the_formal_mechanism_nobody_could_have_suspended_alone(tmp_path: Path) -> None:
    """The same days: NATO cannot suspend, and 14 days after Russia asked there would have been a meeting."""
    rows = [
        "2008-08-11,russia,ask,",
        "2008-08-19,nato,pause,",
        "2008-08-25,russia,attend,",
        "2008-08-28,nato,ask,",
    ]
    found = replay(load("nato-russia-2010"), written(tmp_path, rows), "council_formal")
    assert [entry.effect for entry in found.entries] == ["made", "not allowed", "noted", "made"]
    assert found.entries[1].instead == ("agree", "act")
    assert [(one.time, one.move) for one in found.timeouts] == [
        ("2008-08-25", "convene"),
        ("2008-08-28", "disperse"),
    ]
    assert [(one.state, one.parties) for one in found.absences] == [
        ("meeting", ("nato",)),
    ]


@pytest.mark.parametrize("name", VIENNA["logs"])
def test_the_vienna_document_was_gone_through_as_its_rules_say(name: str, tmp_path: Path) -> None:
    """Expected: the catalog."""
    known = VIENNA["logs"][name]
    found = replay(load(VIENNA["case"]), from_catalog(tmp_path, known["log"]))
    assert [entry.state for entry in found.entries] == known["states"]
    assert found.not_allowed == ()
    assert [{"move": one.move, "awaited": list(one.awaited)} for one in found.missed] == known["missed"]
    assert [{"state": one.state, "parties": list(one.parties)} for one in found.absences] == known["absent"]


def test_a_move_of_several_waits_until_the_last_has_joined(tmp_path: Path) -> None:
    found = replayed(tmp_path, "0,one,ask,two", "2,two,agree,", "2,two,reply,", "4,three,agree,")
    assert [(one.effect, one.state) for one in found.entries] == [
        ("made", "asked"),
        ("joined", "asked"),
        ("noted", "asked"),
        ("made", "agreed"),
    ]
    assert "which waits for Onia or Threenia." in found.entries[1].says
    assert found.missed == ()


RULES = {
    "two of three": ("{at_least: 2, of: [a, b, c]}", ["c"], "a or b"),
    "three of four": ("{at_least: 3, of: [a, b, c, d]}", ["c"], "two more of a, b and d"),
    "all": ("{all_of: [a, b, c]}", ["c"], "a and b"),
    "all but one": ("{all_of: [a, b, c]}", ["c", "a"], "b"),
    "one, or two together": ("[a, {all_of: [b, c]}]", ["b"], "a or c"),
    "one, or two others": ("[{all_of: [a, d]}, {all_of: [b, c, d]}]", ["d"], "a, or b and c"),
    "any of three": ("{at_least: 2}", ["d"], "a, b, or c"),
}


@pytest.mark.parametrize(("rule", "joined", "waits"), RULES.values(), ids=RULES)
def test_a_move_waits_for_the_least_who_would_complete_it(
    rule: str, joined: list[str], waits: str, tmp_path: Path
) -> None:
    """By hand."""
    text = f"""
detente: 1
title: Who is waited for
as_of: 2010-02-01
parties: {{a: , b: , c: , d: }}
procedures:
  talks:
    parties: [a, b, c, d]
    start: quiet
    states: {{quiet: , agreed: {{is: meeting}}}}
    moves:
      - {{id: rep, from: quiet, to: agreed, by: {rule}}}
"""
    found = replay(Case.from_text(text), written(tmp_path, [f"0,{one},rep," for one in joined]))
    assert {one.effect for one in found.entries} == {"joined"}
    assert found.entries[-1].says == f"0: {joined[-1].upper()} is ready to rep, which waits for {waits}."


def test_a_deadline_is_missed_by_whom_it_waited_for(tmp_path: Path) -> None:
    """By hand: the reply is due on day 3, agreement of two on day 5, when the request lapses."""
    found = replayed(tmp_path, "0,one,ask,two", "1,three,agree,", "9,two,ask,three")
    assert [(one.time, one.move, one.awaited) for one in found.missed] == [
        ("3", "reply", ("two",)),
        ("5", "agree", ("one", "two")),
    ]
    assert [(one.time, one.move, one.left, one.state) for one in found.timeouts] == [
        ("5", "lapse", "asked", "lapsed")
    ]
    assert found.entries[-1].state == "asked"
    assert found.open_moves["reply"] == ("three",)


def test_an_entry_at_the_very_moment_of_the_deadline_is_in_time(tmp_path: Path) -> None:
    in_time = replayed(tmp_path, "0,one,ask,two", "3,two,reply,", "5,one,agree,", "5,two,agree,")
    assert [one.effect for one in in_time.entries] == ["made", "noted", "joined", "made"]
    late = replayed(tmp_path, "0,one,ask,two", "4,two,reply,")
    assert late.entries[1].effect == "not allowed"
    assert late.entries[1].instead == ("agree",)
    after = replayed(tmp_path, "0,one,ask,two", "5,one,ask,three")
    assert [one.effect for one in after.entries] == ["made", "made"]
    assert [one.move for one in after.timeouts] == ["lapse"]


def test_only_the_one_who_was_named_can_reply(tmp_path: Path) -> None:
    found = replayed(tmp_path, "0,one,ask,two", "1,three,reply,", "1,one,reply,", "1,two,reply,")
    assert [one.allowed for one in found.entries] == [True, False, False, True]


def test_who_stays_away_from_a_meeting_is_noted(tmp_path: Path) -> None:
    rows = [
        "0,one,ask,two",
        "1,one,agree,",
        "1,two,agree,",
        "2,one,attend,",
        "2,two,attend,",
        "3,one,ask,two",
    ]
    found = replayed(tmp_path, *rows)
    assert found.absences == ()
    everybody = ["3,one,part,", "3,two,part,", "3,three,part,"]
    assert replayed(tmp_path, *rows[:5], *everybody).absences == ()


def test_a_timeout_is_a_deadline_for_whom_a_move_without_one_waits(tmp_path: Path) -> None:
    """As above, but the reply has no deadline of its own and leads to the meeting."""
    text = MADE_UP.replace("from: asked, by: asked_one, within: 3", "from: asked, to: agreed, by: asked_one")
    rows = ["0,one,ask,two", "9,two,ask,three"]
    found = replay(Case.from_text(text), written(tmp_path, rows))
    assert [(one.until, one.state, one.parties) for one in found.absences] == [("5", "asked", ("two",))]


def test_nobody_is_absent_where_the_rules_expect_nothing_of_it(tmp_path: Path) -> None:
    """By hand: in ``council_2010`` no move tells who attends, and any side may end a meeting or suspend."""
    rows = ["2010-03-05,nato,meet,", "2010-03-05,russia,meet,", "2010-03-06,russia,adjourn,"]
    case = load("nato-russia-2010")
    assert replay(case, written(tmp_path, rows), "council_2010").absences == ()
    rows[-1] = "2010-03-06,russia,suspend,"
    assert replay(case, written(tmp_path, rows), "council_2010").absences == ()


def test_whoever_a_move_lacks_that_others_have_begun_in_a_meeting_is_absent(tmp_path: Path) -> None:
    """By hand: Onia and Twonia would part, Threenia does nothing, and the meeting ends with time."""
    text = MADE_UP.replace("      - {id: attend, from: agreed, by: any, says: attend}\n", "")
    text += "      - {id: tire, from: agreed, to: lapsed, after: 4}\n"
    rows = ["0,one,ask,two", "1,one,agree,", "1,two,agree,", "2,one,part,", "3,two,part,", "9,two,ask,one"]
    case = Case.from_text(text)
    found = replay(case, written(tmp_path, rows))
    assert [(one.until, one.state, one.parties) for one in found.absences] == [("5", "agreed", ("three",))]
    quiet = replay(case, written(tmp_path, [*rows[:3], rows[-1]]))
    assert quiet.absences == ()


def test_own_steps_that_are_not_taken_in_time_are_no_missed_deadlines(tmp_path: Path) -> None:
    text = MADE_UP + "      - {id: act, from: asked, by: one, own_step: true, within: 1}\n"
    found = replay(Case.from_text(text), written(tmp_path, ["0,one,ask,two", "2,two,reply,"]))
    assert found.missed == ()


def test_times_have_one_form_however_the_log_writes_them(tmp_path: Path) -> None:
    rows = ["2010-03-05T12:00,one,ask,two", "2010-03-06 12:00,two,reply,", "2010-03-20,one,ask,two"]
    found = replayed(tmp_path, *rows)
    times = ["2010-03-05T12:00", "2010-03-06T12:00", "2010-03-20T00:00"]
    assert [one.time for one in found.entries] == times
    assert [one.says.split(": ")[0] for one in found.entries] == times
    assert [one.time for one in found.timeouts] == ["2010-03-10T12:00"]
    assert found.since == times[-1]


def test_dates_with_hours_and_months_count_as_the_calendar_does(tmp_path: Path) -> None:
    """By hand: a month after 31 January is the last of February; 48 hours are 48 hours."""
    text = MADE_UP.replace("unit: day", "unit: month").replace("within: 3", "within: 1")
    rows = ["2010-01-31,one,ask,two", "2010-03-01,two,reply,"]
    found = replay(Case.from_text(text), written(tmp_path, rows))
    assert [(one.time, one.move) for one in found.missed] == [("2010-02-28", "reply")]
    hours = MADE_UP.replace("unit: day", "unit: hour")
    rows = ["2010-01-31T22:00,one,ask,two", "2010-02-01T01:00,two,reply,", "2010-02-01T03:30,one,ask,two"]
    found = replay(Case.from_text(hours), written(tmp_path, rows))
    assert [one.effect for one in found.entries] == ["made", "noted", "made"]
    assert [one.time for one in found.timeouts] == ["2010-02-01T03:00"]


def test_a_replay_speaks_in_sentences_tables_and_plain_values(tmp_path: Path) -> None:
    found = replayed(tmp_path, "0,one,ask,two", "9,two,agree,")
    told = found.summary()
    assert told[0] == "0: Onia asks for talks to Twonia. The state is now “asked”."
    assert "3: the deadline passes. Twonia does not reply." in told
    assert "5: the request lapses. The state is now “lapsed”." in told
    assert told[-1].startswith("At the end of the log the state is “lapsed”")
    assert list(found.to_frames()) == ["entries", "timeouts", "missed", "absences"]
    assert list(found.to_frames()["entries"]["effect"]) == ["made", "not allowed"]
    assert found.to_json()["entries"][1]["instead"] == ["ask"]


MISTAKES = {
    "unknown party": ("0,onee,ask,two", "unknown party 'onee'; did you mean 'one'?"),
    "unknown move": ("0,one,aks,two", "unknown move 'aks' of 'talks'; did you mean 'ask'?"),
    "timeout": ("0,one,lapse,", "'lapse' is a timeout, which nobody makes"),
    "no time": ("soon,one,ask,two", "'soon' is no time: write a date"),
    "no day": ("2010-02-30,one,ask,two", "'2010-02-30' is no time"),
    "far future": ("9999-01-01,one,ask,two", "it lies after 2999"),
    "missing": ("0,,ask,two", "the party is missing here"),
    "whom missing": ("0,one,ask,", "the move 'ask' names somebody: say whom in the column 'whom'"),
    "names itself": ("0,one,ask,one", "'one' cannot name itself"),
    "names nobody": ("0,one,agree,two", "the move 'agree' names nobody"),
    "torn": ("0,one,ask,two,three", "5 values stand here under 4 columns"),
}


@pytest.mark.parametrize(("row", "said"), MISTAKES.values(), ids=MISTAKES)
def test_what_is_wrong_with_a_line_is_said_with_its_place(row: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(CaseError) as caught:
        replayed(tmp_path, row)
    [problem] = caught.value.problems
    assert said in str(problem)
    assert problem.place.line == 2


def test_everything_that_is_wrong_with_a_log_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(CaseError) as caught:
        replayed(tmp_path, "3,one,ask,two", "1,two,reply,", "2010-01-01,two,reply,", "4,to,rely,")
    said = [(one.place.line, str(one).split(": ", 1)[1].split("\n")[0]) for one in caught.value.problems]
    assert said == [
        (3, "out of order: 1 is earlier than line 2, which has 3"),
        (4, "line 2 has '3': a log has dates, or whole units, but not both"),
        (5, "unknown party 'to'; did you mean 'two'?"),
        (5, "unknown move 'rely' of 'talks'; did you mean 'reply'?"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty; its first line must name the columns: time, party, move"),
        (b"time,party,move\n", "the log has no entries"),
        (b"x,y,z\n0,one,ask\n", "the first line must name the columns"),
        (b"time,party\n0,one\n", "there is no column 'move'"),
        (b"time,partie,move\n0,one,ask\n", "there is no column 'party', but one 'partie'"),
        (b"time,party,move\n0,\xff,ask\n", "not UTF-8"),
        (b'time,party,move\n0,"one,ask\n', "a quotation mark is opened that is closed nowhere"),
    ],
)
def test_a_file_that_is_no_log_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(content)
    with pytest.raises(CaseError, match=said):
        replay(Case.from_text(MADE_UP), path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="there is no such file"):
        replay(Case.from_text(MADE_UP), tmp_path / "nowhere.csv")
    with pytest.raises(CaseError, match="this is a folder, not a file of moves"):
        replay(Case.from_text(MADE_UP), tmp_path)


def test_times_name_their_zone_or_none_does(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="all times of a log name their zone, or none does"):
        replayed(tmp_path, "2010-01-01T10:00Z,one,ask,two", "2010-01-01T11:00,two,reply,")
    zones = replayed(tmp_path, "2010-01-01T10:00+00:00,one,ask,two", "2010-01-04T11:00+01:00,two,reply,")
    assert [one.effect for one in zones.entries] == ["made", "noted"]


def test_a_member_of_a_bloc_that_takes_part_is_told_so(tmp_path: Path) -> None:
    path = written(tmp_path, ["2010-01-01,usa,ask,"])
    with pytest.raises(CaseError, match="'usa' takes no part in 'council_2010' itself, but within 'nato'"):
        replay(load("nato-russia-2010"), path, "council_2010")


def test_which_procedure_is_meant_must_be_clear(tmp_path: Path) -> None:
    path = written(tmp_path, ["2010-01-01,russia,ask,"])
    case = load("nato-russia-2010")
    with pytest.raises(
        CaseError, match="several procedures; say which one is meant: council_2010, council_f"
    ):
        replay(case, path)
    with pytest.raises(CaseError, match="no procedure 'council_2011'; did you mean 'council_2010'"):
        replay(case, path, "council_2011")
    with pytest.raises(CaseError, match="no procedure against which a log could be replayed"):
        replay(load("panama-canal"), path)
