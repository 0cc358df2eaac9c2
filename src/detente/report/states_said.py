"""The states of a conflict as rows of a table: what holds in each, and for whom it is stable by what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.case.naming import capitalised, issue_name, option_name, within
from detente.outcomes.moves import today
from detente.stability.concepts import Concept
from detente.stability.said import SHORT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.stability.charts.evolution import Evolution
    from detente.stability.result import Stability

__all__ = ["StateSaid", "StatesSaid", "abbreviations", "states_said"]

MOST_STATES = 60
"""States up to which all are shown."""
FEW_STATES = 10
"""States that are shown of more where no picture chooses them."""
FEWEST_LETTERS, WHOLE = 2, 4
"""Letters that stand for a name where they tell names apart, and those of a name that stays whole."""
NOBODY = "–"


@dataclass(frozen=True)
class StateSaid:
    """A state: its number, by how many concepts it is stable for everybody, and for whom by each.

    ``options``: what holds in it, each with whether that is otherwise than today.
    """

    number: str
    today: bool
    name: str
    by: int
    stable: tuple[str, ...]
    options: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class StatesSaid:
    """The table; ``named``: whether states have names.

    ``names``: the abbreviations in cells, each with the name that it is short for. ``left_out``: how many of
    ``all`` states are not in it.
    """

    concepts: tuple[str, ...]
    issues: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    named: bool
    rows: tuple[StateSaid, ...]
    left_out: int
    all: int


def states_said(result: Stability, drawn: Evolution | None) -> StatesSaid:
    """Return the rows of all states, or where they are many of today's and those that the picture shows."""
    conflict, case = result.conflict, result.case
    chosen = _chosen(result, drawn)
    issues = tuple(dict.fromkeys(issue for state in chosen for issue in conflict.states.options(state)))
    letters = abbreviations(conflict.called)
    held = {} if case is None else today(case)

    def cell(state: int, issue: str) -> tuple[str, bool]:
        option = conflict.states.options(state).get(issue)
        if option is None:
            return "any", False
        return option if case is None else option_name(case, issue, option), option != held.get(issue)

    return StatesSaid(
        tuple(SHORT[concept] for concept in Concept),
        tuple(issue if case is None else issue_name(case, issue) for issue in issues),
        tuple(
            (short, within(name))
            for short, name in zip(letters, conflict.called, strict=True)
            if short != capitalised(name)
        ),
        not issues or (case is not None and case.conflict is not None and bool(case.conflict.states)),
        tuple(
            StateSaid(
                f"{state + 1:,}",
                state == conflict.status_quo,
                conflict.states.label(state),
                int(result.concepts_of[state]),
                tuple(_stable(result, state, concept, letters) for concept in Concept),
                tuple(cell(state, issue) for issue in issues),
            )
            for state in chosen
        ),
        result.model.states - len(chosen),
        result.model.states,
    )


def _chosen(result: Stability, drawn: Evolution | None) -> list[int]:
    if result.model.states <= MOST_STATES:
        return list(range(result.model.states))
    if drawn is not None:
        return sorted(int(row.mark) - 1 for row in drawn.rows)
    best: list[int] = np.argsort(-result.concepts_of, kind="stable")[:FEW_STATES].tolist()
    status_quo = result.conflict.status_quo
    return sorted({*best, *(() if status_quo is None else (status_quo,))})


def _stable(result: Stability, state: int, concept: Concept, letters: Sequence[str]) -> str:
    """Say for whom a state is stable by a concept."""
    held = [bool(of[str(concept)][state]) for of in result.stable.values()]
    if all(held):
        return "all"
    return " ".join(letter for letter, holds in zip(letters, held, strict=True) if holds) or NOBODY


def abbreviations(names: Sequence[str]) -> tuple[str, ...]:
    """Return a few letters for each of some names, by which they are told apart; short names stay whole.

    >>> abbreviations(["NATO", "Uniroyal", "the local governments"])
    ('NATO', 'Un', 'Lo')
    >>> abbreviations(["Iberia", "Ibiza"])
    ('Ibe', 'Ibi')
    """
    plain = ["".join(filter(str.isalnum, name.removeprefix("the ").removeprefix("The "))) for name in names]
    for size in range(FEWEST_LETTERS, max(map(len, plain)) + 1):
        short = [name if len(name) <= WHOLE else name[:size] for name in plain]
        if len({name.lower() for name in short}) == len(short):
            return tuple(map(capitalised, short))
    return tuple(str(number) for number, _ in enumerate(names, 1))
