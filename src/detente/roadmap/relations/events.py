"""Dated events between parties, as event data record them, read from a CSV file.

Scores are those of J. S. Goldstein, "A conflict-cooperation scale for WEIS events data", Journal of Conflict
Resolution 36(2) (1992): from -10 for the sharpest conflict to 10 for the closest cooperation. Codes are those
of P. A. Schrodt, "CAMEO: Conflict and Mediation Event Observations, event and actor codebook", version 1.1b3
(2012), of which the first two digits, the root code, name the kind of event.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.csv_file import CsvReader, listed, text_of
from detente.case.problems import CaseError, Problem, WordError
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

    from detente.case.csv_file import CsvRecord

__all__ = ["Event", "Events", "read_events"]

LINES_A_STEP = 10_000
"""Lines that are read between two words on how far it is: about a tenth of a second."""
_COLUMNS = ("date", "source", "target")
_SCORES = ("goldstein", "cameo")
_HEADER = "date, source, target, and goldstein, cameo or both"


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
        reader = _Reader(text_of(file, "events"), str(file), as_of=last, progress=progress)
    except CaseError as error:
        raise CaseError([*problems, *error.problems]) from None
    events = tuple(reader.events())
    if problems or reader.problems:
        raise CaseError([*problems, *listed(reader.problems)])
    return Events(reader.file, reader.as_of, events)


def _as_of(as_of: dt.date | str) -> dt.date:
    if isinstance(as_of, dt.datetime):
        return as_of.date()
    if isinstance(as_of, dt.date):
        return as_of
    return read_day(as_of)


@dataclass
class _Reader(CsvReader):
    """Reads the text of a file of events."""

    as_of: dt.date = dt.date.max
    progress: Callable[[str], None] | None = None

    def events(self) -> Iterator[Event]:
        """Yield the events of the lines with which nothing is wrong."""
        records = self.records()
        if not self.start(records, _HEADER, (*((name,) for name in _COLUMNS), _SCORES)):
            return
        for number, record in enumerate(records):
            if self.progress is not None and number % LINES_A_STEP == 0:
                self.progress(f"line {record.line:,}")
            event = self._event(record)
            if event is not None:
                yield event

    def _event(self, record: CsvRecord) -> Event | None:
        before = len(self.problems)
        event = None if any(record.cells[self.width :]) else self._event_of(record)
        return None if self.torn(record, before) else event

    def _event_of(self, record: CsvRecord) -> Event | None:
        before = len(self.problems)
        day = self.read(record, "date", self._not_later)
        source, target = (self.read(record, name, read_party) for name in ("source", "target"))
        read = read_score_with_comma if record.delimiter == ";" else read_score
        score = self.read(record, "goldstein", read) if self.written(record, "goldstein") else None
        root = self.read(record, "cameo", read_root) if self.written(record, "cameo") else ""
        places = [self.columns[name] for name in _SCORES if name in self.columns]
        if places and not any(self.written(record, name) for name in _SCORES):
            self.note(record, min(places), "a Goldstein score or a CAMEO code is missing here")
        if len(self.problems) > before or not places or root is None:
            return None
        if day is None or source is None or target is None:
            return None
        if score is None:
            return Event(day, source, target, GOLDSTEIN_OF_ROOT[root], root, scored_by_root=True)
        return Event(day, source, target, score, root)

    def _not_later(self, written: str) -> dt.date:
        day = read_day(written)
        if day > self.as_of:
            raise WordError(f"{day} is later than {self.as_of}, and nothing later may enter")
        return day
