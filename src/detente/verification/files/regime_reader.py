"""What all files about a regime have in common: they use its words, and every slip is noted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from detente.case.csv_file import CsvReader
from detente.case.declarations import UNKNOWN, Status, read_count
from detente.case.nesting import above
from detente.case.numbers import LARGEST
from detente.case.problems import WordError, closest, quoted
from detente.case.written import read_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from detente.case.csv_file import CsvRecord
    from detente.case.numbers import Range
    from detente.case.regimes import Category, Exclusion, Group, Regime, StateParty, Zone

__all__ = ["RegimeReader"]

_Part = TypeVar("_Part", bound="Category | Exclusion | Group | StateParty | Zone")
_COUNT = re.compile(r"(\d{1,10})(?:\s*(?:-|–|to|\.\.)\s*(\d{1,10}))?", re.ASCII)
_TRUTH = {"yes": True, "true": True, "no": False, "false": False}
_GROUPED = re.compile(r"\d{1,3}([ ,'.]\d{3})+", re.ASCII)


@dataclass
class RegimeReader(CsvReader):
    """Reads the text of a file about a regime; ``regime`` is the one that it speaks of.

    ``columns_of``: what the columns stand for that have no name of their own here, in one word; then none may
    be there that stands for nothing. ``stands``: on which line an entry stands that may stand once only.
    """

    regime: Regime | None = None
    columns_of: str = ""
    stands: dict[tuple[str, ...], int] = field(default_factory=dict)

    @property
    def of(self) -> Regime:
        """The regime."""
        assert self.regime is not None
        return self.regime

    def whole_records(
        self, said: str, wanted: tuple[tuple[str, ...], ...], *others: str
    ) -> Iterator[CsvRecord]:
        """Yield the records after the first line, if that names the columns; a torn one is noted instead."""
        records = self.records()
        if self.start(records, said, wanted, *others):
            for record in records:
                before = len(self.problems)
                if any(record.cells[self.width :]):
                    self.torn(record, before)
                else:
                    yield record

    def _read_header(
        self, header: CsvRecord, said: str, wanted: Sequence[Sequence[str]], optional: Sequence[str]
    ) -> bool:
        """Read the first line, and note columns that would be left unread by a slip."""
        if not super()._read_header(header, said, wanted, optional):
            return False
        known = {*optional, *(name for group in wanted for name in group)}
        noted = {problem.place for problem in self.problems}
        for place, cell in enumerate(header.cells):
            if not cell or cell.lower() in known or header.place(place)[0] in noted:
                continue
            meant = closest(cell, [name for name in optional if name not in self.columns])
            if meant or self.columns_of:
                kind = f"no column and no {self.columns_of}" if self.columns_of else "no column"
                self.note(header, place, f"{kind} is called {quoted(cell)}", meant)
        return True

    def once(self, record: CsvRecord, by: str) -> None:
        """Note an entry that stands there already; ``by`` what two of the same can be told apart.

        Counted twice, a slip of the pen could make a breach, or hide one.
        """
        line = self.stands.setdefault(record.cells, record.line)
        if line != record.line:
            message = f"this entry stands already on line {line}; leave one out, or tell them apart by {by}"
            self.note(record, 0, message)

    def state(self, record: CsvRecord) -> str | None:
        """Read the state."""
        return self.read(record, "party", lambda word: _one_of(word, self.of.states, "state"))

    def category(self, record: CsvRecord) -> str | None:
        """Read the category."""
        return self.read(record, "category", lambda word: _one_of(word, self.of.categories, "category"))

    def day(self, record: CsvRecord, column: str) -> str | None:
        """Read a date."""
        return self.read(record, column, _day)

    def day_if_any(self, record: CsvRecord, column: str) -> str | None:
        """Read a date where one is written."""
        return self.day(record, column) if self.written(record, column) else None

    def zone(self, record: CsvRecord, column: str) -> str | None:
        """Read a zone where one is written."""
        if not self.written(record, column):
            return None
        return self.read(record, column, lambda word: _one_of(word, self.of.zones, "zone"))

    def exclusion(self, record: CsvRecord, category: str | None) -> str | None:
        """Read an exclusion where one is written; it must apply to the category."""
        if not self.written(record, "excluded"):
            return None

        def read(word: str) -> str:
            found = _one_of(word, self.of.exclusions, "exclusion")
            applies = self.of.exclusions[found].categories
            if category is not None and applies and not {*above(self.of.categories, category)} & {*applies}:
                raise WordError(f"{found!r} does not apply to {quoted(category)}")
            return found

        return self.read(record, "excluded", read)

    def yes(self, record: CsvRecord, column: str) -> bool:
        """Read whether something is so; no where nothing is written."""
        return bool(self.written(record, column) and self.read(record, column, _yes_or_no))

    def status(self, record: CsvRecord) -> Status:
        """Read how items are held; unknown where nothing is written."""
        if not self.written(record, "status"):
            return Status.UNKNOWN
        return self.read(record, "status", _status) or Status.UNKNOWN

    def count(self, record: CsvRecord, column: str) -> tuple[Range | None] | None:
        """Read a number of items, in a tuple as it may be unknown; None where it cannot be read."""
        return self.read(record, column, _count)

    def text_if_any(self, record: CsvRecord, column: str) -> str | None:
        """Read a text where one is written."""
        return self.written(record, column) or None


def _one_of(word: str, known: Mapping[str, _Part], kind: str) -> str:
    """Return the short name that is meant by a short name or a name, in whatever case it is written."""
    if word in known:
        return word
    by_name = {key.casefold(): key for key in known}
    by_name |= {name.casefold(): key for key, one in known.items() if (name := getattr(one, "name", None))}
    if word.casefold() in by_name:
        return by_name[word.casefold()]
    if not word:
        raise WordError(f"the {kind} is missing")
    names = [*known, *(name for one in known.values() if (name := getattr(one, "name", None)))]
    raise WordError(f"unknown {kind} {quoted(word)}", closest(word, names))


def _day(word: str) -> str:
    if not word:
        raise WordError("a date is missing here, such as 2010-02-01")
    try:
        return read_day(word)
    except ValueError as error:
        raise WordError(str(error)) from None


def _status(word: str) -> Status:
    known = [status.value for status in Status]
    if word.lower() in known:
        return Status(word.lower())
    said = ", ".join(known[:-1])
    raise WordError(
        f"{quoted(word)} is no way to hold items; it is {said} or {known[-1]}", closest(word, known)
    )


def _yes_or_no(word: str) -> bool:
    if word.lower() not in _TRUTH:
        raise WordError(f"{quoted(word)} is neither yes nor no", closest(word, ("yes", "no")))
    return _TRUTH[word.lower()]


def _count(word: str) -> tuple[Range | None]:
    if word.lower() in {UNKNOWN, "?", "n/a"}:
        return (None,)
    found = _COUNT.fullmatch(word)
    if found is None:
        if not word:
            raise WordError("a number is missing; write 0 for none, or unknown")
        if re.fullmatch(r"[-−–]\s*\d+", word):
            raise WordError(f"{quoted(word)} is negative: a number of items is 0 or more")
        plain = re.sub(r"\D", "", word) if _GROUPED.fullmatch(word) else ""
        raise WordError(f"{quoted(word)} is no number of items: write 250, 200-260, or unknown", plain)
    low, high = (int(end) for end in (found[1], found[2] or found[1]))
    if low > high:
        raise WordError(f"{quoted(word)} is upside down: the first number is the larger one", f"{high}-{low}")
    if high > LARGEST:
        raise WordError(f"{quoted(word)} is too large: no number may be beyond {LARGEST:,}")
    return (read_count([low, high]),)
