"""Arrays of whole numbers larger than 64 bits hold, such as counts of packages.

A number below ``2**62`` is one signed 64-bit integer. Larger ones are written in digits to base ``2**40``,
most significant first, so that millions of them can be summed digit by digit before anything is carried.
An array of n numbers has the shape (n, digits).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["carried", "digits_for", "from_integers", "run_minimum", "run_sum", "to_integers"]

_BITS = 40
_LOWEST_BITS = (1 << _BITS) - 1


def digits_for(largest: int) -> int:
    """Return how many digits numbers up to ``largest`` need.

    >>> digits_for(10**14), digits_for(10**30)
    (1, 3)
    """
    return 1 if largest < 2**62 else -(-largest.bit_length() // _BITS)


def from_integers(numbers: Sequence[int], digits: int) -> NDArray[np.int64]:
    """Return Python integers as an array (n, digits)."""
    if digits == 1:
        return np.array(numbers, dtype=np.int64).reshape(-1, 1)
    shifts = [_BITS * place for place in reversed(range(digits))]
    written = [[number >> shift & _LOWEST_BITS for shift in shifts] for number in numbers]
    return np.array(written, dtype=np.int64).reshape(-1, digits)


def to_integers(array: NDArray[np.int64]) -> list[int]:
    """Return an array (n, digits) as Python integers.

    >>> to_integers(from_integers([7, 10**30], 3))
    [7, 1000000000000000000000000000000]
    """
    columns = array.T.tolist()
    numbers: list[int] = columns[0]
    for column in columns[1:]:
        numbers = [(number << _BITS) + digit for number, digit in zip(numbers, column, strict=True)]
    return numbers


def carried(array: NDArray[np.int64]) -> NDArray[np.int64]:
    """Bring every digit but the first below the base, in place, and return the array."""
    for place in range(array.shape[1] - 1, 0, -1):
        array[:, place - 1] += array[:, place] >> _BITS
        array[:, place] &= _LOWEST_BITS
    return array


def run_sum(array: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sum each run of rows; ``starts`` are the positions at which runs begin."""
    return carried(np.add.reduceat(array, starts, axis=0))


def run_minimum(array: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the least number of each run of rows; ``starts`` are the positions at which runs begin."""
    if array.shape[1] == 1:
        return np.minimum.reduceat(array, starts, axis=0)
    lengths = np.diff(starts, append=len(array))
    least = np.empty((len(starts), array.shape[1]), dtype=np.int64)
    left = array.copy()
    for place in range(array.shape[1]):
        least[:, place] = np.minimum.reduceat(left[:, place], starts)
        larger = left[:, place] > np.repeat(least[:, place], lengths)
        left[larger, place + 1 :] = np.iinfo(np.int64).max
    return least
