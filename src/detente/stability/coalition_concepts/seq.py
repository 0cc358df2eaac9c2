"""Coalition sequential stability: outsiders, also together, bring some member down to their own good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.stability.coalition_concepts.sanctions import deterred_by, lowest_by_coalitions

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from detente.stability.coalitions.coalition_moves import Coalition, CoalitionMoves

__all__ = ["coalition_seq"]


def coalition_seq(moves: CoalitionMoves, coalition: Coalition) -> npt.NDArray[np.bool_]:
    """Return in which states coalitions of outsiders can credibly punish each improvement: (states,).

    A state s is coalition sequentially stable for H if for each improvement q of H there is a state x that
    at least one member of H does not like better than s, and that coalitions of those outside H can reach
    from q by a sequence of improvements in which no coalition moves twice in a row. An improvement of a
    coalition is better for each of its members than where it starts from; coalitions of one are among them.
    ``coalition``: the numbers of H.

    Papers differ in the sanctions. These are those of Inohara and Hipel, who let any coalition of outsiders
    make them; with one outsider or none they are the same as those of ``coalition_seq_singly``, and with more
    there are never fewer. For H of one it can therefore hold where sequential stability does not. As only the
    same coalition may not move again at once, a decision maker may, with others; where moves do not add up
    that can take outsiders further than ``coalition_gmr`` lets them go. The definition is as it is recalled,
    not compared with the print.

    Raises ``ValueError`` for more than 6 outsiders.

    Source: T. Inohara and K. W. Hipel, "Coalition analysis in the graph model for conflict resolution",
    Systems Engineering 11 (2008), and "Interrelationships among noncooperative and coalition stability
    concepts", Journal of Systems Science and Systems Engineering 17 (2008).

    >>> from detente.stability.examples import DILEMMA
    >>> from detente.stability.coalitions.coalition_moves import CoalitionMoves
    >>> coalition_seq(CoalitionMoves(DILEMMA), (0,)).tolist()
    [True, False, True, True]
    """
    return deterred_by(moves, coalition, lowest_by_coalitions(moves, coalition))
