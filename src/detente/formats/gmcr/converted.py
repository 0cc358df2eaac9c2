"""What a conversion yields, and whether it says the same as what was converted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.case.problems import quoted

if TYPE_CHECKING:
    import numpy.typing as npt

    from detente.case.problems import Problem
    from detente.stability.graph.graph_model import GraphModel
    from detente.stability.graph.moves import Moves

__all__ = ["Converted", "differences"]


@dataclass(frozen=True)
class Converted:
    """The text of a file in the other format.

    ``warnings``: what is left out, and what is not as one might expect.
    """

    text: str
    warnings: tuple[Problem, ...] = ()


def differences(before: GraphModel, after: GraphModel, places: npt.NDArray[np.intp]) -> list[str]:
    """Return in words where a graph model is not another one; nothing where it is the same.

    Decision makers are the same in the same order, whatever they are called. ``places``: (states,), for each
    state of the one its number in the other. Joint moves are not looked at.
    """
    if before.states != after.states:
        return [f"there are {before.states:,} states, and would be {after.states:,}"]
    if len(before.decision_makers) != len(after.decision_makers):
        counts = len(before.decision_makers), len(after.decision_makers)
        return ["there are {:,} decision makers, and would be {:,}".format(*counts)]
    found = []
    for maker, key in enumerate(before.decision_makers):
        name = quoted(key)
        made, kept = _pairs(before.moves[maker], places), _pairs(after.moves[maker])
        if not np.array_equal(made, kept):
            found.append(f"the moves of {name} would be others: {len(kept):,}, and there are {len(made):,}")
        if not np.array_equal(before.ranks[maker], after.ranks[maker][places]):
            found.append(f"what {name} prefers would be something else")
    return found


def _pairs(moves: Moves, places: npt.NDArray[np.intp] | None = None) -> npt.NDArray[np.int64]:
    """Return moves as one number for each, ascending, whatever states are called before."""
    states = np.int64(len(moves.starts))
    ends = (
        (moves.origins, moves.targets) if places is None else (places[moves.origins], places[moves.targets])
    )
    origins, targets = (one.astype(np.int64) for one in ends)
    return np.sort(origins * states + targets)
