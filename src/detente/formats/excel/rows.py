"""From the tree of a case to the rows of its tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from detente.formats.excel.columns import alone, columns_of, kind_at, kind_of_change, lengthened, type_at
from detente.formats.excel.left_out import WITHOUT, left_out
from detente.formats.excel.notation import Kind, written_cell
from detente.formats.excel.tables import (
    CHANGES,
    Choice,
    Item,
    Named,
    has_row_if_empty,
    sections_of_tables,
    table_below,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from detente.case.document import Tree
    from detente.formats.excel.columns import Column
    from detente.formats.excel.tables import Step, Table

__all__ = ["ABOUT_VARIANT", "DELETED", "Row", "alone_rows", "empty_sections", "labels", "rows_of"]

Row = dict[str, str | int | float]
"""What stands in the cells of a row, by the titles of their columns."""

ABOUT_VARIANT = (("says",), ("extends",))
"""What of a variant is no change, by its path."""
DELETED = "null"
"""What stands in the cell of a change that deletes what is there."""


def alone_rows(tree: Mapping[str, Tree]) -> list[tuple[Column, str | int | float | None]]:
    """Return what there is but once in a case, each with what stands in its cell, or None."""
    found: list[tuple[Column, str | int | float | None]] = []
    for column in alone():
        value = _at(tree, column.keys)
        found.append((column, None if value is None else written_cell(value, column.kind)))
    return found


def empty_sections(tree: Mapping[str, Tree]) -> list[tuple[str, str]]:
    """Return the sections of a case, and of its sections, in which nothing stands, with what is written."""
    paths = {column.keys[:depth] for column in alone() for depth in range(1, len(column.keys))}
    found = ((path, _at(tree, path)) for path in sorted(paths.union(sections_of_tables())))
    return [(".".join(path), "{}" if value == {} else "[]") for path, value in found if value in ({}, [])]


def rows_of(table: Table, tree: Tree) -> list[Row]:
    """Return the rows of a table.

    Raises ``ValueError`` where a value is too long for a cell.
    """
    columns = columns_of(table)
    keyed = [column for column in columns if not column.keys]
    if table is CHANGES:
        return [
            {"variant": name, "path": ".".join(path), "value": _changed(value, path)}
            for name, patch in (tree.get("variants") or {}).items()
            for path, value in _changes(patch, ())
            if path not in ABOUT_VARIANT
        ]
    rows = []
    for keys, value in _entries(tree, table.path, 0):
        row: Row = dict(zip((column.title for column in keyed), keys, strict=False))
        if len(keys) == len(keyed):
            row |= _leaf(table, columns[-1], keys, value) if table.leaf else _fields(table, columns, value)
        rows.append(row)
    return rows


def _leaf(table: Table, column: Column, keys: Sequence[str], value: Tree) -> Row:
    kind = column.kind
    for step in table.path:
        if isinstance(step, Choice) and step.column:
            kind, _ = kind_at(table, next(key for key in keys if key in step.keys))
    return {} if value is None else {column.title: written_cell(value, kind)}


def _fields(table: Table, columns: Sequence[Column], entry: Tree) -> Row:
    row: Row = {}
    for column in columns:
        if not column.keys:
            continue
        value = entry.get(column.keys[0])
        if column.title == WITHOUT:
            value = left_out(entry) or None
        if len(column.keys) > 1:
            part = lengthened(type_at((*table.path, column.keys[0])), value)
            value = part.get(column.keys[1]) if part is not None else None
        elif column.keys[0] in table.also and _has_table_form(value, table_below(table, column.keys[0])):
            continue
        if value is not None:
            row[column.title] = written_cell(value, column.kind)
    return row


def _has_table_form(value: Tree, table: Table) -> bool:
    """Tell whether a value that may be a single one is written out, and so stands in a table of its own.

    A number with its most likely value, ``{low: 1, mode: 2, high: 3}``, is a single one.
    """
    return isinstance(value, dict) if isinstance(table.path[-1], Named) else _has_items(value)


def _has_items(value: Tree) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def _entries(node: Tree, path: tuple[Step, ...], depth: int) -> Iterator[tuple[tuple[str, ...], Tree]]:
    """Yield what the key columns of each row hold, and the entry of the row.

    Of an empty mapping there is a row as well, in which the short name of its entries is left out.
    """
    if depth:
        node = lengthened(type_at(path[:depth]), node)
    if depth == len(path):
        yield (), {} if node is None and not isinstance(path[-1], str) else node
        return
    for label, below in _steps(node, path, depth):
        yield from (((*label, *rest), entry) for rest, entry in _entries(below, path, depth + 1))
    if node == {} and has_row_if_empty(path, depth):
        yield (), {}


def _steps(node: Tree, path: tuple[Step, ...], depth: int) -> Iterator[tuple[tuple[str, ...], Tree]]:
    """Yield what lies one step further, each with what its column holds, if it has one."""
    step = path[depth]
    if isinstance(step, Item):
        if _has_items(node):
            refers = depth < len(path) - 1
            for name, item in zip(labels(node, step.by), node, strict=True):
                yield (name,) if refers else (), item
    elif not isinstance(node, dict):
        return
    elif isinstance(step, Named):
        yield from (((key,), value) for key, value in node.items())
    else:
        for key in (step,) if isinstance(step, str) else step.keys:
            if node.get(key) is not None:
                yield (key,) if isinstance(step, Choice) and step.column else (), node[key]


def labels(items: Sequence[Tree], by: Sequence[str]) -> list[str]:
    """Return the words by which rows of another table refer to the items of a list.

    >>> labels([{"by": "norway"}, {"by": "poland"}, {"by": "norway"}], ["by"])
    ['norway', 'poland', 'norway (2)']
    """
    plain = [" ".join(str(item.get(key, "")) for key in by).strip() for item in items]
    seen: Counter[str] = Counter()
    found = []
    for words in plain:
        seen[words] += 1
        found.append(words if seen[words] == 1 else f"{words} ({seen[words]})")
    return found


def _changed(value: Tree, path: Sequence[str]) -> str | int | float:
    """Return what stands in the cell of a change, where nothing but a deletion is ``null``."""
    if value is None:
        return DELETED
    kind, _ = kind_of_change(path)
    if isinstance(value, list) and len(value) == 1:
        kind = Kind.ANY  # as a word without brackets is that word
    return f'"{DELETED}"' if value == DELETED else written_cell(value, kind)


def _changes(patch: Tree, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Tree]]:
    """Yield the paths of what a variant changes, down to what is no mapping."""
    if isinstance(patch, dict) and (patch or not path) and all(_is_part(key) for key in patch):
        for key, value in patch.items():
            yield from _changes(value, (*path, key))
    else:
        yield path, patch


def _is_part(key: str) -> bool:
    return bool(key.strip()) and key == key.strip() and "." not in key


def _at(tree: Tree, path: Sequence[str]) -> Tree:
    for key in path:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree
