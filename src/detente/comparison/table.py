"""A comparison as a table for a terminal: variants as columns where they are few, else as rows."""

from __future__ import annotations

from io import StringIO
from textwrap import shorten
from typing import TYPE_CHECKING

from detente.case.naming import capitalised
from detente.comparison.rows import (
    NONE,
    UNKNOWN,
    Row,
    chances_of_goal,
    claim_rows,
    feasible_says,
    lasting_says,
    rows,
    signable_says,
    split_count_says,
)
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.comparison.column import Column
    from detente.comparison.comparison import SideBySide

__all__ = ["listed", "table"]

WIDTH, NARROWEST = 100, 40
"""Characters of a line at most and at least, however wide or narrow the terminal is."""
MOST_COLUMNS = 4
"""Variants, the case as it is among them, up to which each has a column of its own."""
LEAST = 5
"""Characters of the narrowest column."""
LABEL = 60
"""Characters of what is compared; sentences and tables have all of it."""
MARK = "≠ "
"""Stands before what is not as it is in the case."""
KEY = f"≠ marks what is not as it is in the case; {NONE} stands where there is nothing to be said."
MORE = "All of this in full: --json or --csv DIR."


def table(result: SideBySide, width: int = WIDTH) -> list[str]:
    """Return the lines of the table for a terminal, and what its marks mean.

    ``width``: characters of a line, of which no more are taken than are easily read.
    """
    wide = max(min(width, WIDTH), NARROWEST)
    names, lines = listed(result)
    widest = (wide - wide // 3) // len(result.columns) if is_narrow(result) else wide // 3
    return ["", *_drawn(names, lines, widest, wide), "", KEY, MORE]


def is_narrow(result: SideBySide) -> bool:
    """Tell whether each variant has a column of its own, and else a line."""
    return len(result.columns) <= MOST_COLUMNS


def listed(result: SideBySide) -> tuple[list[str], list[list[str]]]:
    """Return the names of the columns of the table, and its lines; an empty one stands before the claims."""
    return _columns(result) if is_narrow(result) else _rows(result)


def _columns(result: SideBySide) -> tuple[list[str], list[list[str]]]:
    names = ["", *(capitalised(column.name) for column in result.columns)]
    found, claims = rows(result), claim_rows(result)
    parted = [[""] * len(names)] if found and claims else []
    return names, [*map(_marked, found), *parted, *map(_marked, claims)]


def _marked(row: Row) -> list[str]:
    label = shorten(row.label, LABEL, placeholder="…")
    return [label, *(_cell(row, place) for place in range(len(row.cells)))]


def _rows(result: SideBySide) -> tuple[list[str], list[list[str]]]:
    """Return a line for each variant: of the claims, those whose verdict is not as it is in the case."""
    blocs = list(dict.fromkeys(key for one in result.columns for key in one.blocs))
    cells = [
        _cells(column, chance, blocs)
        for column, chance in zip(result.columns, chances_of_goal(result.columns), strict=True)
    ]
    splits = [f"Splits\n{min(name_of(result.case, bloc), bloc, key=len)}" for bloc in blocs]
    names = ["", "Can\nexist", "Signable", *splits, "Last\n(Nash)", "Chance", "Claims that differ"]
    found = [Row(name, tuple(each)) for name, each in zip(names[1:], zip(*cells, strict=True), strict=False)]
    return names, [
        [capitalised(column.name), *(_cell(row, place) for row in found), _claims(result, place)]
        for place, column in enumerate(result.columns)
    ]


def _cell(row: Row, place: int) -> str:
    return f"{MARK}{row.cells[place]}" if row.differs(place) else row.cells[place]


def _claims(result: SideBySide, place: int) -> str:
    """Name the claims whose verdict is another in a column, and those of which none is known there."""
    differ = ", ".join(one.claim.id for one in result.claims if one.differs(place))
    unknown = ", ".join(one.claim.id for one in result.claims if one.problems[place] and not one.fixed)
    return "; ".join([*([differ] if differ else []), *([f"{UNKNOWN}: {unknown}"] if unknown else [])]) or NONE


def _cells(column: Column, chance: str, blocs: Sequence[str]) -> list[str]:
    return [
        feasible_says(column) if column.case.issues else NONE,
        signable_says(column) if column.case.issues else NONE,
        *(split_count_says(column, bloc) for bloc in blocs),
        lasting_says(column, "nash"),
        chance,
    ]


def _drawn(names: Sequence[str], lines: Iterable[Sequence[str]], widest: int, wide: int) -> list[str]:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=None, pad_edge=False, show_edge=False, header_style="", padding=(0, 2, 0, 0))
    for place, name in enumerate(names):
        drawn.add_column(name, max_width=widest if place else None, min_width=LEAST)
    for line in lines:
        drawn.add_row(*map(Text, line))
    text = StringIO()
    Console(file=text, width=wide, color_system=None).print(drawn)
    return [line.rstrip() for line in text.getvalue().splitlines()]
