"""The stability analysis: which states of a conflict last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.stability.result import Stability

if TYPE_CHECKING:
    from detente.stability.graph_model import GraphModel

__all__ = ["analyse"]


def analyse(model: GraphModel) -> Stability:
    """Return the stable states of a graph model; they are found as they are asked for.

    >>> from detente.stability.examples import DILEMMA
    >>> found = analyse(DILEMMA)
    >>> found.stable["row"]["nash"].tolist(), found.equilibria["gmr"].tolist()
    ([False, False, True, True], [True, False, False, True])
    """
    return Stability(model)
