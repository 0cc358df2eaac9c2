"""From a text to the tree of its JSON, refusing what JSON does not hold, or not in one way."""

from __future__ import annotations

import json
import math
import re
from itertools import islice
from typing import TYPE_CHECKING

from detente.case.csv_file import MOST_LISTED
from detente.case.problems import CaseError, quoted
from detente.formats.json_file import JsonFile, problems_at
from detente.formats.json_tokens import first_too_deep, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.formats.json_file import Json
    from detente.formats.json_tokens import Path_

__all__ = ["json_file_of"]

MOST_NESTED = 60
"""Brackets within each other. A conflict needs ten."""
MOST_DIGITS = 300
"""Digits and signs of a number; more would be slow to read, and mean nothing."""
_HALF_CHARACTER = re.compile(r"[\ud800-\udfff]|\\u[dD][89a-fA-F]")
_SAID = (
    ("Expecting ',' delimiter", "a comma is missing here, or a bracket that closes"),
    ("Expecting ':' delimiter", "a colon is missing here, after a key"),
    ("Expecting property name", "a key in double quotation marks is missing here"),
    ("Expecting value", "a value is missing here, or it is none: texts stand in double quotation marks"),
    ("Illegal trailing comma", "after the last entry stands no comma"),
    ("Extra data", "the file should end here, where its first bracket has been closed"),
    ("Invalid control character", "a text goes on past its line, or holds a control character"),
    ("Invalid \\", "a backslash in a text is doubled, or begins an escape that there is"),
)
"""How what Python's reader says is told, by how it begins."""


def json_file_of(text: str, file: str) -> JsonFile:
    """Return a text as a JSON file of that name.

    Raises ``CaseError`` with the places of what is wrong: where it is no JSON, is nested too deeply, has a
    key twice, a number that is none or too long, or half a character.
    """
    if not text.strip():
        raise CaseError.of("the file is empty", file)
    deep = first_too_deep(text, MOST_NESTED)
    if deep is not None:
        words = f"brackets are nested too deeply here: more than {MOST_NESTED} within each other"
        raise CaseError(problems_at(text, file, [(deep, words, "")]))
    odd = [found[0] for found in _HALF_CHARACTER.finditer(text)]

    def pairs(found: list[tuple[str, Json]]) -> dict[str, Json]:
        tree = dict(found)
        if len(tree) < len(found):
            odd.append("a key")
        return tree

    def number(word: str) -> float:
        if _wrong_number(word):
            odd.append(word)
            return 0
        return float(word) if any(letter in word for letter in ".eE") else int(word)

    try:
        tree = json.loads(
            text, object_pairs_hook=pairs, parse_int=number, parse_float=number, parse_constant=number
        )
    except json.JSONDecodeError as error:
        raise CaseError(problems_at(text, file, [_no_json(error, text)])) from None
    if odd and (slips := list(islice(_slips(text), MOST_LISTED))):
        raise CaseError(problems_at(text, file, slips))
    return JsonFile(text, file, tree)


def _no_json(error: json.JSONDecodeError, text: str) -> tuple[int, str, str]:
    end = len(text.rstrip())
    if error.pos >= end or error.msg.startswith("Unterminated string"):
        words = "the file ends within a text or between brackets: is it whole?"
        return min(error.pos, end - 1), words, ""
    said = (words for begins, words in _SAID if error.msg.startswith(begins))
    return error.pos, f"this is no JSON: {next(said, error.msg)}", ""


def _slips(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield where a text is no JSON or means several things, though Python reads it, and what is wrong."""
    keys: set[Path_] = set()
    for one in tokens(text):
        words = ""
        if one.is_key and one.path in keys:
            words = f"the key {quoted(one.path[-1])} is written twice"
        elif one.word[0] == '"':
            words = _half_character(one.word)
        elif not one.is_key:
            words = _wrong_number(one.word)
        if one.is_key:
            keys.add(one.path)
        if words:
            yield one.offset, words, ""


def _half_character(word: str) -> str:
    try:
        json.loads(word).encode()
    except UnicodeEncodeError:
        return f"{quoted(word)} holds half a character: its escape has a second part"
    return ""


def _wrong_number(word: str) -> str:
    """Say what is wrong with a number, or nothing; also where a word is no number at all."""
    if len(word) > MOST_DIGITS:
        return f"a number of {len(word):,} digits is too long"
    if word in {"NaN", "Infinity", "-Infinity"}:
        return f"{quoted(word)} is no number of JSON"
    if word[0] in "-0123456789" and math.isinf(float(word)):
        return f"the number {quoted(word)} is too large"
    return ""
