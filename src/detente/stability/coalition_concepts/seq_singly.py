"""Coalition sequential stability whose sanctions each outsider makes by moves that are better for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.stability.coalition_concepts.sanctions import deterred_by, lowest_by_moves

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from detente.stability.coalitions.coalition_moves import Coalition, CoalitionMoves

__all__ = ["coalition_seq_singly"]


def coalition_seq_singly(moves: CoalitionMoves, coalition: Coalition) -> npt.NDArray[np.bool_]:
    """Return in which states outsiders, each for itself, can credibly punish each improvement: (states,).

    A state s is stable for H if for each improvement q of H there is a state x that those outside H can reach
    from q by a legal sequence of moves, each of them an improvement for who makes it, and that at least one
    member of H does not like better than s. ``coalition``: the numbers of H; with one it is sequential
    stability. It is narrower than ``coalition_seq``, in which outsiders punish together as well.

    Source: H. Xu, K. W. Hipel, D. M. Kilgour and L. Fang, *Conflict Resolution Using the Graph Model*,
    Springer 2018, of coalitions; as it is recalled, not compared with the print.

    >>> from detente.stability.examples import DILEMMA
    >>> from detente.stability.coalitions.coalition_moves import CoalitionMoves
    >>> coalition_seq_singly(CoalitionMoves(DILEMMA), (0,)).tolist()
    [True, False, True, True]
    """
    return deterred_by(moves, coalition, lowest_by_moves(moves, coalition, improving=True))
