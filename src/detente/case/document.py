"""A case file as text: its tree of keys and values, and the place of each in the file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from detente.case.problems import CaseError, Place, Problem

__all__ = ["Document", "Key", "Path_", "read_document"]

Key = str | int
Path_ = tuple[Key, ...]

LARGEST_FILE = 5_000_000
"""Bytes. A file past this is refused before it is parsed."""
MOST_VALUES = 400_000
"""Values after aliases are expanded. A file past this is refused, so that no alias can blow it up."""
MOST_NESTED = 60
"""Lists and mappings inside each other. A file past this is refused: deep nesting overruns a parser's stack."""

_NUMBER = re.compile(r"[-+]?(\d[\d_]*(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
_NULL = {"", "~", "null", "Null", "NULL"}
_BOOLEAN = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


@dataclass(frozen=True)
class _Spot:
    place: Place
    value_place: Place
    file: str
    scalar: ScalarNode | None = None


@dataclass
class Document:
    """The tree of a case file and the place of every key and value in it.

    ``tree`` holds dicts, lists, strings, ``Decimal``, ``bool`` and ``None``. Only ``true`` and ``false`` are
    read as truth values, so ``yes``, ``no`` and ``on`` remain words that an analyst may use for options.
    """

    text: str
    file: str
    tree: Any = None
    spots: dict[Path_, _Spot] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)

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
        spot = self.spots.get(path)
        shown = path
        while spot is None and shown:
            shown = shown[:-1]
            spot = self.spots.get(shown)
        if spot is None:
            return Problem(message, self.file, suggestion=suggestion)
        place = spot.place if at_key or shown != path else spot.value_place
        if offset is not None and spot.scalar is not None and shown == path:
            place = self._inside(spot, offset)
        lines = self.lines[spot.file]
        excerpt = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
        return Problem(message, spot.file, place, excerpt, suggestion)

    def _inside(self, spot: _Spot, offset: int) -> Place:
        """Find the place of a character of a text value by counting what is not white space."""
        scalar = spot.scalar
        assert scalar is not None
        before = len("".join(scalar.value[:offset].split()))
        lines = self.lines[spot.file]
        line, column = spot.value_place.line - 1, spot.value_place.column - 1
        if scalar.style in {"|", ">"}:
            line, column = line + 1, 0
        elif scalar.style in {"'", '"'}:
            column += 1
        while line < len(lines):
            while column < len(lines[line]):
                if not lines[line][column].isspace():
                    if before == 0:
                        return Place(line + 1, column + 1)
                    before -= 1
                column += 1
            line, column = line + 1, 0
        return spot.value_place


def read_document(source: str | Path, *, text: str | None = None) -> Document:
    """Read a file, or a text given directly under the name ``source``.

    Raises ``CaseError`` for a file that is missing, too large, not UTF-8, or not YAML.
    """
    file = str(source)
    if text is None:
        text = _text_of(Path(source))
    elif len(text.encode()) > LARGEST_FILE:
        raise CaseError.of(_too_large(len(text.encode())), file)
    text = text.removeprefix("\ufeff")
    document = Document(text, file, lines={file: text.splitlines()})
    try:
        node = YAML(typ="safe").compose(text)
    except (YAMLError, RecursionError) as error:
        raise CaseError([_syntax_problem(error, document)]) from None
    if node is None:
        raise CaseError.of("the file is empty; `detente new FILE` writes a skeleton to start from", file)
    _Reader(document).read(node)
    return document


def _text_of(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise CaseError.of(_too_large(size), str(path))
        data = path.read_bytes()
    except IsADirectoryError:
        raise CaseError.of("this is a folder, not a case file", str(path)) from None
    except FileNotFoundError:
        raise CaseError.of("there is no such file", str(path)) from None
    except OSError as error:
        raise CaseError.of(f"cannot be read ({error.strerror})", str(path)) from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        place = Place(before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1)
        message = f"not UTF-8: byte {data[error.start]:#04x} cannot be read; save the file as UTF-8"
        raise CaseError([Problem(message, str(path), place)]) from None


def _too_large(size: int) -> str:
    return f"{size / 1e6:.1f} MB is more than a case file may have ({LARGEST_FILE / 1e6:.0f} MB)"


def _syntax_problem(error: Exception, document: Document) -> Problem:
    if isinstance(error, RecursionError):
        return Problem("nested too deeply to be a case file", document.file)
    mark = error.problem_mark or error.context_mark if isinstance(error, MarkedYAMLError) else None
    words = (getattr(error, "problem", None) or str(error).splitlines()[0]).strip()
    context = getattr(error, "context", None)
    message = f"not valid YAML: {words}" + (f" ({context})" if context else "")
    if mark is None:
        return Problem(message, document.file)
    lines = document.lines[document.file]
    excerpt = lines[mark.line] if mark.line < len(lines) else ""
    return Problem(message, document.file, Place(mark.line + 1, mark.column + 1), excerpt)


class _Reader:
    """Turns YAML nodes into the tree, keeping places and refusing what a case file cannot hold."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self.values = 0
        self.open: set[int] = set()

    def read(self, node: Node) -> None:
        try:
            self.document.tree = self._convert(node, (), _place(node))
        except RecursionError:
            raise CaseError.of("nested too deeply to be a case file", self.document.file) from None
        if self.problems:
            raise CaseError(self.problems)

    def _convert(self, node: Node, path: Path_, place: Place) -> Any:
        self.values += 1
        if self.values > MOST_VALUES:
            message = f"more than {MOST_VALUES:,} values once its aliases (*name) are expanded"
            raise CaseError.of(message, self.document.file)
        scalar = node if isinstance(node, ScalarNode) else None
        self.document.spots[path] = _Spot(place, _place(node), self.document.file, scalar)
        if scalar is not None:
            return _scalar(scalar)
        if id(node) in self.open:
            self.problems.append(self.document.problem(path, "an alias (*name) that contains itself"))
            return None
        self.open.add(id(node))
        if isinstance(node, SequenceNode):
            converted: Any = [
                self._convert(item, (*path, index), _place(item)) for index, item in enumerate(node.value)
            ]
        elif isinstance(node, MappingNode):
            converted = self._mapping(node, path)
        else:
            raise TypeError(f"not a YAML node: {node!r}")
        self.open.discard(id(node))
        return converted

    def _mapping(self, node: MappingNode, path: Path_) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self._at(key_node, "a key must be a single word")
                continue
            key = key_node.value
            if key == "<<":
                self._at(key_node, "merge keys (<<) are not part of a case file; write the entries out")
            elif key in mapping:
                self._at(key_node, f"the key {key!r} is written twice")
            else:
                mapping[key] = self._convert(value_node, (*path, key), _place(key_node))
        return mapping

    def _at(self, node: Node, message: str) -> None:
        place = _place(node)
        lines = self.document.lines[self.document.file]
        excerpt = lines[place.line - 1] if place.line <= len(lines) else ""
        self.problems.append(Problem(message, self.document.file, place, excerpt))


def _place(node: Node) -> Place:
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)


def _scalar(node: ScalarNode) -> str | Decimal | bool | None:
    if node.style in {"'", '"', "|", ">"}:
        return str(node.value)
    if node.value in _NULL:
        return None
    if node.value in _BOOLEAN:
        return _BOOLEAN[node.value]
    if _NUMBER.fullmatch(node.value):
        return Decimal(node.value.replace("_", ""))
    return str(node.value)
