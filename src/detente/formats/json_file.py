"""A JSON file: its tree, and what is to be said of it, with line and column."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detente.case.csv_file import MOST_LISTED
from detente.case.problems import CaseError, Place, Problem, Severity
from detente.formats.json_tokens import Path_, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Json", "JsonFile", "problems_at"]

Json = Any
"""A dict with texts as keys, a list, a text, a number, a truth value or None."""


@dataclass(frozen=True)
class _Note:
    path: Path_
    message: str
    suggestion: str
    at_key: bool


@dataclass
class _Notes:
    """What is said of a file, as much of it as is listed; and how much there is besides."""

    listed: list[_Note] = field(default_factory=list)
    further: int = 0

    def add(self, note: _Note) -> None:
        if len(self.listed) < MOST_LISTED:
            self.listed.append(note)
        else:
            self.further += 1


@dataclass
class JsonFile:
    """The text of a file, its name, the tree that it stands for, and what has been noted about it.

    Places are looked up once all has been noted, so that a sound file is read as fast as JSON can be.
    """

    text: str
    file: str
    tree: Json
    _errors: _Notes = field(default_factory=_Notes)
    _warnings: _Notes = field(default_factory=_Notes)

    def error(self, path: Path_, message: str, suggestion: str = "", *, at_key: bool = False) -> None:
        """Note what is wrong with the value, or the key, to which a path leads, or with what it stands in."""
        self._errors.add(_Note(path, message, suggestion, at_key))

    def warning(self, path: Path_, message: str, suggestion: str = "", *, at_key: bool = False) -> None:
        """Note what may not be meant."""
        self._warnings.add(_Note(path, message, suggestion, at_key))

    @property
    def is_sound(self) -> bool:
        """Whether nothing wrong has been noted."""
        return not self._errors.listed

    def require_sound(self) -> None:
        """Raise ``CaseError`` with everything that has been noted, if anything is wrong.

        A warning may say why something is wrong, as that a key is misspelt.
        """
        if not self.is_sound:
            raise CaseError([*self.warnings(), *self._problems(self._errors, Severity.ERROR)])

    def warnings(self) -> tuple[Problem, ...]:
        """Return the warnings that have been noted."""
        return tuple(self._problems(self._warnings, Severity.WARNING))

    def _problems(self, notes: _Notes, severity: Severity) -> list[Problem]:
        wanted = {note.path[:end] for note in notes.listed for end in range(len(note.path) + 1)}
        offsets: dict[tuple[Path_, bool], int] = {}
        if wanted:
            for one in tokens(self.text):
                if one.path in wanted:
                    offsets.setdefault((one.path, one.is_key), one.offset)
        placed = []
        for note in notes.listed:
            path, at_key = note.path, note.at_key
            while (path, at_key) not in offsets:  # what is missing is told of what it would stand in
                path, at_key = path[:-1], False
            placed.append((offsets[path, at_key], note.message, note.suggestion))
        found = problems_at(self.text, self.file, placed, severity)
        if notes.further:
            more = f"from here on, {notes.further:,} more of what is noted are not listed"
            last = found[-1]
            found.append(Problem(more, self.file, last.place, severity=severity, count=notes.further))
        return found


def problems_at(
    text: str, file: str, noted: Iterable[tuple[int, str, str]], severity: Severity = Severity.ERROR
) -> list[Problem]:
    """Return problems that point at characters of a text, by number; with each a message and a suggestion."""
    lines: dict[int, str] = {}  # each kept once: a file may be one long line, which all its problems show
    found = []
    for offset, message, suggestion in noted:
        begins = text.rfind("\n", 0, offset) + 1
        if begins not in lines:
            ends = text.find("\n", offset)
            lines[begins] = text[begins : ends if ends >= 0 else None].rstrip("\r")
        place = Place(text.count("\n", 0, offset) + 1, offset - begins + 1)
        found.append(Problem(message, file, place, lines[begins], suggestion, severity))
    return found
