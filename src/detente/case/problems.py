"""What is wrong with a case, said in the analyst's words and with the place in the file."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["CaseError", "Place", "Problem", "Severity", "closest"]


class Severity(Enum):
    """How much a problem matters."""

    ERROR = "error"
    WARNING = "warning"

    def __str__(self) -> str:
        """Return the word for it."""
        return self.value


@dataclass(frozen=True, order=True)
class Place:
    """A line and a column in a file, both counted from 1; line 0 means the file as a whole."""

    line: int = 0
    column: int = 0


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where it stands, what it is, and what may have been meant."""

    message: str
    file: str = ""
    place: Place = Place()
    excerpt: str = ""
    suggestion: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Return ``file:line:column: message`` with the source line and a caret beneath.

        >>> print(Problem("unknown party 'rusia'", "case.yaml", Place(2, 5), "    rusia: full", "russia"))
        case.yaml:2:5: unknown party 'rusia'; did you mean 'russia'?
              rusia: full
              ^
        """
        where = self.file
        if self.place.line:
            where += f":{self.place.line}:{self.place.column}"
        kind = "warning: " if self.severity is Severity.WARNING else ""
        text = f"{where}: {kind}{self.message}" if where else f"{kind}{self.message}"
        if self.suggestion:
            text += f"; did you mean {self.suggestion!r}?"
        if self.excerpt:
            shown, caret = _window(self.excerpt, self.place.column - 1)
            text += f"\n  {shown}\n  {' ' * caret}^"
        return text


class CaseError(Exception):
    """The case cannot be used; every problem found is listed, with its place in the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order of the file, each once."""
        unique = dict.fromkeys(problems)
        self.problems = tuple(sorted(unique, key=lambda problem: (problem.file, problem.place)))
        super().__init__("\n".join(map(str, self.problems)))

    @classmethod
    def of(cls, message: str, file: str = "") -> CaseError:
        """Return an error with a single problem that concerns the file as a whole."""
        return cls([Problem(message, file)])


def closest(word: str, known: Iterable[str]) -> str:
    """Return the known word that the written one most resembles, or nothing.

    >>> closest("rusia", ["nato", "russia"])
    'russia'
    >>> closest("France", ["nato", "russia"])
    ''
    """
    by_lower = {name.lower(): name for name in known}
    found = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else ""


def _window(line: str, column: int, width: int = 110) -> tuple[str, int]:
    """Cut a long source line to what surrounds the column."""
    line = line.replace("\t", " ")
    if len(line) <= width:
        return line, column
    start = max(0, min(column - width // 2, len(line) - width))
    return line[start : start + width], column - start
