"""From a file or a text to the tree of a case, refusing what a case file cannot hold."""

from __future__ import annotations

import re
from decimal import InvalidOperation
from typing import TYPE_CHECKING

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from detente.case.composing import TOO_DEEP, composed
from detente.case.document import LARGEST_FILE, MOST_NESTED, MOST_VALUES, Document, Path_, Spot, Tree
from detente.case.extended_regimes import extend_regimes
from detente.case.misquoted import misquoted
from detente.case.numbers import Numeral, no_number, number_meant
from detente.case.problems import CaseError, Place, Problem, quoted
from detente.case.sections_alone import with_parties
from detente.case.slips import entries, without_blank
from detente.case.text_files import text_of_file, too_large
from detente.case.yaml_sentences import sentence_of

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["BYTE_ORDER_MARK", "completed", "read_as_written", "read_file", "read_text", "reads_as_text"]


_NUMBER = re.compile(r"[-+]?(\d[\d_]*(\.\d*)?|\.\d+)([eE][-+]?\d+)?", re.ASCII)
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\u202c\u202f-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML holds nowhere, control characters and halves of characters; and the two overrides of direction,
which would turn round the sentences in which a name stands."""
BYTE_ORDER_MARK = "\ufeff"
"""What some programs write before a text in UTF-8: no part of it, but kept when it is written again."""
_NULL = {"", "~", "null", "Null", "NULL"}
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_CORE_TAG = "tag:yaml.org,2002:"


def read_file(path: Path) -> Document:
    """Read a file.

    Raises ``CaseError`` for a file that is missing, too large, not UTF-8, or not YAML. Other problems are
    left in the document.
    """
    return read_text(text_of_file(path, "a case file", LARGEST_FILE), str(path))


def read_text(text: str, file: str) -> Document:
    """Read a text as if it stood in a file of that name.

    Raises ``CaseError`` for a text that is too large or not YAML. Other problems are left in the document.
    """
    return completed(read_as_written(text, file))


def completed(document: Document) -> Document:
    """Return a document in which what regimes take from others stands, and what is left out.

    What is wrong with it is noted where the document says that it stands.
    """
    extend_regimes(document)
    document.tree = with_parties(document.tree)
    return document


def read_as_written(text: str, file: str) -> Document:
    """Read a text as it stands, without what regimes take from others and without what is left out.

    Raises as ``read_text`` does.
    """
    document = Document(text.removeprefix(BYTE_ORDER_MARK), file, marked=text.startswith(BYTE_ORDER_MARK))
    unreadable = _UNREADABLE.search(document.text)
    if unreadable is not None:
        raise CaseError([_unreadable(document, unreadable.start())])
    size = len(text.encode())
    if size > LARGEST_FILE:
        raise CaseError.of(too_large(size, "a case file", LARGEST_FILE), file)
    try:
        node = composed(document)
    except YAMLError as error:
        raise CaseError([_syntax_problem(error, document)]) from None
    if node is None:
        raise CaseError.of("the file is empty; `detente new FILE` writes a skeleton to start from", file)
    _require_small(node, document)
    reader = _Reader(document)
    document.tree = reader.value(node, (), _place(node))
    return document


def _syntax_problem(error: YAMLError, document: Document) -> Problem:
    if not isinstance(error, MarkedYAMLError):  # pragma: no cover - what cannot be read has been found before
        return Problem(f"not valid YAML: {str(error).splitlines()[0]}", document.file)
    mark = error.problem_mark
    quotes = misquoted(document, mark) if mark is not None and mark.line < len(document.lines) else None
    if quotes is not None:
        return quotes
    found = ""
    if mark is not None and mark.line < len(document.lines):
        found = document.lines[mark.line][mark.column : mark.column + 1]
    message, at_context = sentence_of(error.problem or "", error.context or "", found)
    shown = error.context_mark if at_context and error.context_mark else mark
    if shown is None:
        return Problem(message, document.file)
    # Where the text ends too early, the parser may name the line after the last one.
    line = min(shown.line, len(document.lines) - 1)
    return document.problem_at(Place(line + 1, shown.column + 1 if line == shown.line else 1), message)


def _unreadable(document: Document, offset: int) -> Problem:
    """Say which character no case file can hold."""
    before = Document(document.text[:offset], "").lines
    message = _refused(document.text[offset])
    return document.problem_at(Place(len(before), len(before[-1]) + 1), message)


def _refused(character: str) -> str:
    return f"the character U+{ord(character):04X} cannot stand in a case file"


def _require_small(node: Node, document: Document) -> None:
    """Refuse a text that stands for too many values once its aliases are expanded, before they are.

    Raises ``CaseError`` that points at the entry of the case which goes beyond what is allowed.
    """
    known: dict[int, int] = {}
    total = 0
    for key, value in _inside(node):
        total += _size(value, known, frozenset())
        if total > MOST_VALUES:
            message = f"more than {MOST_VALUES:,} values once its aliases (*name) are expanded"
            raise CaseError([document.problem_at(_place(key), message)])


def _size(node: Node, known: dict[int, int], within: frozenset[int]) -> int:
    """Return how many values a node stands for; an alias within itself counts as one."""
    if id(node) in known or id(node) in within:
        return known.get(id(node), 1)
    inner = within | {id(node)}
    known[id(node)] = 1 + sum(_size(value, known, inner) for _, value in _inside(node))
    return known[id(node)]


def _inside(node: Node) -> list[tuple[Node, Node]]:
    """Return the entries of a mapping, by key, or the items of a list."""
    if isinstance(node, MappingNode):
        return list(node.value)
    return [(item, item) for item in node.value] if isinstance(node, SequenceNode) else []


class _Reader:
    """Turns YAML nodes into the tree, keeping places and noting what a case file cannot hold."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.open: set[int] = set()

    def value(self, node: Node, path: Path_, place: Place) -> Tree:
        if len(path) > MOST_NESTED:
            raise CaseError.of(TOO_DEEP, self.document.file)
        if id(node) in self.open:
            self._at(place, "an alias (*name) that contains itself")
            return None
        if not str(node.tag).startswith(_CORE_TAG):
            self._at(_place(node), f"tags ({quoted(node.tag)[1:-1]}) are not part of a case file")
        style = (node.style or ":") if isinstance(node, ScalarNode) else None
        self.document.spots[path] = Spot(place, _place(node), style)
        if isinstance(node, ScalarNode):
            self._require_readable(node)
            return _scalar(node)
        self.open.add(id(node))
        converted: Tree
        if isinstance(node, MappingNode):
            converted = self._mapping(node, path)
        else:
            converted = [
                self.value(item, (*path, index), _place(item)) for index, item in enumerate(node.value)
            ]
        self.open.discard(id(node))
        return converted

    def _mapping(self, node: MappingNode, path: Path_) -> dict[str, Tree]:
        mapping: dict[str, Tree] = {}
        for entry in entries(node):
            key_node, value_node, _ = entry
            if not isinstance(key_node, ScalarNode):
                self._at(_place(key_node), "a key must be a single word")
                continue
            key = key_node.value
            if key == "<<" and not key_node.style:
                self._at(
                    _place(key_node), "merge keys (<<) are not part of a case file; write the entries out"
                )
            elif key in mapping:
                self._at(_place(key_node), f"the key {quoted(key)} is written twice")
            elif (glued := without_blank(node, entry)) is not None:
                self._at(_place(key_node), "a blank is missing after the colon", ": ".join(glued))
                mapping[glued[0]] = _plain(glued[1])
            else:
                mapping[key] = self.value(value_node, (*path, key), _place(key_node))
                if entry.split:
                    self._at(_place(value_node), no_number(entry.split), number_meant(entry.split))
        return mapping

    def _require_readable(self, node: ScalarNode) -> None:
        """Refuse what an escape in quotation marks stands for where the character itself is refused."""
        unreadable = _UNREADABLE.search(node.value)
        if unreadable is not None:
            self._at(_place(node), _refused(unreadable[0]))

    def _at(self, place: Place, message: str, suggestion: str = "") -> None:
        self.document.problems.append(self.document.problem_at(place, message, suggestion))


def _place(node: Node) -> Place:
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)


def _scalar(node: ScalarNode) -> str | Numeral | bool | None:
    written = str(node.value)
    if node.style in {"'", '"', "|", ">"}:
        return written
    return _plain(written)


def _plain(written: str) -> str | Numeral | bool | None:
    """Return what a word without quotation marks stands for."""
    if written in _NULL:
        return None
    if written in _TRUTH:
        return _TRUTH[written]
    return written if reads_as_text(written) else Numeral(written)


def reads_as_text(written: str) -> bool:
    """Tell whether a word without quotation marks is a text, not a number, a truth value or nothing.

    >>> reads_as_text("2010-Q1"), reads_as_text("2010"), reads_as_text("null")
    (True, False, False)
    """
    if written in _NULL or written in _TRUTH:
        return False
    if not _NUMBER.fullmatch(written):
        return True
    try:
        Numeral(written)
    except InvalidOperation:  # an exponent beyond all bounds
        return True
    return False
