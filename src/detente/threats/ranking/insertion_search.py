"""Orders that no single alternative can improve by moving elsewhere, found from a first order.

A heuristic for Kemeny orders: it starts searches that prove more, and stands in where these cannot be made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

__all__ = ["insertion_changes", "insertion_search", "loss_of", "moved", "unchanged_moves"]


def loss_of(loss: NDArray[np.int64], order: Sequence[int]) -> int:
    """Return what an order loses, ``loss`` being what it loses by having the row above the column.

    >>> loss_of(np.array([[0, 5], [2, 0]]), (1, 0))
    2
    """
    return int(np.triu(loss[np.ix_(order, order)], 1).sum())


def insertion_changes(loss: NDArray[np.int64], order: Sequence[int]) -> NDArray[np.int64]:
    """Return how an order's loss changes if the alternative at one place moves to another; (from, to).

    ``loss``: (k, k), what an order loses by having the row above the column.

    >>> insertion_changes(np.array([[0, 2], [0, 0]]), [0, 1]).tolist()
    [[0, -2], [-2, 0]]
    """
    arranged = loss[np.ix_(order, order)]
    passed = np.cumsum(arranged.T - arranged, axis=1)  # by one that sinks below all up to the column
    before = np.hstack([np.zeros((len(order), 1), dtype=np.int64), passed[:, :-1]])
    own = passed.diagonal()[:, None]
    return np.where(np.tri(len(order), dtype=bool), before, passed) - own


def moved(order: Sequence[int], start: int, end: int) -> tuple[int, ...]:
    """Return an order in which the alternative at one place stands at another.

    >>> moved((7, 8, 9), 0, 2)
    (8, 9, 7)
    """
    rest = [*order[:start], *order[start + 1 :]]
    return (*rest[:end], order[start], *rest[end:])


def insertion_search(loss: NDArray[np.int64]) -> tuple[int, ...]:
    """Return an order that no move of one alternative improves.

    It starts from the order of least total loss above all others and always makes the best move.

    >>> insertion_search(np.array([[0, 2, 2], [0, 0, 1], [0, 0, 0]]))
    (2, 1, 0)
    """
    order = tuple(np.argsort((loss - loss.T).sum(axis=1), kind="stable").tolist())
    while True:
        changes = insertion_changes(loss, order)
        start, end = (int(place) for place in np.unravel_index(changes.argmin(), changes.shape))
        if changes[start, end] >= 0:
            return order
        order = moved(order, start, end)


def unchanged_moves(loss: NDArray[np.int64], order: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Go through the other orders of the same loss that one move makes.

    >>> list(unchanged_moves(np.zeros((2, 2), dtype=np.int64), (0, 1)))
    [(1, 0), (1, 0)]
    """
    for start, end in np.argwhere(insertion_changes(loss, order) == 0).tolist():
        if start != end:
            yield moved(order, start, end)
