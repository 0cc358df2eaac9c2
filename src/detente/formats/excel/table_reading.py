"""One sheet, row by row: each becomes an entry of the case, with the cells it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.document import Cell
from detente.case.excel_file import NoValue
from detente.case.problems import Place, Problem, Severity, closest, quoted
from detente.formats.excel.builder import Spotted
from detente.formats.excel.cell_reading import read_cell
from detente.formats.excel.columns import columns_of, kind_at, kind_of_change
from detente.formats.excel.notation import Kind
from detente.formats.excel.rows import DELETED, labels
from detente.formats.excel.tables import CHANGES, TABLES, Choice, Item, Named, has_row_if_empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.case.document import Path_
    from detente.case.excel_file import Sheet
    from detente.formats.excel.builder import Builder
    from detente.formats.excel.columns import Column
    from detente.formats.excel.tables import Step, Table

__all__ = ["columns_in", "read_table"]

_MADE_BY_OTHERS = {"stances"}
"""Tables whose entries need no row of their own, as rows of another table make them."""
_KNOWN = {
    table.path: table.column_of_entry
    for table in TABLES
    if isinstance(table.path[-1], Named) and table.sheet not in _MADE_BY_OTHERS and not table.leaf
}
"""The tables whose entries others refer to, by their paths, with what an entry is called."""


def read_table(builder: Builder, sheet: Sheet, table: Table) -> None:
    """Read the rows of a sheet into the tree, and note what is wrong with its cells."""
    columns = columns_of(table)
    found = columns_in(builder, sheet, [column.title for column in columns])
    reader = _Reader(builder, sheet, table, columns, found)
    for row in sorted(sheet.rows):
        if row > 1 and any(column in sheet.rows[row] for column in found.values()):
            reader.read(row)


def columns_in(builder: Builder, sheet: Sheet, titles: Sequence[str]) -> dict[str, int]:
    """Return where the columns of a sheet are, by their titles, which stand in its first row.

    A title that is nearly a known one is an error; any other column is the analyst's own, and left out.
    """
    found: dict[str, int] = {}
    for column, value in sheet.rows.get(1, {}).items():
        title = str(value).strip()
        name = next((one for one in titles if one.lower() == title.lower()), "")
        at = (1, column)
        if name and name in found:
            builder.note(sheet, at, f"the column {quoted(name)} is there twice")
        elif name:
            found[name] = column
        elif (meant := closest(title, titles)) and meant.lower() not in _lower(sheet.rows[1].values()):
            builder.note(sheet, at, f"unknown column {quoted(title)}", meant)
        else:
            _leave_out(builder, sheet, at, f"the column {quoted(title)} is not part of a case, and left out")
    without = {column for cells in sheet.rows.values() for column in cells} - sheet.rows.get(1, {}).keys()
    for column in sorted(without):
        _leave_out(builder, sheet, (1, column), "a column without a title is left out")
    if sheet.rows and not found:
        builder.note(sheet, (1, 1), f"the titles of the columns stand here: {', '.join(titles)}")
    return found


def _lower(values: Iterable[object]) -> set[str]:
    return {str(value).strip().lower() for value in values}


def _leave_out(builder: Builder, sheet: Sheet, at: tuple[int, int], message: str) -> None:
    place = Place(len(builder.warnings) + 1)
    builder.warnings.append(
        Problem(message, builder.file, place, severity=Severity.WARNING, cell=sheet.address(*at))
    )


class _Missing(Exception):  # noqa: N818 - no error, but the end of a row
    """What a row refers to is not there; it has been noted."""


class _Reader:
    """Reads the rows of one table."""

    def __init__(
        self,
        builder: Builder,
        sheet: Sheet,
        table: Table,
        columns: Sequence[Column],
        found: dict[str, int],
    ) -> None:
        self.builder, self.sheet, self.table, self.found = builder, sheet, table, found
        self.keyed = [column for column in columns if not column.keys]
        self.fields = [column for column in columns if column.keys and column.title in found]
        self.first: dict[Path_, int] = {}
        self.missing: set[str] = set()

    def read(self, row: int) -> None:
        """Read one row."""
        cells = self.sheet.rows[row]
        try:
            keys = self._keys(row)
            path = self._path(row, keys)
        except _Missing:
            return
        if path is None:
            return
        at = self._key_place(row)
        if self.table is CHANGES:
            self._change(row, path, keys)
            return
        if isinstance(path[-1], str):
            stood = self.first.setdefault(path, row)
            if stood != row:
                words = f"{quoted(path[-1])} stands already in row {stood}"
                self.builder.note(self.sheet, at, words)
                return
        self.builder.cells[path] = Spotted(Cell(self.sheet.address(*at)), Cell(self.sheet.address(*at)))
        if self.table.leaf:
            self._leaf(row, path, keys)
            return
        standing = self.builder.at(path)
        if standing is None:
            self.builder.put(path, {})
        for column in self.fields:
            if self.found[column.title] in cells:
                self._field(row, column, path)

    def _leaf(self, row: int, path: Path_, keys: Sequence[str]) -> None:
        if not self.fields or self.found[self.fields[0].title] not in self.sheet.rows[row]:
            self.builder.put(path, None)
            return
        [column] = self.fields
        kind = (column.kind, column.single)
        for step in self.table.path:
            if isinstance(step, Choice) and step.column:
                kind = kind_at(self.table, next(key for key in keys if key in step.keys))
        self.builder.value(self.sheet, (row, self.found[column.title]), column, path, kind)

    def _field(self, row: int, column: Column, path: Path_) -> None:
        here = (*path, *column.keys)
        parent = self.builder.at(here[:-1])
        place = (row, self.found[column.title])
        if parent is not None and not isinstance(parent, dict):
            self.builder.note(self.sheet, place, "this stands already on another sheet")
            return
        self.builder.value(self.sheet, place, column, here, (column.kind, column.single))

    def _change(self, row: int, path: Path_, keys: Sequence[str]) -> None:
        """Read what a variant changes: a path, and what stands there instead."""
        value = self.fields[-1] if self.fields else None
        place = self.found.get("path")
        assert place is not None
        whole = (*path, *keys[-1].split("."))
        for depth in range(len(path) + 1, len(whole)):
            standing = self.builder.at(whole[:depth])
            if standing is not None and not isinstance(standing, dict):
                words = f"{quoted('.'.join(map(str, whole[2:depth])))} is changed as a whole in another row"
                self.builder.note(self.sheet, (row, place), words)
                return
        if self.builder.at(whole) is not None or whole in self.first:
            said = f"{quoted(keys[-1])} is changed in another row already"
            self.builder.note(self.sheet, (row, place), said)
            return
        self.first[whole] = row
        key = Cell(self.sheet.address(row, place))
        for depth in range(len(path) + 1, len(whole) + 1):
            self.builder.cells.setdefault(whole[:depth], Spotted(key, key))
        if value is None or self.found[value.title] not in self.sheet.rows[row]:
            words = "what stands there instead is missing here; `null` deletes it"
            self.builder.note(self.sheet, (row, self.found.get("value", place)), words)
            return
        at = (row, self.found[value.title])
        if str(self.sheet.rows[row][at[1]]).strip() == DELETED:
            self.builder.put(whole, None)
            self.builder.cells[whole] = Spotted(key, Cell(self.sheet.address(*at)))
        else:
            self.builder.value(self.sheet, at, value, whole, kind_of_change(keys[-1].split(".")))

    def _keys(self, row: int) -> list[str]:
        """Return what the cells hold that say which entry a row is; fewer where the last ones are empty."""
        cells = self.sheet.rows[row]
        keys: list[str] = []
        missing: Column | None = None
        for column in self.keyed:
            place = self.found.get(column.title, 0)
            value = cells.get(place)
            if isinstance(value, NoValue):
                self.builder.note(self.sheet, (row, place), value.why)
                raise _Missing
            if value is None:
                missing = missing or column
            elif missing is None:
                keys.append(str(read_cell(value, Kind.TEXT).value))
            else:
                self._note_missing(row, missing)
        if missing is not None and any(self.found[one.title] in cells for one in self.fields):
            self._note_missing(row, missing)
        if missing is not None and not self._may_lack(missing):
            self._note_missing(row, missing)
        return keys

    def _note_missing(self, row: int, column: Column) -> None:
        place = self.found.get(column.title)
        if place is not None:
            self.builder.note(self.sheet, (row, place), f"the {column.title} is missing here")
        elif column.title not in self.missing:
            self.missing.add(column.title)
            self.builder.note(self.sheet, (1, 1), f"a column {quoted(column.title)} is missing on this sheet")
        raise _Missing

    def _may_lack(self, column: Column) -> bool:
        """Tell whether a row without an entry in a column says that there is nothing in a mapping."""
        path = self.table.path
        depths = (place for place, step in enumerate(path) if getattr(step, "column", "") == column.title)
        return any(isinstance(path[depth], Named) or has_row_if_empty(path, depth) for depth in depths)

    def _path(self, row: int, keys: Sequence[str]) -> Path_ | None:
        """Return where the entry of a row lies; None where it is but the beginning of a path."""
        waiting = list(keys)
        path: Path_ = ()
        for depth, step in enumerate(self.table.path):
            last = depth == len(self.table.path) - 1
            if isinstance(step, str):
                path = (*path, step)
            elif isinstance(step, Item) and last:
                path = (*path, len(self._listed(row, path)))
            elif isinstance(step, Choice) and not step.column:
                path = (*path, self._section_of(row, step.keys, waiting))
            elif not waiting:
                self._begin(path)
                return None
            else:
                word = waiting.pop(0)
                path = (*path, self._found(row, depth, step, word, path))
        return path

    def _listed(self, row: int, path: Path_) -> list[object]:
        standing = self.builder.at(path)
        if standing is None:
            return []
        listed = standing if isinstance(standing, list) else None
        if listed is None or not all(isinstance(one, dict) for one in listed):  # such as a range
            self._note_elsewhere(row, path)
        return listed or []

    def _begin(self, path: Path_) -> None:
        """Make an empty mapping where rows say that there is one without entries."""
        if self.builder.at(path) is None:
            self.builder.put(path, {})

    def _found(self, row: int, depth: int, step: Step, word: str, path: Path_) -> str | int:
        """Return the key of an entry, or the number of an item, that a row refers to or begins."""
        column = getattr(step, "column", "")
        at = (row, self.found[column])
        standing = self.builder.at(path)
        if isinstance(step, Item):
            listed = standing if isinstance(standing, list) else []
            words = labels(listed, step.by)
            if word not in words:
                self.builder.note(self.sheet, at, f"unknown {column} {quoted(word)}", closest(word, words))
                raise _Missing
            return words.index(word)
        if isinstance(step, Choice):
            if word not in step.keys:
                possible = " or ".join(map(repr, step.keys))
                words_ = f"{quoted(word)} is not possible here; it is {possible}"
                self.builder.note(self.sheet, at, words_, closest(word, step.keys))
                raise _Missing
            return word
        if standing is not None and not isinstance(standing, dict):
            self._note_elsewhere(row, path)
        known = standing if isinstance(standing, dict) else {}
        within = self.table.path[: depth + 1]
        refers = within != self.table.path or self.table is CHANGES
        if refers and within in _KNOWN and word not in known:
            said = f"unknown {_KNOWN[within]} {quoted(word)}"
            self.builder.note(self.sheet, at, said, closest(word, known))
            raise _Missing
        cell = Cell(self.sheet.address(*at))
        self.builder.cells.setdefault((*path, word), Spotted(cell, cell))
        return word

    def _section_of(self, row: int, sections: Sequence[str], waiting: Sequence[str]) -> str:
        """Return the section that has an entry of the name that follows."""
        names = {name: section for section in sections for name in self.builder.at((section,)) or {}}
        if waiting and waiting[0] in names:
            return names[waiting[0]]
        column = self.keyed[0].title
        word = waiting[0] if waiting else ""
        self.builder.note(
            self.sheet, (row, self.found[column]), f"unknown {column} {quoted(word)}", closest(word, names)
        )
        raise _Missing

    def _note_elsewhere(self, row: int, path: Path_) -> None:
        said = self.builder.cells.get(path)
        where = f" in {said.value.address}" if said is not None and said.value is not None else ""
        words = f"{path[-1]!r} of {path[-2]!r} has a value of its own{where}: give it there or here"
        self.builder.note(self.sheet, self._key_place(row), words)
        raise _Missing

    def _key_place(self, row: int) -> tuple[int, int]:
        """Return the cell that says which entry a row is."""
        named = [column for column in self.keyed if column.title in self.found]
        if isinstance(self.table.path[-1], Named) and named:
            return row, self.found[named[-1].title]
        own = [column for column in self.fields if self.found[column.title] in self.sheet.rows[row]]
        columns = own or named
        return row, self.found[columns[0].title]
