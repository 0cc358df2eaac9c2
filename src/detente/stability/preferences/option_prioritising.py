"""Option prioritising: statements in order of importance rank the states in which they are true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["option_prioritising"]

WORD = 8
"""Bytes that are compared at a time."""


def option_prioritising(statements: npt.ArrayLike) -> npt.NDArray[np.int32]:
    """Return the rank of each state by ordered statements, from 0 for the worst: (states,).

    ``statements``: (statements, states), whether each is true in each state, the most important first. Of m
    statements the one in place j, counted from 1, adds 2^(m - j) to the score of a state in which it is true,
    so that it outweighs all those after it. Ranks are by score, equal scores are ties.

    Scores are compared bit by bit and never added up, so that any number of statements is told apart exactly.

    Raises ``ValueError`` where there is no table of truths.

    Sources: K. W. Hipel, D. M. Kilgour, L. Fang and X. Peng, "The decision support system GMCR in
    environmental conflict management", Applied Mathematics and Computation 83 (1997); X. Peng, *A Decision
    Support System for Conflict Resolution*, University of Waterloo 1999.

    >>> option_prioritising([[True, True, False], [False, True, True]]).tolist()
    [1, 2, 0]
    """
    true = np.asarray(statements)
    if true.ndim != 2 or true.dtype != np.bool_:  # noqa: PLR2004 - a table
        raise ValueError("statements are a table of truths: a row for each, a column for each state")
    states = true.shape[1]
    packed = np.packbits(true, axis=0)
    missing = -len(packed) % WORD
    filled = np.pad(packed, ((0, missing), (0, 0)))
    words = np.ascontiguousarray(filled.T).view(np.dtype(">u8")).astype(np.uint64)
    if not words.shape[1]:
        return np.zeros(states, dtype=np.int32)
    order = np.lexsort(words.T[::-1])
    arranged = words[order]
    higher = np.any(arranged[1:] != arranged[:-1], axis=1)
    ranks = np.empty(states, dtype=np.int32)
    ranks[order] = np.concatenate([[0], np.cumsum(higher)])
    return ranks
