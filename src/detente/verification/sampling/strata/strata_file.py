"""Strata that are kept in a CSV file."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.csv_file import CsvReader, listed, text_of
from detente.case.problems import CaseError, Problem, WordError, closest, quoted
from detente.verification.sampling.detection import LARGEST_POPULATION
from detente.verification.sampling.exact_numbers import exact_number, probability
from detente.verification.sampling.strata.stratum import Stratum

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.case.csv_file import CsvRecord

__all__ = ["read_strata"]

_HEADER = "stratum, population and, if you like, detection, cost and violations"
_WANTED = (("stratum",), ("population",))
_OTHERS = ("detection", "cost", "violations")


def read_strata(
    path: str | Path, detection: Fraction = Fraction(1), cost: Fraction = Fraction(1)
) -> list[Stratum]:
    r"""Read a CSV file of strata, one a line.

    The first line names the columns: ``stratum`` (its name) and ``population``, and where they differ between
    strata ``detection``, ``cost`` (of one item) and ``violations``. Other columns and empty lines are
    ignored, unless a column looks like one of these. Commas or semicolons part the columns. Numbers are
    decimals or fractions, and are read exactly.

    ``detection``, ``cost``: of strata for which the file does not say them.

    Raises ``CaseError`` with everything that is wrong with the file, and where.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "strata.csv"
    ...     _ = path.write_text("stratum,population,cost\ntanks,200,3\nguns,300,1\n", encoding="utf-8")
    ...     strata = read_strata(path)
    >>> [(one.name, one.population, str(one.cost)) for one in strata]
    [('tanks', 200, '3'), ('guns', 300, '1')]
    """
    file = Path(path)
    reader = _Reader(text_of(file, "strata"), str(file), detection=detection, cost=cost)
    strata = list(reader.strata())
    if reader.problems:
        raise CaseError(listed(reader.problems))
    return strata


@dataclass
class _Reader(CsvReader):
    """Reads the text of a file of strata."""

    detection: Fraction = Fraction(1)
    cost: Fraction = Fraction(1)
    named: dict[str, int] = field(default_factory=dict)
    given: bool | None = None

    def strata(self) -> Iterator[Stratum]:
        """Yield the strata of the lines with which nothing is wrong."""
        records = self.records()
        if not self.start(records, _HEADER, _WANTED, *_OTHERS):
            return
        empty = True
        for record in records:
            empty = False
            before = len(self.problems)
            found = None if any(record.cells[self.width :]) else self._stratum(record)
            if not self.torn(record, before) and found is not None:
                yield found
        if empty and not self.problems:
            self.problems.append(Problem("there is no stratum below the names of the columns", self.file))

    def _read_header(
        self, header: CsvRecord, said: str, wanted: Sequence[Sequence[str]], optional: Sequence[str]
    ) -> bool:
        """Read the first line, and note columns that would be left unread by a slip."""
        if not super()._read_header(header, said, wanted, optional):
            return False
        for place, cell in enumerate(header.cells):
            if cell and cell.lower() not in self.columns:
                meant = closest(cell, [name for name in _OTHERS if name not in self.columns])
                if meant:
                    self.note(header, place, f"no column is called {quoted(cell)}", meant)
        return True

    def _stratum(self, record: CsvRecord) -> Stratum | None:
        before = len(self.problems)
        name = self.read(record, "stratum", lambda text: self._name(text, record.line))
        population = self.read(record, "population", lambda text: _count(text, 1, LARGEST_POPULATION))
        detection = self._number(record, "detection", self.detection)
        cost = self._number(record, "cost", self.cost)
        violations = self._violations(record, population)
        if len(self.problems) > before or name is None or population is None:
            return None
        return Stratum(name, population, detection or Fraction(0), cost or Fraction(0), violations)

    def _name(self, written: str, line: int) -> str:
        if not written:
            raise WordError("the name of the stratum is missing here")
        if written in self.named:
            raise WordError(f"the stratum {quoted(written)} stands already on line {self.named[written]}")
        self.named[written] = line
        return written

    def _number(self, record: CsvRecord, column: str, otherwise: Fraction) -> Fraction | None:
        if not self.written(record, column):
            return otherwise

        def read(written: str) -> Fraction:
            plain = written.replace(",", ".") if record.delimiter == ";" else written
            try:
                return probability(plain, "detection") if column == "detection" else exact_number(plain)
            except ValueError as error:
                raise WordError(str(error)) from None

        return self.read(record, column, read)

    def _violations(self, record: CsvRecord, population: int | None) -> int | None:
        if "violations" not in self.columns:
            return None
        written = self.written(record, "violations")
        if self.given is None:
            self.given = bool(written)
        if self.given != bool(written):
            message = "give the violations of every stratum, or of none (and a total with --violations)"
            self.note(record, self.columns["violations"], message)
            return None
        most = LARGEST_POPULATION if population is None else population
        return self.read(record, "violations", lambda text: _count(text, 0, most)) if written else None


def _count(written: str, least: int, most: int) -> int:
    """Read a whole number."""
    if not written:
        raise WordError("a whole number is missing here")
    if not (written.isascii() and written.isdigit()):
        raise WordError(f"{quoted(written)} is no whole number, such as 200")
    if len(written) > len(str(LARGEST_POPULATION)) or not least <= int(written) <= most:
        raise WordError(f"{quoted(written)} is not from {least:,} to {most:,}")
    return int(written)
