"""The first sheet of a workbook: how it is filled in, and what stands on which sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.formats.excel.dressing import fit_height, font, write_cell
from detente.formats.excel.tables import ALONE, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["explain"]

HOW = {
    "What this is": (
        "A case for Détente. Each sheet is a table; its first row names the columns, and a note on each"
        " title explains it. Titles in the darker colour are needed."
    ),
    "Check and use it": (
        "detente check FILE.xlsx lists everything that is wrong, with the address of the cell; every other"
        " command takes the file as well. detente convert FILE.xlsx case.yaml makes a case file of it."
    ),
    "One grid per issue": (
        "An issue has a row on issues; its options have theirs on options, and what each holder wants has a"
        " row on stances. Filter stances by issue to see the grid of one issue. Keep the rows of an issue"
        " together on options, as drop-downs offer what stands there from its first row on: insert a row for"
        " a new option, or sort the sheet by issue."
    ),
    "Numbers": (
        "3, or a range such as 20–35 (20 to 35 and [20, 35] as well; of 5-10 the program makes a date); with"
        " its most likely value {low: 20, mode: 25, high: 35}. At most six decimal places. Weights also"
        " vital, important or minor; walk_away also today."
    ),
    "Rank orders": (
        "Best first: none > consultation | full. An equals sign joins what is liked equally well; what"
        " stands right of the bar is a red line."
    ),
    "Several in a cell": (
        "Short names with commas: nato, russia. Texts on lines of their own (Alt+Enter) or with semicolons;"
        " one that holds a semicolon stands in quotation marks. Pairs: order: talks, veto: none."
    ),
    "As in a case file": (
        "Rules of decision and windows are written as in a case file, such as consensus, {at_least: 2}"
        " or {from: 2011, to: 2013}."
    ),
    "Variants": (
        "On changes_of_variants each row is a path with dots, such as issues.veto.today, and what stands"
        " there instead, written as on the sheet of its own; null deletes."
    ),
    "Items of lists": (
        "Rows of steps refer to a rung by its number, rows of holdings to a declaration by its state and"
        " date, as in norway 1992-01-01; a second one of the same name is norway 1992-01-01 (2)."
    ),
    "Order": ("The order of the rows is that of the results: of issues, options, members, claims."),
    "Texts": (
        "A text that begins with = + - or @ is a text and no formula, and so is written with an apostrophe"
        " before it. Formulas of your own are fine: the value that was stored last counts. A text in double"
        " quotation marks may hold escapes, as in a case file."
    ),
    "Your own": (
        "Sheets and columns that are not part of a case are left out with a warning; one whose name is"
        " nearly that of a known one is an error. Columns may stand in any order; those without entries may"
        " be deleted."
    ),
    "Hidden sheets": (
        "Sheets on which this case has nothing are hidden: right-click the name of any sheet and choose"
        " Unhide. The hidden sheet lists holds what the drop-downs offer."
    ),
}
"""How the file is filled in, by what it is about."""

_WIDTH = 110


def explain(sheet: Worksheet, title: str, written: Mapping[str, int]) -> None:
    """Write how the workbook is filled in, and what stands on which sheet."""
    from openpyxl.styles import Alignment

    write_cell(sheet, (1, 1), title)
    sheet.cell(1, 1).font = font(bold=True, size=14)
    row = 3
    for what, says in HOW.items():
        write_cell(sheet, (row, 1), what)
        write_cell(sheet, (row, 2), says)
        sheet.cell(row, 1).font = font(bold=True)
        row += 1
    row += 1
    for place, words in enumerate(("sheet", "what stands on it", "rows"), start=1):
        write_cell(sheet, (row, place), words)
        sheet.cell(row, place).font = font(bold=True)
    listed = [(ALONE, "What there is but once, an entry on each row.", 0)]
    listed += [(table.sheet, table.says, written[table.sheet]) for table in TABLES]
    for name, says, rows in listed:
        row += 1
        write_cell(sheet, (row, 1), name)
        sheet.cell(row, 1).hyperlink = f"#'{name}'!A1"
        sheet.cell(row, 1).font = font(link=True)
        write_cell(sheet, (row, 2), says.replace("`", ""))
        if rows:
            write_cell(sheet, (row, 3), rows)
    for letter, width in zip("ABC", (22, _WIDTH, 8), strict=True):
        sheet.column_dimensions[letter].width = width
    for number in range(1, row + 1):
        sheet.cell(number, 1).alignment = Alignment(vertical="top")
        sheet.cell(number, 2).alignment = Alignment(wrap_text=True, vertical="top")
        fit_height(sheet, number, [(sheet.cell(number, 2).value, _WIDTH)])
