"""A log of what was done under a procedure, read from a CSV file: time, party, move."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.csv_file import CsvReader, listed, text_of
from detente.case.problems import CaseError, Problem, WordError, closest, quoted
from detente.outcomes.holders import members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.csv_file import CsvRecord
    from detente.institutions.procedures.machine import Machine

__all__ = ["Log", "LogEntry", "Moment", "read_log"]

Moment = int | dt.datetime
"""A time in a log: whole units of the procedure's clock, or a date with or without a time of day."""
LARGEST_UNIT = 10**9
LAST_YEAR = 2999
_COLUMNS = (("time",), ("party",), ("move",))
_HEADER = "time, party, move, and whom where a move names somebody"


@dataclass(frozen=True)
class LogEntry:
    """One line of a log: who is said to have made which move when, and whom the move named."""

    line: int
    time: Moment
    party: str
    move: str
    whom: str | None = None


@dataclass(frozen=True)
class Log:
    """The entries of a log, in the order of time. ``by_day``: whether each is a whole day."""

    file: str
    entries: tuple[LogEntry, ...]
    by_day: bool


def read_log(path: str | Path, machine: Machine) -> Log:
    """Read a CSV file of moves under a procedure, one a line.

    The first line names the columns: ``time`` (2010-02-01, 2010-02-01T15:30, or whole units of the clock),
    ``party`` and ``move`` (short names), and ``whom`` where a move names somebody of several. Other columns
    and empty lines are ignored; commas or semicolons part the columns.

    Raises ``CaseError`` with everything that is wrong with the file, and where.
    """
    file = Path(path)
    reader = _LogReader(text_of(file, "moves"), str(file))
    entries = tuple(reader.entries(machine))
    if not entries and not reader.problems:
        reader.problems.append(Problem("the log has no entries", str(file)))
    if reader.problems:
        raise CaseError(listed(reader.problems))
    return Log(str(file), entries, by_day=all(_is_day(one.time) for one in entries))


def _is_day(moment: Moment) -> bool:
    return isinstance(moment, int) or (moment.time() == dt.time() and moment.tzinfo is None)


@dataclass
class _LogReader(CsvReader):
    """Reads the text of a log."""

    _last: tuple[int, str, Moment] | None = None

    def entries(self, machine: Machine) -> Iterator[LogEntry]:
        """Yield the entries of the lines with which nothing is wrong."""
        records = self.records()
        if not self.start(records, _HEADER, _COLUMNS, "whom"):
            return
        for record in records:
            before = len(self.problems)
            entry = None if any(record.cells[self.width :]) else self._entry(record, machine)
            if not self.torn(record, before) and entry is not None:
                yield entry

    def _entry(self, record: CsvRecord, machine: Machine) -> LogEntry | None:
        before = len(self.problems)
        time = self.read(record, "time", self._moment)
        party = self.read(record, "party", lambda word: _party(word, machine))
        move = self.read(record, "move", lambda word: _move(word, machine))
        whom = self._whom(record, machine, party, move)
        if time is not None:
            self._in_order(record, time)
        if len(self.problems) > before or time is None or party is None or move is None:
            return None
        return LogEntry(record.line, time, party, move, whom)

    def _moment(self, written: str) -> Moment:
        found = _read_moment(written)
        if self._last is None:
            return found
        line, other, last = self._last
        if isinstance(found, int) != isinstance(last, int):
            raise WordError(f"line {line} has {other!r}: a log has dates, or whole units, but not both")
        if (
            isinstance(found, dt.datetime)
            and isinstance(last, dt.datetime)
            and bool(found.tzinfo) != bool(last.tzinfo)
        ):
            raise WordError(f"line {line} has {other!r}: all times of a log name their zone, or none does")
        return found

    def _in_order(self, record: CsvRecord, time: Moment) -> None:
        written = self.written(record, "time")
        if self._last is not None:
            line, other, last = self._last
            if time < last:  # type: ignore[operator]  # of one kind: it has been checked
                where = f"line {line}, which has {other}"
                self.note(record, self.columns["time"], f"out of order: {written} is earlier than {where}")
                return
        self._last = (record.line, written, time)

    def _whom(self, record: CsvRecord, machine: Machine, party: str | None, move: str | None) -> str | None:
        """Read whom a move names; where only one other takes part, that one is meant."""
        if move is None or party is None:
            return None
        names = next(one.names for one in machine.moves if one.id == move)
        written = self.written(record, "whom")
        others = [one for one in machine.players if one != party]
        if names is None:
            if written:
                self.note(record, self.columns["whom"], f"the move {move!r} names nobody")
            return None
        if written:
            whom = self.read(record, "whom", lambda word: _party(word, machine))
            if whom == party:
                self.note(record, self.columns["whom"], f"{party!r} cannot name itself")
            return whom
        if len(others) > 1:
            cell = self.columns.get("whom", self.columns["move"])
            message = f"the move {move!r} names somebody: say whom in the column 'whom'"
            self.note(record, cell, message)
        return others[0]


def _read_moment(written: str) -> Moment:
    """Read a time: whole units, or a date with or without a time of day."""
    if not written:
        raise WordError("the time is missing here")
    if written.isascii() and written.isdecimal():
        if len(written) > len(str(LARGEST_UNIT)):
            raise WordError(f"{quoted(written)} is no time on any clock")
        return int(written)
    found = _date(written)
    if found is None:
        forms = "write a date (2010-02-01), a date and time (2010-02-01T15:30), or whole units"
        raise WordError(f"{quoted(written)} is no time: {forms}")
    if found.year > LAST_YEAR:
        raise WordError(f"{written} is no date of a log: it lies after {LAST_YEAR}")
    return found


def _date(written: str) -> dt.datetime | None:
    if len(written) < len("2010-02-01"):
        return None
    try:
        return dt.datetime.fromisoformat(written)
    except ValueError:
        return None


def _party(word: str, machine: Machine) -> str:
    if not word:
        raise WordError("the party is missing here")
    if word in machine.players:
        return word
    if word in machine.case.parties or word in machine.case.blocs:
        acting = [one for one in machine.players if word in members(machine.case, one)]
        takes = f"{quoted(word)} takes no part in {machine.key!r}"
        if acting:
            raise WordError(f"{takes} itself, but within {acting[0]!r}", acting[0])
        raise WordError(takes)
    raise WordError(f"unknown party {quoted(word)}", closest(word, machine.players))


def _move(word: str, machine: Machine) -> str:
    if not word:
        raise WordError("the move is missing here")
    known = {one.id: one for one in machine.moves}
    if word not in known:
        made = [one.id for one in machine.moves if one.after is None]
        raise WordError(f"unknown move {quoted(word)} of {machine.key!r}", closest(word, made))
    if known[word].after is not None:
        raise WordError(f"{word!r} is a timeout, which nobody makes; it happens by itself, so leave it out")
    return word
