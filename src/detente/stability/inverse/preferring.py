"""A conflict in which something else is preferred."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from detente.stability.concepts import Concept
from detente.stability.stable_states import STABLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    import numpy.typing as npt

    from detente.stability.graph.graph_model import GraphModel

__all__ = ["CREDIBLE", "is_stable", "preferring"]

CREDIBLE = frozenset({Concept.SEQ, Concept.SSEQ})
"""Concepts by which it matters to one decision maker what the others prefer."""


def preferring(model: GraphModel, ranks: npt.NDArray[np.int32]) -> GraphModel:
    """Return a model with the same moves and other preferences: (decision makers, states), as its ranks.

    >>> from detente.stability.examples import DILEMMA
    >>> preferring(DILEMMA, DILEMMA.ranks[::-1]).ranks.tolist()
    [[2, 3, 0, 1], [2, 0, 3, 1]]
    """
    other = copy(model)
    other.ranks = ranks
    return other


def is_stable(model: GraphModel, state: int, concept: Concept, focals: Iterable[int]) -> bool:
    """Return whether a state is stable for each of some decision makers, by the forward analysis.

    >>> from detente.stability.examples import DILEMMA
    >>> is_stable(DILEMMA, 0, Concept.GMR, [0, 1]), is_stable(DILEMMA, 0, Concept.NASH, [0])
    (True, False)
    """
    return all(STABLE[concept](model, focal)[state] for focal in focals)
