"""A case file as text: its tree of keys and values, and the place of each in the file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.case.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Cell", "Document", "Key", "Path_", "Spot", "Tree", "copied", "read_document"]

Key = str | int
Path_ = tuple[Key, ...]
Tree = Any
"""Any part of a tree: a dict, a list, a text, a ``Numeral``, a truth value or None."""

LARGEST_FILE = 5_000_000
"""Bytes. A file past this is refused before it is parsed."""
MOST_VALUES = 400_000
"""Values after aliases are expanded. A file past this is refused, so that no alias can blow it up."""
MOST_NESTED = 60
"""Levels of mappings and lists within each other. A case file needs ten."""

_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What YAML takes for the end of a line."""
_ESCAPES = {"x": 2, "u": 4, "U": 8}
"""Digits that follow such an escape in double quotation marks."""
_WHITE_ESCAPES = frozenset("\t \u00a0tnrv_NLP")
"""Escapes in double quotation marks that stand for white space."""


@dataclass(frozen=True)
class Cell:
    """A cell of a sheet in which an entry was written: its address, what stands in it, and from where on."""

    address: str
    text: str = ""
    offset: int | None = None


@dataclass(frozen=True)
class Spot:
    """Where an entry stands: its key, or the item of a list, and its value; and how a text is quoted.

    ``key_cell`` and ``cell``: of a case that was read from sheets, the cells in which key and value stand.
    """

    place: Place
    value: Place
    style: str | None = None
    key_cell: Cell | None = None
    cell: Cell | None = None


@dataclass
class Document:
    """The tree of a case file and the place of every key and value in it.

    ``tree`` holds dicts, lists, strings, ``Numeral`` for numbers, ``bool`` and ``None``. Only ``true`` and
    ``false`` are read as truth values, so ``yes``, ``no`` and ``on`` remain words that an analyst may use.
    ``problems`` are those found while reading.
    ``base`` is the document of which this one is a variant, if it is one.
    ``marked``: whether a byte-order mark stood before the text; it is no part of the text.
    """

    text: str
    file: str
    tree: Tree = None
    spots: dict[Path_, Spot] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    base: Document | None = None
    marked: bool = False

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file as YAML counts them."""
        return _LINE_BREAK.split(self.text)

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins in the text."""
        return [0, *(line_break.end() for line_break in _LINE_BREAK.finditer(self.text))]

    def problem(
        self,
        path: Path_,
        message: str,
        *,
        offset: int | None = None,
        suggestion: str = "",
        at_key: bool = False,
    ) -> Problem:
        """Return a problem that points at the value under ``path``, or at its nearest enclosing entry.

        ``offset`` counts characters into a text value; ``at_key`` points at the key and not at the value.
        """
        shown = path
        while shown and shown not in self.spots:
            shown = shown[:-1]
        spot = self.spots.get(shown)
        if spot is None:
            return Problem(message, self.file, suggestion=suggestion)
        about_key = at_key or shown != path
        place = spot.place if about_key else spot.value
        cell = spot.key_cell if about_key else spot.cell
        if cell is not None:
            return self._in_cell(cell, place.line, message, suggestion, None if about_key else offset)
        if offset is not None and spot.style is not None and shown == path:
            place = self._inside(spot, offset, self.value_at(path))
        return self.problem_at(place, message, suggestion)

    def problem_at(self, place: Place, message: str, suggestion: str = "") -> Problem:
        """Return a problem that points at a place."""
        excerpt = self.lines[place.line - 1] if 0 < place.line <= len(self.lines) else ""
        return Problem(message, self.file, place, excerpt, suggestion)

    def _in_cell(self, cell: Cell, line: int, message: str, suggestion: str, offset: int | None) -> Problem:
        """Return a problem that points at a cell, and into it where more stands in it than what is wrong."""
        if offset is None and cell.offset is None:
            return Problem(message, self.file, Place(line, 1), suggestion=suggestion, cell=cell.address)
        at = (cell.offset or 0) + (offset or 0)
        begins = cell.text.rfind("\n", 0, at) + 1
        shown = cell.text[begins:].split("\n", 1)[0]
        place = Place(line, at - begins + 1)
        return Problem(message, self.file, place, shown, suggestion, cell=cell.address)

    def value_at(self, path: Path_) -> Tree:
        """Return the part of the tree under a path.

        Raises ``KeyError`` or ``IndexError`` where there is none.
        """
        node = self.tree
        for key in path:
            node = node[key]
        return node

    def _inside(self, spot: Spot, offset: int, value: Tree) -> Place:
        """Find the place of a character of a text value by counting what is not white space.

        Folding and indentation change white space only, so the count is the same in the file.
        """
        before = len("".join(str(value)[:offset].split()))
        for place in self._letters(spot):
            if before == 0:
                return place
            before -= 1
        return spot.value

    def _letters(self, spot: Spot) -> Iterator[Place]:
        """Yield the places of the letters of a text value that are not white space, and of what follows."""
        line, column = spot.value.line - 1, spot.value.column - 1
        while self.lines[line][column : column + 1] in {"&", "!"}:  # an anchor or a tag before the text
            column = _after_word(self.lines[line], column)
        if spot.style in {"|", ">"}:
            line, column = line + 1, 0
        elif spot.style in {"'", '"'}:
            column += 1
        while line < len(self.lines):
            text = self.lines[line]
            while column < len(text):
                width, white = _letter(text, column, spot.style)
                if not white:
                    yield Place(line + 1, column + 1)
                column += width
            line, column = line + 1, 0


def _letter(text: str, column: int, style: str | None) -> tuple[int, bool]:
    """Return how many characters of the file write one letter of a text, and whether that is white space."""
    letter = text[column]
    if style == "'" and text.startswith("''", column):
        return 2, False
    if style != '"' or letter != "\\":
        return 1, letter.isspace()
    escaped = text[column + 1 : column + 2]
    digits = _ESCAPES.get(escaped, 0)
    code = text[column + 2 : column + 2 + digits]
    if digits and chr(int(code, 16)).isspace():
        return 2 + digits, True
    return 2 + digits, escaped in _WHITE_ESCAPES or not escaped


def _after_word(text: str, column: int) -> int:
    rest = text[column:]
    word = rest.split(maxsplit=1)[0]
    return column + len(rest) - len(rest[len(word) :].lstrip())


def read_document(source: str | Path, *, text: str | None = None) -> Document:
    """Read a file as far as its tree, or a text as if it stood in a file of that name.

    Raises ``CaseError`` for a file that is missing, too large, not UTF-8, or not YAML. Other problems are
    left in the document.
    """
    from detente.case.reading import read_file, read_text

    return read_file(Path(source)) if text is None else read_text(text, str(source))


def copied(value: Tree) -> Tree:
    """Return a tree of its own, equal to the one given.

    >>> tree = {"a": [1]}
    >>> copied(tree) == tree, copied(tree)["a"] is tree["a"]
    (True, False)
    """
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [copied(item) for item in value]
    return value
