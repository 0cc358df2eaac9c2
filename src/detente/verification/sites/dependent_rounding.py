"""Flows rounded up or down at random so that each keeps its mean and all go on to balance.

E. Budish, Y.-K. Che, F. Kojima and P. Milgrom, "Designing random allocation mechanisms: theory and
applications", American Economic Review 103 (2013): expected numbers under two families of nested quotas (a
bihierarchy) are a lottery over whole numbers that keep every quota, rounded up or down. The two families are
the two sides of a network; where flows through it are no whole numbers, they run in a circle. Push more
around such a circle, in one direction or the other, until a flow is whole; the odds of the direction are
such that no mean moves. (The step is that of R. Gandhi, S. Khuller, S. Parthasarathy and A. Srinivasan,
"Dependent rounding and its applications to approximation algorithms", Journal of the ACM 53, 2006.)
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Chance", "Seeded", "rounded"]

T = TypeVar("T")


class Chance(Protocol):
    """Where randomness comes from, so that all that may happen can be gone through as well."""

    def heads(self, one: int, other: int) -> bool:
        """Return true with the odds of one to other."""

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items in a random order."""


class Seeded:
    """Randomness that is the same again for the same seed.

    >>> Seeded(1).shuffled("abcd") == Seeded(1).shuffled("abcd")
    True
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - to be drawn again by whoever checks it

    def heads(self, one: int, other: int) -> bool:
        """Return true with the odds of one to other."""
        return self._random.randrange(one + other) < one

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items in a random order."""
        found = list(items)
        self._random.shuffle(found)
        return found


def rounded(arcs: Sequence[tuple[int, int]], flows: Sequence[int], unit: int, chance: Chance) -> list[int]:
    """Return each flow rounded down or up to a multiple of a unit, divided by it.

    An arc leads from a node to a node; at each node what flows in flows out, before and after. The mean of
    each number is the flow over the unit, exactly.

    Raises:
        ValueError: where flows do not balance.

    >>> halves = rounded([(0, 1), (0, 1), (1, 0)], [1, 1, 2], 2, Seeded(3))
    >>> sorted(halves[:2]), halves[2]
    ([0, 1], 1)

    """
    left = list(flows)
    _balance(arcs, left)
    parallel: dict[tuple[int, int], list[int]] = {}
    for arc in chance.shuffled(range(len(arcs))):
        if left[arc] % unit:
            parallel.setdefault(arcs[arc], []).append(arc)
    at: dict[int, dict[int, None]] = {}
    for nodes in sorted(parallel):
        remaining = _pairs_rounded(parallel[nodes], left, unit, chance)
        for node in nodes if remaining is not None else ():
            at.setdefault(node, {})[remaining] = None  # type: ignore[index] # it is not None here
    for start in sorted(at):
        while at[start]:
            circle = _circle(start, arcs, at)
            _turned(circle, left, unit, chance)
            for arc, _ in circle:
                if not left[arc] % unit:
                    for node in arcs[arc]:
                        at[node].pop(arc, None)
    return [flow // unit for flow in left]


def _balance(arcs: Sequence[tuple[int, int]], flows: Sequence[int]) -> None:
    over: dict[int, int] = {}
    for (tail, head), flow in zip(arcs, flows, strict=True):
        over[tail] = over.get(tail, 0) - flow
        over[head] = over.get(head, 0) + flow
    if any(over.values()):
        raise ValueError("What flows into a node must flow out of it.")


def _pairs_rounded(arcs: Sequence[int], left: list[int], unit: int, chance: Chance) -> int | None:
    """Round arcs between the same two nodes against each other; return the one that may remain."""
    open_arc: int | None = None
    for arc in arcs:
        if open_arc is None:
            open_arc = arc
            continue
        _turned([(open_arc, 1), (arc, -1)], left, unit, chance)
        still = [one for one in (open_arc, arc) if left[one] % unit]
        open_arc = still[0] if still else None
    return open_arc


def _circle(
    start: int, arcs: Sequence[tuple[int, int]], at: dict[int, dict[int, None]]
) -> list[tuple[int, int]]:
    """Return arcs that are not whole and run in a circle, each with 1 or -1 for with it or against it."""
    path: list[tuple[int, int]] = []
    met = {start: 0}
    node = start
    while True:
        last = path[-1][0] if path else None
        arc = next(one for one in at[node] if one != last)
        tail, head = arcs[arc]
        path.append((arc, 1 if tail == node else -1))
        node = head if tail == node else tail
        if node in met:
            return path[met[node] :]
        met[node] = len(path)


def _turned(circle: Sequence[tuple[int, int]], left: list[int], unit: int, chance: Chance) -> None:
    """Push flow around a circle, one way or the other, until one of its arcs is whole."""
    below = [left[arc] % unit for arc, _ in circle]
    ways = [way for _, way in circle]
    forth = min(unit - part if way > 0 else part for part, way in zip(below, ways, strict=True))
    back = min(part if way > 0 else unit - part for part, way in zip(below, ways, strict=True))
    amount = forth if chance.heads(back, forth) else -back
    for arc, way in circle:
        left[arc] += way * amount
