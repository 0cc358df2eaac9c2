"""How low the others can bring a decision maker, by legal sequences of moves, and what that deters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.stability.graph.fast import for_work
from detente.stability.graph.move_blocks import rising
from detente.stability.sanctions.forced_kernel import lowest_forced
from detente.stability.sanctions.improvements_kernel import best_within_reach, deterred

if TYPE_CHECKING:
    import numpy.typing as npt

    from detente.stability.graph.graph_model import GraphModel

__all__ = ["deterred_by", "deterred_where", "key_after_reply", "lowest_forced_from"]


def key_after_reply(model: GraphModel, focal: int) -> npt.NDArray[np.int32]:
    """Return the rank of the best that a decision maker can move to from each state, or keep: (states,)."""
    held = model.blocks
    low, high = held.firsts[focal : focal + 2].tolist()
    found: npt.NDArray[np.int32] = for_work(best_within_reach, held.steps // len(model.moves))(
        low, high, held.begins, held.members, held.out_starts, held.out, model.ranks[focal]
    )
    return found


def lowest_forced_from(
    model: GraphModel, focal: int, key: npt.NDArray[np.int32], *, improving: bool
) -> npt.NDArray[np.int32]:
    """Return the lowest key that the others can force from each state: (states,); -1 where none can move.

    Nobody moves twice in a row, though each may return later. ``improving``: the others move only to what
    each likes better.

    States are gone through by rising key, and from each all nodes (a state, and who moved there last) from
    which the others come to it and that have no lower one, so that each node is visited once. States among
    which one moves freely are a block, and each block is gone through once or twice, not once for each move.
    So it takes time that grows as the states do and as the moves between blocks do, after sorting.
    """
    held = model.blocks
    found: npt.NDArray[np.int32] = for_work(lowest_forced, held.steps)(
        focal,
        rising(key),
        key,
        held.of,
        held.firsts[:-1],
        held.alone,
        held.begins,
        held.members,
        held.into_starts,
        held.into,
        held.liked,
        np.ascontiguousarray(model.ranks.T),
        improving,
    )
    return found


def deterred_by(
    model: GraphModel, focal: int, key: npt.NDArray[np.int32], *, improving: bool
) -> npt.NDArray[np.bool_]:
    """Return in which states each improvement can be brought down to a key that is no better: (states,).

    Arguments as for ``lowest_forced_from``.
    """
    return deterred_where(model, focal, lowest_forced_from(model, focal, key, improving=improving))


def deterred_where(model: GraphModel, focal: int, forced: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    """Return in which states each improvement can be brought down to a key that is no better: (states,).

    ``forced``: the lowest key that can be forced from each state; -1 where the others cannot move.
    """
    held = model.blocks
    low, high = held.firsts[focal : focal + 2].tolist()
    found: npt.NDArray[np.bool_] = for_work(deterred, held.steps // len(model.moves))(
        low, high, held.begins, held.members, held.out_starts, held.out, model.ranks[focal], forced
    )
    return found
