"""What columns of a comparison say, in one sentence: those that say the same are named together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised, joined
from detente.comparison.column import AS_IT_IS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.comparison.column import Column

__all__ = ["below", "each_says", "groups", "where_says"]

MOST_NAMED = 4
"""Columns in which all is as it is that are named one by one."""


def each_says(columns: Sequence[Column], cells: Sequence[str]) -> str:
    """Return what each column says, after the names of all that say it; in the order of the columns."""
    found: dict[str, list[Column]] = {}
    for column, cell in zip(columns, cells, strict=True):
        found.setdefault(cell, []).append(column)
    if len(found) == 1:
        return f"{cells[0]} in each" if len(columns) > 1 else cells[0]
    return "; ".join(f"{_names(those)} {cell}" for cell, those in found.items())


def groups(columns: Sequence[Column], cells: Sequence[str]) -> list[tuple[str, str]]:
    """Return where the same is said, with what is said there, in the order of the columns."""
    found: dict[str, list[Column]] = {}
    for column, cell in zip(columns, cells, strict=True):
        found.setdefault(cell, []).append(column)
    return [(_where(those), cell) for cell, those in found.items()]


def below(sentence: str, told: Sequence[tuple[str, str]]) -> str:
    """Return a sentence with what explains it in lines below, each with the columns that it is of."""
    return "\n  ".join([sentence, *(f"{capitalised(names)}: {cell}." for names, cell in told)])


def where_says(column: Column) -> str:
    """Return where something is so."""
    return column.name if column.key is None else f"in {_named(column)}"


def _names(columns: Sequence[Column]) -> str:
    """Name some columns; of many that say what is so as it is, only how many they are."""
    if columns[0].key is None and len(columns) > MOST_NAMED + 1:
        return f"{AS_IT_IS} and {len(columns) - 1} others"
    return joined(map(_named, columns))


def _where(columns: Sequence[Column]) -> str:
    names = [_named(column) for column in columns if column.key is not None]
    if len(names) == len(columns):
        return f"in {joined(names)}"
    others = f"{len(names)} others" if len(names) > MOST_NAMED else joined(names)
    return joined([AS_IT_IS, *([f"in {others}"] if names else [])])


def _named(column: Column) -> str:
    return column.name if column.key is None else f"“{column.name}”"
