"""Canonical JSON: one value, one text, so that a signature over it means the same everywhere.

The JSON Canonicalization Scheme, RFC 8785 (2020), for values without fractions: texts, whole numbers, truth
values, nothing, lists and mappings.
"""

from __future__ import annotations

import json
from typing import Any

from detente.channel.problems import RecordError

__all__ = ["LARGEST_TEXT", "canonical", "read_canonical"]

LARGEST_TEXT = 1 << 20
"""Bytes. What is longer is refused before it is read."""
LARGEST_NUMBER = (1 << 53) - 1
"""Whole numbers past this are not the same in every language that reads JSON (RFC 8785, 3.2.2.3)."""
MOST_NESTED = 32
"""Levels of lists and mappings within each other."""


def canonical(value: object) -> bytes:
    """Return the one text of a value, in UTF-8.

    Raises ``RecordError`` for what has no such text: a fraction, a number past 2⁵³ − 1, half of a character.

    >>> canonical({"b": [1, True, None], "a": "é"}).decode()
    '{"a":"é","b":[1,true,null]}'
    """
    return _encoded(_ordered(value, MOST_NESTED))


def _encoded(value: object) -> bytes:
    try:
        return _ENCODER.encode(value).encode()
    except UnicodeEncodeError as error:
        raise RecordError("a text holds half of a character, which no file can hold") from error


def _ordered(value: object, levels: int) -> object:
    """Return the value with its keys in order; refuse what has no canonical text."""
    if isinstance(value, str | bool) or value is None:
        return value
    if isinstance(value, int):
        return _small(value)
    if not levels:
        raise RecordError(f"lists and mappings lie within each other more than {MOST_NESTED} deep")
    if isinstance(value, dict):
        return {key: _ordered(value[key], levels - 1) for key in sorted(value, key=_units)}
    if isinstance(value, list | tuple):
        return [_ordered(one, levels - 1) for one in value]
    raise RecordError(f"a record holds no {type(value).__name__}")


def _small(number: int) -> int:
    if abs(number) > LARGEST_NUMBER:
        raise RecordError("a number is too large for a record")
    return number


def _units(key: object) -> bytes:
    """Return a key as it is put in order: by UTF-16 code units (RFC 8785, 3.2.3)."""
    if not isinstance(key, str):
        raise RecordError("the keys of a record are texts")
    return key.encode("utf-16-be", "surrogatepass")


def read_canonical(text: bytes) -> Any:  # noqa: ANN401 - whatever a text may say
    """Return the value that a canonical text stands for.

    Raises ``RecordError`` for any other text, also where it means the same: no byte of a record is free.

    >>> read_canonical(b'{"a":[1,2]}')
    {'a': [1, 2]}
    >>> read_canonical(b'{"a": [1,2]}')
    Traceback (most recent call last):
    detente.channel.problems.RecordError: this is not the canonical text of what it says
    """
    if len(text) > LARGEST_TEXT:
        raise RecordError(f"a text of {len(text):,} bytes is longer than any part of a record")
    try:
        value = _DECODER.decode(text.decode())
    except RecordError:
        raise
    except (ValueError, RecursionError) as error:
        raise RecordError("this is not JSON") from error
    if text.count(b"[") + text.count(b"{") > MOST_NESTED:
        _ordered(value, MOST_NESTED)
    if _encoded(value) != text:
        raise RecordError("this is not the canonical text of what it says")
    return value


def _whole(written: str) -> int:
    return _small(int(written))


def _no_number(written: str) -> object:
    raise RecordError(f"{written[:30]} is no whole number, and a record holds no others")


def _in_order(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return a mapping whose keys stand in order, each once."""
    found = dict(pairs)
    keys = list(found)
    plain = all(map(str.isascii, keys))  # their order is then that of their code units
    if len(keys) < len(pairs) or keys != sorted(keys, key=None if plain else _units):
        raise RecordError("the keys of a mapping do not stand in order, each once")
    return found


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_DECODER = json.JSONDecoder(
    parse_int=_whole, parse_float=_no_number, parse_constant=_no_number, object_pairs_hook=_in_order
)
