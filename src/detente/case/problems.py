"""What is wrong with a case, said in the analyst's words and with the place in the file."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["CaseError", "Place", "Problem", "Severity", "TooLargeError", "WordError", "closest", "quoted"]

LONGEST_WORD = 60
"""Characters of what was written that a message repeats."""


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
    """One thing that is wrong: where it stands, what it is, and what may have been meant.

    ``cell``: of a sheet, the address of the cell, with the name of the sheet where there are several; told in
    place of line and column. ``count`` is 1, or how many further problems it tells of that are not listed one
    by one.
    """

    message: str
    file: str = ""
    place: Place = Place()
    excerpt: str = ""
    suggestion: str = ""
    severity: Severity = Severity.ERROR
    count: int = 1
    cell: str = ""

    def __str__(self) -> str:
        """Return ``file:line:column: message`` with the source line and a caret beneath.

        >>> print(Problem("unknown party 'rusia'", "case.yaml", Place(2, 5), "    rusia: full", "russia"))
        case.yaml:2:5: unknown party 'rusia'; did you mean 'russia'?
              rusia: full
              ^
        """
        where = self.file
        if "!" in self.cell:
            where += f": {self.cell}"
        elif self.cell:
            where += f", cell {self.cell}"
        elif self.place.line:
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

    def __reduce__(self) -> tuple[type[CaseError], tuple[tuple[Problem, ...]]]:
        """Let the error travel between processes."""
        return CaseError, (self.problems,)

    @property
    def count(self) -> int:
        """How many problems there are, those that are not listed one by one among them."""
        return sum(problem.count for problem in self.problems)

    @classmethod
    def of(cls, message: str, file: str = "") -> CaseError:
        """Return an error with a single problem that concerns the file as a whole."""
        return cls([Problem(message, file)])

    @classmethod
    def unknown(cls, kind: str, word: str, known: Iterable[str]) -> CaseError:
        """Return an error about a word that names nothing of a kind, with the known one that may be meant.

        >>> print(CaseError.unknown("bloc", "nata", ["csto", "nato"]))
        unknown bloc 'nata'; did you mean 'nato'?
        """
        return cls([Problem(f"unknown {kind} {quoted(word)}", suggestion=closest(word, known))])


class TooLargeError(ValueError):
    """It takes too much, or too large numbers, to find what is asked; the sentence says why."""


class WordError(ValueError):
    """A word that is not possible where it stands; ``suggestion`` is what may have been meant."""

    def __init__(self, message: str, suggestion: str = "") -> None:
        """Keep the sentence and the suggestion."""
        super().__init__(message)
        self.suggestion = suggestion


def closest(word: str, known: Iterable[str]) -> str:
    """Return the known word that the written one most resembles, or nothing.

    >>> closest("rusia", ["nato", "russia"])
    'russia'
    >>> closest("France", ["nato", "russia"])
    ''
    """
    return _closest(word[:LONGEST_WORD], frozenset(known))


@lru_cache(maxsize=1024)
def _closest(word: str, known: frozenset[str]) -> str:
    by_lower = {name.lower(): name for name in sorted(known)}
    found = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else ""


def quoted(value: object) -> str:
    """Return what was written in quotation marks, cut where it is long; or the word for what it is.

    >>> quoted("full"), quoted(None), quoted([1, 2])
    ("'full'", 'nothing', 'a list')
    """
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    written = str(value).lower() if isinstance(value, bool) else str(value)
    return repr(written if len(written) <= LONGEST_WORD else f"{written[:LONGEST_WORD]}…")


def _window(line: str, column: int, width: int = 110) -> tuple[str, int]:
    """Cut a long source line to what surrounds the column, without characters that move the cursor."""
    start = max(0, min(column - width // 2, len(line) - width)) if len(line) > width else 0
    shown = "".join(letter if letter.isprintable() else " " for letter in line[start : start + width])
    return shown.rstrip(), column - start
