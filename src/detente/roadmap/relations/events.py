"""Dated events between parties, as event data record them, read from a CSV file.

Scores are those of J. S. Goldstein, "A conflict-cooperation scale for WEIS events data", Journal of Conflict
Resolution 36(2) (1992): from -10 for the sharpest conflict to 10 for the closest cooperation. Codes are those
of P. A. Schrodt, "CAMEO: Conflict and Mediation Event Observations, event and actor codebook", version 1.1b3
(2012), of which the first two digits, the root code, name the kind of event.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from detente.case.problems import CaseError, Place, Problem, WordError, closest, quoted
from detente.roadmap.relations.event_values import (
    GOLDSTEIN_OF_ROOT,
    read_day,
    read_party,
    read_root,
    read_score,
    read_score_with_comma,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

__all__ = ["Event", "Events", "read_events"]

_Read = TypeVar("_Read")

MOST_LISTED = 100
"""Problems of one file that are listed one by one."""
LINES_A_STEP = 10_000
"""Lines that are read between two words on how far it is: about a tenth of a second."""
_COLUMNS = ("date", "source", "target")
_SCORES = ("goldstein", "cameo")
_HEADER = "date, source, target, and goldstein, cameo or both"
_CELL = {
    delimiter: re.compile(rf' *(?:"(?:[^"]|"")*"?)?[^{delimiter}]*', re.DOTALL) for delimiter in (",", ";")
}
"""What stands between two delimiters, by delimiter."""
_LINE_BREAK = re.compile("\r\n|\n|\r")


@dataclass(frozen=True, order=True)
class Event:
    """What one party did towards another on one day: a line of the file.

    ``score`` is on the Goldstein scale, from -10 to 10; ``root`` is the root code of CAMEO, empty where no
    code is given; ``scored_by_root`` tells that the score is that of the root code, for want of its own.
    """

    date: dt.date
    source: str
    target: str
    score: float
    root: str = ""
    scored_by_root: bool = False


@dataclass(frozen=True)
class Events:
    """The events of a file, none later than ``as_of``, in the order of the file and with their duplicates."""

    file: str
    as_of: dt.date
    events: tuple[Event, ...] = ()

    @cached_property
    def parties(self) -> frozenset[str]:
        """Everybody whom the file names as a source or a target."""
        return frozenset(name for dyad in self._by_dyad for name in dyad)

    @cached_property
    def _by_dyad(self) -> Mapping[tuple[str, str], Sequence[Event]]:
        found = defaultdict(list)
        for event in self.events:
            found[event.source, event.target].append(event)
        return found

    def between(self, source: str, target: str) -> tuple[Event, ...]:
        """Return what ``source`` did towards ``target``, in the order of the file."""
        return tuple(self._by_dyad.get((source, target), ()))


def read_events(
    path: str | Path, *, as_of: dt.date | str, progress: Callable[[str], None] | None = None
) -> Events:
    r"""Read a CSV file of dated events, one a line.

    The first line names the columns: ``date`` (2010-02-01, or 20100201), ``source`` and ``target`` (who acted
    towards whom), and ``goldstein`` (a score from -10 to 10), ``cameo`` (a code of two to four digits), or
    both. Other columns and empty lines are ignored. Commas or semicolons part the columns; with semicolons, a
    decimal comma is understood. A line without a score takes that of its root code: ``GOLDSTEIN_OF_ROOT``. Of
    a code, only the root is checked.

    ``as_of`` is the case's: nothing later may enter. ``progress`` is told in words how far it is.

    Raises ``CaseError`` with everything that is wrong with the file and with ``as_of``, and where.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "events.csv"
    ...     _ = path.write_text("date,source,target,cameo\n2010-01-04,russia,nato,057\n", encoding="utf-8")
    ...     events = read_events(path, as_of="2010-02-01")
    >>> events.events[0].root, events.events[0].score
    ('05', 3.5)
    """
    file, problems = Path(path), []
    try:
        last = _as_of(as_of)
    except WordError as error:
        # What else is wrong with the file can be told all the same.
        last = dt.date.max
        problems.append(Problem(f"the date of what is known (as of): {error}", suggestion=error.suggestion))
    try:
        reader = _Reader(_text_of(file), str(file), last, progress)
    except CaseError as error:
        raise CaseError([*problems, *error.problems]) from None
    events = tuple(reader.events())
    if problems or reader.problems:
        raise CaseError([*problems, *_listed(reader.problems)])
    return Events(reader.file, reader.as_of, events)


def _as_of(as_of: dt.date | str) -> dt.date:
    if isinstance(as_of, dt.datetime):
        return as_of.date()
    if isinstance(as_of, dt.date):
        return as_of
    return read_day(as_of)


def _text_of(path: Path) -> str:
    file = str(path)
    try:
        data = path.read_bytes()
    except IsADirectoryError:
        raise CaseError.of("this is a folder, not a file of events", file) from None
    except FileNotFoundError:
        raise CaseError.of("there is no such file", file) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CaseError.of(f"the file cannot be read: {reason.lower()}", file) from None
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        start = before.rfind(b"\n") + 1
        place = Place(before.count(b"\n") + 1, len(before[start:].decode("utf-8", "replace")) + 1)
        excerpt = data[start:].split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r")
        message = f"not UTF-8: byte {data[error.start]:#04x} cannot be read; save the file as UTF-8"
        raise CaseError([Problem(message, file, place, excerpt)]) from None


def _listed(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems, or as many as can be read and how many there are besides."""
    listed = list(problems[:MOST_LISTED])
    if len(problems) > MOST_LISTED:
        first = problems[MOST_LISTED]
        count = len(problems) - MOST_LISTED
        further = "1 further problem, which is" if count == 1 else f"{count:,} further problems, which are"
        listed.append(Problem(f"from here on, {further} not listed", first.file, first.place, count=count))
    return listed


@dataclass(frozen=True)
class _Record:
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
class _Reader:
    """Reads the text of a file, and notes what is wrong with it."""

    text: str
    file: str
    as_of: dt.date
    progress: Callable[[str], None] | None = None
    problems: list[Problem] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    width: int = 0

    def events(self) -> Iterator[Event]:
        """Yield the events of the lines with which nothing is wrong."""
        records = self._records()
        header = next(records, None)
        if header is None and not self.problems:
            empty = f"the file is empty; its first line must name the columns: {_HEADER}"
            self.problems.append(Problem(empty, self.file))
        if header is None or self.problems or not self._read_header(header):
            return
        for number, record in enumerate(records):
            if self.progress is not None and number % LINES_A_STEP == 0:
                self.progress(f"line {record.line:,}")
            event = self._event(record)
            if event is not None:
                yield event

    def _records(self) -> Iterator[_Record]:
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
            record = _Record(above + 1, text, tuple(cell.strip() for cell in cells), delimiter)
            if error:
                self._note(record, 0, _misquoted(error, delimiter))
            elif any(record.cells):
                yield record

    def _note(self, record: _Record, cell: int, message: str, suggestion: str = "") -> None:
        place, excerpt = record.place(cell)
        self.problems.append(Problem(message, self.file, place, excerpt, suggestion))

    def _read_header(self, header: _Record) -> bool:
        """Note where the columns are; tell whether the line is a header at all."""
        names = [cell.lower() for cell in header.cells]
        self.width = len(names)
        known = (*_COLUMNS, *_SCORES)
        for place, name in enumerate(names):
            if name in self.columns:
                self._note(header, place, f"there are two columns {name!r}; leave one of them out")
            elif name in known:
                self.columns[name] = place
        others = {name: place for place, name in enumerate(names) if name not in known}
        if not self.columns and not any(closest(name, known) for name in others):
            tabs = "; part them by commas or semicolons, not by tabs" if "\t" in header.text else ""
            self._note(header, 0, f"the first line must name the columns: {_HEADER}{tabs}")
            return False
        for wanted in (*((name,) for name in _COLUMNS), _SCORES):
            if not any(name in self.columns for name in wanted):
                self._note_missing(header, wanted, others)
        return True

    def _note_missing(self, header: _Record, wanted: tuple[str, ...], others: Mapping[str, int]) -> None:
        message = f"there is no column {' or '.join(map(repr, wanted))}"
        for other, place in others.items():
            meant = closest(other, wanted)
            if meant:
                self._note(header, place, f"{message}, but one {quoted(header.cells[place])}", meant)
                return
        self._note(header, 0, message)

    def _event(self, record: _Record) -> Event | None:
        before = len(self.problems)
        torn = any(record.cells[self.width :])
        event = None if torn else self._event_of(record)
        # Cells without a text may trail behind; but where something is wrong as well, a text was torn apart.
        if torn or (len(record.cells) > self.width and len(self.problems) > before):
            del self.problems[before:]
            message = f"{len(record.cells)} values stand here under {self.width} columns"
            advice = f"a text that contains {record.delimiter!r} goes in quotation marks"
            self._note(record, self.width, f"{message}; {advice}")
        return event

    def _event_of(self, record: _Record) -> Event | None:
        before = len(self.problems)
        day = self._read(record, "date", self._not_later)
        source, target = (self._read(record, name, read_party) for name in ("source", "target"))
        read = read_score_with_comma if record.delimiter == ";" else read_score
        score = self._read(record, "goldstein", read) if self._written(record, "goldstein") else None
        root = self._read(record, "cameo", read_root) if self._written(record, "cameo") else ""
        places = [self.columns[name] for name in _SCORES if name in self.columns]
        if places and not any(self._written(record, name) for name in _SCORES):
            self._note(record, min(places), "a Goldstein score or a CAMEO code is missing here")
        if len(self.problems) > before or not places or root is None:
            return None
        if day is None or source is None or target is None:
            return None
        if score is None:
            return Event(day, source, target, GOLDSTEIN_OF_ROOT[root], root, scored_by_root=True)
        return Event(day, source, target, score, root)

    def _written(self, record: _Record, column: str) -> str:
        """Return what stands in a column, or nothing."""
        place = self.columns.get(column, self.width)
        return record.cells[place] if place < len(record.cells) else ""

    def _read(self, record: _Record, column: str, read: Callable[[str], _Read]) -> _Read | None:
        """Read what stands in a column, or note what is wrong with it."""
        if column not in self.columns:
            return None
        try:
            return read(self._written(record, column))
        except WordError as error:
            self._note(record, self.columns[column], str(error), error.suggestion)
            return None

    def _not_later(self, written: str) -> dt.date:
        day = read_day(written)
        if day > self.as_of:
            raise WordError(f"{day} is later than {self.as_of}, and nothing later may enter")
        return day


def _misquoted(error: str, delimiter: str) -> str:
    """Say what the csv module finds wrong with a line."""
    if "end of data" in error:
        return "in this line a quotation mark is opened that is closed nowhere"
    if "expected after" in error:
        return f"after a quotation mark that closes, {delimiter!r} must follow; one within a text is doubled"
    return f"a value in this line is longer than {csv.field_size_limit():,} characters"
