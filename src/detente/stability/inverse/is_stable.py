"""Whether a state is stable for some decision makers, by the forward analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.stability.stable_states import STABLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.stability.concepts import Concept
    from detente.stability.graph.graph_model import GraphModel

__all__ = ["is_stable"]


def is_stable(model: GraphModel, state: int, concept: Concept, focals: Iterable[int]) -> bool:
    """Return whether a state is stable for each of some decision makers, by the forward analysis.

    >>> from detente.stability.concepts import Concept
    >>> from detente.stability.examples import DILEMMA
    >>> is_stable(DILEMMA, 0, Concept.GMR, [0, 1]), is_stable(DILEMMA, 0, Concept.NASH, [0])
    (True, False)
    """
    return all(STABLE[concept](model, focal)[state] for focal in focals)
