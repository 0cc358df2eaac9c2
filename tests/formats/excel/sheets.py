"""Cases as sheets, for tests: to change cells of them, and to read them again without a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.case import Case
from detente.formats.excel import case_of_sheets, sheets_of_case

if TYPE_CHECKING:
    from detente.case.excel_file import Sheet
    from detente.formats.excel import ReadExcel

__all__ = ["Book", "again"]

FILE = "case.xlsx"


def again(case: Case) -> Case:
    """Return a case as it comes back from its sheets."""
    return Case.from_document(Book(case).read().document)


class Book:
    """The sheets of a case, whose cells can be changed."""

    def __init__(self, case: Case) -> None:
        """Lay the case out."""
        self.sheets = {sheet.name: sheet for sheet, _ in sheets_of_case(case)}

    def place(self, address: str) -> tuple[Sheet, int, int]:
        """Return the sheet, row and column of a cell: its sheet, the title of its column, and its row."""
        name, title, row = address.split(":")
        sheet = self.sheets[name]
        [column] = [place for place, one in sheet.rows[1].items() if one == title]
        return sheet, int(row), column

    def write(self, address: str, value: object) -> None:
        """Write a cell, or empty it with None."""
        sheet, row, column = self.place(address)
        cells = sheet.rows.setdefault(row, {})
        if value is None:
            cells.pop(column, None)
        else:
            cells[column] = value

    def cell(self, address: str) -> object:
        """Return what stands in a cell."""
        sheet, row, column = self.place(address)
        return sheet.rows.get(row, {}).get(column)

    def read(self) -> ReadExcel:
        """Read the sheets."""
        return case_of_sheets(self.sheets.values(), FILE)
