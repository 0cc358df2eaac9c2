"""A ranking: states from the best to the worst, with ties."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from detente.stability.preferences.slips import PreferenceError, tier_slips

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

__all__ = ["ranks_of"]


def ranks_of(tiers: Sequence[Sequence[int]], states: int) -> npt.NDArray[np.int32]:
    """Return the rank of each state, from 0 for the worst: (states,).

    ``tiers``: from the best on, each the states that are equally good, counted from 0. Every state is listed
    once; a tier without states counts for nothing.

    Raises ``PreferenceError`` with all that is unknown, listed more than once, or left out.

    >>> ranks_of([[2], [0, 3], [1]], 4).tolist()
    [1, 0, 2, 1]
    >>> ranks_of([[2], [0, 2]], 4)
    Traceback (most recent call last):
    detente.stability.preferences.slips.PreferenceError: state 2 is listed twice; state 1 is left out; ...
    """
    slips = tier_slips(tiers, states)
    times = Counter(state for tier in tiers for state in tier)
    slips += [
        f"state {state} is listed {'twice' if count == 2 else f'{count} times'}"  # noqa: PLR2004 - the word for it
        for state, count in times.items()
        if count > 1 and 0 <= state < states
    ]
    slips += [f"state {state} is left out" for state in range(states) if state not in times]
    if slips:
        raise PreferenceError(slips)
    ranks = np.empty(states, dtype=np.int32)
    for rank, tier in enumerate(reversed([tier for tier in tiers if len(tier)])):
        ranks[list(tier)] = rank
    return ranks
