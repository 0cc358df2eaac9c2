"""How low those outside a coalition can bring its members, and what that deters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.stability.coalition_moves import coalitions_among
from detente.stability.fast import for_work
from detente.stability.forced_kernel import lowest_forced

if TYPE_CHECKING:
    import numpy.typing as npt

    from detente.stability.coalition_moves import Coalition, CoalitionMoves

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
    starts, sources = moves.model.backwards
    return _lowest(moves, coalition, starts[others], sources, moves.model.ranks[others], improving=improving)


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
    starts = np.zeros((len(movers), states + 1), dtype=np.int64)
    sources: list[npt.NDArray[np.int32]] = [np.zeros(0, dtype=np.int32)]
    before = 0
    for place, mover in enumerate(movers):
        found = moves.improvements(mover)
        np.cumsum(np.bincount(found.targets, minlength=states), out=starts[place, 1:])
        starts[place] += before
        sources.append(found.origins[np.argsort(found.targets, kind="stable")])
        before += len(found.origins)
    unused = np.zeros((len(movers), states), dtype=np.int32)
    return _lowest(moves, coalition, starts, np.concatenate(sources), unused, improving=False)


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


def _lowest(  # noqa: PLR0913 - what the kernel takes
    moves: CoalitionMoves,
    coalition: Coalition,
    starts: npt.NDArray[np.int64],
    sources: npt.NDArray[np.int32],
    ranks: npt.NDArray[np.int32],
    *,
    improving: bool,
) -> npt.NDArray[np.int32]:
    found = []
    forced = for_work(lowest_forced, len(coalition) * (len(sources) + starts.size))
    for member in coalition:
        key = moves.model.ranks[member]
        order = np.argsort(key, kind="stable").astype(np.int32)
        found.append(forced(NOBODY, order, key, starts, sources, ranks, improving))
    return np.stack(found)
