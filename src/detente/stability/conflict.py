"""A conflict: its graph model, and what its states and decision makers are called."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    from detente.stability.graph.graph_model import GraphModel
    from detente.stability.preferences.partial import PartialOrder

__all__ = ["Conflict", "Ordered", "States", "numbered"]

MOST_COMPARED = 20_000
"""States of which it is looked for what they have in common."""


class States(Protocol):
    """What the states of a conflict are called; they are counted from 0."""

    @property
    def keys(self) -> Mapping[str, int]:
        """The states that have short names, by these."""
        ...  # pragma: no cover - a protocol

    def label(self, state: int) -> str:
        """Return what readers call a state."""
        ...  # pragma: no cover - a protocol

    def short(self, state: int) -> str:
        """Return what a picture calls a state, which has little room."""
        ...  # pragma: no cover - a protocol

    def options(self, state: int) -> Mapping[str, str]:
        """Return what holds in a state, as option by issue; empty where states are not made of options."""
        ...  # pragma: no cover - a protocol

    def says(self, issue: str, option: str) -> str:
        """Return in words that an issue is settled by an option."""
        ...  # pragma: no cover - a protocol


class Ordered(NamedTuple):
    """Ordered statements, the most important first: their words, and in which states each is true.

    ``true``: (statements, states).
    """

    texts: tuple[str, ...]
    true: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class _Numbers:
    """States that have no other names than their numbers, which readers count from 1."""

    keys: Mapping[str, int] = field(default_factory=dict)

    def label(self, state: int) -> str:
        return f"state {state + 1}"

    def short(self, state: int) -> str:
        return self.label(state)

    def options(self, state: int) -> Mapping[str, str]:  # noqa: ARG002 - as every kind of states has it
        return {}

    def says(self, issue: str, option: str) -> str:
        return f"{issue}: {option}"


@dataclass(frozen=True, eq=False)
class Conflict:
    """A graph model with the words for it.

    ``status_quo``: the state that holds today, from 0; None where none is known. ``names``: what readers call
    decision makers, by the names that the model has. ``known``: of whom only a part is known what they
    prefer, and that part; the model then has an order that fits it. ``statements``: of whom preferences are
    ordered statements, and those. ``alone``: what each can change alone, in sentences. ``notes``: what was
    found odd, in sentences. ``by_stances``: whose preferences follow from stances, and may differ between
    draws.
    """

    model: GraphModel
    states: States
    status_quo: int | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, PartialOrder] = field(default_factory=dict)
    statements: Mapping[str, Ordered] = field(default_factory=dict)
    alone: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    by_stances: tuple[str, ...] = ()

    @cached_property
    def called(self) -> tuple[str, ...]:
        """What readers call each decision maker, in their order."""
        return tuple(self.names.get(key, key) for key in self.model.decision_makers)

    def at(self, status_quo: int | None) -> Conflict:
        """Return the same conflict with another state, from 0, that holds today.

        Raises ``ValueError`` for a state that there is not.
        """
        if status_quo is not None and not 0 <= status_quo < self.model.states:
            last = self.model.states - 1
            raise ValueError(f"there is no state {status_quo}: they are counted from 0 to {last}")
        return replace(self, status_quo=status_quo)

    def in_common(self, chosen: Sequence[int]) -> list[str]:
        """Return in words the options that hold in all of some states; nothing where these are very many."""
        if not 0 < len(chosen) <= MOST_COMPARED:
            return []
        first = self.states.options(chosen[0])
        shared = set(first.items())
        for state in chosen[1:]:
            shared &= set(self.states.options(state).items())
            if not shared:
                return []
        return [self.states.says(*one) for one in first.items() if one in shared]


def numbered(model: GraphModel, status_quo: int | None = None) -> Conflict:
    """Return the conflict of a graph model whose states have only numbers.

    >>> from detente.stability.examples import DILEMMA
    >>> numbered(DILEMMA).states.label(0)
    'state 1'
    """
    return Conflict(model, _Numbers(), status_quo)
