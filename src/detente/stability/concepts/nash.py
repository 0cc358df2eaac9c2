"""Nash stability, also called rationality: there is nothing better to move to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.stability.sanctions.forced import key_after_reply

if TYPE_CHECKING:
    import numpy.typing as npt

    from detente.stability.graph.graph_model import GraphModel

__all__ = ["nash"]


def nash(model: GraphModel, focal: int) -> npt.NDArray[np.bool_]:
    """Return in which states a decision maker has no improvement: (states,).

    A state s is Nash stable for i if the set of its unilateral improvements from it, those moves that lead to
    a state which i likes better, is empty. ``focal``: the number of the decision maker.

    Sources: J. F. Nash, "Equilibrium points in n-person games", PNAS 36 (1950); L. Fang, K. W. Hipel and
    D. M. Kilgour, *Interactive Decision Making: The Graph Model for Conflict Resolution*, Wiley 1993.

    >>> from detente.stability.examples import DILEMMA
    >>> nash(DILEMMA, 0).tolist()
    [False, False, True, True]
    """
    return np.asarray(key_after_reply(model, focal) == model.ranks[focal])
