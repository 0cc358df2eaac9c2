"""What the stability analysis found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
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

    from detente.stability.graph_model import GraphModel

__all__ = ["Stability"]

_STABLE = {Concept.NASH: nash, Concept.GMR: gmr, Concept.SMR: smr, Concept.SEQ: seq, Concept.SSEQ: sseq}


@dataclass(frozen=True, eq=False)
class Stability:
    """The stable states of a graph model; found when they are first asked for."""

    model: GraphModel

    @cached_property
    def stable(self) -> Mapping[str, Mapping[str, npt.NDArray[np.bool_]]]:
        """By decision maker and concept (``nash``, ``gmr``, ``smr``, ``seq``, ``sseq``): (states,)."""
        return {
            name: {str(concept): found(self.model, maker) for concept, found in _STABLE.items()}
            for maker, name in enumerate(self.model.decision_makers)
        }

    @cached_property
    def equilibria(self) -> Mapping[str, npt.NDArray[np.bool_]]:
        """By concept, the states that are stable for everybody: (states,)."""
        return {
            str(concept): np.logical_and.reduce([of[str(concept)] for of in self.stable.values()])
            for concept in Concept
        }
