"""General metarationality: whatever is better, the others can bring it down again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.stability.sanctions.forced import deterred_by

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from detente.stability.graph.graph_model import GraphModel

__all__ = ["gmr"]


def gmr(model: GraphModel, focal: int) -> npt.NDArray[np.bool_]:
    """Return in which states the others can punish each improvement of a decision maker: (states,).

    A state s is general metarational for i if for each unilateral improvement q of i there is a state x that
    the others can reach from q by a legal sequence of moves, and that i does not like better than s.
    ``focal``: the number of the decision maker.

    Sources: N. Howard, *Paradoxes of Rationality*, MIT Press 1971; L. Fang, K. W. Hipel and D. M. Kilgour,
    *Interactive Decision Making: The Graph Model for Conflict Resolution*, Wiley 1993, for several.

    >>> from detente.stability.examples import DILEMMA
    >>> gmr(DILEMMA, 0).tolist()
    [True, False, True, True]
    """
    return deterred_by(model, focal, model.ranks[focal], improving=False)
