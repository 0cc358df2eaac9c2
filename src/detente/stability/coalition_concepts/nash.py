"""Coalition Nash stability: there is nothing better for every member to go to together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from detente.stability.coalitions.coalition_moves import Coalition, CoalitionMoves

__all__ = ["coalition_nash"]


def coalition_nash(moves: CoalitionMoves, coalition: Coalition) -> npt.NDArray[np.bool_]:
    """Return in which states a coalition has no improvement: (states,).

    A state s is coalition Nash stable for H if there is none among the states that H can reach from s that
    each member of H likes better than s. ``coalition``: the numbers of its members; with one it is Nash
    stability.

    Source: T. Inohara and K. W. Hipel, "Coalition analysis in the graph model for conflict resolution",
    Systems Engineering 11 (2008).

    >>> from detente.stability.examples import DILEMMA
    >>> from detente.stability.coalitions.coalition_moves import CoalitionMoves
    >>> coalition_nash(CoalitionMoves(DILEMMA), (0, 1)).tolist()
    [True, True, True, False]
    """
    return ~moves.improves(coalition)
