"""Symmetric metarationality: the others can bring down what is better, and it cannot be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.stability.sanctions.forced import deterred_by, key_after_reply

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from detente.stability.graph.graph_model import GraphModel

__all__ = ["smr"]


def smr(model: GraphModel, focal: int) -> npt.NDArray[np.bool_]:
    """Return in which states the others can punish each improvement for good: (states,).

    A state s is symmetric metarational for i if for each unilateral improvement q of i there is a state x
    that the others can reach from q by a legal sequence of moves, that i does not like better than s, and
    from which i can move to nothing that it likes better than s. ``focal``: the number of the decision
    maker.

    Sources: N. Howard, *Paradoxes of Rationality*, MIT Press 1971; L. Fang, K. W. Hipel and D. M. Kilgour,
    *Interactive Decision Making: The Graph Model for Conflict Resolution*, Wiley 1993, for several.

    >>> from detente.stability.examples import DILEMMA
    >>> smr(DILEMMA, 0).tolist()
    [True, False, True, True]
    """
    return deterred_by(model, focal, key_after_reply(model, focal), improving=False)
