"""Which states are stable as a coalition cannot mend what outsiders do; to be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["punished_for_good"]


def punished_for_good(  # noqa: C901, PLR0913, PLR0917 - one loop, whose arrays numba wants apart
    asked: NDArray[np.int64],
    starts: NDArray[np.int64],
    targets: NDArray[np.int32],
    better: NDArray[np.uint64],
    own: NDArray[np.uint64],
    own_row: NDArray[np.int64],
    outside: NDArray[np.uint64],
    outside_row: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Return for which of the states ``asked`` each improvement can be punished for good: (asked,).

    ``starts``, (states + 1,), and ``targets``: the improvements of a coalition. All else is rows of bits,
    (rows, words): ``better``, what all members like better than each state; ``own`` and ``outside``, what the
    coalition and what outsiders can reach, and ``own_row`` and ``outside_row``, (states,), which of their
    rows is that of each state.

    Whether the coalition has a reply is asked for once for each row of what it can reach, and whether a
    target can be punished once for each of what outsiders can.
    """
    words = better.shape[1]
    found = np.ones(len(asked), dtype=np.bool_)
    one = np.uint64(1)
    # Of each row: twice the place of the state of which it was last asked, and one more if that was so.
    replies = np.full(len(own), -2, dtype=np.int64)
    punishes = np.full(len(outside), -2, dtype=np.int64)
    for place in range(len(asked)):
        state = asked[place]
        for move in range(starts[state], starts[state + 1]):
            row = outside_row[targets[move]]
            if punishes[row] < 2 * place:
                punishes[row] = 2 * place
                for word in range(words):
                    left = outside[row, word] & ~better[state, word]
                    bit = 0
                    while left != 0 and punishes[row] == 2 * place:
                        if left & one:
                            reply = own_row[64 * word + bit]
                            if replies[reply] < 2 * place:
                                replies[reply] = 2 * place
                                for other in range(words):
                                    if own[reply, other] & better[state, other]:
                                        replies[reply] = 2 * place + 1
                                        break
                            if replies[reply] == 2 * place:
                                punishes[row] = 2 * place + 1
                        left >>= one
                        bit += 1
                    if punishes[row] != 2 * place:
                        break
            if punishes[row] == 2 * place:
                found[place] = False
                break
    return found
