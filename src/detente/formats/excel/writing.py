"""A case as an Excel file: one sheet for each table, with drop-downs and explained columns."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.excel_file import NEEDED
from detente.case.problems import CaseError
from detente.case.writing import write_whole
from detente.formats.excel.choices import offer_choices, write_lists
from detente.formats.excel.dressing import dress, write_cell
from detente.formats.excel.explaining import explain
from detente.formats.excel.of_case import sheets_of_case
from detente.formats.excel.reading import INSTEAD
from detente.formats.excel.tables import ALONE, LISTS, READ_ME, by_sheet

if TYPE_CHECKING:
    from detente.case.case import Case

__all__ = ["excel_bytes", "write_excel"]


def write_excel(case: Case, path: str | Path, *, overwrite: bool = True) -> None:
    """Write a case to an Excel file, whole or not at all.

    Raises as ``excel_bytes`` does, and ``CaseError`` where the file cannot be written, or exists and is not
    to be overwritten.
    """
    write_whole(Path(path), excel_bytes(case), overwrite=overwrite)


def excel_bytes(case: Case) -> bytes:
    """Return the Excel file of a case; comments of its case file are no part of it.

    A sheet that is empty is hidden, unless most cases have something on it.

    Raises ``CaseError`` where Excel files cannot be written here, and where a text is too long for a cell.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        raise CaseError.of(NEEDED.format("writing Excel files", INSTEAD)) from None
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = READ_ME
    written = {}
    core = {ALONE, *(name for name, table in by_sheet().items() if table.core)}
    for cells, columns in sheets_of_case(case):
        sheet = book.create_sheet(cells.name)
        for row, line in cells.rows.items():
            for column, value in line.items():
                assert isinstance(value, str | int | float)
                write_cell(sheet, (row, column), value)
        written[cells.name] = len(cells.rows) - 1
        dress(sheet, columns, written[cells.name])
        if not written[cells.name] and cells.name not in core:
            sheet.sheet_state = "hidden"
    write_lists(book.create_sheet(LISTS))
    offer_choices(book, written)
    explain(first, case.title, written)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
