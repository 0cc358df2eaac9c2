"""Sets of states as rows of bits: state q is bit q % 64 of word q // 64."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.stability.graph.moves import Moves

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["better_than", "moves_of", "words_for"]

ROWS = 1024
"""States whose bits are spelt out at a time."""


def words_for(states: int) -> int:
    """Return how many words hold a bit for each state."""
    return -(-states // 64)


def better_than(ranks: npt.NDArray[np.int32]) -> npt.NDArray[np.uint64]:
    """Return the states that rank above each: (states, words) of bits.

    >>> better_than(np.array([1, 0, 2], dtype=np.int32)).tolist()
    [[4], [5], [0]]
    """
    states = len(ranks)
    found = np.zeros((states, words_for(states)), dtype="<u8")
    octets = found.view(np.uint8)
    for first in range(0, states, ROWS):
        packed = np.packbits(ranks > ranks[first : first + ROWS, np.newaxis], axis=1, bitorder="little")
        octets[first : first + ROWS, : packed.shape[1]] = packed
    return found.astype(np.uint64, copy=False)


def moves_of(bits: npt.NDArray[np.uint64]) -> Moves:
    """Return the pairs of a state and one of the states in its row, as moves from the one to the other.

    >>> moves_of(np.array([[4], [5], [0]], dtype=np.uint64)).targets.tolist()
    [2, 0, 2]
    """
    states = len(bits)
    origins, targets = [], []
    for first in range(0, states, ROWS):
        row, word = np.nonzero(bits[first : first + ROWS])
        octets = bits[first + row, word].astype("<u8", copy=False).view(np.uint8).reshape(-1, 8)
        place, bit = np.nonzero(np.unpackbits(octets, axis=1, bitorder="little").view(np.bool_))
        origins.append((first + row[place]).astype(np.int32))
        targets.append((64 * word[place] + bit).astype(np.int32))
    origin = np.concatenate(origins)
    starts = np.zeros(states + 1, dtype=np.int64)
    np.cumsum(np.bincount(origin, minlength=states), out=starts[1:])
    return Moves(starts, np.concatenate(targets))
