"""A form as an Excel file: written with drop-downs and locked cells, and read again cell by cell."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detente.case.estimates import read_estimate
from detente.case.problems import CaseError, Problem, closest, quoted
from detente.case.threat_form import KIND
from detente.case.writing import write_whole
from detente.threats.forms.asked import asked_of, how_to_answer
from detente.threats.forms.feedback import feedback_on
from detente.threats.forms.typed import MISSING, joined_reason, number_typed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from detente.case.case import Case
    from detente.case.document import Path_
    from detente.case.threats import Assessment
    from detente.threats.forms.asked import Asked

__all__ = ["ExcelForm", "read_excel_form", "write_excel_form"]

SHEET = "Answers"
HEAD = ("form", "case", "expert", "round")
"""What stands in the first rows: its name in column A, its value in column B."""
TITLES = len(HEAD) + 2
"""The row with the titles of the columns."""
FIRST = 4
"""The column of the first quantile; before it stand field, key and question."""


def write_excel_form(path: Path, case: Case, assessment: Assessment, expert: str, number: int) -> None:
    """Write an empty form for an expert and a round.

    Numbers are checked as they are typed, words are chosen from a list, and all other cells are locked.

    Raises ``CaseError`` where Excel files cannot be written here.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        words = "Excel forms need openpyxl: `pip install detente[excel]`, or name a file that ends in .yaml"
        raise CaseError.of(words, str(path)) from None
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    head: tuple[str | int, ...] = (KIND, case.title, expert, number)
    for row, (name, value) in enumerate(zip(HEAD, head, strict=True), start=1):
        sheet.cell(row, 1, name)
        sheet.cell(row, 2, value)
    for column, title in enumerate(_titles(assessment), start=1):
        sheet.cell(TITLES, column, title)
    for row, one in enumerate(asked_of(assessment, expert), start=TITLES + 1):
        _ask(sheet, row, assessment, one)
    _dress(sheet, assessment, expert)
    _tell_before(book.create_sheet("Before"), assessment, expert)
    stream = io.BytesIO()
    book.save(stream)
    write_whole(path, stream.getvalue())


@dataclass
class ExcelForm:
    """What stands in a form, as a tree, with the cell of each entry, and what is wrong with single cells."""

    tree: dict[str, Any] = field(default_factory=dict)
    cells: dict[Path_, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_excel_form(path: Path, assessment: Assessment) -> ExcelForm:
    """Read a form that was filled in.

    Only answers, words and reasons may have been changed; any other cell that differs is told.

    Raises ``CaseError`` where the file cannot be read, or is no form.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        words = "reading Excel forms needs openpyxl: `pip install detente[excel]`, or use forms in YAML"
        raise CaseError.of(words, str(path)) from None
    if not path.is_file():
        raise CaseError.of("there is no such file", str(path))
    try:
        book = load_workbook(path, data_only=True)
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is no file that can be read
        raise CaseError.of("this is no Excel file that can be read", str(path)) from None
    if SHEET not in book.sheetnames or book[SHEET]["A1"].value != HEAD[0]:
        raise CaseError.of(
            f"this is no form: it has no sheet {SHEET!r} that begins with {HEAD[0]!r}", str(path)
        )
    return _Reader(book[SHEET], str(path), assessment).read()


class _Reader:
    """Reads one sheet."""

    def __init__(self, sheet: Worksheet, file: str, assessment: Assessment) -> None:
        self.sheet, self.file, self.assessment = sheet, file, assessment
        self.found = ExcelForm()

    def read(self) -> ExcelForm:
        for row, name in enumerate(HEAD, start=1):
            self._must_be(row, 1, name)
            self.found.tree[name] = self._value(row, 2)
            self.found.cells[name,] = self._address(row, 2)
        for column, title in enumerate(_titles(self.assessment), start=1):
            self._must_be(TITLES, column, title)
        asked = asked_of(self.assessment, str(self.found.tree["expert"]))
        for row, one in enumerate(asked, start=TITLES + 1):
            before = len(self.found.problems)
            for column, words in enumerate((one.field, one.key), start=1):
                self._must_be(row, column, words)
            if len(self.found.problems) == before:
                self._answer(row, one)
        self._nothing_below(TITLES + 1 + len(asked))
        return self.found

    def _answer(self, row: int, one: Asked) -> None:
        count = len(self.assessment.quantiles)
        values = [self._number(row, FIRST + place) for place in range(count)]
        word, reason = self._value(row, FIRST + count), self._value(row, FIRST + count + 1)
        path = (one.field, one.key)
        if reason is not None and one.field != "questions":
            reasons = self.found.tree.setdefault("reasons", {})
            reasons[one.key] = joined_reason(reasons.get(one.key), str(reason))
        if all(value is None for value in values) and word is None:
            return
        self.found.cells[path] = self._address(row, FIRST)
        estimate = self._in_words(row, one, word) if all(value is None for value in values) else values
        if estimate is None:
            return
        for place, value in enumerate(values if estimate is values else ()):
            if value is None:
                self._note(row, FIRST + place, MISSING)
                return
        try:
            read = read_estimate(estimate)
        except ValueError as error:
            self._note(row, FIRST + self._first_wrong(values), str(error))
            return
        if estimate is values and word is not None and not self._fits(row, one, word, read.values):
            return
        self.found.tree.setdefault(one.field, {})[one.key] = estimate

    def _in_words(self, row: int, one: Asked, word: object) -> dict[float, Any] | None:
        """Return a band that was chosen in place of numbers: its ends, at the outer quantiles."""
        bands = {name: (low, high) for name, low, high in one.bands}
        if word not in bands:
            self._note_word(row, one, word)
            return None
        low, high = bands[str(word)]
        levels = self.assessment.quantiles
        return {float(levels[0]): low, float(levels[-1]): high}

    def _fits(self, row: int, one: Asked, word: object, values: tuple[Any, ...]) -> bool:
        bands = {name: (low, high) for name, low, high in one.bands}
        if word not in bands:
            self._note_word(row, one, word)
            return False
        low, high = bands[str(word)]
        if low <= values[len(values) // 2] <= high:
            return True
        column = FIRST + len(self.assessment.quantiles)
        self._note(
            row, column, f"{quoted(word)} does not hold the middle number of this line; leave one of them out"
        )
        return False

    def _note_word(self, row: int, one: Asked, word: object) -> None:
        names = [name for name, _, _ in one.bands]
        known = f"; choose one of {', '.join(names)}" if names else "; only numbers are asked here"
        column = FIRST + len(self.assessment.quantiles)
        self._note(row, column, f"{quoted(word)} is no part of the scale{known}", closest(str(word), names))

    def _first_wrong(self, values: list[Any]) -> int:
        for place, value in enumerate(values):
            if isinstance(value, bool) or not isinstance(value, int | float):
                return place
            if place and isinstance(values[place - 1], int | float) and value <= values[place - 1]:
                return place
        return 0

    def _nothing_below(self, first: int) -> None:
        for row in self.sheet.iter_rows(min_row=first):
            for cell in row:
                if cell.value is not None:
                    message = f"{quoted(cell.value)} stands here, below the last line of the form"
                    self.found.problems.append(Problem(message, self.file, cell=str(cell.coordinate)))

    def _must_be(self, row: int, column: int, words: object) -> None:
        found = self._value(row, column)
        if found != words:
            message = (
                f"this cell held {quoted(words)} and now holds {quoted(found)}: only answers may be changed"
            )
            self._note(row, column, message)

    def _value(self, row: int, column: int) -> Any:  # noqa: ANN401 - whatever was typed
        value = self.sheet.cell(row, column).value
        if isinstance(value, str):
            value = " ".join(value.split())
        return None if value == "" else value

    def _number(self, row: int, column: int) -> Any:  # noqa: ANN401 - whatever was typed
        """Return what was typed, with a text such as 20 % as the number it stands for."""
        value = self._value(row, column)
        if isinstance(value, bool) or not isinstance(value, str | float):
            return value
        number = number_typed(str(value))
        return value if number is None else number

    def _address(self, row: int, column: int) -> str:
        return str(self.sheet.cell(row, column).coordinate)

    def _note(self, row: int, column: int, message: str, suggestion: str = "") -> None:
        address = self._address(row, column)
        self.found.problems.append(Problem(message, self.file, suggestion=suggestion, cell=address))


def _titles(assessment: Assessment) -> list[str]:
    quantiles = [f"below, {float(100 * level):g}%" for level in assessment.quantiles]
    return ["field", "key", "question", *quantiles, "in words", "why"]


def _ask(sheet: Worksheet, row: int, assessment: Assessment, one: Asked) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    says = f"{one.says} ({one.unit})" if one.unit else one.says
    for column, text in enumerate((one.field, one.key, says), start=1):
        sheet.cell(row, column, text)
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
    names = ",".join(name.replace(",", " ") for name, _, _ in one.bands)
    if names:
        words = DataValidation(type="list", formula1=f'"{names}"', allow_blank=True)
        sheet.add_data_validation(words)
        words.add(sheet.cell(row, FIRST + count).coordinate)


def _dress(sheet: Worksheet, assessment: Assessment, expert: str) -> None:
    """Lock what is not to be changed, and make it readable."""
    from openpyxl.styles import Alignment, Font, PatternFill, Protection

    count = len(assessment.quantiles)
    for row in range(TITLES + 1, sheet.max_row + 1):
        for column in range(FIRST, FIRST + count + 2):
            sheet.cell(row, column).protection = Protection(locked=False)
            sheet.cell(row, column).fill = PatternFill("solid", fgColor="FFF8E1")
        sheet.cell(row, 3).alignment = Alignment(wrap_text=True, vertical="top")
    for column in range(1, FIRST + count + 2):
        sheet.cell(TITLES, column).font = Font(bold=True)
    for letter, width in zip("ABC", (12, 18, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.cell(1, 3, how_to_answer(assessment, expert)).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.merge_cells(start_row=1, end_row=len(HEAD), start_column=3, end_column=FIRST + count + 1)
    sheet.freeze_panes = sheet.cell(TITLES + 1, FIRST).coordinate
    sheet.protection.sheet = True


def _tell_before(sheet: Worksheet, assessment: Assessment, expert: str) -> None:
    """Write what was answered in the round before, without names."""
    rows = list(_before(assessment, expert))
    sheet.append(["question", "what was answered in the round before, without names"])
    for row in rows or [("", "This is the first round.")]:
        sheet.append(row)
    for letter, width in (("A", 60), ("B", 100)):
        sheet.column_dimensions[letter].width = width
    sheet.protection.sheet = True


def _before(assessment: Assessment, expert: str) -> Iterator[tuple[str, str]]:
    for one in asked_of(assessment, expert):
        yield from ((one.says, said) for said in feedback_on(assessment, expert, one.field, one.key))
