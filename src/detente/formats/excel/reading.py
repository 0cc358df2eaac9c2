"""Excel files, read as far as the document of the case in them."""

from __future__ import annotations

import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.document import LARGEST_FILE
from detente.case.problems import CaseError
from detente.case.text_files import too_large
from detente.formats.excel.sheet import NoValue, Sheet
from detente.formats.excel.tables import LISTS
from detente.formats.excel.to_case import case_of_sheets

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from detente.formats.excel.to_case import ReadExcel

__all__ = ["NEEDED", "read_excel"]

NEEDED = "{} needs openpyxl: `pip install detente[excel]`, or use a case file in YAML"
"""What is said where Excel files can be neither read nor written."""
MOST_UNPACKED = 20 * LARGEST_FILE
"""Bytes of a workbook, whose parts are packed, once they are unpacked."""


def read_excel(path: str | Path) -> ReadExcel:
    """Read an Excel file as far as the tree of its case.

    What is wrong with cells is left in the document, as what is wrong with entries of a case file is.

    Raises ``CaseError`` where the file cannot be read, or holds nothing of a case.
    """
    return case_of_sheets(_sheets(Path(path)), str(path))


def _sheets(path: Path) -> list[Sheet]:
    """Return the sheets of an Excel file; of a formula, the value that was stored with it."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise CaseError.of(NEEDED.format("reading Excel files"), str(path)) from None
    _require_small(path)
    try:
        # What openpyxl cannot keep, such as lists as Excel writes them, matters only where it writes.
        with warnings.catch_warnings(action="ignore"):
            written = load_workbook(path)
            computed = load_workbook(path, data_only=True) if _has_formulas(written) else written
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is no file that can be read
        raise CaseError.of("this is no Excel file that can be read", str(path)) from None
    return [_sheet(one, computed[one.title]) for one in written.worksheets if one.title != LISTS]


def _require_small(path: Path) -> None:
    if path.is_dir():
        raise CaseError.of("this is a folder, not an Excel file", str(path))
    if not path.is_file():
        raise CaseError.of("there is no such file", str(path))
    try:
        with zipfile.ZipFile(path) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except (OSError, zipfile.BadZipFile):
        raise CaseError.of("this is no Excel file that can be read", str(path)) from None
    if size > MOST_UNPACKED:
        raise CaseError.of(too_large(size, "an Excel file, unpacked,", MOST_UNPACKED), str(path))


def _has_formulas(book: Workbook) -> bool:
    return any(
        cell.data_type == "f"
        for sheet in book.worksheets
        if sheet.title != LISTS
        for cell in sheet._cells.values()  # noqa: SLF001 - openpyxl tells of them in no other way
    )


def _sheet(written: Worksheet, computed: Worksheet) -> Sheet:
    sheet = Sheet(written.title)
    # All that is in the file: to go through all that might be would take minutes.
    for (row, column), cell in sorted(written._cells.items()):  # noqa: SLF001 - as above
        value: object = cell.value
        if cell.data_type == "f":
            value = computed.cell(row, column).value
            if value is None:
                value = NoValue(
                    "the formula here has no value stored with it: open and save the file in a spreadsheet"
                    " program, or write the value itself"
                )
        if isinstance(value, str) and (cell.data_type == "e" or (value in _ERRORS and cell.data_type == "f")):
            value = NoValue(f"the formula here has no value, but the error {value}")
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        sheet.rows.setdefault(row, {})[column] = value
        if "%" in str(cell.number_format):
            sheet.percent.add((row, column))
    return sheet


_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
