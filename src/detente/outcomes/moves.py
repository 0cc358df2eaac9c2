"""Moves: changes of one issue from one option to another, and who decides on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.powers import blockers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detente.case.model import CaseFile

__all__ = ["Move", "deciders", "jointly_decided", "moves_from", "reversible", "today", "written_deciders"]


@dataclass(frozen=True)
class Move:
    """A change of one issue, and everybody whose decision it takes."""

    issue: str
    before: str
    after: str
    deciders: tuple[str, ...]

    @property
    def unilateral(self) -> bool:
        """Whether one decider can make it alone."""
        return len(self.deciders) == 1


def deciders(case: CaseFile, issue: str, before: str, after: str) -> tuple[str, ...]:
    """Return who decides on a change, those included whom a clause lets block it."""
    deciding = written_deciders(case, issue, before, after)
    return (*deciding, *blockers(case, issue, after, deciding))


def written_deciders(case: CaseFile, issue: str, before: str, after: str) -> tuple[str, ...]:
    """Return who decides on a change: as the move says, else the option it leads to, else the issue."""
    settled = case.issues[issue]
    for move in settled.moves:
        if (move.from_, move.to) == (before, after):
            return move.decided_by
    return settled.options[after].decided_by or settled.decided_by


def reversible(case: CaseFile, issue: str, before: str, after: str) -> bool:
    """Tell whether anybody can change an issue from one option to another, or the first cannot be undone."""
    held = case.issues[issue].options[before].irreversible
    return not held if isinstance(held, bool) else after not in held


def moves_from(case: CaseFile, package: Mapping[str, str]) -> Iterator[Move]:
    """Yield every change of one issue that starts at a package, save from what cannot be undone."""
    for issue, before in package.items():
        for after in case.issues[issue].options:
            if after != before and reversible(case, issue, before, after):
                yield Move(issue, before, after, deciders(case, issue, before, after))


def today(case: CaseFile) -> dict[str, str]:
    """Return the package that holds today."""
    return {key: issue.today for key, issue in case.issues.items()}


def jointly_decided(case: CaseFile) -> tuple[str, ...]:
    """Return the issues that some change from today settles by the decision of several."""
    joint = {move.issue for move in moves_from(case, today(case)) if not move.unilateral}
    return tuple(issue for issue in case.issues if issue in joint)
