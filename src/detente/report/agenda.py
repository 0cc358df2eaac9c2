"""The positive agenda in words: single steps and packages by which nobody loses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.bargaining.sentences import joined
from detente.report.naming import changes, grouped, name_of, option_name, plainly

if TYPE_CHECKING:
    from detente.bargaining.result import Bargaining

__all__ = ["Agenda", "AgendaStep", "agenda_of"]

MOST_PACKAGES = 1


@dataclass(frozen=True)
class AgendaStep:
    """A step that those who decide would take, with all who gain by it."""

    issue: str
    today: str
    option: str
    deciders: str
    gaining: str


@dataclass(frozen=True)
class Agenda:
    """Steps, and the best packages: what each changes from today, and who gains."""

    steps: tuple[AgendaStep, ...]
    packages: tuple[tuple[tuple[tuple[str, str], ...], str], ...]
    count: int


def agenda_of(result: Bargaining) -> Agenda:
    """Return the positive agenda, its packages in the order of the least gain in them."""
    case, found, today = result.negotiation.case, result.positive_agenda, result.negotiation.today
    steps = tuple(
        AgendaStep(
            name_of(case, one.move.issue),
            option_name(case, one.move.issue, one.move.before),
            option_name(case, one.move.issue, one.move.after),
            plainly(case, one.move.deciders),
            joined(grouped(case, [key for key, gain in one.gains.items() if gain > 0])),
        )
        for one in found.steps
    )
    packages = tuple(
        (
            tuple(changes(case, one.package, today)),
            joined(grouped(case, [key for key, gain in one.gains.items() if gain > 0])),
        )
        for one in found.packages[:MOST_PACKAGES]
    )
    return Agenda(steps, packages, len(found.packages))
