"""What a cell stands for, by what its column holds."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.case.document import Document
from detente.case.numbers import Numeral
from detente.case.problems import CaseError, Place, closest, quoted
from detente.case.reading import read_as_written
from detente.formats.excel.notation import SEVERAL, WORDS, Kind, digits, unquoted

if TYPE_CHECKING:
    from detente.case.document import Path_, Tree

__all__ = ["CellError", "Read", "read_cell"]


class CellError(ValueError):
    """What stands in a cell cannot be read; ``offset`` is where in its text, if that is known."""

    def __init__(self, message: str, suggestion: str = "", offset: int | None = None) -> None:
        """Keep the sentence, the suggestion, and the character."""
        super().__init__(message)
        self.suggestion, self.offset = suggestion, offset


@dataclass(frozen=True)
class Read:
    """The value of a cell; and, of parts of it, from which characters of the text on key and value stand."""

    value: Tree
    parts: dict[Path_, tuple[int, int]] = field(default_factory=dict)


_NUMBER = r"[-+−]?(?:\d+(?:\.\d*)?|\.\d+)"
_RANGE = re.compile(rf"\s*({_NUMBER})\s*(?:–|—|-|\bto\b)\s*({_NUMBER})\s*")
_TRUTH = {"yes": True, "true": True, "no": False, "false": False}
_PIECES = re.compile(r'((?:^|(?<=[;\n]))\s*"(?:[^"\\]|\\.)*"\s*(?=[;\n]|$)|[;\n])')
"""An entry in quotation marks, or what stands between two entries."""


def read_cell(value: object, kind: Kind, *, single: bool = False) -> Read:
    """Return what a cell stands for; ``single``: whether one word without brackets is no list.

    Raises ``CellError`` with a sentence that says what is wrong.

    >>> [str(number) for number in read_cell("20–35", Kind.NUMBER).value]
    ['20', '35']
    >>> read_cell("a, b", Kind.LIST).value, read_cell("yes", Kind.YES_NO).value
    (['a', 'b'], True)
    """
    if isinstance(value, dt.datetime | dt.date | dt.time | dt.timedelta):
        return _read_date(value, kind)
    if isinstance(value, bool):
        return Read(value if kind is not Kind.TEXT else str(value).lower())
    if isinstance(value, int | float):
        number = Numeral(digits(value))
        listed = kind in {Kind.LIST, Kind.TEXTS} and not single
        return Read([number] if listed else number)
    found = _READERS[kind](str(value))
    one = found.value[0] if isinstance(found.value, list) and len(found.value) == 1 else None
    bare = not str(value).lstrip().startswith("[")
    if single and bare and kind in {Kind.LIST, Kind.TEXTS} and isinstance(one, str | dict):
        return Read(one, {path[1:]: at for path, at in found.parts.items() if path[1:]})
    return found


def _read_date(value: object, kind: Kind) -> Read:
    if kind is not Kind.TEXT:
        said = (
            "a spreadsheet program has made a date of what was typed here: format the cell as text, and type"
        )
        raise CellError(f"{said} it anew" + ("; a range is 5 to 10, not 5-10" if kind is Kind.NUMBER else ""))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return Read(value.date().isoformat())
    return Read(str(value))


def _plain_text(text: str) -> str:
    inner = unquoted(text.strip())
    return text.strip() if inner is None else inner


def _read_text(text: str) -> Read:
    return Read(_plain_text(text))


def _yes_or_no(text: str) -> Read:
    word = text.strip().lower()
    if word not in _TRUTH:
        raise CellError(f"{quoted(text)} is not possible here; it is 'yes' or 'no'", closest(word, _TRUTH))
    return Read(_TRUTH[word])


def _read_list(text: str) -> Read:
    if text.strip() == "{}":  # a mapping that may be listed as well, and holds nothing
        return Read({})
    return _flow(text, "[]")


def _read_mapping(text: str) -> Read:
    return _flow(text, "{}")


def _read_texts(text: str) -> Read:
    if text.strip().startswith("["):
        return _flow(text, "[]")
    if WORDS.fullmatch(text) and not SEVERAL.search(text) and '"' not in text:
        return Read([piece.strip() for piece in text.split(",")])
    found = [_plain_text(piece) for piece in _pieces(text) if piece.strip()]
    return Read(found)


def _pieces(text: str) -> list[str]:
    """Split a text at semicolons and line breaks, but not within quotation marks that begin an entry."""
    pieces = [""]
    for piece in _PIECES.split(text):
        if SEVERAL.fullmatch(piece):
            pieces.append("")
        else:
            pieces[-1] += piece
    return pieces


def _read_number(text: str) -> Read:
    found = _RANGE.fullmatch(text)
    if found is not None:
        return Read([Numeral(one.replace("−", "-")) for one in found.groups()])
    return _flow(text)


def _flow(text: str, around: str = "") -> Read:
    """Read YAML that stands in a cell; ``around`` are brackets or braces that may be left out."""
    added = bool(around) and not _is_within(text, around)
    shown = f"{around[0]}{text}\n{around[1]}" if added else text
    try:
        document = read_as_written(shown, "")
        problems = document.problems
    except CaseError as error:
        document, problems = Document(shown, ""), list(error.problems)
    if problems:
        first = problems[0]
        at = min(_within(document, first.place, added), len(text))
        raise CellError(first.message, first.suggestion, at if first.place.line else None)
    value = document.tree
    if around == "{}" and isinstance(value, str):
        value = {value: None}
    parts = {
        path: (_within(document, spot.place, added), _within(document, spot.value, added))
        for path, spot in document.spots.items()
        if path
    }
    return Read(value, parts)


def _is_within(text: str, around: str) -> bool:
    """Tell whether brackets stand around the whole of a text; a list may also begin with a list."""
    stripped = text.strip()
    other = stripped.startswith("{") if around == "[]" else stripped.startswith("[")
    if other and around == "{}":
        return True
    if not stripped.startswith(around[0]) or not stripped.endswith(around[1]):
        return False
    try:
        found = read_as_written(text, "").tree
    except CaseError:
        return False
    return isinstance(found, list if around == "[]" else dict)


def _within(document: Document, place: Place, added: int) -> int:
    """Return the character at a place, without as many as were added in front."""
    if not place.line:
        return 0
    start = document.starts[min(place.line, len(document.starts)) - 1]
    return max(start + place.column - 1 - added, 0)


_READERS = {
    Kind.TEXT: _read_text,
    Kind.YES_NO: _yes_or_no,
    Kind.NUMBER: _read_number,
    Kind.LIST: _read_list,
    Kind.TEXTS: _read_texts,
    Kind.MAPPING: _read_mapping,
    Kind.ANY: _flow,
}
