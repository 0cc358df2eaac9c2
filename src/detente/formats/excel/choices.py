"""Drop-downs: what there is to choose from in a cell, taken from the other sheets as they are filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.formats.excel.columns import columns_of
from detente.formats.excel.notation import Kind
from detente.formats.excel.tables import ALONE, LISTS, TABLES, by_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from detente.formats.excel.columns import Column
    from detente.formats.excel.tables import Table

__all__ = ["offer_choices", "write_lists"]

ROOM = 500
"""Rows below the last one in which there are drop-downs as well."""
LONGEST = 400
"""Rows of a sheet of which short names are gathered."""

_GATHERED = {
    "deciders": ("parties", "blocs"),
    "holders": ("parties", "blocs", "camps"),
    "voters": ("parties", "blocs", "bodies"),
}
"""Short names from several sheets, which stand in a column of the hidden sheet."""
_WEIGHTS, _TODAY = ("vital", "important", "minor"), ("today",)

_OFFERED: dict[str, str | tuple[str, ...]] = {
    **dict.fromkeys(("issue", "issues", "demands.links"), "issues"),
    **dict.fromkeys(("bloc", "agreed_by"), "blocs"),
    "camps.of": "blocs",
    **dict.fromkeys(("holder", "experts.of", "side"), "holders"),
    **dict.fromkeys(("decided_by", "between", "consent_given", "signatories"), "deciders"),
    **dict.fromkeys(
        ("trust.from", "trust.to", "needs.from", "needs.to", "shifts.from", "shifts.to"), "deciders"
    ),
    **dict.fromkeys(("powers.to", "powers.of", "commitments.party", "kept_by", "joint_moves.by"), "deciders"),
    **dict.fromkeys(("conflict_moves.by", "procedures.parties"), "deciders"),
    **dict.fromkeys(("blocs.members", "camps.members"), "parties"),
    "bodies.members": "voters",
    **dict.fromkeys(("block", "without", "only"), "blocks"),
    **dict.fromkeys(("variant", "extends"), "variants"),
    "regimes.extends": (),
    "source": "sources",
    "sources.source": (),
    **dict.fromkeys(("procedure", "regime"), ""),
    "rung": "ladder",
    "round": "rounds",
    "expert": "experts",
    **dict.fromkeys(
        ("joint_moves.from", "joint_moves.to", "conflict_moves.from", "conflict_moves.to"), "states"
    ),
    "weight": _WEIGHTS,
    "walk_away": _TODAY,
    "detente": ("1",),
    "as_of": (),
}
"""What is offered in a column, by its title, or by sheet and title: a sheet, a list, or words."""
_WITHIN: dict[str, tuple[str, str]] = {
    **dict.fromkeys(
        ("issues.today", "points.option", "moves.from", "moves.to", "steps.option"), ("options", "issue")
    ),
    **dict.fromkeys(("demands.option", "stances.never"), ("options", "issue")),
    **dict.fromkeys(
        ("procedures.start", "procedure_moves.from", "procedure_moves.to"), ("procedure_states", "procedure")
    ),
    **dict.fromkeys(("zone", "from_zone", "to_zone", "zones.within"), ("zones", "regime")),
    **dict.fromkeys(
        ("holdings.category", "changes_of_holdings.category", "categories.within"), ("categories", "regime")
    ),
    **dict.fromkeys(("excluded",), ("exclusions", "regime")),
    **dict.fromkeys(
        ("objects.state", "suspended.by", "declarations.by", "activities.by"), ("members", "regime")
    ),
    **dict.fromkeys(("changes_of_holdings.by", "sites.of"), ("members", "regime")),
}
"""What is offered in a column, of those rows of a sheet that have the same entry in a column as this row."""


def write_lists(sheet: Worksheet) -> None:
    """Write the lists of short names that come from several sheets, as formulas that follow those sheets."""
    from openpyxl.utils import get_column_letter

    sheet.sheet_state = "hidden"
    for place, (name, sheets) in enumerate(_GATHERED.items(), start=1):
        sheet.cell(1, place, name)
        letter = get_column_letter(place)
        for row in range(2, LONGEST + 1):
            formula = '""'
            for other in reversed(sheets):
                before = "+".join(f"{_count(one)}" for one in sheets[: sheets.index(other)]) or "0"
                up_to = f"{before}+{_count(other)}"
                found = f"INDEX({other}!$A$2:$A${LONGEST},ROW()-1-({before}))"
                formula = f"IF(ROW()-1<={up_to},{found},{formula})"
            sheet[f"{letter}{row}"] = f"={formula}"


def _count(sheet: str) -> str:
    return f"COUNTA({sheet}!$A$2:$A${LONGEST})"


def offer_choices(book: Workbook, written: Mapping[str, int]) -> None:
    """Add the drop-downs to all sheets; ``written`` are the numbers of their rows."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for table in TABLES:
        columns = columns_of(table)
        for place, column in enumerate(columns, start=1):
            formula = _formula(table, column, columns)
            if not formula:
                continue
            # Several words in a cell are none of those in the list, and new names may come before their rows.
            fixed = column.kind is Kind.YES_NO or (bool(column.words) and column.kind is Kind.TEXT)
            choice = DataValidation(
                type="list",
                formula1=formula,
                allow_blank=True,
                showErrorMessage=fixed,
                errorTitle="Not possible here",
                error=f"Choose from the list: {', '.join(column.words or ('yes', 'no'))}.",
            )
            letter = get_column_letter(place)
            book[table.sheet].add_data_validation(choice)
            choice.add(f"{letter}2:{letter}{written[table.sheet] + ROOM}")
    _offer_alone(book[ALONE])


def _offer_alone(sheet: Worksheet) -> None:
    """Add the drop-downs to the sheet with what there is but once, row by row."""
    from openpyxl.worksheet.datavalidation import DataValidation

    from detente.formats.excel.columns import alone

    for row, column in enumerate(alone(), start=2):
        formula = _words(column.words) or _offer(_OFFERED.get(column.keys[-1], ""))
        if formula:
            choice = DataValidation(
                type="list", formula1=formula, allow_blank=True, showErrorMessage=bool(column.words)
            )
            sheet.add_data_validation(choice)
            choice.add(f"B{row}")


def _formula(table: Table, column: Column, columns: tuple[Column, ...]) -> str:
    """Return what is offered in a column, as a formula; nothing where anything may stand there."""
    if column.kind is Kind.YES_NO:
        return _words(("yes", "no"))
    if column.words:
        return _words(column.words)
    for title in (f"{table.sheet}.{column.title}", column.title):
        if title in _WITHIN:
            sheet, by = _WITHIN[title]
            titles = [one.title for one in columns]
            return _within(sheet, by, titles.index(by)) if by in titles else ""
        if title in _OFFERED:
            offered = _OFFERED[title]
            if offered == "" and title + "s" in by_sheet():
                offered = title + "s"
            return "" if offered == table.sheet else _offer(offered)
    return ""


def _offer(offered: str | tuple[str, ...]) -> str:
    if isinstance(offered, tuple):
        return _words(offered)
    if not offered:
        return ""
    if offered in _GATHERED:
        from openpyxl.utils import get_column_letter

        letter = get_column_letter(1 + list(_GATHERED).index(offered))
        cells = f"{LISTS}!${letter}$2:${letter}${LONGEST}"
        return f'OFFSET({LISTS}!${letter}$2,0,0,MAX(1,COUNTIF({cells},"?*")),1)'
    return f"OFFSET({offered}!$A$2,0,0,MAX(1,{_count(offered)}),1)"


def _words(words: tuple[str, ...]) -> str:
    return f'"{",".join(words)}"' if words else ""


def _within(sheet: str, by: str, place: int) -> str:
    """Offer the short names on a sheet in whose rows the same stands as in a column of this row."""
    from openpyxl.utils import get_column_letter

    columns = [column.title for column in columns_of(by_sheet()[sheet])]
    letter = get_column_letter(1 + columns.index(by))
    named = get_column_letter(1 + sum(1 for one in _keyed(sheet)) - 1)
    here = f"${get_column_letter(place + 1)}2"
    cells = f"{sheet}!${letter}:${letter}"
    return f"OFFSET({sheet}!${named}$1,MATCH({here},{cells},0)-1,0,COUNTIF({cells},{here}),1)"


def _keyed(sheet: str) -> Iterator[Column]:
    return (column for column in columns_of(by_sheet()[sheet]) if not column.keys)
