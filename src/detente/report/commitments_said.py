"""Which commitments of a package enforce themselves, as rows of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from detente.bargaining.charts.lettered import lettered
from detente.case.naming import capitalised, issue_name, joined, option_name
from detente.case.places import line_of
from detente.outcomes.chance_said import chance
from detente.outcomes.counts_said import counted
from detente.outcomes.naming import name_of
from detente.stability.compliance.commitment_found import NEEDED, Across, CommitmentFound, Verdict
from detente.stability.compliance.said import counts_say

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from detente.bargaining.result import Bargaining
    from detente.case.case import Case
    from detente.stability.compliance.result import Compliance

__all__ = ["CommitmentSaid", "CommitmentsSaid", "commitments_said"]

BEYOND = "above 1"
"""What the least detection is that would do, where none does."""


class Ranged(NamedTuple):
    """A number in words, and in brackets the ends of its range, where it has one."""

    says: str
    ends: str


@dataclass(frozen=True)
class CommitmentSaid:
    """One commitment of one party; ``look`` is its verdict in a word of the style sheet."""

    what: str
    breach: str
    party: str
    gain: Ranged
    penalty: Ranged
    detection: Ranged
    least: Ranged
    verdict: str
    look: str
    line: int | None


@dataclass(frozen=True)
class CommitmentsSaid:
    """The table: of which package it is, what was found in short, and its rows."""

    package: str
    in_short: str
    rows: tuple[CommitmentSaid, ...]

    @property
    def beyond(self) -> bool:
        """Whether of some commitment there are cases in which no detection would do."""
        return any(BEYOND in one.least.ends for one in self.rows)


def commitments_said(case: Case, result: Compliance, bargaining: Bargaining) -> CommitmentsSaid:
    """Return the commitments of the package that was judged, which is one that bargaining picks."""
    return CommitmentsSaid(
        _package(result, bargaining),
        counts_say(result),
        tuple(_row(case, one) for one in result.commitments),
    )


def _package(result: Compliance, bargaining: Bargaining) -> str:
    """Say which package it is, and how much of it nobody is named who could breach."""
    if result.package is None:
        return "No solution picks a package, so every issue is judged that somebody could breach."
    points = bargaining.solutions["nash"].points
    letter = next((one.letter for one in lettered(bargaining) if "nash" in one.solutions), "")
    picked = f"The package is the one that the Nash solution picks{f' ({letter})' if letter else ''}"
    if len(points) > 1:
        picked = f"The package is the first of {len(points):,} that the Nash solution picks"
    changed = [issue for issue, option in result.package.items() if option != result.case.issues[issue].today]
    unkept = len(changed) - len({one.issue for one in result.commitments})
    said = f"{picked}: {counted(len(changed), 'issue')} settled otherwise than today"
    return f"{said}; of {unkept} of them nobody is named who could breach them." if unkept else f"{said}."


def _row(case: Case, found: CommitmentFound) -> CommitmentSaid:
    what = issue_name(case, found.issue)
    if found.option is not None:
        what = f"{what}: {option_name(case, found.issue, found.option)}"
    return CommitmentSaid(
        what,
        found.given.says or "",
        capitalised(name_of(case, found.party)),
        _number(found, "gain", _points),
        _number(found, "penalty", _points),
        _number(found, "detection", chance),
        _least(found),
        *_verdict(found),
        line_of(case, f"issues.{found.issue}.kept_by.{found.party}"),
    )


def _points(number: Fraction) -> str:
    return f"{float(number):,g}"


def _number(found: CommitmentFound, field: str, says: Callable[[Fraction], str]) -> Ranged:
    number, ends = found.number(field), found.within(field)
    if number is None or ends is None:
        return Ranged("not given", "")
    return Ranged(says(number), f"({says(ends[0])} to {says(ends[1])})" if ends[0] < ends[1] else "")


def _least(found: CommitmentFound) -> Ranged:
    """Say with which detection the commitment would enforce itself, and between what that lies."""
    if not found.has_threshold:
        return Ranged("not given", "")
    needed, (low, high) = found.threshold, found.threshold_within
    said = "none would do" if needed is None else chance(needed)
    if low is None or low == high:
        return Ranged(said, "")
    return Ranged(said, f"({chance(low)} to {BEYOND if high is None else chance(high)})")


def _verdict(found: CommitmentFound) -> tuple[str, str]:
    """Return the verdict in words, with how far it holds over the ranges given, and how it looks."""
    if found.verdict is Verdict.UNTOLD:
        verb = "is" if len(found.missing) == 1 else "are"
        return f"Cannot be judged: its {joined(found.missing)} {verb} not given", "waits"
    ends = [one for one in map(found.within, NEEDED) if one is not None]
    kept = found.verdict is Verdict.KEPT
    said = "Keeps it by itself" if kept else "Gains by a breach"
    if found.across is Across.SOMETIMES:
        return f"{said}, not over all of the ranges", "mixed"
    over = ", over all of the ranges" if any(low < high for low, high in ends) else ""
    return f"{said}{over}", "holds" if kept else "fails"
