"""Where the parts of a JSON text stand: only looked for once something about them is to be said."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Path_", "Token", "first_too_deep", "tokens"]

Path_ = tuple[str | int, ...]
"""Keys and places in lists, from 0, that lead to a part of a JSON text."""
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[{}\[\],:]|[^\s{}\[\],:"]++', re.DOTALL)
_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[{}\[\]]', re.DOTALL)


class Token(NamedTuple):
    """A key, or the beginning of a value: what leads to it, where it stands, and how it is written."""

    path: Path_
    offset: int
    word: str
    is_key: bool


def first_too_deep(text: str, most: int) -> int | None:
    """Return where brackets are first nested more than so many deep, if they are; the text may be any.

    >>> first_too_deep('["[[", [1]]', 2), first_too_deep('["[[", [1]]', 1)
    (None, 7)
    """
    depth = 0
    for found in _BRACKET.finditer(text):
        if found[0] in "[{":
            depth += 1
            if depth > most:
                return found.start()
        elif found[0] in "]}":
            depth -= 1
    return None


def tokens(text: str) -> Iterator[Token]:
    """Yield the keys and values of a text that is known to be JSON, in their order.

    >>> [(one.path, one.word) for one in tokens('{"a": [1, true]}')]
    [((), '{'), (('a',), '"a"'), (('a',), '['), (('a', 0), '1'), (('a', 1), 'true')]
    """
    path: list[str | int] = []
    key_next = False
    for found in _TOKEN.finditer(text):
        word = found[0]
        if word == ",":
            last = path[-1]
            key_next = isinstance(last, str)
            if isinstance(last, int):
                path[-1] = last + 1
        elif word in {"]", "}"}:
            path.pop()
            key_next = False
        elif key_next:
            path[-1] = json.loads(word)
            key_next = False
            yield Token(tuple(path), found.start(), word, is_key=True)
        elif word != ":":
            yield Token(tuple(path), found.start(), word, is_key=False)
            if word in {"[", "{"}:
                key_next = word == "{"
                path.append("" if key_next else 0)
