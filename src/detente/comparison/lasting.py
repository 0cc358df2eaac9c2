"""Which states of the conflict of a case last, by their names, so that variants can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.case.case import Case

__all__ = ["CONCEPTS", "Lasting", "lasting"]

CONCEPTS = ("nash", "seq")
"""The concepts of stability that are compared."""


@dataclass(frozen=True)
class Lasting:
    """By concept, the names of the states that are stable for everybody; of ``states`` in all.

    ``today``: whether today's state is among them, by concept; None where no state is known to be today's.
    """

    states: int
    labels: Mapping[str, tuple[str, ...]]
    today: Mapping[str, bool | None]

    def only_here(self, concept: str, other: Lasting) -> tuple[str, ...]:
        """Return what lasts here by a concept, and not there."""
        there = set(other.labels[concept])
        return tuple(one for one in self.labels[concept] if one not in there)


def lasting(case: Case) -> Lasting:
    """Return which states last. Raises ``CaseError`` where a case describes no conflict, or a large one."""
    from detente.stability import analyse

    found = analyse(case)
    now, names = found.conflict.status_quo, found.conflict.states
    return Lasting(
        found.model.states,
        {
            concept: tuple(names.label(int(state)) for state in np.flatnonzero(found.equilibria[concept]))
            for concept in CONCEPTS
        },
        {concept: None if now is None else bool(found.equilibria[concept][now]) for concept in CONCEPTS},
    )
