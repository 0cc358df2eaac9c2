"""The text of a table that an analyst keeps: of a CSV file, or of the first sheet of an Excel file."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING

from detente.case.csv_file import text_of
from detente.case.problems import CaseError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["is_sheet", "table_text"]

EXCEL = (".xlsx", ".xlsm")


def table_text(path: Path, kind: str) -> str:
    """Return a table as the text of a CSV file, line for line; ``kind`` is what it holds, in words.

    Raises ``CaseError`` where the file cannot be read, and where Excel files cannot be read here.
    """
    return _sheet(path, kind) if is_sheet(path) else text_of(path, kind)


def is_sheet(path: Path) -> bool:
    """Tell whether a table is kept in an Excel file, whose cells have addresses."""
    return path.suffix.lower() in EXCEL


def _sheet(path: Path, kind: str) -> str:
    file = str(path)
    try:
        from openpyxl import load_workbook
    except ImportError:
        words = "reading Excel files needs openpyxl: `pip install detente[excel]`, or save the sheet as CSV"
        raise CaseError.of(words, file) from None
    if not path.is_file():
        raise CaseError.of("there is no such file", file)
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        rows = [[_cell(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
        book.close()
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is no file that can be read
        raise CaseError.of(f"this is no Excel file of {kind} that can be read", file) from None
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _cell(value: object) -> str:
    """Return what a cell shows: a date without a time of day, and a whole number without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())
