"""Symmetric sequential stability: the others credibly bring down what is better, and it cannot be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.stability.sanctions.forced import deterred_by, key_after_reply

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from detente.stability.graph.graph_model import GraphModel

__all__ = ["sseq"]


def sseq(model: GraphModel, focal: int) -> npt.NDArray[np.bool_]:
    """Return in which states the others can credibly punish each improvement for good: (states,).

    A state s is symmetric sequentially stable for i if for each unilateral improvement q of i there is a
    state x that the others can reach from q by a legal sequence of moves, each of them an improvement for who
    makes it, that i does not like better than s, and from which i can move to nothing that it likes better
    than s. ``focal``: the number of the decision maker.

    Source: L. C. Rêgo and G. I. A. Vieira, "Symmetric sequential stability in the graph model for conflict
    resolution with multiple decision makers", Group Decision and Negotiation 26 (2017).

    >>> from detente.stability.examples import DILEMMA
    >>> sseq(DILEMMA, 0).tolist()
    [True, False, True, True]
    """
    return deterred_by(model, focal, key_after_reply(model, focal), improving=True)
