"""A form that was filled in with Excel, read cell by cell; only answers may have been changed in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detente.case.excel_file import NoValue, address_of, sheets_of
from detente.case.problems import CaseError, Place, Problem, WordError, closest, quoted
from detente.threats.forms.asked import asked_of, takes_percent
from detente.threats.forms.excel_form import FIRST, HEAD, SHEET, TITLES, titles
from detente.threats.forms.fingerprint import written_for
from detente.threats.forms.typed import (
    MISSING,
    NO_PERCENT,
    NO_REASON,
    joined_reason,
    line_typed,
    number_typed,
    possible,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from detente.case.case import Case
    from detente.case.document import Path_
    from detente.case.excel_file import Sheet
    from detente.case.references.answers import Wrong
    from detente.case.threats import Assessment
    from detente.threats.forms.asked import Asked

__all__ = ["ExcelForm", "read_excel_form"]

INSTEAD = "use forms in YAML"
"""What to do where Excel files cannot be read."""
DECIMAL_MARK = "a program may have made one of a decimal point where it expects a comma"


@dataclass
class ExcelForm:
    """What stands in a form, as a tree, with the cell of each entry, and what is wrong with single cells."""

    file: str
    tree: dict[str, Any] = field(default_factory=dict)
    cells: dict[Path_, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def placed(self, wrong: Wrong) -> Problem:
        """Return what is wrong with an entry, with its cell."""
        paths = (wrong.path, wrong.path[:2], wrong.path[:1])
        place = next((self.cells[path] for path in paths if path in self.cells), Place(1, 1))
        return self.problem(place, wrong.message, wrong.suggestion)

    def problem(self, place: Place, message: str, suggestion: str = "") -> Problem:
        """Return what is wrong with the cell in a line and a column."""
        cell = address_of(place.line, place.column)
        return Problem(message, self.file, place, suggestion=suggestion, cell=cell)


def read_excel_form(path: Path, case: Case, assessment: Assessment) -> ExcelForm:
    """Read a form that was filled in.

    Only answers, words and reasons may have been changed; any other cell that differs is told. Of a form of
    another case, or in which something else was asked, only the head is read.

    Raises ``CaseError`` where the file cannot be read, or is no form, or its rows or columns were moved.
    """
    return _Reader(_answers(path), ExcelForm(str(path)), assessment).read(case.title)


def _answers(path: Path) -> Sheet:
    """Return the sheet of a file on which the answers stand."""

    def wanted(names: Sequence[str]) -> list[str]:
        return [name for name in names if name == SHEET]

    found = sheets_of(path, "reading Excel forms", INSTEAD, wanted)
    if not found or found[0].rows.get(1, {}).get(1) != HEAD[0]:
        raise CaseError.of(
            f"this is no form: it has no sheet {SHEET!r} that begins with {HEAD[0]!r}", str(path)
        )
    return found[0]


class _Reader:
    """Reads one sheet."""

    def __init__(self, sheet: Sheet, found: ExcelForm, assessment: Assessment) -> None:
        self.sheet, self.found, self.assessment = sheet, found, assessment
        self.titles = titles(assessment)
        self.count = len(assessment.quantiles)

    def read(self, title: str) -> ExcelForm:
        self._same([[(row, 1, name)] for row, name in enumerate(HEAD, start=1)])
        for row, name in enumerate(HEAD, start=1):
            self.found.tree[name] = self._value(row, 2)
            self.found.cells[name,] = Place(row, 2)
        mark = self.found.tree["asked"]
        if mark is None:
            self._note(len(HEAD), 2, "the mark of what was asked is missing here; write the form anew")
        found = written_for(self.assessment, str(mark))
        if found is None and (mark is not None or self.found.tree["case"] != _plain(title)):
            return self.found
        expert = found[0] if found else str(self.found.tree["expert"])
        self._same([[(TITLES, column, words)] for column, words in enumerate(self.titles, start=1)])
        self._lines(asked_of(self.assessment, expert))
        return self.found

    def _lines(self, asked: Sequence[Asked]) -> None:
        rows = range(TITLES + 1, TITLES + 1 + len(asked))
        texts = [(one.field, one.key, _plain(one.explained)) for one in asked]
        changed = self._same(
            [
                [(row, column, words) for column, words in enumerate(line, start=1)]
                for row, line in zip(rows, texts, strict=True)
            ]
        )
        for place, (row, one) in enumerate(zip(rows, asked, strict=True)):
            if place not in changed:
                self._answer(row, one)
        self._nothing_beside(TITLES + len(asked))

    def _same(self, lines: Sequence[Sequence[tuple[int, int, str]]]) -> set[int]:
        """Note each cell that no longer holds what it held; return which lines have any.

        Raises ``CaseError`` where all of a line, or several lines, are different: then they were moved.
        """
        changed = {
            place: different
            for place, line in enumerate(lines)
            if (different := [cell for cell in line if self._value(*cell[:2]) != cell[2]])
        }
        whole = any(len(different) == len(lines[0]) > 1 for different in changed.values())
        # A question alone may have been written anew where it stands.
        moved = [place for place, different in changed.items() if set(different) & set(lines[place][:2])]
        if len(moved) > 1 or whole:
            row, column, words = changed[moved[0]][0]
            message = (
                f"rows or columns of the form were inserted, deleted or sorted: {quoted(words)} stood in this"
                " cell; put them back, or copy the answers into a new form"
            )
            raise CaseError([*self.found.problems, self.found.problem(Place(row, column), message)])
        for row, column, words in (cell for different in changed.values() for cell in different):
            now = quoted(self._value(row, column))
            message = f"this cell held {quoted(words)} and now holds {now}: only answers may be changed"
            self._note(row, column, message)
        return set(changed)

    def _answer(self, row: int, one: Asked) -> None:
        """Read what was answered on a line, and note what is wrong with each of its cells."""
        path, column = (one.field, one.key), FIRST + self.count
        self._reason(row, column + 1, one)
        filled = any(self._filled(row, FIRST + place) for place in range(self.count))
        word = self._value(row, column)
        if why := self._unknown(row, column):
            self._note(row, column, why)
        if not filled and word is None:
            return
        self.found.cells[path] = Place(row, FIRST)
        estimate: Any = None
        if filled:
            values = [self._number(row, FIRST + place, one) for place in range(self.count)]
            levels = self.assessment.quantiles

            def note(place: int, message: str) -> None:
                self._note(row, FIRST + place, message)

            estimate, places = line_typed(values, levels, levels, note)
            for number, place in enumerate(places):
                self.found.cells[*path, number] = Place(row, FIRST + place)
            if word is not None:
                self._fits(row, one, word, values[self.count // 2])
        else:
            estimate = self._in_words(row, one, word)
        if estimate is not None:
            self.found.tree.setdefault(one.field, {})[one.key] = estimate

    def _reason(self, row: int, column: int, one: Asked) -> None:
        reason = self._value(row, column)
        if why := self._unknown(row, column):
            self._note(row, column, why)
        elif reason is not None and one.field == "questions":
            self._note(row, column, NO_REASON)
        elif reason is not None:
            reasons = self.found.tree.setdefault("reasons", {})
            reasons[one.key] = joined_reason(reasons.get(one.key), str(reason))
            self.found.cells.setdefault(("reasons", one.key), Place(row, column))

    def _band(self, row: int, one: Asked, word: object) -> tuple[Any, Any] | None:
        """Return the ends of a band that was chosen, or note that there is none such."""
        bands = {_plain(name): (low, high) for name, low, high in one.bands}
        if str(word) in bands:
            return bands[str(word)]
        known = f"; choose one of {', '.join(bands)}" if bands else "; only numbers are asked here"
        words = f"{quoted(word)} is no part of the scale{known}"
        self._note(row, FIRST + self.count, words, closest(str(word), bands))
        return None

    def _in_words(self, row: int, one: Asked, word: object) -> dict[float, Any] | None:
        """Return a band that was chosen in place of numbers: its ends, at the outer quantiles."""
        band = self._band(row, one, word)
        if band is None:
            return None
        levels = self.assessment.quantiles
        return {float(levels[0]): band[0], float(levels[-1]): band[1]}

    def _fits(self, row: int, one: Asked, word: object, middle: float | None) -> None:
        """Note where a band was chosen that does not hold the middle number of its line."""
        band = self._band(row, one, word)
        if band is not None and middle is not None and not band[0] <= middle <= band[1]:
            words = f"{quoted(word)} does not hold the middle number of this line; leave one of them out"
            self._note(row, FIRST + self.count, words)

    def _nothing_beside(self, last: int) -> None:
        """Note the first cell that holds anything outside the form, and how many others there are."""
        strange = [
            (row, column)
            for row, cells in sorted(self.sheet.rows.items())
            for column in sorted(cells)
            if row > last or column > len(self.titles)
        ]
        if strange:
            row, column = strange[0]
            where = "below the last line" if row > last else "beside the columns"
            others = f", and more in {len(strange) - 1} other cells" if strange[1:] else ""
            self._note(
                row,
                column,
                f"{quoted(self.sheet.rows[row][column])} stands here, {where} of the form{others}",
            )

    def _filled(self, row: int, column: int) -> bool:
        return column in self.sheet.rows.get(row, {})

    def _unknown(self, row: int, column: int) -> str:
        """Return why the value of a cell is not known, where it is not."""
        value = self.sheet.rows.get(row, {}).get(column)
        return value.why if isinstance(value, NoValue) else ""

    def _value(self, row: int, column: int) -> Any:  # noqa: ANN401 - whatever was typed
        value = self.sheet.rows.get(row, {}).get(column)
        if isinstance(value, NoValue):
            return None
        return _plain(value) if isinstance(value, str) else value

    def _number(self, row: int, column: int, one: Asked) -> float | None:
        """Return the number in a cell, or the one that a text such as 20 % stands for; note what is wrong."""
        try:
            return self._read(row, column, percent=takes_percent(self.assessment, one.field))
        except WordError as error:
            self._note(row, column, str(error), error.suggestion)
            return None

    def _read(self, row: int, column: int, *, percent: bool) -> float:
        value = self._value(row, column)
        if value is None:
            raise WordError(self._unknown(row, column) or MISSING)
        if isinstance(value, dt.date | dt.time):
            raise WordError(f"{quoted(value)} is a date or a time, and no number; {DECIMAL_MARK}")
        if isinstance(value, bool) or not isinstance(value, int | float):
            return number_typed(str(value), percent=percent)
        if (row, column) in self.sheet.percent and not percent:
            raise WordError(
                f"{value:g} is shown as {100 * value:g}%: {NO_PERCENT}, in a cell without percent"
            )
        return possible(value)

    def _note(self, row: int, column: int, message: str, suggestion: str = "") -> None:
        self.found.problems.append(self.found.problem(Place(row, column), message, suggestion))


def _plain(text: str) -> str:
    """Return a text with single blanks for white space, as it may come back from a sheet."""
    return " ".join(text.split())
