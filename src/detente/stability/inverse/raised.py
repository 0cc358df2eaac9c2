"""An easy change that makes a state stable by every concept: there is nothing better to move to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from detente.stability.graph.graph_model import GraphModel

__all__ = ["raised"]


def raised(
    model: GraphModel, state: int, focals: Iterable[int], *, new_ties: bool = True
) -> npt.NDArray[np.int32]:
    """Return preferences by which some decision makers have no improvement from a state.

    Each lifts the state to the best that it can move to from there, or just above, and leaves all others
    where they are. So the state is Nash stable, and with that stable by every concept; so there is always a
    change that does it where each may change its own order, whatever is asked of the others.

    Returns ranks: (decision makers, states), 0 the worst, ties equal.

    >>> from detente.stability.examples import DILEMMA
    >>> raised(DILEMMA, 0, [0, 1]).tolist()
    [[2, 0, 2, 1], [2, 2, 0, 1]]
    """
    ranks = model.ranks.copy()
    for focal in focals:
        within = model.moves[focal].of(state)
        doubled = 2 * model.ranks[focal]
        best = max((int(doubled[one]) for one in within), default=-1)
        if best > doubled[state]:
            doubled[state] = best if new_ties else best + 1
        ranks[focal] = np.unique(doubled, return_inverse=True)[1]
    return ranks
