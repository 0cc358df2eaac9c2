"""A comparison as a table for a terminal: variants as columns where they are few, else as rows."""

from __future__ import annotations

from io import StringIO
from textwrap import shorten
from typing import TYPE_CHECKING

from detente.case.naming import capitalised, within
from detente.comparison.rows import NONE, claim_rows, rows, signable_says
from detente.outcomes.naming import name_of
from detente.roadmap.sentences import chance_says

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.comparison.column import Column
    from detente.comparison.comparison import SideBySide
    from detente.comparison.rows import Row

__all__ = ["table"]

WIDTH = 100
MOST_COLUMNS = 4
"""Variants, the case as it is among them, up to which each has a column of its own."""
LABEL = 60
"""Characters of what is compared; sentences and tables have all of it."""
MARK = "≠ "
"""Stands before what is not as it is in the case."""
KEY = f"≠ marks what is not as it is in the case; {NONE} stands where there is nothing to be said."
MORE = "All of this in full: --json or --csv DIR."


def table(result: SideBySide) -> list[str]:
    """Return the lines of the table, and what its marks mean."""
    beside = _columns(result) if len(result.columns) <= MOST_COLUMNS else _rows(result)
    return ["", *beside, "", KEY, MORE]


def _columns(result: SideBySide) -> list[str]:
    names = [capitalised(column.name) for column in result.columns]
    listed = [_marked(row) for row in rows(result)]
    claims = [_marked(row) for row in claim_rows(result)]
    share = (WIDTH - WIDTH // 3) // len(names)
    return _drawn(["", *names], [*listed, *([[""] * (len(names) + 1)] if claims else []), *claims], share)


def _marked(row: Row) -> list[str]:
    label = shorten(row.label, LABEL, placeholder="…")
    cells = (f"{MARK}{cell}" if row.differs(place) else cell for place, cell in enumerate(row.cells))
    return [label, *cells]


def _rows(result: SideBySide) -> list[str]:
    """Return a line for each variant: of the claims, those whose verdict is not as it is in the case."""
    blocs = list(dict.fromkeys(key for one in result.columns for key in one.blocs))
    first = [_cells(result.columns[0], blocs)]
    listed = [
        [
            cell if cell == as_it_is else f"{MARK}{cell}"
            for cell, as_it_is in zip(cells, first[0], strict=True)
        ]
        for cells in (_cells(column, blocs) for column in result.columns)
    ]
    others = [
        ", ".join(one.claim.id for one in result.claims if one.differs(place)) or NONE
        for place in range(len(result.columns))
    ]
    splits = [f"Splits {within(name_of(result.case, bloc))}" for bloc in blocs]
    names = ["", "Can exist", "Signable", *splits, "Last (Nash)", "Chance", "Claims that differ"]
    lines = [
        [capitalised(column.name), *cells, differ]
        for column, cells, differ in zip(result.columns, listed, others, strict=True)
    ]
    return _drawn(names, lines, WIDTH // 3)


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
        drawn.add_column(name, max_width=widest if place else None)
    for line in lines:
        drawn.add_row(*map(Text, line))
    text = StringIO()
    Console(file=text, width=WIDTH, color_system=None).print(drawn)
    return [line.rstrip() for line in text.getvalue().splitlines()]
