"""Random numbers that are worked out from what they are for, so that runs meet the same luck in any problem.

A number depends on its run and on its purpose alone: on which attempt at which block, or on which period. So
two orders, or two problems, can be compared run by run (common random numbers), in whatever sequence and by
however many workers the runs are made. The numbers are those of SplitMix64 (G. L. Steele, D. Lea and
C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014), each taken at its own place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.compiled import inlined

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BREACH", "DELIVERY", "DRIFT", "GATE", "SETTLING", "SHOCK", "hashed", "luck", "run_key"]

DELIVERY, BREACH, SETTLING, DRIFT, SHOCK, GATE = range(6)
"""What a number is for."""

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_30, _27, _31, _11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_UNIT = 2.0**-53


@inlined
def _mixed(number: np.uint64) -> np.uint64:
    number = (number ^ (number >> _30)) * _FIRST
    number = (number ^ (number >> _27)) * _SECOND
    return number ^ (number >> _31)


@inlined
def run_key(seed: np.uint64, run: int) -> np.uint64:
    """Return the number from which all the luck of a run follows."""
    return _mixed(_mixed(seed + _GOLDEN) + np.uint64(run + 1) * _GOLDEN)


@inlined
def luck(key: np.uint64, purpose: int, one: int, other: int) -> float:
    """Return the number from 0 up to 1 of a run for a purpose: a block and an attempt, or a period."""
    place = np.uint64(purpose + 8 * (one + 64 * other) + 1)
    return float(_mixed(key + place * _GOLDEN) >> _11) * _UNIT


@inlined
def hashed(numbers: NDArray[np.int64], count: int, start: np.uint64) -> np.uint64:
    """Return one number for the first so many of a row of numbers."""
    found = start
    for place in range(count):
        found = _mixed(found + np.uint64(numbers[place]) + np.uint64(place + 1) * _GOLDEN)
    return found
