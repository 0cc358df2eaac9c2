"""What is wrong with the shape of a case, in the analyst's words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from detente.case.annotations import entry_of, keys_of, section_of
from detente.case.model import CaseFile
from detente.case.problems import closest, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails

    from detente.case.document import Document, Path_
    from detente.case.fields import Section
    from detente.case.problems import Problem

__all__ = ["path_of", "said_of", "shape_problems"]

_NOT_KEYS = {"[key]", "<word>", "<mapping>"}
"""What pydantic adds to the place of an error and the file does not have."""


def path_of(detail: ErrorDetails) -> Path_:
    """Return the path of the entry that an error of shape is about."""
    return tuple(part for part in detail["loc"] if part not in _NOT_KEYS)


def shape_problems(
    details: Sequence[ErrorDetails],
    document: Document,
    model: type[Section] = CaseFile,
    called: str = "the case",
) -> list[Problem]:
    """Return the problems that errors of shape are; a key that is only misspelt does not count as lacking.

    ``model`` is what the document as a whole holds, and what that is ``called``.
    """
    unknown = [path_of(detail) for detail in details if detail["type"] == "extra_forbidden"]
    misspelt = {(*path[:-1], closest(str(path[-1]), _keys_at(path[:-1], model))) for path in unknown}
    return [
        _shape_problem(detail, document, model, called)
        for detail in details
        if detail["type"] != "missing" or path_of(detail) not in misspelt
    ]


def _shape_problem(detail: ErrorDetails, document: Document, model: type[Section], called: str) -> Problem:
    """Return the problem that an error of shape is, with its place."""
    path, error = path_of(detail), detail.get("ctx", {}).get("error")
    match detail["type"]:
        case "extra_forbidden":
            return _unknown_key(path, document, model)
        case "missing":
            whole = _named(path[:-1]) or called
            return document.problem(path[:-1], f"{whole} lacks the key {path[-1]!r}", at_key=True)
    # A short form (`usa: none > full`) is read as a mapping; its error belongs to what was written.
    while path and path not in document.spots:
        path = path[:-1]
    at_key = "[key]" in detail["loc"]
    return document.problem(
        path,
        said_of(detail),
        at_key=at_key,
        offset=getattr(error, "offset", None),  # of a text of the small language
        suggestion=getattr(error, "suggestion", ""),
    )


def _named(path: Path_) -> str:
    """Name an entry, counting the items of lists from 1, as people do."""
    words = ""
    for key in path:
        words += f", item {key + 1}" if isinstance(key, int) else f".{key}"
    return words.removeprefix(".")


def said_of(detail: ErrorDetails) -> str:
    """Return the sentence that an error of shape is told in."""
    context, value = detail.get("ctx", {}), detail["input"]
    match detail["type"]:
        case "value_error":
            return str(context["error"])
        case "too_short":
            return "nothing is listed here; at least one entry is needed"
    needed = _NEEDED.get(detail["type"], "something else")
    return f"{needed} is needed here, not {quoted(value)}"


_NEEDED = {
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type"), "a mapping of keys and values"),
    **dict.fromkeys(("tuple_type", "list_type"), "a list"),
}


def _unknown_key(path: Path_, document: Document, model: type[Section]) -> Problem:
    key = str(path[-1])
    message = f"unknown key {quoted(key)}"
    suggestion = closest(key, _keys_at(path[:-1], model))
    if not suggestion and document.value_at(path) is None and _in_braces(path, document):
        message += "; within braces, a text that holds a comma stands in quotation marks, a list in brackets"
    return document.problem(path, message, at_key=True, suggestion=suggestion)


def _in_braces(path: Path_, document: Document) -> bool:
    spot = document.spots.get(path[:-1])
    return spot is not None and document.lines[spot.value.line - 1].startswith("{", spot.value.column - 1)


def _keys_at(path: Path_, model: type[Section]) -> frozenset[str]:
    """Return the keys that a section of a model knows."""
    found: Any = model
    for key in path:
        found = entry_of(found, key)
    section = section_of(found)
    return _keys(section) if section else frozenset()


@cache
def _keys(section: type[Section]) -> frozenset[str]:
    return frozenset(keys_of(section))
