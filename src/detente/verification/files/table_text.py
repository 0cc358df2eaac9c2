"""The text of a table that an analyst keeps: of a CSV file, or of the first sheet of an Excel file."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING

from detente.case.csv_file import listed, text_of
from detente.case.excel_file import NoValue, address_of, sheets_of
from detente.case.file_kinds import is_excel, other_kind
from detente.case.problems import CaseError, Place, Problem

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["table_text"]

INSTEAD = "save the sheet as CSV"
"""What to do where Excel files cannot be read."""


def table_text(path: Path, kind: str) -> str:
    """Return a table as the text of a CSV file, line for line; ``kind`` is what it holds, in words.

    Raises ``CaseError`` where the file cannot be read, where Excel files cannot be read here, and where no
    value was stored with a formula.
    """
    if is_excel(path):
        return _sheet(path)
    if other := other_kind(path):
        raise CaseError.of(other, str(path))
    return text_of(path, kind)


def _sheet(path: Path) -> str:
    sheets = sheets_of(path, "reading Excel files", INSTEAD, lambda names: names[:1])
    rows = sheets[0].rows if sheets else {}
    not_stored = [
        Problem(value.why, str(path), Place(row, column), cell=address_of(row, column))
        for row, cells in sorted(rows.items())
        for column, value in sorted(cells.items())
        if isinstance(value, NoValue) and not value.shown
    ]
    if not_stored:
        raise CaseError(listed(not_stored))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in range(1, max(rows, default=0) + 1):
        cells = rows.get(row, {})
        writer.writerow([_cell(cells.get(column)) for column in range(1, max(cells, default=0) + 1)])
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
