"""The columns of a table: what each is called, holds and means, as the model of a case says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

from detente.case.annotations import entry_of, parts_of, section_of
from detente.case.estimates import Estimate
from detente.case.forms import ShortForm
from detente.case.model import CaseFile
from detente.case.numbers import LEVEL_SCHEMA, Range
from detente.case.written import Written
from detente.formats.excel.left_out import WITHOUT
from detente.formats.excel.notation import Kind
from detente.formats.excel.tables import CHANGES, ENTRY, MEANING, TABLES, VALUE, Choice, Item, Named, keys_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from pydantic.fields import FieldInfo

    from detente.case.fields import Section
    from detente.formats.excel.tables import Step, Table

__all__ = [
    "Column",
    "alone",
    "alone_columns",
    "columns_of",
    "kind_at",
    "kind_of_change",
    "lengthened",
    "type_at",
]


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    ``keys``: where its value lies below the entry of the row; none for a column that says which entry it is.
    ``single``: whether a list of one word may be that word. ``words``: what it can be, where that is fixed.
    ``share``: whether it goes from 0 to 1, so that it may be shown in per cent.
    """

    title: str
    says: str
    kind: Kind = Kind.TEXT
    keys: tuple[str, ...] = ()
    single: bool = False
    words: tuple[str, ...] = ()
    needed: bool = False
    share: bool = False


@cache
def columns_of(table: Table) -> tuple[Column, ...]:
    """Return the columns of a table, in their order: first those that say which entry a row is."""
    if table is CHANGES:
        path = "Path of what changes, with dots, such as `issues.veto.today`."
        value = "What stands there instead, written as on the sheet of its own; `null` deletes it."
        value_column = Column("value", value, Kind.ANY, ("value",), needed=True)
        return (*_key_columns(table), Column("path", path, needed=True), value_column)
    if table.sheet == "variants":  # a patch, of which the model knows these keys alone
        says = Column("says", "The variant in words.", keys=("says",))
        extends = Column("extends", "The variants to start from.", Kind.LIST, ("extends",), single=True)
        return (*_key_columns(table), says, extends)
    if table.leaf:
        kind, single = kind_of(type_at(table.path))
        return (
            *_key_columns(table),
            Column(table.leaf, _says(table), kind, (table.leaf,), single, needed=True),
        )
    section = section_of(type_at(table.path))
    assert section is not None
    depth = len(table.path)
    below = (one.path[depth] for one in TABLES if _begins(one.path, table.path))
    taken = {key for step in below for key in keys_of(step)} - {*table.also}
    fields = tuple(_fields(section, table.flat, taken))
    if table.sheet == "regimes":
        words = (
            "What is left out of the regime under `extends`: keys such as `declarations`, or paths with dots."
        )
        fields = (*fields, Column(WITHOUT, words, Kind.TEXTS, (WITHOUT,)))
    return (*_key_columns(table), *fields)


def _begins(path: tuple[Step, ...], start: tuple[Step, ...]) -> bool:
    """Tell whether a path leads on from where another one leads to."""
    if len(path) <= len(start):
        return False
    return all(
        one == other
        or (isinstance(one, Choice) and other in one.keys)
        or (isinstance(one, Named) and isinstance(other, Named))
        for one, other in zip(path, start, strict=False)
    )


def _key_columns(table: Table) -> Iterator[Column]:
    *_, last = table.path
    for step in table.path:
        if isinstance(step, Named):
            yield Column(step.column, f"Short name of the {step.column.replace('_', ' ')}.", needed=True)
        elif isinstance(step, Item) and step is not last:
            fields = " and ".join(f"`{key}`" for key in step.by)
            yield Column(
                step.column, f"The {step.column} to which the row belongs: its {fields}.", needed=True
            )
        elif isinstance(step, Choice) and step.column:
            said = f"Of what the row is: {', '.join(f'`{key}`' for key in step.keys)}."
            yield Column(step.column, said, words=step.keys, needed=True)


def _fields(
    section: type[Section], flat: tuple[str, ...] = (), taken: Container[str] = ()
) -> Iterator[Column]:
    for name, field in section.model_fields.items():
        key = field.alias or name
        inner = section_of(field.annotation)
        if key in flat and inner is not None:
            below = {str(one.path[-2]) for one in TABLES if one.path[-3:-2] == (key,)}
            for column in _fields(inner, taken=below):
                yield replace(column, title=f"{key}.{column.title}", keys=(key, *column.keys), needed=False)
        elif key not in taken:
            yield _column(key, (key,), field)


def _column(title: str, keys: tuple[str, ...], field: FieldInfo) -> Column:
    kind, single = kind_of(_full(field))
    words = tuple(
        str(one.value)
        for part in parts_of(field.annotation)
        if isinstance(part, type) and issubclass(part, Enum)
        for one in part
    )
    share = _is_share(_full(field))
    return Column(title, field.description or "", kind, keys, single, words, field.is_required(), share)


def _full(field: FieldInfo) -> Any:
    """Return the type of a field with what annotates it."""
    annotation: Any = field.annotation
    for one in field.metadata:
        annotation = Annotated[annotation, one]
    return annotation


def type_at(path: tuple[Step, ...]) -> Any:
    """Return the type of what lies at a path of a case; of several keys that of the first."""
    found: Any = CaseFile
    for step in path:
        section = section_of(found)
        if isinstance(step, str | Choice):
            key = step if isinstance(step, str) else step.keys[0]
            assert section is not None
            fields = {field.alias or name: field for name, field in section.model_fields.items()}
            found = _full(fields[key])
        else:
            found = entry_of(found, 0 if isinstance(step, Item) else "")
    return found


def kind_at(table: Table, chosen: str) -> tuple[Kind, bool]:
    """Return what the leaf of a row holds, by what was chosen for it in a column."""
    path = tuple(
        Choice((chosen,), step.column) if isinstance(step, Choice) and chosen in step.keys else step
        for step in table.path
    )
    return kind_of(type_at(path))


def kind_of_change(path: Sequence[str]) -> tuple[Kind, bool]:
    """Return what stands at a path that a variant changes; items of lists go by their ``id``."""
    found: Any = CaseFile
    for key in path:
        section = section_of(found)
        if section is not None:
            fields = {field.alias or name: field for name, field in section.model_fields.items()}
            found = _full(fields[key]) if key in fields else None
        else:
            found = entry_of(found, key) or entry_of(found, 0)
        if found is None:
            return Kind.ANY, False
    return kind_of(found)


def kind_of(annotation: Any) -> tuple[Kind, bool]:
    """Return what a field of a type holds, and whether a list of one word may be that word."""
    parts = [part for part in parts_of(annotation) if part is not type(None)]
    origins = [get_origin(part) or part for part in parts]
    if parts == [bool]:
        return Kind.YES_NO, False
    if tuple in origins and not {bool, Range}.intersection(origins):
        [item, *_] = get_args(next(part for part in parts if get_origin(part) is tuple))
        inner = [get_origin(part) or part for part in parts_of(item)]
        texts = inner in ([str], [Written]) and not _is_name(item)
        return (Kind.TEXTS if texts else Kind.LIST), _may_be_single(annotation)
    known = [_KINDS[one] for one in origins if one in _KINDS]
    return known[0] if known else _of_words(origins)


_KINDS: dict[Any, tuple[Kind, bool]] = {
    Estimate: (Kind.LIST, True),
    **dict.fromkeys((Range, int, Fraction), (Kind.NUMBER, False)),
    dict: (Kind.MAPPING, False),
}
"""What a column holds, and whether a single word is no list, by one of the types that it may have."""


def _of_words(origins: list[Any]) -> tuple[Kind, bool]:
    words = all(one in {str, Written} or (isinstance(one, type) and issubclass(one, Enum)) for one in origins)
    return (Kind.TEXT if words else Kind.ANY), False


def _annotations(annotation: Any) -> Iterator[Any]:
    """Yield what annotates a type and its alternatives, but not what they hold."""
    if get_origin(annotation) is Annotated:
        inner, *metadata = get_args(annotation)
        yield from metadata
        yield from _annotations(inner)
    elif get_origin(annotation) is not None and get_origin(annotation) not in {tuple, dict}:
        for part in get_args(annotation):
            yield from _annotations(part)


def _may_be_single(annotation: Any) -> bool:
    return any(isinstance(one, ShortForm) for one in _annotations(annotation))


def _is_name(annotation: Any) -> bool:
    schemas = [getattr(one, "schema", {}) for one in _annotations(annotation)]
    return any("pattern" in schema for schema in schemas)


def _is_share(annotation: Any) -> bool:
    schemas = [getattr(one, "schema", {}) for one in _annotations(annotation)]
    return any(form in LEVEL_SCHEMA["anyOf"] for schema in schemas for form in schema.get("anyOf", ()))


def lengthened(annotation: Any, value: Any) -> Any:
    """Return the long form of a value that may be written in short, such as a stance as its rank order."""
    for one in reversed(list(_annotations(annotation))):
        if isinstance(one, ShortForm):
            value = one.lengthen(value)
    return value


def _says(table: Table) -> str:
    """Say what the values of a table of values are: what the field that holds them is."""
    path = list(table.path)
    while isinstance(path[-1], Named):
        path.pop()
    key = path.pop()
    section = section_of(type_at(tuple(path)))
    if section is None or not isinstance(key, str):
        return table.says
    fields = {field.alias or name: field for name, field in section.model_fields.items()}
    return fields[key].description or table.says


def alone_columns() -> tuple[Column, ...]:
    """Return the columns of the sheet with what there is but once."""
    return (
        Column(ENTRY, "What there is but once in a case, by its path.", needed=True),
        Column(VALUE, "What it is; an entry without a value is left out.", Kind.ANY, (VALUE,)),
        Column(MEANING, "What the entry is. Nothing in this column is read.", keys=(MEANING,)),
    )


@cache
def alone() -> tuple[Column, ...]:
    """Return what there is but once in a case, each with its path; tables hold everything else."""
    return tuple(_alone(CaseFile, ()))


def _alone(section: type[Section], path: tuple[str, ...]) -> Iterator[Column]:
    for name, field in section.model_fields.items():
        here = (*path, field.alias or name)
        below = [table.path[len(here) :] for table in TABLES if _begins(table.path, here)]
        if any(not isinstance(rest[0], str) for rest in below):
            continue
        inner = section_of(field.annotation)
        if inner is not None and not _may_be_single(_full(field)):
            yield from _alone(inner, here)
        else:
            yield _column(".".join(here), here, field)
