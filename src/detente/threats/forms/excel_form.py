"""A form as an Excel file: what stands where in it, and how it is written, with cells locked and lists."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from detente.case.excel_file import NEEDED
from detente.case.problems import CaseError
from detente.case.threat_form import KIND
from detente.case.writing import write_whole
from detente.threats.forms.asked import asked_of, how_to_answer, sample_answer
from detente.threats.forms.feedback import feedback_on
from detente.threats.forms.fingerprint import fingerprint_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from detente.case.case import Case
    from detente.case.threats import Assessment
    from detente.threats.forms.asked import Asked

__all__ = ["FIRST", "HEAD", "SHEET", "TITLES", "titles", "write_excel_form"]

SHEET = "Answers"
HEAD = ("form", "case", "expert", "round", "asked")
"""What stands in the first rows: its name in column A, its value in column B."""
TITLES = len(HEAD) + 1
"""The row with the titles of the columns."""
FIRST = 4
"""The column of the first quantile; before it stand field, key and question."""
WORDS = "Words"
"""The hidden sheet with the words to choose from, those of a field in each column."""


def titles(assessment: Assessment) -> list[str]:
    """Return the titles of the columns."""
    quantiles = [f"below, {float(100 * level):g}%" for level in assessment.quantiles]
    return ["field", "key", "question", *quantiles, "in words", "why"]


def write_excel_form(path: Path, case: Case, assessment: Assessment, expert: str, number: int) -> None:
    """Write an empty form for an expert and a round.

    Numbers are checked as they are typed, words are chosen from a list, and all other cells are locked.

    Raises ``CaseError`` where Excel files cannot be written here.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        instead = "name a file that ends in .yaml"
        raise CaseError.of(NEEDED.format("writing Excel forms", instead), str(path)) from None
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    head: tuple[str | int, ...] = (
        KIND,
        case.title,
        expert,
        number,
        fingerprint_of(assessment, expert, number),
    )
    for row, values in enumerate(zip(HEAD, head, strict=True), start=1):
        _write(sheet, row, values)
    _write(sheet, TITLES, titles(assessment))
    asked = asked_of(assessment, expert)
    for row, one in enumerate(asked, start=TITLES + 1):
        _ask(sheet, row, assessment, one)
    _dress(sheet, assessment)
    _explain(sheet, assessment, expert)
    _tell_before(book.create_sheet("Before"), assessment, asked, expert)
    _offer_words(book, asked, assessment)
    stream = io.BytesIO()
    book.save(stream)
    write_whole(path, stream.getvalue())


def _write(sheet: Worksheet, row: int, values: Iterable[str | int]) -> None:
    """Write the cells of a row; a text that begins like a formula stays a text."""
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column, value)
        if isinstance(value, str):
            cell.data_type = "s"


def _ask(sheet: Worksheet, row: int, assessment: Assessment, one: Asked) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    _write(sheet, row, (one.field, one.key, one.explained))
    count = len(assessment.quantiles)
    first, last = sheet.cell(row, FIRST).coordinate, sheet.cell(row, FIRST + count - 1).coordinate
    if one.least is not None and one.most is not None:
        limits = DataValidation(
            type="decimal", operator="between", formula1=str(float(one.least)), formula2=str(float(one.most)),
            showErrorMessage=True, errorTitle="Off the scale",
            error=f"Give a number from {float(one.least):g} to {float(one.most):g}.",
        )  # fmt: skip
        sheet.add_data_validation(limits)
        limits.add(f"{first}:{last}")


def _offer_words(book: Workbook, asked: tuple[Asked, ...], assessment: Assessment) -> None:
    """Offer the names of bands to choose from, which stand on a hidden sheet: there they may hold commas."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    bands = {one.field: one.bands for one in asked if one.bands}
    if not bands:
        return
    words = book.create_sheet(WORDS)
    words.sheet_state = "hidden"
    for column, (field, named) in enumerate(bands.items(), start=1):
        for row, (name, _, _) in enumerate(named, start=1):
            words.cell(row, column, name).data_type = "s"
        letter = get_column_letter(column)
        formula = f"{WORDS}!${letter}$1:${letter}${len(named)}"
        choice = DataValidation(type="list", formula1=formula, allow_blank=True)
        book[SHEET].add_data_validation(choice)
        rows = [row for row, one in enumerate(asked, start=TITLES + 1) if one.field == field]
        beside = get_column_letter(FIRST + len(assessment.quantiles))
        choice.add(f"{beside}{rows[0]}:{beside}{rows[-1]}")


def _dress(sheet: Worksheet, assessment: Assessment) -> None:
    """Lock what is not to be changed, and make it readable."""
    from openpyxl.styles import Alignment, Font, PatternFill, Protection

    count = len(assessment.quantiles)
    for row in range(TITLES + 1, sheet.max_row + 1):
        # Reasons are given for threats alone.
        answers = count + 1 if sheet.cell(row, 1).value == "questions" else count + 2
        for column in range(FIRST, FIRST + answers):
            sheet.cell(row, column).protection = Protection(locked=False)
            sheet.cell(row, column).fill = PatternFill("solid", fgColor="FFF8E1")
        sheet.cell(row, 3).alignment = Alignment(wrap_text=True, vertical="top")
    for column in range(1, FIRST + count + 2):
        sheet.cell(TITLES, column).font = Font(bold=True)
    for letter, width in zip("ABC", (12, 18, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = sheet.cell(TITLES + 1, FIRST).coordinate
    sheet.protection.sheet = True
    sheet.protection.formatCells = False  # lets a cell be freed of a percent sign


def _explain(sheet: Worksheet, assessment: Assessment, expert: str) -> None:
    """Write how to answer beside the head."""
    from openpyxl.styles import Alignment

    how = how_to_answer(assessment, expert, " | ".join(map(str, sample_answer(assessment))))
    if assessment.likelihood.names or assessment.impact.names:
        how += (
            " In place of numbers you can choose a word under 'in words', where there are any: it stands for"
            " the two ends of a part of the scale."
        )
    last = FIRST + len(assessment.quantiles) + 1
    sheet.cell(1, 3, how).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.merge_cells(start_row=1, end_row=len(HEAD), start_column=3, end_column=last)
    for row in range(1, len(HEAD) + 1):
        sheet.row_dimensions[row].height = 24


def _tell_before(sheet: Worksheet, assessment: Assessment, asked: tuple[Asked, ...], expert: str) -> None:
    """Write what was answered in the round before, without names."""
    _write(sheet, 1, ("field", "question", "what was answered in the round before, without names"))
    rows = list(_before(assessment, asked, expert)) or [("", "", "This is the first round.")]
    for row, values in enumerate(rows, start=2):
        _write(sheet, row, values)
    for letter, width in zip("ABC", (12, 60, 100), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.protection.sheet = True


def _before(assessment: Assessment, asked: tuple[Asked, ...], expert: str) -> Iterator[tuple[str, str, str]]:
    for one in asked:
        for said in feedback_on(assessment, expert, one.field, one.key):
            yield one.field, one.explained, said
