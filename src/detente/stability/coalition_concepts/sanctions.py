"""How low those outside a coalition can bring its members, and what that deters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.stability.coalitions.coalition_moves import coalitions_among
from detente.stability.graph.fast import for_work
from detente.stability.graph.move_blocks import each_by_itself, rising
from detente.stability.sanctions.forced_kernel import lowest_forced

if TYPE_CHECKING:
    import numpy.typing as npt

    from detente.stability.coalitions.coalition_moves import Coalition, CoalitionMoves
    from detente.stability.graph.move_blocks import MoveBlocks

__all__ = ["deterred_by", "lowest_by_coalitions", "lowest_by_moves"]

MOST_OUTSIDE = 6
"""Outsiders up to which their coalitions' sanctions are followed: 63, that are told apart in a byte."""
NOBODY = -1
"""In the place of who is left out, where nobody is."""


def lowest_by_moves(moves: CoalitionMoves, coalition: Coalition, *, improving: bool) -> npt.NDArray[np.int32]:
    """Return the lowest rank to which outsiders can bring each member from each state: (members, states).

    They do so by legal sequences of their moves; -1 where none can move. ``improving``: each moves only to
    what it likes better.
    """
    others = list(moves.others(coalition))
    held = moves.model.blocks
    return _lowest(moves, coalition, held, others, improving=improving)


def lowest_by_coalitions(moves: CoalitionMoves, coalition: Coalition) -> npt.NDArray[np.int32]:
    """Return the lowest rank to which coalitions of outsiders can bring each member: (members, states).

    They do so by sequences of improvements of any of their coalitions, those of one among them, in which no
    coalition moves twice in a row; -1 where none has an improvement.

    Raises ``ValueError`` for more than 6 outsiders.
    """
    others, states = moves.others(coalition), moves.model.states
    if len(others) > MOST_OUTSIDE:
        raise ValueError(
            f"there are {len(others)} decision makers outside the coalition; sanctions by their coalitions "
            f"are followed for up to {MOST_OUTSIDE}"
        )
    movers = list(coalitions_among(others))
    held = each_by_itself([moves.improvements(mover) for mover in movers], states)
    return _lowest(moves, coalition, held, list(range(len(movers))), improving=False)


def deterred_by(
    moves: CoalitionMoves, coalition: Coalition, lowest: npt.NDArray[np.int32]
) -> npt.NDArray[np.bool_]:
    """Return in which states each improvement can be punished for some member: (states,).

    ``lowest``: the rank to which outsiders can bring each member from each state, (members, states); -1 where
    they cannot move.
    """
    found = moves.improvements(coalition)
    held = moves.model.ranks[list(coalition)]
    punished = np.zeros(len(found.targets), dtype=np.bool_)
    for rank, low in zip(held, lowest, strict=True):
        forced = low[found.targets]
        punished |= (forced >= 0) & (forced <= rank[found.origins])
    stable = np.ones(moves.model.states, dtype=np.bool_)
    stable[found.origins[~punished]] = False
    return stable


def _lowest(
    moves: CoalitionMoves,
    coalition: Coalition,
    held: MoveBlocks,
    among: list[int],
    *,
    improving: bool,
) -> npt.NDArray[np.int32]:
    """Return what ``lowest_by_moves`` does; ``among``: whose moves count, by their places in the blocks."""
    states = moves.model.states
    ranks = np.zeros((states, len(among)), dtype=np.int32)
    if improving:
        ranks[:] = moves.model.ranks[among].T
    found = []
    forced = for_work(lowest_forced, len(coalition) * held.steps)
    for member in coalition:
        key = moves.model.ranks[member]
        found.append(
            forced(
                NOBODY,
                rising(key),
                key,
                held.of[:, among],
                held.firsts[among],
                held.alone[among],
                held.begins,
                held.members,
                held.into_starts,
                held.into,
                held.liked,
                ranks,
                improving,
            )
        )
    return np.stack(found)
