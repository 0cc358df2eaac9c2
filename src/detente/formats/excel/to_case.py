"""From sheets to the document of a case, whose entries know the cells in which they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.case.document import Cell
from detente.case.excel_file import Sheet
from detente.case.problems import CaseError, Problem, Severity, closest, quoted
from detente.case.reading import completed, read_as_written
from detente.case.regimes import Regime
from detente.case.rendering import as_text
from detente.formats.excel.builder import Builder, Spotted, in_order
from detente.formats.excel.columns import alone
from detente.formats.excel.left_out import WITHOUT, is_extended, key_path
from detente.formats.excel.table_reading import columns_in, read_table
from detente.formats.excel.tables import (
    ALONE,
    ENTRY,
    LISTS,
    MEANING,
    READ_ME,
    TABLES,
    VALUE,
    sections_of_tables,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.case.document import Document, Path_

__all__ = ["ReadExcel", "case_of_sheets"]


@dataclass(frozen=True)
class ReadExcel:
    """The document of the case in sheets, and what may not be meant in them."""

    document: Document
    warnings: tuple[Problem, ...]


def case_of_sheets(sheets: Iterable[Sheet], file: str) -> ReadExcel:
    """Return the document of the case that stands in sheets of a file of that name.

    What is wrong with cells is left in the document, as what is wrong with entries of a case file is.

    Raises ``CaseError`` where nothing of a case stands in them.
    """
    found: dict[str, Sheet] = {}
    builder = Builder(file)
    first = Cell(Sheet(ALONE).address(1, 1))
    builder.cells[()] = Spotted(first, first)
    for sheet in sheets:
        name = sheet.name.strip().lower()
        if name in found:
            builder.note(sheet, (1, 1), f"the sheet {quoted(name)} is there twice")
        found.setdefault(name, sheet)
    known = [ALONE, *(table.sheet for table in TABLES)]
    for name, sheet in found.items():
        if name not in {*known, READ_ME, LISTS}:
            _strange(builder, sheet, [one for one in known if one not in found])
    if ALONE in found:
        _read_alone(builder, found[ALONE])
    for table in TABLES:
        if table.sheet in found:
            read_table(builder, found[table.sheet], table)
    _leave_out(builder)
    if not builder.tree:
        if builder.problems:
            raise CaseError(builder.problems)
        raise CaseError.of(
            "nothing of a case stands in this file; `detente convert CASE FILE.xlsx` writes one", file
        )
    _shorten(builder)
    document = read_as_written(as_text(in_order(builder.tree)), file)
    _place(document, builder.cells)
    document = completed(document)
    document.problems += builder.problems
    return ReadExcel(document, tuple(builder.warnings))


def _strange(builder: Builder, sheet: Sheet, known: list[str]) -> None:
    meant = closest(sheet.name, known)
    if meant:
        builder.note(sheet, (1, 1), f"unknown sheet {quoted(sheet.name)}", meant)
        return
    words = f"the sheet {quoted(sheet.name)} is not part of a case, and left out"
    builder.warnings.append(Problem(words, builder.file, severity=Severity.WARNING))


def _read_alone(builder: Builder, sheet: Sheet) -> None:
    """Read the sheet with what there is but once, an entry on each row."""
    found = columns_in(builder, sheet, [ENTRY, VALUE, MEANING])
    columns = {column.title: column for column in alone()}
    sections = {".".join(column.keys[:depth]) for column in alone() for depth in range(1, len(column.keys))}
    seen: dict[str, int] = {}
    for row, cells in sorted(sheet.rows.items()):
        key, value = cells.get(found.get(ENTRY, 0)), cells.get(found.get(VALUE, 0))
        if row == 1 or value is None:
            continue
        title = "" if key is None else str(key).strip()
        at = (row, found.get(ENTRY, 1))
        if title in seen:
            builder.note(sheet, at, f"{quoted(title)} stands already in row {seen[title]}")
        elif title in columns:
            column = columns[title]
            builder.value(sheet, (row, found[VALUE]), column, column.keys, (column.kind, column.single))
            seen[title] = row
            entry = Cell(sheet.address(*at))
            for depth in range(1, len(column.keys)):
                builder.cells.setdefault(column.keys[:depth], Spotted(entry, entry))
        elif title in sections or title in map(".".join, sections_of_tables()):
            if builder.at(title.split(".")) is None:
                builder.put(title.split("."), [] if str(value).strip() == "[]" else {})
        else:
            words = f"unknown entry {quoted(title)}" if title else "the entry is missing here"
            builder.note(sheet, at, words, closest(title, columns))


def _leave_out(builder: Builder) -> None:
    """Put nulls where regimes leave out what they would else take over."""
    regimes = builder.tree.get("regimes")
    for name, regime in (regimes if isinstance(regimes, dict) else {}).items():
        cell = builder.cells.pop(("regimes", name, WITHOUT), Spotted()).value
        for path in regime.pop(WITHOUT, None) or ():
            assert cell is not None
            keys = key_path(regime, str(path))
            if keys is None or not is_extended(regime, str(path)):
                said = f"there is nothing to leave out at {quoted(path)}"
                builder.note_at(cell.address, said, closest(str(path), Regime.model_fields))
            elif builder.at(("regimes", name, *keys)) not in (None, {}):
                builder.note_at(cell.address, f"{quoted(path)} is left out here, and stands on another sheet")
            else:
                builder.put(("regimes", name, *keys), None)
                builder.cells["regimes", name, *keys] = Spotted(cell, cell)


def _shorten(builder: Builder) -> None:
    """Write options that have but a name, and stances that are but a rank order, as analysts do."""
    for section, key in (("options", "name"), ("stances", "order")):
        for issue, settled in (builder.at(("issues",)) or {}).items():
            entries = builder.at(("issues", issue, section)) or {}
            for name, entry in entries.items():
                if isinstance(entry, dict) and list(entry) == [key] and isinstance(entry[key], str):
                    path = ("issues", issue, section, name)
                    settled[section][name] = entry[key]
                    said = builder.cells.pop((*path, key), Spotted())
                    builder.cells[path] = Spotted(builder.cells[path].key, said.value)


def _place(document: Document, cells: dict[Path_, Spotted]) -> None:
    """Note in the entries of a document the cells in which they stand; parts stand where the whole does."""
    for path in sorted(document.spots, key=len):
        spot = document.spots[path]
        own = cells.get(path) or Spotted()
        above = document.spots.get(path[:-1]) if path else None
        whole = above.cell if above is not None else None
        document.spots[path] = replace(
            spot, key_cell=own.key or own.value or whole, cell=own.value or own.key or whole
        )
