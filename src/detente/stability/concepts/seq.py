"""Sequential stability: the others can bring down what is better by what is better for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.stability.sanctions.forced import deterred_by

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from detente.stability.graph.graph_model import GraphModel

__all__ = ["seq"]


def seq(model: GraphModel, focal: int) -> npt.NDArray[np.bool_]:
    """Return in which states the others can credibly punish each improvement: (states,).

    A state s is sequentially stable for i if for each unilateral improvement q of i there is a state x that
    the others can reach from q by a legal sequence of moves, each of them an improvement for who makes it,
    and that i does not like better than s. ``focal``: the number of the decision maker.

    Sources: N. M. Fraser and K. W. Hipel, *Conflict Analysis: Models and Resolutions*, North-Holland 1984;
    L. Fang, K. W. Hipel and D. M. Kilgour, *Interactive Decision Making: The Graph Model for Conflict
    Resolution*, Wiley 1993, for several decision makers.

    >>> from detente.stability.examples import DILEMMA
    >>> seq(DILEMMA, 0).tolist()
    [True, False, True, True]
    """
    return deterred_by(model, focal, model.ranks[focal], improving=True)
