"""States, sets of states and moves in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import joined, together, within
from detente.stability.concepts import Concept

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.stability.conflict import Conflict

__all__ = ["FEW", "NOUN", "SHORT", "Mentions", "names_say", "steps_say"]

NOUN = {
    Concept.NASH: "Nash stability",
    Concept.GMR: "general metarationality",
    Concept.SMR: "symmetric metarationality",
    Concept.SEQ: "sequential stability",
    Concept.SSEQ: "symmetric sequential stability",
}
"""The concepts in words."""
SHORT = {
    Concept.NASH: "Nash",
    Concept.GMR: "GMR",
    Concept.SMR: "SMR",
    Concept.SEQ: "SEQ",
    Concept.SSEQ: "SSEQ",
}
"""Concepts where there is little room."""

FEW = 4
"""States that are named one by one; of more it is told how many there are, and what they have in common."""


class Mentions:
    """What states are called in a text: by number and name where it first speaks of them, then by number.

    >>> from detente.stability.conflict import numbered
    >>> from detente.stability.examples import DILEMMA
    >>> called = Mentions(numbered(DILEMMA))
    >>> called(0), called.several([0, 3])
    ('state 1', 'states 1 and 4')
    """

    def __init__(self, conflict: Conflict) -> None:
        """Begin a text about a conflict."""
        self.conflict = conflict
        self._told: set[int] = set()

    def __call__(self, state: int) -> str:
        """Return a state, counted from 0."""
        label = self.conflict.states.label(state)
        if state in self._told or label == f"state {state + 1}":
            return f"state {state + 1}"
        self._told.add(state)
        return f"state {state + 1} (“{label}”)"

    def several(self, states: Sequence[int]) -> str:
        """Return some states: each where they are few, else how many, and what holds in all of them."""
        if not states:
            return "no state"
        if len(states) == 1:
            return self(states[0])
        if len(states) == self.conflict.model.states:
            return "both states" if len(states) == 2 else f"all {len(states):,} states"  # noqa: PLR2004 - a pair
        if len(states) <= FEW:
            return f"states {joined(self(state).removeprefix('state ') for state in states)}"
        shared = self.conflict.in_common(states)
        common = f", all of them with {joined(f'“{one}”' for one in shared)}" if shared else ""
        return f"{len(states):,} states{common}"


def names_say(conflict: Conflict, makers: Iterable[int]) -> str:
    """Return some decision makers as a sentence names them."""
    return together(within(conflict.called[maker]) for maker in makers)


def steps_say(count: int) -> str:
    """Return a number of moves in words.

    >>> steps_say(1), steps_say(3)
    ('one move', '3 moves')
    """
    return "one move" if count == 1 else f"{count:,} moves"
