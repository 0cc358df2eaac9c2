"""Drop-downs: what there is to choose from in a cell, taken from the other sheets as they are filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.extended_regimes import BUNDLED_REGIMES
from detente.formats.excel.columns import alone, columns_of
from detente.formats.excel.notation import Kind
from detente.formats.excel.tables import ALONE, LISTS, TABLES, by_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

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

_OFFERED: dict[str, str | tuple[str, ...]] = {
    "issue": "issues",
    "issues": "issues",
    "demands.links": "issues",
    "bloc": "blocs",
    "agreed_by": "blocs",
    "camps.of": "blocs",
    "holder": "holders",
    "side": "holders",
    "experts.of": "holders",
    "decided_by": "deciders",
    "between": "deciders",
    "consent_given": "deciders",
    "signatories": "deciders",
    "kept_by": "deciders",
    "trust.from": "deciders",
    "trust.to": "deciders",
    "needs.from": "deciders",
    "needs.to": "deciders",
    "shifts.from": "deciders",
    "shifts.to": "deciders",
    "powers.to": "deciders",
    "powers.of": "deciders",
    "commitments.party": "deciders",
    "joint_moves.by": "deciders",
    "conflict_moves.by": "deciders",
    "procedures.parties": "deciders",
    "blocs.members": "parties",
    "camps.members": "parties",
    "bodies.members": "voters",
    "block": "blocks",
    "without": "blocks",
    "only": "blocks",
    "variant": "variants",
    "extends": "variants",
    "regimes.extends": BUNDLED_REGIMES,
    "regimes.without": (),
    "source": "sources",
    "procedure": "procedures",
    "regime": "regimes",
    "rung": "ladder",
    "round": "rounds",
    "expert": "experts",
    "answers.key": "threats",
    "conflict.today": "states",
    "joint_moves.from": "states",
    "joint_moves.to": "states",
    "conflict_moves.from": "states",
    "conflict_moves.to": "states",
    "weight": ("vital", "important", "minor"),
    "walk_away": ("today",),
}
"""What is offered in a column, by its title, or by sheet and title: a sheet, a list, or words."""
_WITHIN: dict[str, tuple[str, str]] = {
    "issues.today": ("options", "issue"),
    "points.option": ("options", "issue"),
    "stances.never": ("options", "issue"),
    "demands.option": ("options", "issue"),
    "moves.from": ("options", "issue"),
    "moves.to": ("options", "issue"),
    "steps.option": ("options", "issue"),
    "procedures.start": ("procedure_states", "procedure"),
    "procedure_moves.from": ("procedure_states", "procedure"),
    "procedure_moves.to": ("procedure_states", "procedure"),
    "zone": ("zones", "regime"),
    "from_zone": ("zones", "regime"),
    "to_zone": ("zones", "regime"),
    "zones.within": ("zones", "regime"),
    "categories.within": ("categories", "regime"),
    "exclusions.categories": ("categories", "regime"),
    "holdings.category": ("categories", "regime"),
    "changes_of_holdings.category": ("categories", "regime"),
    "excluded": ("exclusions", "regime"),
    "quota": ("quotas", "regime"),
    "quotas.of": ("quotas", "regime"),
    "groups.members": ("members", "regime"),
    "limits.on": ("members", "regime"),
    "objects.state": ("members", "regime"),
    "suspended.by": ("members", "regime"),
    "declarations.by": ("members", "regime"),
    "activities.by": ("members", "regime"),
    "changes_of_holdings.by": ("members", "regime"),
    "sites.of": ("members", "regime"),
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

    for row, column in enumerate(alone(), start=2):
        offered = _OFFERED.get(column.title, _OFFERED.get(column.keys[-1], ""))
        formula = _words(column.words) or _offer(offered)
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
            return "" if _OFFERED[title] == table.sheet else _offer(_OFFERED[title])
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

    columns = columns_of(by_sheet()[sheet])
    titles = [column.title for column in columns]
    keyed = [column.title for column in columns if not column.keys]
    letter = get_column_letter(1 + titles.index(by))
    named = get_column_letter(1 + titles.index("id" if "id" in titles else keyed[-1]))
    here = f"${get_column_letter(place + 1)}2"
    cells = f"{sheet}!${letter}:${letter}"
    return f"OFFSET({sheet}!${named}$1,MATCH({here},{cells},0)-1,0,COUNTIF({cells},{here}),1)"
