"""The types of the fields of a case file, as those see them who go through it key by key."""

from __future__ import annotations

from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from detente.case.fields import Section

__all__ = ["entry_of", "keys_of", "parts_of", "section_of"]


def entry_of(annotation: Any, key: str | int) -> Any:
    """Return the type of what stands under a key of a section, or in a mapping or a list."""
    section = section_of(annotation)
    if section is not None:
        fields = {field.alias or name: field.annotation for name, field in section.model_fields.items()}
        return fields.get(str(key))
    for part in parts_of(annotation):
        if get_origin(part) is (tuple if isinstance(key, int) else dict):
            return get_args(part)[0 if isinstance(key, int) else 1]
    return None


def section_of(annotation: Any) -> type[Section] | None:
    """Return the section that a type is, or that is among its alternatives."""
    sections = (part for part in parts_of(annotation) if isinstance(part, type) and issubclass(part, Section))
    return next(sections, None)


def keys_of(section: type[Section]) -> tuple[str, ...]:
    """Return the keys that a section knows, as they are written."""
    return tuple(field.alias or name for name, field in section.model_fields.items())


def parts_of(annotation: Any) -> list[Any]:
    """Return the alternatives of a type, without what annotates them."""
    if get_origin(annotation) is Annotated:
        return parts_of(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        return [part for one in get_args(annotation) for part in parts_of(one)]
    return [annotation]
