"""Excel files that analysts keep: what stands in their cells, with the address of each."""

from __future__ import annotations

import re
import warnings
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detente.case.document import LARGEST_FILE
from detente.case.file_kinds import other_kind
from detente.case.problems import CaseError, TooLargeError, quoted
from detente.case.text_files import too_large

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

__all__ = ["NEEDED", "NoValue", "Sheet", "address_of", "sheets_of"]

NEEDED = "{} needs openpyxl: `pip install detente[excel]`, or {}"
"""What is said where Excel files can be neither read nor written: what needs it, and what to do instead."""
MOST_UNPACKED = 20 * LARGEST_FILE
"""Bytes of a workbook, whose parts are packed, once they are unpacked."""
MOST_CELLS = 2_000_000
"""Cells of a sheet in which something stands."""
MOST_ROWS = 2**20
"""Rows that a sheet of Excel has."""
_LETTERS = 26
_AS_IT_STANDS = re.compile(r'"[^"]*"|\\.')
"""What a number format shows as it stands: in ``0"%"``, a per cent sign that changes no number."""


@dataclass(frozen=True)
class NoValue:
    """What stands in a cell whose value is not known: why it is not, and the error shown there, if one is."""

    why: str
    shown: str = ""

    def __str__(self) -> str:
        """Return what is shown."""
        return self.shown


NOT_STORED = NoValue(
    "the formula here has no value stored with it: open and save the file in a spreadsheet program, or write"
    " the value itself"
)


@dataclass
class Sheet:
    """The cells of a sheet that are not empty, by row and column, both counted from 1.

    ``percent``: the cells that show their number in per cent.
    """

    name: str
    rows: dict[int, dict[int, object]] = field(default_factory=dict)
    percent: set[tuple[int, int]] = field(default_factory=set)

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell, with the name of the sheet.

        >>> Sheet("stances").address(7, 3), Sheet("my notes").address(1, 28)
        ('stances!C7', "'my notes'!AB1")
        """
        name = self.name if self.name.isidentifier() else "'{}'".format(self.name.replace("'", "''"))
        return f"{name}!{address_of(row, column)}"


def address_of(row: int, column: int) -> str:
    """Return the address of a cell, whose row and column are counted from 1.

    >>> address_of(1, 26), address_of(5, 28)
    ('Z1', 'AB5')
    """
    letters = ""
    while column:
        column, last = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + last) + letters
    return f"{letters}{row}"


def sheets_of(
    path: Path, what: str, instead: str, wanted: Callable[[Sequence[str]], Iterable[str]]
) -> list[Sheet]:
    """Return those sheets of an Excel file that are wanted, of all their names in order.

    Of a formula counts the value that was stored with it. ``what`` is being done, such as ``reading Excel
    files``, and ``instead`` what to do where that is not possible here.

    Raises ``CaseError`` where the file cannot be read.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise CaseError.of(NEEDED.format(what, instead), str(path)) from None
    _require_small(path)
    try:
        # What openpyxl cannot keep, such as lists as Excel writes them, matters only where it writes.
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(path, read_only=True, keep_links=False)
            try:
                names = wanted([sheet.title for sheet in book.worksheets])
                return [_sheet(book[name]) for name in names]
            finally:
                book.close()
    except TooLargeError as error:
        raise CaseError.of(str(error), str(path)) from None
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is no file that can be read
        raise CaseError.of("this is no Excel file that can be read", str(path)) from None


def _require_small(path: Path) -> None:
    if path.is_dir():
        raise CaseError.of("this is a folder, not an Excel file", str(path))
    if not path.is_file():
        raise CaseError.of("there is no such file", str(path))
    if other := other_kind(path):
        raise CaseError.of(other, str(path))
    try:
        with zipfile.ZipFile(path) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except (OSError, ValueError, zipfile.BadZipFile):
        raise CaseError.of("this is no Excel file that can be read", str(path)) from None
    if size > MOST_UNPACKED:
        raise CaseError.of(too_large(size, "an Excel file, unpacked,", MOST_UNPACKED), str(path))


def _sheet(found: ReadOnlyWorksheet) -> Sheet:
    sheet = Sheet(found.title)
    formulas: set[tuple[int, int]] = set()
    for count, cell in enumerate(_filled(found, computed=False)):
        if count == MOST_CELLS or cell.row > MOST_ROWS:
            beyond = (
                f"in more than {MOST_CELLS:,} cells" if count == MOST_CELLS else f"below row {MOST_ROWS:,}"
            )
            raise TooLargeError(f"on the sheet {quoted(sheet.name)} something stands {beyond}")
        if cell.data_type == "f":
            formulas.add((cell.row, cell.column))
            _keep(sheet, cell, NOT_STORED)
        else:
            _keep(sheet, cell, _value(cell))
    for cell in _filled(found, computed=True) if formulas else ():
        if (cell.row, cell.column) in formulas:
            _keep(sheet, cell, _value(cell))
    return sheet


def _filled(sheet: Any, *, computed: bool) -> Iterator[ReadOnlyCell]:
    """Yield the cells in which something stands; ``computed``: of formulas, the value stored with them."""
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.worksheet._reader import WorkSheetParser

    # What openpyxl shows of itself for this goes through all cells that there might be, which takes minutes
    # where whole columns are joined, or leaves out those that stand out of order.
    book = sheet.parent
    with sheet._get_source() as source:  # noqa: SLF001
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,  # noqa: SLF001
            data_only=computed,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )
        for _, cells in parser.parse():
            for cell in cells:
                # A formula whose value is a text without characters.
                empty = cell["data_type"] == "str" and cell["value"] is None
                if empty or cell["value"] is not None:
                    yield ReadOnlyCell(sheet, **{**cell, "value": "" if empty else cell["value"]})


def _value(cell: ReadOnlyCell) -> object:
    """Return what stands in a cell, which may be what was stored with a formula."""
    if cell.data_type == "e":
        return NoValue(f"this cell has no value, but the error {cell.value}", str(cell.value))
    return cell.value


def _keep(sheet: Sheet, cell: ReadOnlyCell, value: object) -> None:
    """Let a value stand in a cell of a sheet, unless it is a text without characters."""
    cells = sheet.rows.setdefault(cell.row, {})
    cells[cell.column] = value
    if isinstance(value, str) and not value.strip():
        del cells[cell.column]
    if isinstance(value, int | float) and "%" in _AS_IT_STANDS.sub("", cell.number_format):
        sheet.percent.add((cell.row, cell.column))
