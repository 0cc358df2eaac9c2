"""Forms as a table in CSV, one thing that is asked a line: of one expert, or of many in one file."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detente.case.csv_file import CsvReader, listed, text_of
from detente.case.estimates import read_quantile
from detente.case.problems import Problem, WordError, closest, quoted
from detente.case.threat_form import KIND
from detente.threats.forms.asked import FIELDS, asked_of, how_to_answer, sample_answer, takes_percent
from detente.threats.forms.feedback import feedback_on
from detente.threats.forms.fingerprint import fingerprint_of
from detente.threats.forms.typed import (
    MISSING,
    NO_REASON,
    joined_reason,
    line_typed,
    number_typed,
    with_points,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction
    from pathlib import Path

    from detente.case.case import Case
    from detente.case.csv_file import CsvRecord
    from detente.case.document import Path_
    from detente.case.references.answers import Wrong
    from detente.case.threats import Assessment

__all__ = ["CsvForm", "csv_form", "read_csv_forms"]


def csv_form(case: Case, assessment: Assessment, expert: str, number: int) -> str:
    """Return an empty form for an expert and a round; from the second on with what all answered before.

    How to answer stands in the last column, which nobody reads again.
    """
    stream = io.StringIO()
    rows = csv.writer(stream, lineterminator="\n")
    levels = [_percent(level) for level in assessment.quantiles]
    head = ["case", "expert", "round", "asked", "field", "key"]
    rows.writerow([*head, *levels, "why", "question", "before", "how to answer"])
    mark = fingerprint_of(assessment, expert, number)
    sample = " | ".join(map(str, sample_answer(assessment)))
    how = how_to_answer(assessment, expert, sample)
    for one in asked_of(assessment, expert):
        before = " ".join(feedback_on(assessment, expert, one.field, one.key))
        blank = [""] * (len(levels) + 1)
        given = [case.title, expert, number, mark, one.field, one.key, *blank]
        rows.writerow([*given, one.explained, before, how])
        how = ""
    return stream.getvalue()


@dataclass
class CsvForm:
    """The answers of one expert in a file: a tree, and where each entry stands.

    ``doubtful``: entries of its head that cannot be read.
    """

    reader: CsvReader
    tree: dict[str, Any] = field(default_factory=dict)
    entries: dict[Path_, tuple[CsvRecord, str]] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()

    def placed(self, wrong: Wrong) -> Problem:
        """Return what is wrong with an entry, with the line and column where it stands."""
        path = wrong.path
        paths: list[Path_] = [path, path[:2], path[:1], ("expert",)]
        if wrong.at_key:
            paths.insert(0, ("key", *path))
        record, column = next(self.entries[one] for one in paths if one in self.entries)
        place, excerpt = record.place(self.reader.columns.get(column, 0))
        return Problem(wrong.message, self.reader.file, place, excerpt, wrong.suggestion)


def read_csv_forms(path: Path, case: Case, assessment: Assessment) -> tuple[list[CsvForm], list[Problem]]:
    """Read a table of answers, of one expert or of many, and what is wrong with the table itself.

    The first line names the columns: ``expert``, ``round``, ``field`` (likelihood, impact or questions),
    ``key`` (of the threat or question), and a column for each quantile, such as ``5%`` or ``0.05``. ``case``
    (its title), ``asked`` (the mark of a form) and ``why`` may be there too; other columns are ignored. Lines
    without numbers and words are left open; where all are, and they are of one expert, it is an empty form.

    Raises ``CaseError`` where the file cannot be read at all.
    """
    reader = _Reader(text_of(path, "answers"), str(path), case=case, assessment=assessment)
    return reader.forms(), listed(reader.problems)


@dataclass
class _Line:
    """What stands on a line: whose answer to what, its reason, and its numbers, by column."""

    record: CsvRecord
    expert: str | None
    number: int | None
    field: str | None
    key: str | None
    why: str
    columns: list[str]
    estimate: object
    given: list[str]
    """The columns of the numbers in the estimate, from low to high."""


@dataclass
class _Reader(CsvReader):
    """Reads the text of a table of answers."""

    case: Case = field(kw_only=True)
    assessment: Assessment = field(kw_only=True)
    levels: dict[str, Fraction] = field(default_factory=dict)
    found: dict[tuple[str, int | None], CsvForm] = field(default_factory=dict)
    empty: dict[tuple[str, int | None], _Line] = field(default_factory=dict)

    def forms(self) -> list[CsvForm]:
        asked = self.assessment.quantiles
        records = self.records()
        wanted = [("expert",), ("round",), ("field",), ("key",), *map(_written, asked)]
        words = f"expert, round, field, key, {', '.join(map(_percent, asked))}"
        if not self.start(records, words, wanted, "case", "asked", "why"):
            return []
        for record in records:
            before = len(self.problems)
            line = self._line(record)
            if not self.torn(record, before):
                self._take(line)
        if not self.found and len(self.empty) == 1:
            [((expert, number), line)] = self.empty.items()
            self._form(line.record, expert, number)
        if not self.found and not self.problems:
            self.problems.append(Problem("there is no answer below the names of the columns", self.file))
        return list(self.found.values())

    def _read_header(
        self, header: CsvRecord, said: str, wanted: Sequence[Sequence[str]], optional: Sequence[str]
    ) -> bool:
        """Read the first line; whatever is a quantile names a column of numbers."""
        first: dict[Fraction, str] = {}
        for place, name in enumerate(cell.lower() for cell in header.cells):
            level = _level(name)
            if level is None:
                continue
            if first.setdefault(level, name) != name:
                words = f"the columns {quoted(first[level])} and {quoted(name)} are of the same quantile"
                self.note(header, place, f"{words}; leave one of them out")
            self.levels[name] = level
        return super()._read_header(header, said, wanted, (*optional, *self.levels))

    def _line(self, record: CsvRecord) -> _Line:
        """Read a line, and note what is wrong with each of its cells."""
        columns = [name for name in self.levels if self.written(record, name)]
        field_ = self.read(record, "field", _field)
        number = self.read(record, "round", _round)
        expert, key = (self.read(record, name, _needed(name)) for name in ("expert", "key"))
        why = " ".join(self.written(record, "why").split())
        if why and field_ == "questions":
            self.note(record, self.columns["why"], NO_REASON)
            why = ""
        estimate, given = self._estimate(record, field_, columns)
        return _Line(record, expert, number, field_, key, why, columns, estimate, given)

    def _take(self, line: _Line) -> None:
        """Put a line into the form of its expert."""
        if line.expert is None:
            return
        if not (line.why or line.columns):
            self.empty.setdefault((line.expert, line.number), line)
            return
        form = self._form(line.record, line.expert, line.number)
        if line.field is None or line.key is None:
            return
        if line.why:
            reasons = form.tree.setdefault("reasons", {})
            reasons[line.key] = joined_reason(reasons.get(line.key), line.why)
            form.entries["reasons", line.key] = form.entries["key", "reasons", line.key] = line.record, "key"
        if line.columns:
            self._answer(form, line, line.field, line.key)

    def _answer(self, form: CsvForm, line: _Line, field_: str, key: str) -> None:
        """Put the numbers of a line into a form; where none can be read, its key is looked at alone."""
        record = line.record
        if (field_, key) in form.entries:
            first = form.entries[field_, key][0].line
            self.note(record, self.columns["key"], f"{field_} of {key} stands already on line {first}")
            return
        form.entries.setdefault((field_,), (record, "field"))
        form.entries[field_, key] = record, line.columns[0]
        form.entries["key", field_, key] = record, "key"
        for place, name in enumerate(line.given):
            form.entries[field_, key, place] = record, name
        known = self.assessment.questions if field_ == "questions" else self.assessment.listed
        if line.estimate is not None:
            form.tree.setdefault(field_, {})[key] = line.estimate
        elif key not in known:
            kind = "question" if field_ == "questions" else "threat"
            self.note(record, self.columns["key"], f"unknown {kind} {quoted(key)}", closest(key, known))

    def _form(self, record: CsvRecord, expert: str, number: int | None) -> CsvForm:
        form = self.found.get((expert, number))
        title = self.written(record, "case") or self.case.title
        mark = self.written(record, "asked") or None
        if form is None:
            head = {"form": KIND, "case": title, "expert": expert, "asked": mark}
            form = self.found[expert, number] = CsvForm(self, head)
            if number is None:
                form.doubtful = frozenset({"round"})
            else:
                form.tree["round"] = number
            for name in ("case", "expert", "round", *(["asked"] if mark else [])):
                form.entries[name,] = record, name
        elif form.tree["case"] != title:
            self.note(record, self.columns["case"], f"the lines of {expert} are of two cases")
        elif mark and form.tree["asked"] and form.tree["asked"] != mark:
            self.note(record, self.columns["asked"], f"the lines of {expert} are of two forms")
        return form

    def _estimate(
        self, record: CsvRecord, field_: str | None, columns: list[str]
    ) -> tuple[object, list[str]]:
        """Return the numbers of a line, and the columns in which they stand, from low to high."""
        if not columns:
            return None, []
        names = list(self.levels)
        if set(self.levels.values()) == set(self.assessment.quantiles):
            for name in names:
                if name not in columns:
                    self.note(record, self.columns[name], MISSING)
        read = self._number(record, percent=field_ is None or takes_percent(self.assessment, field_))
        values = [self.read(record, name, read) if name in columns else None for name in names]

        def note(place: int, message: str) -> None:
            self.note(record, self.columns[names[place]], message)

        levels = list(self.levels.values())
        estimate, places = line_typed(values, levels, self.assessment.quantiles, note)
        return estimate, [names[place] for place in places]

    @staticmethod
    def _number(record: CsvRecord, *, percent: bool) -> Callable[[str], float]:
        def read(written: str) -> float:
            text = with_points(written) if record.delimiter == ";" else written
            return number_typed(text, percent=percent)

        return read


def _field(written: str) -> str:
    if written.lower() not in FIELDS:
        raise WordError(f"{quoted(written)} is none of {', '.join(FIELDS)}", closest(written, FIELDS))
    return written.lower()


def _round(written: str) -> int:
    if not written.isdecimal():
        raise WordError(f"{quoted(written)} is no number of a round, such as 1")
    return int(written)


def _needed(name: str) -> Callable[[str], str]:
    def read(written: str) -> str:
        if not written:
            raise WordError(f"the {name} is missing here")
        return written

    return read


def _level(column: str) -> Fraction | None:
    """Return the quantile that a column is named after, such as 5% or 0.05; None where it is after none."""
    try:
        return read_quantile(column)
    except ValueError:
        return None


def _written(level: Fraction) -> tuple[str, ...]:
    return (_percent(level), f"{float(level):g}")


def _percent(level: Fraction) -> str:
    return f"{float(100 * level):g}%"
