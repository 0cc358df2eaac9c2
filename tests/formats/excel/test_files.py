"""Excel files as such: what is in them beside values, and files that are none."""

from __future__ import annotations

import re
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook

from detente.case.case import Case, load
from detente.case.problems import CaseError
from detente.formats.excel import read_excel, write_excel
from detente.formats.excel.choices import _OFFERED, _WITHIN
from detente.formats.excel.columns import alone, columns_of
from detente.formats.excel.tables import TABLES
from detente.formats.opening import load as load_any

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from detente.formats.excel.columns import Column


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Excel file of a small case."""
    path = tmp_path_factory.mktemp("excel") / "harbour.xlsx"
    write_excel(load("harbour"), path)
    return path


def _offered(sheet: Worksheet, cell: str) -> str:
    """Return the formula of the drop-down of a cell."""
    [found] = [one.formula1 for one in sheet.data_validations.dataValidation if cell in one.sqref]
    return str(found)


def test_a_case_comes_back_from_a_file(harbour: Path) -> None:
    assert load_any(harbour) == load("harbour")
    assert load_any(harbour, "five_of_six").variant == "five_of_six"


def test_every_column_has_a_title_a_note_and_a_place_to_stay(harbour: Path) -> None:
    book = load_workbook(harbour)
    for table in TABLES:
        sheet = book[table.sheet]
        for place, column in enumerate(columns_of(table), start=1):
            title = sheet.cell(1, place)
            assert title.value == column.title
            assert title.comment is not None
            assert title.comment.text.startswith(column.says.replace("`", ""))
            assert column.says
        assert sheet.freeze_panes is not None
    assert {column.title for column in alone()} <= {row[0].value for row in book["case"].iter_rows()}


def test_what_is_a_choice_has_a_drop_down(harbour: Path) -> None:
    book = load_workbook(harbour)
    assert _offered(book["commitments"], "F2") == '"yes,no"'
    assert _offered(book["evidence"], "D2") == '"document,data,expert,judgement"'
    assert _offered(book["stances"], "A2").startswith("OFFSET(issues!$A$2,")
    assert "lists!$B$2" in _offered(book["stances"], "B2")
    assert _offered(book["points"], "C2") == (
        "OFFSET(options!$B$1,MATCH($A2,options!$A:$A,0)-1,0,COUNTIF(options!$A:$A,$A2),1)"
    )
    assert _offered(book["issues"], "D2") == _offered(book["points"], "C2")
    assert "sources!$A$2" in _offered(book["evidence"], "B2")
    assert book["lists"]["B1"].value == "holders"
    assert _offered(book["quotas"], "H2").startswith("OFFSET(quotas!$B$1,MATCH($A2,quotas!$A:$A,0)-1,")
    assert _offered(book["regimes"], "D2").startswith('"cfe-1990,')


def test_only_what_is_fixed_is_forced_upon_whoever_types(harbour: Path) -> None:
    """New names may come before their rows, and several words in a cell are none of those in a list."""
    book = load_workbook(harbour)
    forced = {
        f"{sheet.title}!{str(one.sqref).partition(':')[0]}"
        for sheet in book.worksheets
        for one in sheet.data_validations.dataValidation
        if one.showErrorMessage
    }
    assert {"commitments!F2", "evidence!D2"} <= forced
    assert forced.isdisjoint({"stances!A2", "stances!B2", "issues!D2", "issues!E2", "points!C2"})


def test_names_from_several_sheets_are_offered_one_after_the_other(harbour: Path) -> None:
    """The formulas are worked out here as a spreadsheet program works them out."""
    book = load_workbook(harbour)
    case = load("harbour")

    def names(sheet: str) -> list[str]:
        return [
            str(row[0]) for row in book[sheet].iter_rows(min_row=2, max_row=400, values_only=True) if row[0]
        ]

    def shown(cell: str, row: int) -> str:
        meant = re.sub(
            r"(COUNTA|INDEX)\((\w+)!\$A\$2:\$A\$400", r"\1('\2'", str(book["lists"][cell].value)[1:]
        )
        known = {
            "IF": lambda test, then, other: then if test else other,
            "COUNTA": lambda sheet: len(names(sheet)),
            "INDEX": lambda sheet, place: (["", *names(sheet)] + [""] * 400)[place],
            "ROW": lambda: row,
        }
        return str(eval(meant, known))  # noqa: S307 - a formula that was written here

    everybody = [*case.parties, *case.blocs, *case.camps]
    assert [shown(f"B{row}", row) for row in range(2, len(everybody) + 4)] == [*everybody, "", ""]


def test_the_drop_downs_know_only_columns_that_there_are() -> None:
    """A column that is called otherwise one day is not to lose its drop-down unseen."""
    titles = {title for table in TABLES for title in _titles(table.sheet, columns_of(table))}
    titles |= {title for column in alone() for title in (column.title, column.keys[-1])}
    assert {*_OFFERED, *_WITHIN} - titles == set()


def _titles(sheet: str, columns: tuple[Column, ...]) -> set[str]:
    return {title for column in columns for title in (column.title, f"{sheet}.{column.title}")}


def test_no_row_is_higher_than_excel_allows(tmp_path: Path) -> None:
    """Excel's own limit: 409 points."""
    sources = {
        "short": {"cite": "a"},
        "long": {"cite": "a word " * 200},
        "longest": {"cite": "a word " * 900},
    }
    head = {"detente": 1, "title": "Long", "as_of": "2024-01-01", "parties": {"a": {}}}
    write_excel(Case.from_mapping({**head, "sources": sources}), tmp_path / "long.xlsx")
    rows = load_workbook(tmp_path / "long.xlsx")["sources"].row_dimensions
    assert rows[2].height is None
    assert 100 < rows[3].height < rows[4].height == 409


def test_sheets_without_rows_are_hidden_unless_most_cases_fill_them(harbour: Path) -> None:
    book = load_workbook(harbour)
    hidden = {sheet.title for sheet in book.worksheets if sheet.sheet_state == "hidden"}
    assert {"lists", "regimes", "procedures", "threats"} <= hidden
    assert hidden.isdisjoint({"read me", "case", "parties", "issues", "stances", "claims", "evidence"})
    assert all(book[name].max_row == 1 for name in hidden - {"lists"})


def test_sheets_with_rows_are_shown(tmp_path: Path) -> None:
    write_excel(load("elmira"), tmp_path / "elmira.xlsx")
    book = load_workbook(tmp_path / "elmira.xlsx")
    filled = {sheet.title for sheet in book.worksheets if sheet.max_row > 1} - {"lists"}
    assert {"states", "preferences"} <= filled
    assert all(book[name].sheet_state == "visible" for name in filled)


def test_a_text_that_begins_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    words = ["=1+1", "+1", "-1", "@SUM(A1)", "'a", '=HYPERLINK("http://x")']
    parties = {f"p{index}": {"name": word} for index, word in enumerate(words)}
    case = Case.from_mapping({"detente": 1, "title": "=2+2", "as_of": "2024-01-01", "parties": parties})
    path = tmp_path / "case.xlsx"
    write_excel(case, path)
    for cell in [*load_workbook(path)["parties"]["B"][1:], load_workbook(path)["case"]["B3"]]:
        assert cell.data_type == "s"
        assert cell.quotePrefix
    assert load_any(path) == case


def test_a_formula_stands_for_the_value_that_was_stored_with_it(harbour: Path, tmp_path: Path) -> None:
    """As openpyxl writes a formula, no value is stored with it; a spreadsheet program stores one."""
    path = tmp_path / "sums.xlsx"
    book = load_workbook(harbour)
    book["trust" if book["trust"].max_row > 1 else "points"]["D2"] = "=10*3"
    book.save(path)
    with pytest.raises(CaseError) as caught:
        load_any(path)
    assert f"{path}: points!D2: the formula here has no value stored with it" in str(caught.value)
    stored = tmp_path / "stored.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stored, "w") as new:
        for part in old.namelist():
            data = old.read(part).replace(b"<f>10*3</f><v></v>", b"<f>10*3</f><v>30</v>")
            new.writestr(part, data.replace(b"<f>10*3</f><v />", b"<f>10*3</f><v>30</v>"))
    issue, holder, option, _ = (cell.value for cell in load_workbook(stored)["points"][2])
    stance = load_any(stored).issues[str(issue)].stances[str(holder)]
    assert stance.points is not None
    assert str(stance.points[str(option)]) == "30"


def test_files_that_are_none_are_refused(harbour: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.xlsx"
    Workbook().save(empty)
    old = tmp_path / "old.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1")
    other_name = tmp_path / "harbour.xls"
    other_name.write_bytes(harbour.read_bytes())
    calc, paper = tmp_path / "case.ods", tmp_path / "case.docx"
    with zipfile.ZipFile(calc, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with zipfile.ZipFile(paper, "w") as parts:
        parts.writestr("word/document.xml", "a")
    as_workbook = "save it as an Excel workbook, whose name ends in .xlsx"
    for path, said in [
        (tmp_path / "none.xlsx", "there is no such file"),
        (empty, "nothing of a case stands in this file; `detente convert CASE FILE.xlsx` writes one"),
        (old, f"this is a file of an old Excel, or one with a password: {as_workbook}, without a password"),
        (other_name, "this is an Excel file: its name should end in .xlsx"),
        (calc, f"this is an OpenDocument spreadsheet: {as_workbook}"),
        (paper, f"this is no text, and no Excel file: {as_workbook}, or as a text"),
    ]:
        with pytest.raises(CaseError) as caught:
            load_any(path)
        assert str(caught.value) == f"{path}: {said}"


def test_a_sheet_that_is_there_twice_is_told(harbour: Path, tmp_path: Path) -> None:
    """Names that differ but by a blank are two in a file, and one in a case."""
    book = load_workbook(harbour)
    book.copy_worksheet(book["rules"]).title = "Rules "
    book.save(tmp_path / "twice.xlsx")
    with pytest.raises(CaseError) as caught:
        load_any(tmp_path / "twice.xlsx")
    assert str(caught.value).endswith("'Rules '!A1: the sheet 'rules' is there twice")


def test_without_openpyxl_it_is_said_what_to_install(
    harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(
        CaseError, match=r"reading Excel files needs openpyxl: `pip install detente\[excel\]`"
    ):
        read_excel(harbour)
    with pytest.raises(
        CaseError, match=r"writing Excel files needs openpyxl: `pip install detente\[excel\]`"
    ):
        write_excel(load("harbour"), tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_is_too_long_for_a_cell_is_refused_and_nothing_written(tmp_path: Path) -> None:
    parties = {"up": {"name": "a" * 40_000}}
    case = Case.from_mapping({"detente": 1, "title": "Long", "as_of": "2024-01-01", "parties": parties})
    with pytest.raises(CaseError, match="on the sheet parties: a cell holds 32,767 characters"):
        write_excel(case, tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []
