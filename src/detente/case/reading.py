"""From a document to a validated case: every error at once, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from detente.case.model import CaseFile
from detente.case.problems import CaseError, Problem, closest
from detente.case.references import MISSING, check_references
from detente.case.variants import copied

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from detente.case.document import Document, Path_

__all__ = ["LATER_SECTIONS", "validated"]

Model = TypeVar("Model", bound=CaseFile)

LATER_SECTIONS = {
    "blocks": "roadmap",
    "procedures": "institutions",
    "agreements": "institutions",
    "regimes": "verification",
    "threats": "threats",
}
"""Sections of the format whose analyses are not there yet; they are refused until they are."""


def validated(document: Document, model: type[Model]) -> Model:
    """Return the case that a document describes.

    Raises ``CaseError`` with every problem of shape and of reference. Where a shape is wrong, references
    are checked in what remains, so that one mistake does not hide another.
    """
    if not isinstance(document.tree, dict):
        raise CaseError([document.problem((), "a case file is a mapping that starts with `detente: 1`")])
    try:
        case = model.model_validate(document.tree)
    except ValidationError as error:
        problems = [_problem(detail, document) for detail in error.errors()]
        remains = _remains(document.tree, error, model)
        if remains is not None:
            problems += check_references(remains, document)
        raise CaseError(problems) from None
    problems = check_references(case, document)
    if problems:
        raise CaseError(problems)
    return case


def _remains(tree: dict[str, Any], error: ValidationError, model: type[Model]) -> Model | None:
    """Return the case without the entries whose shape is wrong, or nothing if too little is left."""
    tree = copied(tree)
    for _ in range(8):
        # From the back, so that deleting an item of a list does not move those still to be deleted.
        for detail in sorted(error.errors(), key=lambda detail: tuple(map(str, detail["loc"])), reverse=True):
            _prune(tree, detail)
        try:
            return model.model_validate(tree)
        except ValidationError as again:
            error = again
    return None


_STAND_INS: dict[str, Any] = {
    **dict.fromkeys(("today", "from", "to", "source", "says", "name", "title", "id"), MISSING),
    "decided_by": [MISSING],
    "members": [MISSING],
    "options": {MISSING: {}},
    "as_of": "2000-01-01",
    "detente": 1,
}


def _prune(tree: Any, detail: ErrorDetails) -> None:
    way = detail["loc"]
    if detail["type"] == "missing":
        way, key = way[:-1], way[-1]
        if key in _STAND_INS:
            _at(tree, way)[key] = copied(_STAND_INS[str(key)])
            return
    parents: list[tuple[Any, int | str]] = []
    node: Any = tree
    for key in way:
        in_list = isinstance(node, list) and isinstance(key, int) and key < len(node)
        if not in_list and not (isinstance(node, dict) and key in node):
            break
        parents.append((node, key))
        node = node[key]
    if parents:
        parent, last = parents[-1]
        if isinstance(parent, dict):
            del parent[last]
        else:
            parent[int(last)] = {}


def _at(tree: Any, way: tuple[int | str, ...]) -> Any:
    node: Any = tree
    for key in way:
        node = node[key]
    return node


def _problem(detail: ErrorDetails, document: Document) -> Problem:
    path: Path_ = tuple(part for part in detail["loc"] if part != "[key]")
    context = detail.get("ctx", {})
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown_key(path, document)
    if kind == "missing":
        where = f"{'.'.join(map(str, path[:-1]))} lacks" if path[:-1] else "the case lacks"
        return document.problem(path[:-1], f"{where} the key {path[-1]!r}", at_key=True)
    # A short form (`usa: none > full`) is read as a mapping; its error belongs to the text that was written.
    while path and path not in document.spots and path[:-1] in document.spots and kind == "language":
        path = path[:-1]
    if kind == "language":
        return document.problem(path, context["sentence"], offset=context["offset"])
    return document.problem(path, _sentence(detail), at_key=detail["loc"] != path)


def _sentence(detail: ErrorDetails) -> str:
    kind, context, written = detail["type"], detail.get("ctx", {}), detail["input"]
    if kind == "value_error":
        return str(context["error"])
    word = "nothing" if written is None else repr(str(written))
    if kind in {"enum", "literal_error"}:
        return f"{word} is not possible here; it is {context['expected']}"
    sentences = {
        "too_short": "nothing is listed here; at least one entry is needed",
        "string_pattern_mismatch": f"{word} is no date; write it as 2010-02-01",
        **dict.fromkeys(_MAPPINGS, f"a mapping of keys and values is needed here, not {_kind(written)}"),
        **dict.fromkeys(_LISTS, f"a list is needed here, not {_kind(written)}"),
        **dict.fromkeys(_WHOLE_NUMBERS, f"a whole number is needed here, not {word}"),
    }
    return sentences.get(kind, detail["msg"][0].lower() + detail["msg"][1:])


_MAPPINGS = ("dict_type", "model_type", "model_attributes_type")
_LISTS = ("tuple_type", "list_type")
_WHOLE_NUMBERS = ("int_type", "int_parsing", "int_from_float")


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else repr(str(value))


def _unknown_key(path: Path_, document: Document) -> Problem:
    key = str(path[-1])
    if len(path) == 1 and key in LATER_SECTIONS:
        message = (
            f"unknown key {key!r}: the {LATER_SECTIONS[key]} analysis, which reads it, does not exist yet"
        )
        return document.problem(path, message, at_key=True)
    return document.problem(
        path, f"unknown key {key!r}", at_key=True, suggestion=closest(key, _keys_at(path[:-1]))
    )


def _keys_at(path: Path_) -> list[str]:
    """Return the keys that the model knows where an unknown one was written."""
    schema = CaseFile.model_json_schema()
    node: Any = schema
    for part in path:
        node = _resolved(node, schema)
        if isinstance(part, int):
            node = node.get("items", {})
        else:
            node = node.get("properties", {}).get(part, node.get("additionalProperties", {}))
        if not isinstance(node, dict):
            return []
    return list(_resolved(node, schema).get("properties", {}))


def _resolved(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    for choice in (node, *node.get("anyOf", ()), *node.get("allOf", ())):
        if "$ref" in choice:
            found: dict[str, Any] = schema["$defs"][choice["$ref"].rsplit("/", 1)[-1]]
            return found
        if (
            "items" in choice
            or "properties" in choice
            or isinstance(choice.get("additionalProperties"), dict)
        ):
            return dict(choice)
    return node
