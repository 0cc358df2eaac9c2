"""Reading a CSV file of dated events."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from detente.case.csv_file import MOST_LISTED
from detente.case.problems import CaseError, Place
from detente.roadmap.relations.event_values import GOLDSTEIN_OF_ROOT
from detente.roadmap.relations.events import Event, Events, read_events
from tools.documentation import ROOT

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = dt.date(2010, 2, 1)
HEADER = "date,source,target,goldstein,cameo\n"


def read(tmp_path: Path, text: str | bytes) -> Events:
    path = tmp_path / "events.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_events(path, as_of=AS_OF)


def wrong(tmp_path: Path, text: str | bytes) -> list[str]:
    """Return the problems as they are printed, without the folder and the source lines."""
    with pytest.raises(CaseError) as caught:
        read(tmp_path, text)
    firsts = (str(problem).splitlines()[0] for problem in caught.value.problems)
    return [first.removeprefix(f"{tmp_path}/") for first in firsts]


def test_an_event_is_read_with_its_score_and_root_code(tmp_path: Path) -> None:
    events = read(tmp_path, f"{HEADER}2010-01-04,russia,nato,3.4,0231\n")
    assert events.events == (Event(dt.date(2010, 1, 4), "russia", "nato", 3.4, "02"),)
    assert events.as_of == AS_OF
    assert events.parties == {"russia", "nato"}


@pytest.mark.parametrize(
    ("text", "score", "root", "by_root"),
    [
        pytest.param("date,source,target,goldstein\n2010-01-04,a,b,-2", -2.0, "", False, id="score alone"),
        pytest.param("date,source,target,cameo\n2010-01-04,a,b,190\n", -10.0, "19", True, id="code alone"),
        pytest.param(f"{HEADER}2010-01-04,a,b,,04\n", 1.0, "04", True, id="code where no score stands"),
        pytest.param(f"{HEADER}2010-01-04,a,b,1e0,\n", 1.0, "", False, id="score where no code stands"),
        pytest.param("\ufeff" + f"{HEADER}2010-01-04,a,b,1,04\n", 1.0, "04", False, id="byte order mark"),
        pytest.param(f"{HEADER}2010-01-04,a,b,1,04,\n", 1.0, "04", False, id="a comma that trails"),
        pytest.param(f"{HEADER}20100104,a,b,1,04\n", 1.0, "04", False, id="date without dashes"),
        pytest.param(
            "Target;SOURCE;url;Date;Goldstein\r\nb;a;x,y;2010-01-04;-3,5\r\n;;;;\r\n",
            -3.5,
            "",
            False,
            id="semicolons, decimal comma, other order, capitals, an empty row",
        ),
        pytest.param(
            'n,date,source,target,goldstein\n\n"x, ""y""\nz", "2010-01-04",a , "b",4\n\n',
            4.0,
            "",
            False,
            id="quotation marks, spaces, line breaks",
        ),
        pytest.param("date,source,target,goldstein\r2010-01-04,a,b,10\r", 10.0, "", False, id="old Mac"),
    ],
)
def test_ways_to_write_the_same_event(
    tmp_path: Path, text: str, score: float, root: str, by_root: bool
) -> None:
    expected = Event(dt.date(2010, 1, 4), "a", "b", score, root, by_root)
    assert read(tmp_path, text).events == (expected,)


def test_a_file_with_a_header_alone_has_no_events(tmp_path: Path) -> None:
    assert read(tmp_path, HEADER).events == ()


def test_events_of_the_day_itself_enter_and_later_ones_are_refused_line_by_line(tmp_path: Path) -> None:
    assert len(read(tmp_path, f"{HEADER}2010-02-01,a,b,1,\n").events) == 1
    assert wrong(tmp_path, f"{HEADER}2010-02-02,a,b,1,\n2010-01-01,a,b,1,\n2011-01-01,a,b,1,\n") == [
        "events.csv:2:1: 2010-02-02 is later than 2010-02-01, and nothing later may enter",
        "events.csv:4:1: 2011-01-01 is later than 2010-02-01, and nothing later may enter",
    ]


@pytest.mark.parametrize("as_of", ["2010-02-01", AS_OF, dt.datetime(2010, 2, 1, 9, tzinfo=dt.UTC)])
def test_as_of_may_be_the_text_of_the_case(tmp_path: Path, as_of: dt.date | str) -> None:
    read(tmp_path, HEADER)
    assert read_events(tmp_path / "events.csv", as_of=as_of).as_of == AS_OF


def test_as_of_must_be_a_day(tmp_path: Path) -> None:
    """Everything else that is wrong with the file is told with it."""
    read(tmp_path, HEADER)
    with pytest.raises(CaseError, match=r"\(as of\): 'soon' is no date"):
        read_events(tmp_path / "events.csv", as_of="soon")
    (tmp_path / "events.csv").write_text(f"{HEADER}soon,a,b,99,\n", encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        read_events(tmp_path / "events.csv", as_of="1.2.2010")
    said = list(map(str, caught.value.problems))
    assert said[0].endswith("'1.2.2010' is no date; write it as 2010-02-01; did you mean '2010-02-01'?")
    assert [problem.place.column for problem in caught.value.problems] == [0, 1, 10]
    with pytest.raises(CaseError) as caught:
        read_events(tmp_path / "none.csv", as_of="soon")
    assert len(caught.value.problems) == 2


def test_how_far_it_is_is_told(tmp_path: Path) -> None:
    lines = "2010-01-04,a,b,1,\n" * 25_000
    (tmp_path / "events.csv").write_text(f"{HEADER}{lines}", encoding="utf-8")
    told: list[str] = []
    read_events(tmp_path / "events.csv", as_of=AS_OF, progress=told.append)
    assert told == ["line 2", "line 10,002", "line 20,002"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "the file is empty; its first line must name the columns: "),
        (" \n\n", "the file is empty; "),
        (
            "2010-01-04,a,b,1\n",
            "events.csv:1:1: the first line must name the columns: date, source, target, ",
        ),
        ("date\tsource\ttarget\n", "; part them by commas or semicolons, not by tabs"),
        ("date,target,cameo\n", "events.csv:1:1: there is no column 'source'"),
        ("date,sorce,target,cameo\n", "1:6: there is no column 'source', but one 'sorce'; did you mean"),
        ("date,source,target\n", "1:1: there is no column 'goldstein' or 'cameo'"),
        ("date,source,target,goldstien\n", "1:20: there is no column 'goldstein' or 'cameo', but one"),
        ("date,source,date,target,cameo\n", "1:13: there are two columns 'date'; leave one of them out"),
        ('"date,source\n', "1:2: in this line a quotation mark is opened that is closed nowhere"),
    ],
)
def test_what_is_wrong_with_the_first_line(tmp_path: Path, text: str, expected: str) -> None:
    (only,) = wrong(tmp_path, text)
    assert expected in only


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (",a,b,1,", "2:1: a date is missing here"),
        ("2010-02-30,a,b,1,", "2:1: there is no such day as 2010-02-30; a date is written as 2010-02-01"),
        ("soon,a,b,1,", "2:1: 'soon' is no date; write it as 2010-02-01"),
        ("2010-1-4,a,b,1,", "2:1: '2010-1-4' is no date; write it as 2010-02-01; did you mean '2010-01-04'?"),
        ("31.12.2009,a,b,1,", "…; did you mean '2009-12-31'?"),
        ("2010-01-04T10:00,a,b,1,", "…; did you mean '2010-01-04'?"),
        ("99/99/2009,a,b,1,", "2:1: '99/99/2009' is no date; write it as 2010-02-01"),
        ("2010-01-04, ,b,1,", "2:13: the name of a party is missing here"),
        ("2010-01-04,a,,1,", "2:14: the name of a party is missing here"),
        ("2010-01-04,a,b,much,", "2:16: 'much' is not a number"),
        ("2010-01-04,a,b,nan,", "2:16: 'nan' is not a number"),
        ("2010-01-04,a,b,−5,", "2:16: '−5' is not a number; did you mean '-5'?"),
        ('2010-01-04,a,b,"3,4",', "2:17: '3,4' is not a number; did you mean '3.4'?"),
        ("2010-01-04,a,b,10.1,", "2:16: '10.1' is off the Goldstein scale, which runs from -10 to 10"),
        ("2010-01-04,a,b,-1e999,", "2:16: '-1e999' is off the Goldstein scale, which runs from -10 to 10"),
        ("2010-01-04,a,b,1,21", "2:18: '21' is no code of CAMEO, whose root codes are 01 to 20; … '021'?"),
        ("2010-01-04,a,b,1,4", "2:18: '4' is no code of CAMEO, whose root codes are 01 to 20; … '04'?"),
        ("2010-01-04,a,b,1,57.0", "2:18: '57.0' is no code of CAMEO, …; did you mean '057'?"),
        ("2010-01-04,a,b,1,190.0", "2:18: '190.0' is no code of CAMEO, …; did you mean '190'?"),
        ("2010-01-04,a,b,1,00", "2:18: '00' is no code of CAMEO, whose root codes are 01 to 20"),
        ("2010-01-04,a,b,1,aid", "2:18: 'aid' is no code of CAMEO, whose root codes are 01 to 20"),
        ("2010-01-04,a,b,,", "2:16: a Goldstein score or a CAMEO code is missing here"),
        ("2010-01-04,a,b", "2:15: a Goldstein score or a CAMEO code is missing here"),
        ("2010-01-04,US, of A,b,1,", "2:25: 6 values stand here under 5 columns; a text that contains ','"),
        ("2010-01-04,a,b,1,04,7", "2:21: 6 values stand here under 5 columns; a text that contains ','"),
        ('2010-01-04,"a"b,c,1,', "2:1: after a quotation mark that closes, ',' must follow; "),
        (f"2010-01-04,{'a' * 200_000},b,1,", "2:1: a value in this line is longer than 131,072 characters"),
    ],
)
def test_what_is_wrong_with_a_line(tmp_path: Path, line: str, expected: str) -> None:
    (only,) = wrong(tmp_path, HEADER + line + "\n2010-01-04,a,b,1,04\n")
    assert re.search(".*".join(map(re.escape, expected.split("…"))), only)
    assert ("did you mean" in only) == ("?" in expected)


def test_everything_wrong_is_found_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = 'date;sorce;target;goldstein\nsoon;a;;11\n2010-01-04;"x\ny";"";"z"\n'
    places = [(2, 1), (2, 8), (2, 9), (4, 5), (4, 8)]
    with pytest.raises(CaseError) as caught:
        read(tmp_path, text)
    assert [problem.place for problem in caught.value.problems] == [
        Place(1, 6),
        *(Place(line, column) for line, column in places),
    ]
    assert caught.value.problems[-1].excerpt == 'y";"";"z"'


def test_commas_that_trail_are_no_further_mistake_where_a_column_is_missing(tmp_path: Path) -> None:
    assert wrong(tmp_path, "date,target,cameo\n2010-01-04,b,04,\n") == [
        "events.csv:1:1: there is no column 'source'"
    ]


def test_a_file_full_of_mistakes_lists_the_first_and_counts_the_others(tmp_path: Path) -> None:
    found = wrong(tmp_path, HEADER + "soon,a,b,1,\n" * (MOST_LISTED + 1_200))
    assert len(found) == MOST_LISTED + 1
    assert found[-1] == "events.csv:102:1: from here on, 1,200 further problems, which are not listed"


def test_a_file_that_is_not_utf_8_says_where(tmp_path: Path) -> None:
    found = wrong(tmp_path, HEADER.encode() + "2010-01-04,Détente,b,1,".encode("latin-1"))
    assert found == ["events.csv:2:13: not UTF-8: byte 0xe9 cannot be read; save the file as UTF-8"]


def test_a_file_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="there is no such file"):
        read_events(tmp_path / "none.csv", as_of=AS_OF)
    with pytest.raises(CaseError, match="this is a folder"):
        read_events(tmp_path, as_of=AS_OF)
    with pytest.raises(CaseError, match="the file cannot be read"):
        read_events("a\0b", as_of=AS_OF)


def test_root_codes_are_the_twenty_of_cameo_and_on_the_scale() -> None:
    """The categories: CAMEO codebook 1.1b3 (2012), chapter 6; 09 to 20 are conflict in its quad classes."""
    assert list(GOLDSTEIN_OF_ROOT) == [f"{number:02}" for number in range(1, 21)]
    assert all((score < 0) == (root >= "09") for root, score in GOLDSTEIN_OF_ROOT.items())


def test_the_guide_shows_the_scores_of_the_root_codes() -> None:
    page = (ROOT / "docs" / "how-to" / "relations-index.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d\d) \| [^|]+ \| (-?[\d.]+) \|$", page, re.MULTILINE)
    assert {root: float(score) for root, score in rows} == dict(GOLDSTEIN_OF_ROOT)
