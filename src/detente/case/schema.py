"""The JSON Schema of a case file, with which an editor completes and checks while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from detente.case.fields import Section
from detente.case.model import CaseFile
from detente.case.numbers import AMOUNT_SCHEMA, LEVEL_SCHEMA, POINTS_SCHEMA
from detente.case.written import NAME_SCHEMA, TEXT_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["schema"]

_SHARED: dict[str, dict[str, Any]] = {
    "short_name": {
        **NAME_SCHEMA,
        "title": "Short name",
        "description": "Letters, digits and underscores; begins with a letter.",
    },
    "text": {**TEXT_SCHEMA, "title": "Text"},
    "points": {
        **POINTS_SCHEMA,
        "title": "Points",
        "description": "A value, [low, high], or {low, mode, high}; may be negative.",
    },
    "amount": {
        **AMOUNT_SCHEMA,
        "title": "Amount",
        "description": "A value, [low, high], or {low, mode, high}; never negative.",
    },
    "level": {
        **LEVEL_SCHEMA,
        "title": "Level",
        "description": "A value from 0 to 1, [low, high], or {low, mode, high}.",
    },
}
_PLAIN = {
    name: {key: value for key, value in shared.items() if key not in {"title", "description"}}
    for name, shared in _SHARED.items()
}


_BODIES_ALONE: dict[str, Any] = {
    "required": ["bodies"],
    "properties": {"bodies": {"type": "object", "minProperties": 1}, "parties": False},
}
"""What else a file may have in place of all that a case needs."""


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a case file.

    It accepts whatever the reader accepts in shape, short forms included. What a schema cannot say, such as
    whether a name exists, is for the reader to check.

    >>> schema()["title"]
    'A case file of Détente'
    """
    generated = CaseFile.model_json_schema()
    sections = {section.__name__: section for section in _sections(Section)}
    for name, definition in generated["$defs"].items():
        if name in sections:
            _finish(definition, sections[name])
    _finish(generated, CaseFile)
    generated["anyOf"] = [{"required": generated.pop("required")}, _BODIES_ALONE]
    finished: dict[str, Any] = _with_shared(generated)
    finished["$defs"] = {**_SHARED, **finished["$defs"]}
    return {"$schema": GenerateJsonSchema.schema_dialect, **finished, "title": "A case file of Détente"}


def _sections(section: type[Section]) -> Iterator[type[Section]]:
    for inner in section.__subclasses__():
        yield inner
        yield from _sections(inner)


def _finish(definition: dict[str, Any], section: type[Section]) -> None:
    """Say of a section what pydantic does not: every description, and that optional keys may stand empty."""
    for name, field in section.model_fields.items():
        key = field.alias or name
        said = {"description": field.description, **definition["properties"][key]}
        said.pop("title", None)
        definition["properties"][key] = said if field.is_required() else _or_empty(said)


def _or_empty(said: dict[str, Any]) -> dict[str, Any]:
    """Allow an optional key with nothing after it."""
    about: dict[str, Any] = {key: said.pop(key) for key in ("description", "default") if key in said}
    if about.get("default", "") is None:
        del about["default"]
    forms = said["anyOf"] if set(said) == {"anyOf"} else [said]
    return {**about, "anyOf": [*(form for form in forms if form != {"type": "null"}), {"type": "null"}]}


def _with_shared(part: Any) -> Any:
    """Refer to what many fields share, and let short names be the keys of mappings."""
    if isinstance(part, list):
        return [_with_shared(item) for item in part]
    if not isinstance(part, dict):
        return part
    for name, shared in _PLAIN.items():
        if all(part.get(key) == value for key, value in shared.items()):
            rest = {key: value for key, value in part.items() if key not in shared}
            return {**rest, "$ref": f"#/$defs/{name}"}
    for name, shared in _PLAIN.items():
        forms = part.get("anyOf", [])
        if list(shared) == ["anyOf"] and all(form in forms for form in shared["anyOf"]):
            others = [form for form in forms if form not in shared["anyOf"]]
            return _with_shared({**part, "anyOf": [{"$ref": f"#/$defs/{name}"}, *others]})
    named = part.get("patternProperties")
    if isinstance(named, dict) and list(named) == [NAME_SCHEMA["pattern"]]:
        rest = {key: value for key, value in part.items() if key != "patternProperties"}
        values = {"additionalProperties": next(iter(named.values()))}
        return _with_shared({**rest, "propertyNames": dict(NAME_SCHEMA), **values})
    return {key: _with_shared(value) for key, value in part.items()}
