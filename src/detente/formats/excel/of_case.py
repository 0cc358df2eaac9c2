"""From a case to the sheets in which it stands: one for each table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.excel_file import Sheet
from detente.case.problems import CaseError
from detente.case.reading import read_as_written
from detente.formats.excel.columns import alone_columns, columns_of
from detente.formats.excel.rows import alone_rows, empty_sections, rows_of
from detente.formats.excel.tables import ALONE, TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.case.case import Case
    from detente.case.document import Tree
    from detente.formats.excel.columns import Column

__all__ = ["sheets_of_case", "sheets_of_tree"]


def sheets_of_case(case: Case) -> list[tuple[Sheet, tuple[Column, ...]]]:
    """Return the sheets of a case, each with its columns; those of what the case lacks have but titles.

    Raises ``CaseError`` where a text is too long for a cell.
    """
    return sheets_of_tree(read_as_written(case.to_yaml(), case.base.document.file).tree)


def sheets_of_tree(tree: Tree) -> list[tuple[Sheet, tuple[Column, ...]]]:
    """Return the sheets of the tree of a case file, as it is written there.

    Raises as ``sheets_of_case`` does.
    """
    sheets = [(_alone(tree), alone_columns())]
    for table in TABLES:
        columns = columns_of(table)
        try:
            rows = rows_of(table, tree)
        except ValueError as error:
            raise CaseError.of(f"on the sheet {table.sheet}: {error}") from None
        titles = [column.title for column in columns]
        cells = ([row.get(title) for title in titles] for row in rows)
        sheets.append((_filled(table.sheet, [titles, *cells]), columns))
    return sheets


def _alone(tree: Tree) -> Sheet:
    """Return the sheet with what there is but once; what is left out has a row as well, to be filled in."""
    try:
        rows = [[column.title, value, column.says.replace("`", "")] for column, value in alone_rows(tree)]
    except ValueError as error:
        raise CaseError.of(f"on the sheet {ALONE}: {error}") from None
    said = "There is such a section, and nothing in it."
    rows += [[path, value, said] for path, value in empty_sections(tree)]
    return _filled(ALONE, [[column.title for column in alone_columns()], *rows])


def _filled(name: str, rows: Sequence[Sequence[str | int | float | None]]) -> Sheet:
    sheet = Sheet(name)
    for number, cells in enumerate(rows, start=1):
        sheet.rows[number] = {place: value for place, value in enumerate(cells, start=1) if value is not None}
    return sheet
