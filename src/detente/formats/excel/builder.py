"""The tree of a case as it is put together from cells, with the cell of each part."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.case.annotations import entry_of, section_of
from detente.case.document import Cell
from detente.case.excel_file import NoValue
from detente.case.model import CaseFile
from detente.case.problems import Place, Problem
from detente.formats.excel.cell_reading import CellError, read_cell
from detente.formats.excel.notation import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.case.document import Path_, Tree
    from detente.case.excel_file import Sheet
    from detente.formats.excel.columns import Column

__all__ = ["Builder", "Spotted", "in_order"]


@dataclass(frozen=True)
class Spotted:
    """The cells of the key and of the value of an entry, where it has any."""

    key: Cell | None = None
    value: Cell | None = None


@dataclass
class Builder:
    """Puts values where they belong, and notes from which cells they come."""

    file: str
    tree: dict[str, Tree] = field(default_factory=dict)
    cells: dict[Path_, Spotted] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def note(self, sheet: Sheet, at: tuple[int, int], message: str, suggestion: str = "") -> None:
        """Note what is wrong with a cell."""
        self.note_at(sheet.address(*at), message, suggestion)

    def note_at(self, address: str, message: str, suggestion: str = "") -> None:
        """Note what is wrong with the cell of an address."""
        place = Place(len(self.problems) + 1)
        self.problems.append(Problem(message, self.file, place, suggestion=suggestion, cell=address))

    def value(
        self, sheet: Sheet, at: tuple[int, int], column: Column, path: Path_, kind: tuple[Kind, bool]
    ) -> None:
        """Read a cell, and put its value at a path."""
        cell = sheet.rows[at[0]][at[1]]
        if isinstance(cell, NoValue):
            self._note_unread(sheet, at, cell.why, column, path)
            return
        if at in sheet.percent and isinstance(cell, int | float) and not column.share:
            said = (
                f"the cell shows {cell * 100:.15g}%, and holds {cell:.15g}: write a number without per cent"
            )
            self._note_unread(sheet, at, said, column, path)
            return
        try:
            found = read_cell(cell, kind[0], single=kind[1])
        except CellError as wrong:
            self._note_within(sheet, at, str(cell), wrong)
            self._leave_open(column, path)
            return
        address, text = sheet.address(*at), str(cell)
        shown = text.strip() if kind[0] is Kind.TEXT else text
        self.put(path, found.value)
        key = self.cells[path].key if path in self.cells else None
        self.cells[path] = Spotted(key or Cell(address), Cell(address, shown))
        for part, (key_at, value_at) in found.parts.items():
            self.cells[*path, *part] = Spotted(Cell(address, text, key_at), Cell(address, text, value_at))

    def _note_unread(
        self, sheet: Sheet, at: tuple[int, int], message: str, column: Column, path: Path_
    ) -> None:
        self.note(sheet, at, message)
        self._leave_open(column, path)

    def _leave_open(self, column: Column, path: Path_) -> None:
        """Let an entry be there whose cell cannot be read, so that what refers to it is not told as well."""
        if not column.needed:
            self.put(path, None)

    def _note_within(self, sheet: Sheet, at: tuple[int, int], text: str, wrong: CellError) -> None:
        address = sheet.address(*at)
        offset = wrong.offset or 0
        begins = text.rfind("\n", 0, offset) + 1
        excerpt = text[begins:].split("\n", 1)[0] if wrong.offset is not None else ""
        place = Place(len(self.problems) + 1, offset - begins + 1)
        self.problems.append(Problem(str(wrong), self.file, place, excerpt, wrong.suggestion, cell=address))

    def put(self, path: Sequence[str | int], value: Tree) -> None:
        """Put a value at a path, along which mappings and lists are made where they are missing, or open."""
        node: Tree = self.tree
        for key, following in zip(path, [*path[1:], None], strict=True):
            new = value if following is None else [] if isinstance(following, int) else {}
            if isinstance(key, int):
                if key == len(node):
                    node.append(new)
                elif following is None or node[key] is None:
                    node[key] = new
            elif following is None or node.get(key) is None:
                node[key] = new
            node = node[key]

    def at(self, path: Sequence[str | int]) -> Tree:
        """Return what stands at a path, or None."""
        node: Tree = self.tree
        for key in path:
            if isinstance(node, dict):
                node = node.get(key)
            elif isinstance(node, list) and isinstance(key, int) and key < len(node):
                node = node[key]
            else:
                return None
        return node


def in_order(value: Tree, annotation: object = CaseFile) -> Tree:
    """Return a tree with the keys of its sections in the order in which the model has them."""
    if isinstance(value, list):
        return [in_order(one, entry_of(annotation, 0)) for one in value]
    if not isinstance(value, dict):
        return value
    section = section_of(annotation)
    keys = list(value)
    if section is not None:
        known = [one.alias or name for name, one in section.model_fields.items()]
        keys.sort(key=lambda key: known.index(key) if key in known else len(known))
    return {key: in_order(value[key], entry_of(annotation, key)) for key in keys}
