"""A comparison as a table for a terminal: variants as columns where they are few, else as rows."""

from __future__ import annotations

from io import StringIO
from textwrap import shorten
from typing import TYPE_CHECKING

from detente.case.naming import capitalised
from detente.comparison.rows import NONE, claim_rows, rows, signable_says
from detente.outcomes.naming import name_of
from detente.roadmap.sentences import chance_says

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.comparison.column import Column
    from detente.comparison.comparison import SideBySide
    from detente.comparison.rows import Row

__all__ = ["listed", "table"]

WIDTH = 100
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


def table(result: SideBySide) -> list[str]:
    """Return the lines of the table for a terminal, and what its marks mean."""
    names, lines = listed(result)
    widest = (WIDTH - WIDTH // 3) // len(result.columns) if is_narrow(result) else WIDTH // 3
    return ["", *_drawn(names, lines, widest), "", KEY, MORE]


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
    cells = (f"{MARK}{cell}" if row.differs(place) else cell for place, cell in enumerate(row.cells))
    return [label, *cells]


def _rows(result: SideBySide) -> tuple[list[str], list[list[str]]]:
    """Return a line for each variant: of the claims, those whose verdict is not as it is in the case."""
    blocs = list(dict.fromkeys(key for one in result.columns for key in one.blocs))
    as_it_is = _cells(result.columns[0], blocs)
    splits = [f"Splits\n{min(name_of(result.case, bloc), bloc, key=len)}" for bloc in blocs]
    names = ["", "Can\nexist", "Signable", *splits, "Last\n(Nash)", "Chance", "Claims that differ"]
    lines = []
    for place, column in enumerate(result.columns):
        pairs = zip(_cells(column, blocs), as_it_is, strict=True)
        differ = ", ".join(one.claim.id for one in result.claims if one.differs(place))
        cells = (cell if cell == first else f"{MARK}{cell}" for cell, first in pairs)
        lines.append([capitalised(column.name), *cells, differ or NONE])
    return names, lines


def _cells(column: Column, blocs: Sequence[str]) -> list[str]:
    lasting, road = column.lasting, column.roadmap
    return [
        str(column.bargaining.zone.feasible) if column.case.issues else NONE,
        signable_says(column) if column.case.issues else NONE,
        *(str(column.blocs[bloc].agreement.now) if bloc in column.blocs else NONE for bloc in blocs),
        NONE if lasting is None else f"{len(lasting.labels['nash']):,}",
        NONE if road is None else chance_says(road.probability),
    ]


def _drawn(names: Sequence[str], lines: Iterable[Sequence[str]], widest: int) -> list[str]:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=None, pad_edge=False, show_edge=False, header_style="", padding=(0, 2, 0, 0))
    for place, name in enumerate(names):
        drawn.add_column(name, max_width=widest if place else None, min_width=LEAST)
    for line in lines:
        drawn.add_row(*map(Text, line))
    text = StringIO()
    Console(file=text, width=WIDTH, color_system=None).print(drawn)
    return [line.rstrip() for line in text.getvalue().splitlines()]
