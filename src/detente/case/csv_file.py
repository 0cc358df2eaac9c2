"""CSV files that analysts keep: read line by line, with the place of everything that is wrong in them."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from detente.case.excel_file import address_of
from detente.case.problems import Place, Problem, WordError, closest, quoted
from detente.case.text_files import text_of_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["MOST_LISTED", "CsvReader", "CsvRecord", "listed", "text_of"]

_Read = TypeVar("_Read")

MOST_LISTED = 100
"""Problems of one file that are listed one by one."""
_CELL = {
    delimiter: re.compile(rf' *(?:"(?:[^"]|"")*"?)?[^{delimiter}]*', re.DOTALL) for delimiter in (",", ";")
}
"""What stands between two delimiters, by delimiter."""
_LINE_BREAK = re.compile("\r\n|\n|\r")


def text_of(path: Path, kind: str) -> str:
    """Return the text of a file of some ``kind``, such as ``events``.

    Raises ``CaseError`` where it cannot be read or is not UTF-8.
    """
    return text_of_file(path, f"a file of {kind}").removeprefix("\ufeff")


def listed(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems, or as many as can be read and how many there are besides."""
    told = list(problems[:MOST_LISTED])
    if len(problems) > MOST_LISTED:
        first = problems[MOST_LISTED]
        count = len(problems) - MOST_LISTED
        further = "1 further problem, which is" if count == 1 else f"{count:,} further problems, which are"
        told.append(Problem(f"from here on, {further} not listed", first.file, first.place, count=count))
    return told


@dataclass(frozen=True)
class CsvRecord:
    """One record of the file: its cells, and the lines on which it stands, of which ``line`` is the first."""

    line: int
    text: str
    cells: tuple[str, ...]
    delimiter: str

    def place(self, cell: int) -> tuple[Place, str]:
        """Return where the text of a cell begins, or where it is missing, and the line on which that is."""
        start = self._start(cell)
        breaks = [found.end() for found in _LINE_BREAK.finditer(self.text, 0, start)]
        begin = breaks[-1] if breaks else 0
        return Place(self.line + len(breaks), start - begin + 1), _LINE_BREAK.split(self.text[begin:])[0]

    def _start(self, cell: int) -> int:
        start = 0
        for _ in range(cell):
            found = _CELL[self.delimiter].match(self.text, start)
            assert found is not None
            if found.end() == len(self.text):
                return len(self.text.rstrip("\r\n"))
            start = found.end() + 1
        while self.text.startswith(" ", start):
            start += 1
        return start + self.text.startswith('"', start)


@dataclass
class CsvReader:
    """Reads the text of a file whose first line names its columns, and notes what is wrong with it.

    ``sheet``: whether the text is that of a sheet, line for line, in which cells go by their addresses.
    ``columns``: where the known columns are, once the first line has been read.
    """

    text: str
    file: str
    sheet: bool = False
    problems: list[Problem] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    width: int = 0

    def records(self) -> Iterator[CsvRecord]:
        """Yield the records that are not empty."""
        lines = list(io.StringIO(self.text, newline=""))
        first = next((line for line in lines if line.strip()), "")
        delimiter = ";" if first.count(";") > first.count(",") else ","
        reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
        while True:
            above = reader.line_num
            try:
                cells = next(reader)
                error = ""
            except StopIteration:
                return
            except csv.Error as found:
                cells, error = [], str(found)
            text = "".join(lines[above : reader.line_num])
            record = CsvRecord(above + 1, text, tuple(cell.strip() for cell in cells), delimiter)
            if error:
                self.note(record, 0, _misquoted(error, delimiter))
            elif any(record.cells):
                yield record

    def note(self, record: CsvRecord, cell: int, message: str, suggestion: str = "") -> None:
        """Note what is wrong with a cell of a record."""
        place, excerpt = record.place(cell)
        address = address_of(record.line, cell + 1) if self.sheet else ""
        self.problems.append(Problem(message, self.file, place, excerpt, suggestion, cell=address))

    def start(
        self, records: Iterator[CsvRecord], names: str, wanted: Sequence[Sequence[str]], *others: str
    ) -> bool:
        """Read the first line; tell whether the lines after it can be read.

        ``names`` are the columns in words; of each group that is ``wanted`` at least one must be there, and
        ``others`` may be.
        """
        header = next(records, None)
        if header is None and not self.problems:
            empty = f"the file is empty; its first line must name the columns: {names}"
            self.problems.append(Problem(empty, self.file))
        if header is None or self.problems:
            return False
        return self._read_header(header, names, wanted, others)

    def _read_header(
        self, header: CsvRecord, said: str, wanted: Sequence[Sequence[str]], optional: Sequence[str]
    ) -> bool:
        """Note where the columns are; tell whether the line is a header at all."""
        names = [cell.lower() for cell in header.cells]
        self.width = len(names)
        known = (*(name for group in wanted for name in group), *optional)
        for place, name in enumerate(names):
            if name in self.columns:
                self.note(header, place, f"there are two columns {name!r}; leave one of them out")
            elif name in known:
                self.columns[name] = place
        others = {name: place for place, name in enumerate(names) if name not in known}
        if not self.columns and not any(closest(name, known) for name in others):
            tabs = "; part them by commas or semicolons, not by tabs" if "\t" in header.text else ""
            self.note(header, 0, f"the first line must name the columns: {said}{tabs}")
            return False
        for group in wanted:
            if not any(name in self.columns for name in group):
                self._note_missing(header, tuple(group), others)
        return True

    def _note_missing(self, header: CsvRecord, wanted: tuple[str, ...], others: Mapping[str, int]) -> None:
        message = f"there is no column {' or '.join(map(repr, wanted))}"
        for other, place in others.items():
            meant = closest(other, wanted)
            if meant:
                self.note(header, place, f"{message}, but one {quoted(header.cells[place])}", meant)
                return
        self.note(header, 0, message)

    def torn(self, record: CsvRecord, before: int) -> bool:
        """Tell whether a record has more cells than there are columns, and note it in place of all since.

        ``before``: how many problems there were before the record was read. Cells without a text may trail
        behind; but where something is wrong as well, a text was torn apart.
        """
        torn = any(record.cells[self.width :])
        if not torn and (len(record.cells) <= self.width or len(self.problems) == before):
            return False
        del self.problems[before:]
        message = f"{len(record.cells)} values stand here under {self.width} columns"
        advice = f"a text that contains {record.delimiter!r} goes in quotation marks"
        self.note(record, self.width, f"{message}; {advice}")
        return True

    def written(self, record: CsvRecord, column: str) -> str:
        """Return what stands in a column, or nothing."""
        place = self.columns.get(column, self.width)
        return record.cells[place] if place < len(record.cells) else ""

    def read(self, record: CsvRecord, column: str, read: Callable[[str], _Read]) -> _Read | None:
        """Read what stands in a column, or note what is wrong with it."""
        if column not in self.columns:
            return None
        try:
            return read(self.written(record, column))
        except WordError as error:
            self.note(record, self.columns[column], str(error), error.suggestion)
            return None


def _misquoted(error: str, delimiter: str) -> str:
    """Say what the csv module finds wrong with a line."""
    if "end of data" in error:
        return "in this line a quotation mark is opened that is closed nowhere"
    if "expected after" in error:
        return f"after a quotation mark that closes, {delimiter!r} must follow; one within a text is doubled"
    return f"a value in this line is longer than {csv.field_size_limit():,} characters"
