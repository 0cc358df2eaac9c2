"""How a sheet looks: titles with notes that explain them, widths, and rows that can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.formats.excel.notation import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.styles import Font
    from openpyxl.worksheet.worksheet import Worksheet

    from detente.formats.excel.columns import Column

__all__ = ["dress", "fit_height", "font", "noted", "write_cell"]

_TITLE_COLOUR, _KEY_COLOUR = "DCE6F1", "B8CCE4"
_WIDTHS = {Kind.YES_NO: 10, Kind.NUMBER: 14, Kind.LIST: 28, Kind.TEXTS: 40, Kind.MAPPING: 28, Kind.ANY: 32}
_NARROW, _TEXT, _KEY, _WIDE = 18, 26, 48, 60
_SENTENCES = {"says", "note", "meaning", "read_as", "cite", "holds_if", "enough_if", "require", "when"}
_FORMULAS = {"order", "never", "require", "after", "holds", "value"}
_HOW = {
    Kind.YES_NO: "yes or no",
    Kind.NUMBER: "a number such as 3, or a range such as 20–35",
    Kind.LIST: "one, or several with commas: a, b",
    Kind.TEXTS: "one, or several on lines of their own or with semicolons",
    Kind.MAPPING: "pairs, as in a: 1, b: 2",
    Kind.ANY: "as in a case file",
}
_LONGEST_NOTE = 60
_LINE, _HIGHEST = 15, 409
"""Points: the height of a line, and the most that a row of Excel has."""


def write_cell(sheet: Worksheet, at: tuple[int, int], value: str | float) -> None:
    """Write a cell; a text that begins like a formula stays a text, also when it is edited."""
    cell = sheet.cell(*at, value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in {"=", "+", "-", "@", "'"}


def dress(sheet: Worksheet, columns: Sequence[Column], rows: int) -> None:
    """Write the titles of the columns, with notes, and make the sheet readable."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, PatternFill
    from openpyxl.utils import get_column_letter

    widths = [_width(column, _longest(sheet, place)) for place, column in enumerate(columns, start=1)]
    for place, column in enumerate(columns, start=1):
        title = sheet.cell(1, place, column.title)
        title.data_type = "s"
        title.font = font(bold=True)
        title.fill = PatternFill("solid", fgColor=_KEY_COLOUR if column.needed else _TITLE_COLOUR)
        words = noted(column)
        title.comment = Comment(
            words, "Détente", width=320, height=40 + 18 * (1 + len(words) // _LONGEST_NOTE)
        )
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = widths[place - 1]
        beside = None if column.kind is Kind.NUMBER else "left"
        within = Alignment(wrap_text=bool(column.keys), vertical="top", horizontal=beside)
        if column.kind in {Kind.TEXT, Kind.TEXTS, Kind.LIST, Kind.MAPPING}:
            # What is typed below stays as it is typed: no date is made of 2010-02.
            sheet.column_dimensions[letter].number_format = "@"
        for row in range(2, rows + 2):
            cell = sheet.cell(row, place)
            cell.alignment = within
            if column.kind in {Kind.TEXT, Kind.TEXTS, Kind.LIST, Kind.MAPPING} and cell.data_type != "n":
                cell.number_format = "@"
    for row in range(2, rows + 2):
        values = (sheet.cell(row, place).value for place in range(1, len(columns) + 1))
        fit_height(sheet, row, list(zip(values, widths, strict=True)))
    fixed = sum(1 for column in columns if not column.keys) if columns[-1].keys else 1
    sheet.freeze_panes = sheet.cell(2, 1 + max(fixed, 1)).coordinate
    if rows:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{rows + 1}"


def font(*, bold: bool = False, size: int = 11, link: bool = False) -> Font:
    """Return the font of a cell, which is that of all the others but for what is said."""
    from openpyxl.styles import Font

    if link:
        return Font(name="Calibri", size=size, underline="single", color="0563C1")
    return Font(name="Calibri", size=size, bold=bold)


def fit_height(sheet: Worksheet, row: int, cells: Sequence[tuple[object, int]]) -> None:
    """Make a row high enough for what stands in it, cell by cell with the width of the column.

    Spreadsheet programs do it while one types, but not all of them when they open a file.
    """
    lines = max((_lines(str(value), width) for value, width in cells if value is not None), default=1)
    if lines > 1:
        sheet.row_dimensions[row].height = min(_LINE * lines, _HIGHEST)


def _lines(text: str, width: int) -> int:
    return sum(1 + len(line) // width for line in text.split("\n"))


def noted(column: Column) -> str:
    """Return the note that explains a column."""
    words = column.says.replace("`", "")
    how = f" One of: {', '.join(column.words)}." if column.words else ""
    if not how and column.kind in _HOW:
        how = f" Written as {_HOW[column.kind]}."
    return words + how + (" Needed." if column.needed else "")


def _longest(sheet: Worksheet, place: int) -> int:
    """Return how many characters the longest cell of a column has."""
    return max(len(str(cell.value or "")) for [cell] in sheet.iter_rows(min_col=place, max_col=place))


def _width(column: Column, longest: int) -> int:
    name = column.title.rsplit(".", 1)[-1]
    if not column.keys:
        return min(max(longest + 2, _NARROW), _KEY)
    if name in _SENTENCES:
        return _WIDE
    if name in _FORMULAS and column.kind in {Kind.TEXT, Kind.TEXTS, Kind.ANY}:
        return 44
    if name == "name":
        return 36
    return max(_WIDTHS.get(column.kind, _TEXT), min(len(column.title) + 2, _TEXT))
