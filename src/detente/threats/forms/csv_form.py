"""Forms as a table in CSV, one thing that is asked a line: of one expert, or of many in one file."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from detente.case.csv_file import CsvReader, listed, text_of
from detente.case.estimates import read_quantile
from detente.case.problems import CaseError, Problem, WordError, closest, quoted
from detente.case.threat_form import KIND
from detente.threats.forms.asked import FIELDS, asked_of
from detente.threats.forms.feedback import feedback_on
from detente.threats.forms.typed import MISSING, joined_reason, number_typed

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
    """Return an empty form for an expert and a round; from the second on with what all answered before."""
    stream = io.StringIO()
    rows = csv.writer(stream, lineterminator="\n")
    levels = [_percent(level) for level in assessment.quantiles]
    rows.writerow(["case", "expert", "round", "field", "key", *levels, "why", "question", "before"])
    for one in asked_of(assessment, expert):
        says = f"{one.says} ({one.unit})" if one.unit else one.says
        before = " ".join(feedback_on(assessment, expert, one.field, one.key))
        blank = [""] * (len(levels) + 1)
        rows.writerow([case.title, expert, number, one.field, one.key, *blank, says, before])
    return stream.getvalue()


@dataclass
class CsvForm:
    """The answers of one expert in a file: a tree, and where each entry stands."""

    reader: CsvReader
    tree: dict[str, Any] = field(default_factory=dict)
    entries: dict[Path_, tuple[CsvRecord, str]] = field(default_factory=dict)

    def placed(self, wrong: Wrong) -> Problem:
        """Return what is wrong with an entry, with the line and column where it stands."""
        path = next((path for path in (wrong.path, wrong.path[:1]) if path in self.entries), ("expert",))
        record, column = self.entries["key", *wrong.path] if wrong.at_key else self.entries[path]
        place, excerpt = record.place(self.reader.columns.get(column, 0))
        return Problem(wrong.message, self.reader.file, place, excerpt, wrong.suggestion)


def read_csv_forms(path: Path, case: Case, assessment: Assessment) -> list[CsvForm]:
    """Read a table of answers, of one expert or of many.

    The first line names the columns: ``expert``, ``round``, ``field`` (likelihood, impact or questions),
    ``key`` (of the threat or question), and a column for each quantile, such as ``5%`` or ``0.05``. ``case``
    (its title) and ``why`` may be there too; other columns are ignored. Lines without numbers and words are
    left open.

    Raises ``CaseError`` with everything that is wrong with the table itself, and where.
    """
    reader = _Reader(text_of(path, "answers"), str(path), title=case.title, asked=assessment.quantiles)
    forms = reader.forms()
    if reader.problems:
        raise CaseError(listed(reader.problems))
    return forms


@dataclass
class _Reader(CsvReader):
    """Reads the text of a table of answers."""

    title: str = ""
    asked: tuple[Fraction, ...] = ()
    levels: dict[str, Fraction] = field(default_factory=dict)
    found: dict[tuple[str, int], CsvForm] = field(default_factory=dict)

    def forms(self) -> list[CsvForm]:
        records = self.records()
        wanted = [("expert",), ("round",), ("field",), ("key",), *map(_written, self.asked)]
        words = f"expert, round, field, key, {', '.join(map(_percent, self.asked))}"
        if not self.start(records, words, wanted, "case", "why"):
            return []
        for record in records:
            before = len(self.problems)
            self._answer(record)
            self.torn(record, before)
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

    def _answer(self, record: CsvRecord) -> None:
        why = " ".join(self.written(record, "why").split())
        columns = [name for name in self.levels if self.written(record, name)]
        field_ = self.read(record, "field", _field)
        number = self.read(record, "round", _round)
        expert, key = (self.read(record, name, _needed(name)) for name in ("expert", "key"))
        if field_ is None or number is None or expert is None or key is None or not (why or columns):
            return
        form = self._form(record, expert, number)
        if why and field_ == "questions":
            self.note(record, self.columns["why"], "reasons are given for threats, not for questions")
        elif why:
            reasons = form.tree.setdefault("reasons", {})
            reasons[key] = joined_reason(reasons.get(key), why)
            form.entries["reasons", key] = form.entries["key", "reasons", key] = record, "key"
        if not columns:
            return
        if key in form.tree.get(field_, {}):
            line = form.entries[field_, key][0].line
            self.note(record, self.columns["key"], f"{field_} of {key} stands already on line {line}")
        else:
            estimate = self._estimate(record, columns)
            form.tree.setdefault(field_, {})[key] = estimate
            form.entries[field_, key] = record, columns[0]
            form.entries["key", field_, key] = record, "key"

    def _form(self, record: CsvRecord, expert: str, number: int) -> CsvForm:
        form = self.found.get((expert, number))
        title = self.written(record, "case") or self.title
        if form is None:
            head = {"form": KIND, "case": title, "expert": expert, "round": number}
            form = self.found[expert, number] = CsvForm(self, head)
            for name in ("case", "expert", "round"):
                form.entries[name,] = record, name
        elif form.tree["case"] != title:
            self.note(record, self.columns["case"], f"the lines of {expert} are of two cases")
        return form

    def _estimate(self, record: CsvRecord, columns: list[str]) -> object:
        """Return the numbers of a line: as a list at the quantiles that are asked for, else by quantile."""
        if set(self.levels.values()) == set(self.asked):
            for name in self.levels:
                if name not in columns:
                    self.note(record, self.columns[name], MISSING)
                    return None
        numbers = {name: self.read(record, name, self._number(record)) for name in columns}
        rising = sorted(columns, key=self.levels.__getitem__)
        for before, after in pairwise(rising):
            low, high = numbers[before], numbers[after]
            if low is not None and high is not None and high <= low:
                words = (
                    f"the quantiles cross: {high:g} comes after {low:g}; each must be greater than the one"
                )
                self.note(record, self.columns[after], f"{words} before")
                break
        if tuple(self.levels[name] for name in rising) == self.asked:
            return [numbers[name] for name in rising]
        return {float(self.levels[name]): numbers[name] for name in rising}

    @staticmethod
    def _number(record: CsvRecord) -> Callable[[str], float]:
        def read(written: str) -> float:
            number = number_typed(written.replace(",", ".") if record.delimiter == ";" else written)
            if number is None:
                raise WordError(f"{quoted(written)} is no number")
            return number

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
