"""Slips in forms are told in plain words, all at once, and none passes for an answer that was not meant."""

from __future__ import annotations

import datetime as dt
import time
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from detente.case.case import Case
from detente.threats.forms import collected, form_of
from tests.threats.assessments import TEXT, assessed
from tests.threats.forms.filling import answers_of, csv_of, excel_of, table_of, told, yaml_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = "expert,round,field,key,5%,50%,95%,why\n"
CHANGED = "what is asked has changed since this form was written; write the form anew"
KINDS = [
    (yaml_of, {"drugs": "[0.1, 0.3, 0.5]"}),
    (excel_of, {"D8": 0.1, "E8": 0.3, "F8": 0.5}),
    (csv_of, {"likelihood,drugs": "0.1,0.3,0.5,"}),
]
OTHER_CASES = [
    ("the five years", "ten years"),
    ("unit: points", "unit: euros"),
    ("most: 100", "most: 200"),
    ("[20, 60]", "[20, 70]"),
    ("middling", "middle"),
    ("says: Attacks on ships", "says: Attacks on tankers"),
    ("name: Piracy", "name: Pirates"),
    ("attacks were reported", "attacks happened"),
    ("unit: attacks", "unit: ships"),
    ("    drugs:\n", "    drugs:\n    arms:\n"),
]
"""What is changed in the case after forms went out."""


@pytest.mark.parametrize("change", OTHER_CASES)
@pytest.mark.parametrize(("fill", "answers"), KINDS)
def test_a_form_in_which_something_else_was_asked_is_told(
    tmp_path: Path, fill: Callable[..., Path], answers: dict[str, Any], change: tuple[str, str]
) -> None:
    form = fill(tmp_path, "n1", answers)
    later = assessed(TEXT.replace(*change))
    assert later.threats != assessed().threats
    [said] = told(later, form)
    assert CHANGED in said


@pytest.mark.parametrize(("fill", "answers"), KINDS)
def test_what_is_not_asked_may_change_after_forms_went_out(
    tmp_path: Path, fill: Callable[..., Path], answers: dict[str, Any]
) -> None:
    later = assessed(TEXT.replace("decides_by: consensus", "name: NATO, decides_by: consensus"))
    assert collected(later, [fill(tmp_path, "n1", answers)])


@pytest.mark.parametrize(
    ("fill", "place"), [(yaml_of, "n1.yaml:8:9"), (excel_of, "cell B3"), (csv_of, "n1.csv:2:25")]
)
def test_a_form_is_not_taken_for_that_of_another_expert(
    tmp_path: Path, fill: Callable[..., Path], place: str
) -> None:
    path = fill(tmp_path, "n1", {"B3": "r1"} if fill is excel_of else {})
    if fill is not excel_of:
        text = path.read_text(encoding="utf-8").replace("expert: n1", "expert: r1").replace(",n1,", ",r1,")
        path.write_text(text, encoding="utf-8")
    [said] = told(assessed(), path)
    assert f"{place}: this form was written for n1, not for r1" in said


def test_a_form_of_an_earlier_round_is_not_taken_in_for_a_later_one(tmp_path: Path) -> None:
    first = assessed(TEXT.replace("      held: 2010-01-15\n", "").partition("        n2:")[0])
    form = yaml_of(tmp_path, "n2", {"drugs": "[0.1, 0.3, 0.5]"}, first)
    form.write_text(form.read_text(encoding="utf-8").replace("round: 1", "round: 2"), encoding="utf-8")
    [said] = told(assessed(), form)
    assert "n2.yaml:9:8: this form was written for round 1, not for round 2" in said


def test_the_mark_of_what_is_asked_is_needed_in_excel_alone(tmp_path: Path) -> None:
    [said] = told(assessed(), excel_of(tmp_path, "n1", {"B5": None}))
    assert "cell B5: the mark of what was asked is missing here" in said
    form = yaml_of(tmp_path, "n1", {"drugs": "[0.1, 0.3, 0.5]"})
    lines = form.read_text(encoding="utf-8").splitlines(keepends=True)
    form.write_text("".join(line for line in lines if not line.startswith("asked:")), encoding="utf-8")
    assert collected(assessed(), [form])


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"C7": "Anything at all"}, ["cell C7: this cell held 'Piracy: Attacks on ships (chance"]),
        (
            {"C7": "Anything", "C9": "All"},
            ["cell C7: this cell held 'Piracy", "cell C9: this cell held 'Piracy"],
        ),
        ({"H11": "I was there"}, ["cell H11: reasons are given for threats, not for questions"]),
        ({"D9": "20%", "E9": 30, "F9": 40}, ["cell D9: '20%' is a percentage: here the number itself"]),
        ({"D11": "20%", "E11": 30, "F11": 40}, ["cell D11: '20%' is a percentage"]),
        (
            {"D7": "often", "F7": 1.6, "G7": "grave", "D9": 5, "E9": 4},
            [
                "cell D7: 'often' is no number",
                "cell E7: a number is missing",
                "cell F7: 1.6 does not lie on the scale from 0 to 1",
                "cell G7: 'grave' is no part of the scale",
                "cell E9: the quantiles cross: 4 comes after 5",
                "cell F9: a number is missing",
            ],
        ),
        (
            {"D7": 10, "E7": 20, "F7": 40, "B3": "n3"},
            ["cell B3: unknown expert 'n3'", "cell D7: 10, 20 and 40 do not lie on the scale"],
        ),
        ({"D7": "=1/4", "E7": 0.5, "F7": 0.6}, ["cell D7: the formula here has no value stored with it"]),
        ({"D7": "=1/4", "E7": "=1/2", "F7": "=3/4"}, [f"cell {one}7: the formula" for one in "DEF"]),
        ({"H7": "=A1"}, ["cell H7: the formula here has no value stored with it"]),
        ({"J9": "my sums", "J10": 3}, ["cell J9: 'my sums' stands here, beside the columns of the form"]),
        ({"E7": "0,5", "D7": 0.1, "F7": 0.7}, ["cell E7: '0,5' is no number; did you mean '0.5'?"]),
    ],
)  # fmt: skip
def test_each_cell_of_an_excel_form_that_is_wrong_is_told(
    tmp_path: Path, cells: dict[str, Any], says: list[str]
) -> None:
    said = told(assessed(), excel_of(tmp_path, "n1", cells))
    assert len(said) == len(says)
    for words, message in zip(says, said, strict=True):
        assert words in message


def test_a_cell_that_is_shown_in_percent_holds_a_number_only_on_a_scale_of_shares(tmp_path: Path) -> None:
    path = excel_of(
        tmp_path, "n1", {f"{one}{row}": place / 10 for row in (7, 9) for place, one in enumerate("DEF", 1)}
    )
    book = load_workbook(path)
    book["Answers"]["D7"].number_format = book["Answers"]["E9"].number_format = "0.0%"
    book["Answers"]["F9"].number_format = '0.0" %"'
    book.save(path)
    [said] = told(assessed(), path)
    assert "cell E9: 0.2 is shown as 20%: here the number itself is asked" in said


@pytest.mark.filterwarnings("error")
def test_nothing_is_said_of_how_a_sheet_is_read(tmp_path: Path) -> None:
    path = excel_of(tmp_path, "n1", {"D7": 1e30, "E7": 0.2, "F7": dt.datetime(2010, 5, 1, tzinfo=None)})  # noqa: DTZ001 - Excel knows no zones
    book = load_workbook(path)
    book["Answers"]["D7"].number_format = "yyyy-mm-dd"
    book.save(path)
    first, second = told(assessed(), path)
    assert "cell D7: this cell has no value, but the error #VALUE!" in first
    assert "cell F7: '2010-05-01 00:00:00' is a date or a time, and no number" in second


@pytest.mark.parametrize("address", ["XFD1048576", "D1048576"])
def test_a_stray_entry_at_the_end_of_a_sheet_is_told_at_once(tmp_path: Path, address: str) -> None:
    path = excel_of(tmp_path, "n1", {address: "x"})
    begun = time.monotonic()
    [said] = told(assessed(), path)
    assert f"cell {address}: 'x' stands here, below the last line of the form" in said
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    ("move", "cell"),
    [
        (lambda sheet: sheet.insert_rows(9), "A9"),
        (lambda sheet: sheet.insert_rows(11), "A11"),
        (lambda sheet: sheet.delete_rows(8), "A8"),
        (lambda sheet: sheet.delete_rows(11), "A11"),
        (lambda sheet: sheet.insert_rows(3), "A3"),
        (lambda sheet: sheet.insert_rows(6), "A6"),
        (lambda sheet: sheet.insert_cols(4), "D6"),
        (lambda sheet: sheet.delete_cols(3), "C6"),
        (lambda sheet: sheet.move_range("A7:C7", rows=20), "A7"),
    ],
)
def test_rows_or_columns_that_were_moved_are_told_once(
    tmp_path: Path, move: Callable[[Any], None], cell: str
) -> None:
    path = excel_of(tmp_path, "n1", {"D7": 0.1, "E7": 0.2, "F7": 0.3})
    book = load_workbook(path)
    move(book["Answers"])
    book.save(path)
    [said] = told(assessed(), path)
    assert f"cell {cell}: rows or columns of the form were inserted, deleted or sorted" in said


def test_words_to_choose_may_hold_commas_and_texts_may_begin_like_formulas(tmp_path: Path) -> None:
    text = TEXT.replace("middling", "'middling, or so'").replace("A joint look at threats", "'=A joint look'")
    case = assessed(text.replace("{name: Piracy,", "{name: =Piracy,"))
    path = excel_of(tmp_path, "n1", {"G9": "middling, or so"}, case)
    book = load_workbook(path)
    assert [cell.value for cell in book["Words"]["A"]] == ["small", "middling, or so", "grave"]
    assert book["Words"].sheet_state == "hidden"
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}
    assert answers_of(collected(case, [path]), "n1").impact["piracy"].values == (Fraction(20), Fraction(60))


def test_what_was_answered_before_is_told_apart_by_scale(tmp_path: Path) -> None:
    sheet = load_workbook(excel_of(tmp_path, "n1", {}))["Before"]
    rows = list(sheet.iter_rows(min_row=2, max_col=2, values_only=True))
    assert ("impact", "Piracy: Attacks on ships (points, 0 to 100)") in rows
    assert ("likelihood", "Piracy: Attacks on ships (chance within the five years from 2010, 0 to 1)") in rows


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("n1,2,impact,piracy,20%,30,40,\n", ["2:20: '20%' is a percentage: here the number itself is asked"]),
        ("n1,2,questions,incidents,2,3,40%,\n", ["2:30: '40%' is a percentage"]),
        (
            "n3,2,impact,truks,often,,\nn1,1,impact,drugs,5,4,333\n",
            [
                "2:1: unknown expert 'n3'",
                "2:13: unknown threat 'truks'",
                "2:19: 'often' is no number",
                "2:25: a number is missing",
                "2:26: a number is missing",
                "3:4: round 1 is closed",
                "3:21: the quantiles cross: 4 comes after 5",
                "3:23: 333 does not lie on the scale",
            ],
        ),
        (
            "n3,two,impact,truks,1,2,3\n,2,harm,drugs,5,4,x\n",
            [
                "2:1: unknown expert 'n3'",
                "2:4: 'two' is no number of a round",
                "2:15: unknown threat 'truks'",
                "3:1: the expert is missing here",
                "3:4: 'harm' is none of",
                "3:17: the quantiles cross",
                "3:19: 'x' is no number",
            ],
        ),
    ],
)  # fmt: skip
def test_all_that_is_wrong_with_a_table_is_told_at_once(tmp_path: Path, lines: str, says: list[str]) -> None:
    said = told(assessed(), table_of(tmp_path, HEAD + lines))
    assert len(said) == len(says)
    for words, message in zip(says, said, strict=True):
        assert f"answers.csv:{words}" in message


def test_a_point_before_three_digits_is_refused_where_it_may_stand_for_thousands(tmp_path: Path) -> None:
    table = HEAD.replace(",", ";") + "n1;2;questions;incidents;182.740;190.5;200\n"
    [said] = told(assessed(), table_of(tmp_path, table))
    assert "2:26: '182.740' may be 182740, or 182.74 with a decimal point: write 182740 or 182,740" in said
    for written, meant in (("1.182.740", "1182740"), ("1.182,7", "1182,7")):
        [said] = told(assessed(), table_of(tmp_path, table.replace("182.740", written)))
        assert f"'{written}' is no number; did you mean '{meant}'?" in said
    text = collected(assessed(), [table_of(tmp_path, table.replace("182.740", "0.740"))])
    assert answers_of(text, "n1").questions["incidents"].values[0] == Fraction(74, 100)
    text = collected(assessed(), [table_of(tmp_path, table.replace("182.740", "182,740"))])
    assert answers_of(text, "n1").questions["incidents"].values[0] == Fraction(18274, 100)


@pytest.mark.parametrize("fill", [yaml_of, excel_of, csv_of])
def test_an_empty_form_stands_by_what_was_answered_before(tmp_path: Path, fill: Callable[..., Path]) -> None:
    form = fill(tmp_path, "n1", {})
    assert not answers_of(collected(assessed(), [form]), "n1").likelihood
    first = assessed(TEXT.partition("  rounds:")[0])
    [said] = told(first, fill(tmp_path, "n1", {}, first))
    assert "n1 has answered nothing here: leave this form out" in said


def test_who_left_all_lines_of_a_table_of_many_empty_has_not_answered(tmp_path: Path) -> None:
    lines = "n1,2,likelihood,piracy,.1,.2,.3,\nr1,2,likelihood,piracy,,,,\n"
    rounds = Case.from_text(collected(assessed(), [table_of(tmp_path, HEAD + lines)])).threats.rounds  # type: ignore[union-attr]
    assert set(rounds[1].answers) == {"n1"}


def test_all_that_is_wrong_with_a_form_in_yaml_is_told_at_once(tmp_path: Path) -> None:
    answers = {"piracy": "[0.1, 0.2, 1.3]", "drugs": "[0.5, 0.4, 0.6]", "incidents": "many"}
    form = yaml_of(tmp_path, "n1", answers)
    text = (
        form.read_text(encoding="utf-8").replace("expert: n1", "expert: n3").replace("round: 2", "round: x")
    )
    form.write_text(f"{text}more: 1\n", encoding="utf-8")
    said = "\n".join(told(assessed(), form))
    for words in (
        "1.3 does not lie on the scale",
        "the quantiles cross: 0.4 comes after 0.5",
        "an estimate is a list of quantiles",
        "unknown expert 'n3'",
        "'x' is not a number",
        "unknown key 'more'",
    ):
        assert words in said
    assert said.count("form.yaml:") + said.count("n3.yaml:") + said.count("n1.yaml:") == 6


def test_decimal_commas_in_yaml_are_told_with_what_was_meant(tmp_path: Path) -> None:
    form = yaml_of(tmp_path, "n1", {"piracy": "[0,05, 0,2, 0,3]", "incidents": "[1,5, 20,3, 40,1]"})
    first, second = told(assessed(), form)
    assert "6 whole numbers stand here, and 3 numbers are asked" in first
    assert "did you mean '[0.05, 0.2, 0.3]'?" in first
    assert "did you mean '[1.5, 20.3, 40.1]'?" in second


def test_likelihoods_in_yaml_may_stand_in_percent_and_nothing_else(tmp_path: Path) -> None:
    form = yaml_of(tmp_path, "n1", {"piracy": "[10%, 12.5 %, 0.3]", "drugs": "{0.05: 10%, 0.95: 20%}"})
    found = answers_of(collected(assessed(), [form]), "n1").likelihood
    assert found["piracy"].values == (Fraction(1, 10), Fraction(1, 8), Fraction(3, 10))
    assert found["drugs"].values == (Fraction(1, 10), Fraction(1, 5))
    [said] = told(assessed(), yaml_of(tmp_path, "n1", {"incidents": "[10%, 20%, 30%]"}))
    assert "'10%' is no number; a chance of 10% is written 0.1" in said


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (TEXT, "this is a case file, and no form: in a form it says 'form: threats'"),
        ("expert: n1\n", "this is no form on threats: in a form it says 'form: threats'"),
        ("# nothing\n", "the file is empty; `detente threats form` writes a form"),
        ("- a\n", "this is no form on threats"),
    ],
)
def test_another_file_than_a_form_is_told_in_one_sentence(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "form.yaml").write_text(text, encoding="utf-8")
    [said] = told(assessed(), tmp_path / "form.yaml")
    assert says in said


def test_sentences_of_all_kinds_of_forms_begin_with_what_is_wrong(tmp_path: Path) -> None:
    table = table_of(tmp_path, HEAD + "n 1,2,likelihood,piracy,.1,.2,.3,\n")
    said = told(assessed(), excel_of(tmp_path, "n1", {"B1": "other"}), table)
    assert "answers.csv:2:1: 'n 1' is no short name" in said[0]
    assert "cell B1: this is no form on threats" in said[1]


@pytest.mark.parametrize("ending", [".yaml", ".csv", ".xls", ".txt"])
def test_an_excel_file_of_another_name_is_told(tmp_path: Path, ending: str) -> None:
    path = excel_of(tmp_path, "n1", {}).rename(tmp_path / f"form{ending}")
    [said] = told(assessed(), path)
    assert said.endswith("this is an Excel file: its name should end in .xlsx")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1")
    assert "this is a file of an old Excel" in told(assessed(), path)[0]
    path.write_bytes(b"PK\x03\x04 and so on")
    assert "this is no text" in told(assessed(), path)[0]


def test_forms_say_how_to_answer_with_a_sample(tmp_path: Path) -> None:
    first = assessed(TEXT.partition("  rounds:")[0])
    stands = "Leave a line empty where you stand by what you answered before"
    for case, again in ((first, False), (assessed(), True)):
        in_yaml = " ".join(form_of(case, "n1").yaml().replace("#", " ").split())
        in_excel = load_workbook(excel_of(tmp_path, "n1", {}, case))["Answers"]["C1"].value
        in_csv = form_of(case, "n1").csv()
        for text in (in_yaml, in_excel, in_csv):
            assert (stands in text) == again
            assert "An example, of how many metres high a tree is: " in text
        assert "[20, 30, 40]" in in_yaml
        assert "20 | 30 | 40" in in_csv
        assert "choose a word under 'in words'" in in_excel
