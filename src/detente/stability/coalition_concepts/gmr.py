"""Coalition general metarationality: whatever is better, outsiders can bring some member down again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.stability.coalition_concepts.sanctions import deterred_by, lowest_by_moves

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from detente.stability.coalitions.coalition_moves import Coalition, CoalitionMoves

__all__ = ["coalition_gmr"]


def coalition_gmr(moves: CoalitionMoves, coalition: Coalition) -> npt.NDArray[np.bool_]:
    """Return in which states outsiders can punish each improvement of a coalition: (states,).

    A state s is coalition general metarational for H if for each improvement q of H there is a state x that
    those outside H can reach from q by a legal sequence of moves, and that at least one member of H does not
    like better than s. ``coalition``: the numbers of H; with one it is general metarationality.

    Source: T. Inohara and K. W. Hipel, "Coalition analysis in the graph model for conflict resolution",
    Systems Engineering 11 (2008).

    >>> from detente.stability.examples import DILEMMA
    >>> from detente.stability.coalitions.coalition_moves import CoalitionMoves
    >>> coalition_gmr(CoalitionMoves(DILEMMA), (0,)).tolist()
    [True, False, True, True]
    """
    return deterred_by(moves, coalition, lowest_by_moves(moves, coalition, improving=False))
