"""How a value is written in a cell, by what its column holds."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from detente.case.numbers import Numeral
from detente.case.problems import CaseError
from detente.case.reading import read_as_written
from detente.case.rendering import in_line

if TYPE_CHECKING:
    from detente.case.document import Tree

__all__ = ["SEVERAL", "WORDS", "Kind", "digits", "unquoted", "written_cell"]


class Kind(Enum):
    """What a column holds, and so how its cells are read."""

    TEXT = "text"
    YES_NO = "yes or no"
    NUMBER = "number"
    LIST = "list"
    TEXTS = "texts"
    MAPPING = "mapping"
    ANY = "anything"

    def __str__(self) -> str:
        """Return the word for it."""
        return self.value


_MOST_LETTERS = 32_767
"""Characters that a cell holds, of which some, such as 🎉, count as two."""
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|(?<=x005F)_")
"""What spreadsheet programs change in a text: control characters, tabs, and what looks like their escapes."""
_PAIR = 2
_SHORT = 40
"""Characters of words that stand on one line; longer ones have a line each."""
_WORD = re.compile(r"[\w.-]+")
SEVERAL = re.compile(r"[;\n]")
"""What stands between the texts of a list."""
WORDS = re.compile(r"\s*[^\s,]+(\s*,\s*[^\s,]+)+\s*")
"""Words that are a list by their commas alone."""


def written_cell(value: Tree, kind: Kind) -> str | int | float:
    """Return what stands in a cell for a value.

    Raises ``ValueError`` where it is too long for a cell.

    >>> written_cell([Numeral("20"), Numeral("35")], Kind.NUMBER), written_cell(["a", "b"], Kind.LIST)
    ('20–35', 'a, b')
    >>> written_cell({"veto": "none"}, Kind.MAPPING), written_cell(True, Kind.YES_NO)
    ('veto: none', 'yes')
    """
    written = _written(value, kind)
    letters = len(written.encode("utf-16-le")) // 2 if isinstance(written, str) else 0
    if letters > _MOST_LETTERS:
        raise ValueError(f"a cell holds {_MOST_LETTERS:,} characters, and here are {letters:,}")
    return written


def _written(value: Tree, kind: Kind) -> str | int | float:  # noqa: PLR0911 - one for each kind of value
    if isinstance(value, Numeral):
        plain = _plain(value)
        exact = Numeral(digits(plain)).written == value.written
        return plain if kind is not Kind.TEXT or exact else value.written
    match kind:
        case Kind.TEXT:
            return _text(value) if isinstance(value, str) else _yaml(value)
        case Kind.YES_NO if isinstance(value, bool):
            return "yes" if value else "no"
        case Kind.NUMBER if isinstance(value, list) and _is_pair(value):
            return f"{digits(_plain(value[0]))}–{digits(_plain(value[1]))}"
        case Kind.TEXTS if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
            return _texts(value)
        case Kind.TEXTS if isinstance(value, str):
            return _texts([value])
        case Kind.LIST if isinstance(value, list) and value:
            return _bare(_yaml(value))
        case Kind.LIST if isinstance(value, str):
            return _bare(_yaml([value]))
        case Kind.MAPPING if isinstance(value, dict) and value:
            return _bare(_yaml(value))
    return _yaml(value)


def _yaml(value: Tree) -> str:
    """Return YAML on a line; control characters stand in double quotation marks alone, as escapes."""
    written = _CONTROL.sub(_escaped, in_line(value))
    return f"[{written[2:]}" if written.startswith("[ {") else written


def _bare(written: str) -> str:
    """Leave out the brackets or braces around a value where what is within has none in front."""
    inner = written[1:-1].strip(" ")
    return written if inner[:1] in {"[", "{"} else inner


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _text(value: str) -> str:
    changed = _CONTROL.search(value) or _ESCAPE.search(value) or value != value.strip()
    return _quoted(value) if changed or not value or unquoted(value) is not None else value


def _quoted(value: str) -> str:
    """Return a text in double quotation marks, with escapes as in a case file."""
    plain = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + _ESCAPE.sub(_escaped, _CONTROL.sub(_escaped, plain)) + '"'


def unquoted(written: str) -> str | None:
    """Return the text within double quotation marks that begin and end a cell; None where there are none."""
    if len(written) < _PAIR or written[0] != '"' or written[-1] != '"':
        return None
    try:
        found = read_as_written(written, "")
    except CaseError:
        return None
    return found.tree if isinstance(found.tree, str) else None


def _texts(values: list[str]) -> str:
    if len(values) == 1:
        return _item(values[0])
    words = ", ".join(values)
    if len(words) <= _SHORT and all(_WORD.fullmatch(value) for value in values):
        return words
    return "\n".join(map(_item, values))


def _item(value: str) -> str:
    written = _text(value)
    if written == value and (SEVERAL.search(value) or WORDS.fullmatch(value) or value[0] in {"[", '"'}):
        return _quoted(value)
    return written


def _is_pair(value: list[Tree]) -> bool:
    return len(value) == _PAIR and all(isinstance(one, Numeral) for one in value)


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def digits(number: float) -> str:
    """Return the digits of a number: as many as a spreadsheet program keeps."""
    return str(number) if isinstance(number, int) else f"{Decimal(f'{number:.15g}'):f}"
