"""Excel files as such: what stands in their cells, however they were written, and files that are none."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from detente.case import excel_file
from detente.case.excel_file import Sheet, sheets_of
from detente.case.problems import CaseError

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"


def read(path: Path) -> Sheet:
    [sheet] = sheets_of(path, "reading Excel files", "do without", lambda names: names)
    return sheet


def raw(path: Path, rows: str, *, beside: str = "", dimension: str = "A1:C9") -> Path:
    """Write an Excel file with the XML of a sheet."""
    whole = path.with_suffix(".whole")
    Workbook().save(whole)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = f'<worksheet xmlns="{space}"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData>{beside}'
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            new.writestr(part, f"{text}</worksheet>" if part == SHEET else old.read(part))
    whole.unlink()
    return path


def cell(address: str, value: str, kind: str = "str") -> str:
    return f'<c r="{address}" t="{kind}"><v>{value}</v></c>'


def test_cells_are_read_whatever_the_file_says_of_their_range_and_in_whatever_order(tmp_path: Path) -> None:
    """Some programs write a wrong range; openpyxl alone would read but cell A1, or leave out row 2."""
    rows = f'<row r="3">{cell("B3", "b")}{cell("A3", "a")}</row><row r="2">{cell("A2", "2", "n")}</row>'
    sheet = read(raw(tmp_path / "odd.xlsx", rows, dimension="A1"))
    assert sheet.rows == {3: {1: "a", 2: "b"}, 2: {1: 2}}


@pytest.mark.parametrize("joined", ["B1:C1048576", "A1:XFD1048576"])
def test_joined_columns_are_read_at_once(tmp_path: Path, joined: str) -> None:
    """What goes through every cell of them takes a minute for the first, and years for the second."""
    merge = f'<mergeCells count="1"><mergeCell ref="{joined}"/></mergeCells>'
    link = f'<hyperlinks><hyperlink ref="{joined}" location="a"/></hyperlinks>'
    sheet = read(raw(tmp_path / "joined.xlsx", f'<row r="1">{cell("A1", "a")}</row>', beside=merge + link))
    assert sheet.rows == {1: {1: "a"}}


def test_of_a_formula_counts_what_was_stored_with_it(tmp_path: Path) -> None:
    stored = (
        ("str", "text"),
        ("n", "30"),
        ("b", "1"),
        ("str", ""),
        ("e", "#DIV/0!"),
        ("str", "#N/A"),
        ("n", ""),
    )
    cells = [
        f'<c r="A{row}" t="{kind}"><f>B1</f><v>{value}</v></c>'
        for row, (kind, value) in enumerate(stored, start=1)
    ]
    found = read(raw(tmp_path / "sums.xlsx", "".join(f"<row>{one}</row>" for one in cells))).rows
    assert [found.get(row, {}).get(1) for row in range(1, 5)] == ["text", 30, True, None]
    assert found[5][1] == excel_file.NoValue("this cell has no value, but the error #DIV/0!", "#DIV/0!")
    assert found[6][1] == "#N/A"
    assert found[7][1] is excel_file.NOT_STORED


def test_a_per_cent_sign_that_changes_no_number_is_none(tmp_path: Path) -> None:
    book = Workbook()
    for row, shown in enumerate(['0"%"', "0%", "0.0 %", r"0\%"], start=1):
        book.worksheets[0].cell(row, 1, 60).number_format = shown
    book.save(tmp_path / "shares.xlsx")
    assert read(tmp_path / "shares.xlsx").percent == {(2, 1), (3, 1)}


def test_more_than_a_sheet_may_hold_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = raw(tmp_path / "below.xlsx", f'<row r="1048577">{cell("A1048577", "a")}</row>')
    with pytest.raises(CaseError, match="on the sheet 'Sheet' something stands below row 1,048,576"):
        read(below)
    monkeypatch.setattr(excel_file, "MOST_CELLS", 2)
    two, three = (
        raw(
            tmp_path / f"{count}.xlsx",
            "".join(f"<row>{cell(f'A{row}', 'a')}</row>" for row in range(1, count)),
        )
        for count in (3, 4)
    )
    assert len(read(two).rows) == 2
    with pytest.raises(CaseError, match="on the sheet 'Sheet' something stands in more than 2 cells"):
        read(three)


def test_what_is_no_excel_file_is_refused(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(name + 1)} "{f"&{chr(name)};" * 10}">' for name in range(ord("a"), ord("j"))
    )
    whole = raw(tmp_path / "whole.xlsx", "")
    bomb = tmp_path / "laughs.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(bomb, "w") as new:
        for part in old.namelist():
            text = f"<?xml version='1.0'?>{laughs}]><worksheet>&j;</worksheet>"
            new.writestr(part, text if part == SHEET else old.read(part))
    broken = raw(tmp_path / "broken.xlsx", "<row>")
    number = raw(tmp_path / "number.xlsx", f"<row>{cell('A1', 'nan', 'n')}</row>")
    archive = tmp_path / "archive.xlsx"
    with zipfile.ZipFile(archive, "w") as parts:
        parts.writestr("xl/workbook.xml", "b")
    large = tmp_path / "large.xlsx"
    with zipfile.ZipFile(large, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b"0" * 101_000_000)
    old_excel = tmp_path / "old.xlsx"
    old_excel.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1")
    unreadable = "this is no Excel file that can be read"
    as_workbook = "save it as an Excel workbook, whose name ends in .xlsx"
    for path, said in [
        (bomb, unreadable),
        (broken, unreadable),
        (number, unreadable),
        (archive, unreadable),
        (large, "101.0 MB is more than an Excel file, unpacked, may have (100 MB)"),
        (
            old_excel,
            f"this is a file of an old Excel, or one with a password: {as_workbook}, without a password",
        ),
        (tmp_path, "this is a folder, not an Excel file"),
        (tmp_path / "none.xlsx", "there is no such file"),
    ]:
        with pytest.raises(CaseError) as caught:
            read(path)
        assert str(caught.value) == f"{path}: {said}"
