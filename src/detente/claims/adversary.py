"""A search for a world that refutes a set of inputs, from those worlds on that come nearest to it.

Worlds that are laid out beforehand miss corners in which many inputs lie just so. From a world in which a
statement barely holds, one input after the other is put elsewhere in its range, or into another order, or
taken away, as far as that brings the statement nearer to failing: a local search by coordinates. One that
fails in the case is brought nearer to holding in the same way.
"""

from __future__ import annotations

from math import ceil, isfinite
from typing import TYPE_CHECKING

from detente.claims.together import BARELY
from detente.claims.ways import NOMINAL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from detente.claims.free_worlds import FreeWorlds, Trial

__all__ = ["refuting_world"]

STARTS = 2
"""Worlds from which the search begins."""
FLAT_STARTS = 8
"""So many where in several the verdict barely stands, so that none is nearer than the others."""
PASSES = 4
"""Times that all inputs are tried in turn, at most."""
TOGETHER = 8
"""Inputs of which the best change is made before others are tried."""


def refuting_world(
    worlds: FreeWorlds, held: int, slacks: Callable[[Sequence[Trial]], Sequence[float]]
) -> int | None:
    """Return the number of a world that refutes a set, added to the worlds; None where none is found.

    ``slacks`` tells in each of some trials how far the verdict is from another, 0 where it is another.
    """
    # The worlds come once more with a part as the case says, where the verdict is further from another.
    apart = range(worlds.count // 2)
    each = slacks([(held, number) for number in apart])
    starts, flat = _starts(each)
    bits = worlds.sets.bits(worlds.sets.inputs)
    free = [place for place, bit in enumerate(bits) if not bit & held]
    for start in starts:
        found, telling = _descended(worlds, held, (start, each[start]), free, slacks)
        if found is not None:
            return worlds.mixed(*found)
        free = free if flat else telling
    return None


def _starts(each: Sequence[float]) -> tuple[list[int], bool]:
    """Return from which worlds to begin, and whether none of them is nearer than the others."""
    barely = [number for number, slack in enumerate(each) if slack <= BARELY]
    if len(barely) > STARTS:
        return barely[:: ceil(len(barely) / FLAT_STARTS)], True
    nearest = sorted(range(len(each)), key=each.__getitem__)[:STARTS]
    return [number for number in nearest if isfinite(each[number])], False


def _descended(
    worlds: FreeWorlds,
    held: int,
    start: tuple[int, float],
    free: list[int],
    slacks: Callable[[Sequence[Trial]], Sequence[float]],
) -> tuple[tuple[int, NDArray[np.intp]] | None, list[int]]:
    """Return what is absent and how inputs lie in a world that refutes a set, None where none is found.

    ``start``: a world with its slack. With it come those ``free`` inputs that made any difference.
    """
    number, slack = start
    absent, ways = worlds.laid_out(held, number)
    for _ in range(PASSES):
        before, telling = slack, []
        for first in range(0, len(free), TOGETHER):
            tried = free[first : first + TOGETHER]
            changed = [(place, one) for place in tried for one in _elsewhere(worlds, absent, ways, place)]
            if not changed:
                continue
            found = slacks(worlds.tried(held, [one for _, one in changed]))
            differing = {place for (place, _), other in zip(changed, found, strict=True) if other != slack}
            telling += [place for place in tried if place in differing]
            least = min(range(len(changed)), key=found.__getitem__)
            if found[least] < slack:
                slack, (absent, ways) = found[least], changed[least][1]
            if slack <= 0:
                return (absent, ways), free
        free = telling  # what makes no difference here hardly will
        if slack == before:
            break
    return None, free


def _elsewhere(
    worlds: FreeWorlds, absent: int, ways: NDArray[np.intp], place: int
) -> list[tuple[int, NDArray[np.intp]]]:
    """Return worlds that differ from one in a single input."""
    found = []
    bit = 1 << place
    if bit & worlds.structural:
        found.append((absent ^ bit, ways))
    for way in (NOMINAL, *worlds.choices(place)):
        if way != ways[place]:
            other = ways.copy()
            other[place] = way
            found.append((absent & ~bit, other))  # where one that is absent lies makes no difference
    return found
