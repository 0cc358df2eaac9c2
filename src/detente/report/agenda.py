"""The positive agenda in words: single steps and packages by which nobody loses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.naming import capitalised, option_name, together
from detente.outcomes.naming import name_of
from detente.report.draws_said import in_draws
from detente.report.naming import changes, grouped, plainly
from detente.threats.said import number_says, threat_called, unit_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.bargaining.result import Bargaining
    from detente.case.model import CaseFile
    from detente.report.across_draws import AcrossDraws
    from detente.threats.result import Threats

__all__ = ["Agenda", "AgendaOffer", "AgendaStep", "agenda_of"]

MOST_PACKAGES = 1


@dataclass(frozen=True)
class AgendaStep:
    """A step that those who decide would take, with all who gain by it, and in how many draws it is so.

    ``lessens``: what all sides fear and it would lessen, where a building block takes the step and says so.
    """

    issue: str
    today: str
    option: str
    deciders: str
    gaining: str
    often: str
    lessens: str


@dataclass(frozen=True)
class AgendaOffer:
    """A package by which nobody loses: what it changes from today, and sentences on who gains, how often."""

    changed: tuple[tuple[str, str], ...]
    says: str


@dataclass(frozen=True)
class Agenda:
    """Steps, and the best packages.

    ``packages`` are those shown, of ``count``; in ``tied`` of them the least gain is as high as in the first.
    ``lessening``: the title of the column on what steps lessen; empty where none does.
    """

    steps: tuple[AgendaStep, ...]
    packages: tuple[AgendaOffer, ...]
    count: int
    tied: int
    lessening: str


def agenda_of(
    result: Bargaining, across: AcrossDraws | None = None, threats: Threats | None = None
) -> Agenda:
    """Return the positive agenda, its packages in the order of the least gain in them.

    ``across`` says in how many draws it is still so; ``threats``, what all sides fear.
    """
    case, found, today = result.negotiation.case, result.positive_agenda, result.negotiation.today
    signatories = result.negotiation.signatories
    steps = tuple(
        AgendaStep(
            name_of(case, one.move.issue),
            option_name(case, one.move.issue, one.move.before),
            option_name(case, one.move.issue, one.move.after),
            plainly(case, one.move.deciders),
            together(grouped(case, [key for key, gain in one.gains.items() if gain > 0], one.move.deciders)),
            "" if across is None else in_draws(across.steps.get(one.move, 0), across.draws),
            "" if threats is None else _lessens(threats, one.move.issue, one.move.after),
        )
        for one in found.steps
    )
    packages = tuple(
        AgendaOffer(
            tuple(changes(case, one.package, today)),
            _gaining(case, [key for key, gain in one.gains.items() if gain > 0], signatories)
            + ("" if across is None else f" So it is {in_draws(across.package, across.draws)}."),
        )
        for one in found.packages[:MOST_PACKAGES]
    )
    least = [min(one.gains.values()) for one in found.packages]
    tied = sum(gain == least[0] for gain in least)
    return Agenda(steps, packages, len(found.packages), tied, _lessening(threats, steps))


def _lessens(threats: Threats, issue: str, option: str) -> str:
    """Return by how much a step lessens each threat that all sides fear, by the blocks that take it."""
    parts: dict[str, float] = {}
    for one in threats.agenda:
        if threats.case.blocks[one.block].sets.get(issue) == option:
            for threat, value in one.lessens.items():
                parts[threat] = max(value, parts.get(threat, 0.0))
    return ", ".join(f"{threat_called(threats, key)} {number_says(value)}" for key, value in parts.items())


def _lessening(threats: Threats | None, steps: Sequence[AgendaStep]) -> str:
    if threats is None or not any(step.lessens for step in steps):
        return ""
    mark = " (illustrative)" if threats.illustrative else ""
    return f"What all fear and it lessens, {unit_of(threats, 'impact')}{mark}"


def _gaining(case: CaseFile, parties: Sequence[str], signatories: Sequence[str]) -> str:
    names = grouped(case, parties, signatories)
    verb = "gains" if len(names) == 1 else "gain"
    return f"{capitalised(together(names))} {verb}."
