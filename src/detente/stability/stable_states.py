"""The stable states of a graph model by every concept, for each decision maker and for all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from detente.stability.concepts import Concept
from detente.stability.concepts.gmr import gmr
from detente.stability.concepts.nash import nash
from detente.stability.concepts.seq import seq
from detente.stability.concepts.smr import smr
from detente.stability.concepts.sseq import sseq

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from detente.stability.graph.graph_model import GraphModel

__all__ = ["STABLE", "ByMaker", "equilibria_of", "stable_states"]

STABLE = {Concept.NASH: nash, Concept.GMR: gmr, Concept.SMR: smr, Concept.SEQ: seq, Concept.SSEQ: sseq}
"""By concept, what finds the stable states of a decision maker."""
ByMaker = dict[str, dict[str, "npt.NDArray[np.bool_]"]]
"""By decision maker and concept, whether each state is stable: (states,)."""
MANY = 100_000
"""States from which on a second thread saves more than it costs."""
AT_A_TIME = 2
"""Threads on which large models are analysed: each takes memory of its own."""


def stable_states(model: GraphModel) -> ByMaker:
    """Return by decision maker and concept (``nash``, ``gmr``, ``smr``, ``seq``, ``sseq``): (states,).

    >>> from detente.stability.examples import DILEMMA
    >>> stable_states(DILEMMA)["row"]["nash"].tolist()
    [False, False, True, True]
    """
    asked = [(maker, concept) for maker in range(len(model.decision_makers)) for concept in Concept]
    if model.states < MANY:
        found = [STABLE[concept](model, maker) for maker, concept in asked]
    else:
        _ = model.blocks  # made once, before threads would each make it
        with ThreadPoolExecutor(AT_A_TIME) as threads:
            found = list(threads.map(lambda one: STABLE[one[1]](model, one[0]), asked))
    answers = dict(zip(asked, found, strict=True))
    return {
        name: {str(concept): answers[maker, concept] for concept in Concept}
        for maker, name in enumerate(model.decision_makers)
    }


def equilibria_of(
    stable: Mapping[str, Mapping[str, npt.NDArray[np.bool_]]],
) -> dict[str, npt.NDArray[np.bool_]]:
    """Return by concept the states that are stable for everybody: (states,)."""
    return {
        str(concept): np.logical_and.reduce([of[str(concept)] for of in stable.values()])
        for concept in Concept
    }
