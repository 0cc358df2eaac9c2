"""Whether a state lasts by what is preferred, and by which concepts it matters what the others prefer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.stability.concepts import Concept
from detente.stability.stable_states import STABLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.stability.graph.graph_model import GraphModel

__all__ = ["CREDIBLE", "is_stable"]

CREDIBLE = frozenset({Concept.SEQ, Concept.SSEQ})
"""Concepts by which it matters to one decision maker what the others prefer."""


def is_stable(model: GraphModel, state: int, concept: Concept, focals: Iterable[int]) -> bool:
    """Return whether a state is stable for each of some decision makers, by the forward analysis.

    >>> from detente.stability.examples import DILEMMA
    >>> is_stable(DILEMMA, 0, Concept.GMR, [0, 1]), is_stable(DILEMMA, 0, Concept.NASH, [0])
    (True, False)
    """
    return all(STABLE[concept](model, focal)[state] for focal in focals)
