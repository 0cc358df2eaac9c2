"""Would they keep it, in words: what lasts and why, how it may go from today, and which commitments hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.report.commitments_said import CommitmentsSaid, commitments_said
from detente.report.moves_said import moves_said
from detente.report.reasons_said import ReasonsSaid, reasons_said
from detente.report.stability_figures import evolution_figure
from detente.report.states_said import StatesSaid, states_said
from detente.stability.charts.evolution import evolution
from detente.stability.said import Mentions
from detente.stability.sentences import (
    coalitions_say,
    equilibria_say,
    hinges_say,
    known_says,
    today_says,
    ways_say,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.report.pictures import Picture
    from detente.report.report import Report
    from detente.stability.result import Stability

__all__ = ["ConflictSaid", "StabilitySaid", "stability_said"]

CONCEPTS = (
    ("Nash stable", "Nothing that somebody can move to is better for it."),
    (
        "General metarational (GMR)",
        "Whoever leaves can be punished by moves of the others, whether these gain by them or not.",
    ),
    ("Symmetric metarational (SMR)", "As GMR, and whoever is punished cannot mend it by moving once more."),
    ("Sequentially stable (SEQ)", "Whoever leaves is punished by moves that the others gain by."),
    (
        "Symmetric sequentially stable (SSEQ)",
        "As SEQ, and whoever is punished cannot mend it by moving once more.",
    ),
)
"""The five concepts, with what each means in a clause."""


@dataclass(frozen=True)
class ConflictSaid:
    """What lasts of a conflict: sentences, the picture, states, reasons, and what each can change."""

    sentences: tuple[str, ...]
    concepts: tuple[tuple[str, str], ...]
    picture: Picture | None
    states: StatesSaid
    reasons: tuple[ReasonsSaid, ...]
    moves: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class StabilitySaid:
    """The section in words; ``why_not``: why nothing is told of the conflict though the case has one."""

    conflict: ConflictSaid | None
    why_not: str
    commitments: CommitmentsSaid | None

    @property
    def pictures(self) -> Iterator[Picture]:
        """All pictures of the section."""
        if self.conflict is not None and self.conflict.picture is not None:
            yield self.conflict.picture


def stability_said(report: Report) -> StabilitySaid | None:
    """Return the section in words; None where nobody can change anything alone, or could breach anything."""
    found = report.stability
    if found is None and not report.stability_why_not and report.compliance is None:
        return None
    return StabilitySaid(
        None if found is None else _conflict(found),
        report.stability_why_not,
        None
        if report.compliance is None
        else commitments_said(report.case, report.compliance, report.bargaining),
    )


def _conflict(result: Stability) -> ConflictSaid:
    drawn, called = evolution(result), Mentions(result.conflict)
    sentences = (
        *known_says(result),
        *today_says(result, called),
        *equilibria_say(result, called),
        *ways_say(result, called),
        *coalitions_say(result, called),
        *hinges_say(result),
    )
    untold = (
        (f"What coalitions can improve is not told: {result.coalitions}.",)
        if isinstance(result.coalitions, str)
        else ()
    )
    return ConflictSaid(
        sentences,
        CONCEPTS,
        None if drawn is None else evolution_figure(drawn),
        states_said(result, drawn),
        reasons_said(result),
        moves_said(result),
        (*result.conflict.notes, *untold),
    )
