"""States that no coalition can leave to the good of all its members."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.stability.coalitions.coalition_improvements import coalitions_of

if TYPE_CHECKING:
    import numpy.typing as npt

    from detente.stability.coalitions.coalition_moves import CoalitionMoves

__all__ = ["coalition_stable"]


def coalition_stable(moves: CoalitionMoves) -> npt.NDArray[np.bool_]:
    """Return which states no coalition of two or more can improve upon: (states,).

    A coalition improves upon a state s if it can reach from s a state that each of its members likes better.
    Single decision makers are not asked here: they are in the equilibria, to which this is added.

    Raises ``ValueError`` for more than 12 decision makers.

    Source: D. M. Kilgour, K. W. Hipel, L. Fang and J. Peng, "Coalition analysis in group decision support",
    Group Decision and Negotiation 10 (2001).

    >>> from detente.stability.examples import DILEMMA
    >>> from detente.stability.coalitions.coalition_moves import CoalitionMoves
    >>> coalition_stable(CoalitionMoves(DILEMMA)).tolist()
    [True, True, True, False]
    """
    stable = np.ones(moves.model.states, dtype=np.bool_)
    for coalition in coalitions_of(len(moves.model.decision_makers)):
        stable &= ~moves.improves(coalition)
    return stable
