"""Coalition symmetric metarationality: outsiders can bring some member down, and it cannot be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.stability.coalition_concepts.gmr import coalition_gmr
from detente.stability.coalition_concepts.smr_kernel import punished_for_good
from detente.stability.graph.fast import for_work

if TYPE_CHECKING:
    import numpy.typing as npt

    from detente.stability.coalitions.coalition_moves import Coalition, CoalitionMoves

__all__ = ["coalition_smr"]


def coalition_smr(moves: CoalitionMoves, coalition: Coalition) -> npt.NDArray[np.bool_]:
    """Return in which states outsiders can punish each improvement of a coalition for good: (states,).

    A state s is coalition symmetric metarational for H if for each improvement q of H there is a state x that
    those outside H can reach from q by a legal sequence of moves, that at least one member of H does not like
    better than s, and from which H can reach no state that each member of H likes better than s.
    ``coalition``: the numbers of H; with one it is symmetric metarationality.

    It is looked at where the state is general metarational for H, and there is something to punish.

    Source: T. Inohara and K. W. Hipel, "Coalition analysis in the graph model for conflict resolution",
    Systems Engineering 11 (2008).

    >>> from detente.stability.examples import DILEMMA
    >>> from detente.stability.coalitions.coalition_moves import CoalitionMoves
    >>> coalition_smr(CoalitionMoves(DILEMMA), (0,)).tolist()
    [True, False, True, True]
    """
    stable = coalition_gmr(moves, coalition)
    improvements = moves.improvements(coalition)
    asked = np.flatnonzero(stable & (np.diff(improvements.starts) > 0))
    if not len(asked):
        return stable
    own, own_row = _distinct(moves.reached(coalition))
    outside, outside_row = _distinct(moves.reached(moves.others(coalition)))
    better = moves.better_for(coalition)
    stable[asked] = for_work(punished_for_good, len(asked) * better.shape[1] * len(own))(
        asked, improvements.starts, improvements.targets, better, own, own_row, outside, outside_row
    )
    return stable


def _distinct(rows: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    """Return rows, each once, and which of them is that of each state."""
    seen: dict[bytes, int] = {}
    places = np.array([seen.setdefault(row.tobytes(), len(seen)) for row in rows], dtype=np.int64)
    first = np.unique(places, return_index=True)[1]
    return rows[first], places
