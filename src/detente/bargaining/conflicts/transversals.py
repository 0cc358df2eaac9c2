"""Minimal transversals: the smallest sets that meet every set of a family.

What collides and what could be dropped are each other's transversals: a minimal conflict meets every set of
constraints whose removal suffices, and the other way round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.bargaining.conflicts.dispute import numbers_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["minimal_transversals"]


def minimal_transversals(family: Sequence[int]) -> Iterator[int]:
    """Go through every minimal set that meets all sets of a family, each once; sets are bits of integers.

    A member of a partial transversal stays only while some set of the family is met by it alone; the
    sets that a member alone meets are kept as bits too.

    Source: K. Murakami and T. Uno, "Efficient algorithms for dualizing large-scale hypergraphs", Discrete
    Applied Mathematics 170 (2014), algorithm MMCS. Reiter's theorem that conflicts and diagnoses are each
    other's transversals: R. Reiter, "A theory of diagnosis from first principles", Artificial Intelligence
    32 (1987).

    >>> sorted(minimal_transversals([0b011, 0b110]))
    [2, 5]
    >>> list(minimal_transversals([])), list(minimal_transversals([0]))
    ([0], [])
    """
    elements = list(numbers_in(_union(family)))
    meets = {
        element: sum(1 << place for place, one in enumerate(family) if one >> element & 1)
        for element in elements
    }

    def extended(chosen: int, alone: dict[int, int], unmet: int, allowed: int) -> Iterator[int]:
        if not unmet:
            yield chosen
            return
        branching = min((family[place] & allowed for place in numbers_in(unmet)), key=int.bit_count)
        allowed &= ~branching
        for element in numbers_in(branching):
            met = meets[element]
            still_alone = {member: sets & ~met for member, sets in alone.items()}
            if all(still_alone.values()):
                still_alone[element] = unmet & met
                yield from extended(chosen | 1 << element, still_alone, unmet & ~met, allowed)
                allowed |= 1 << element

    yield from extended(0, {}, (1 << len(family)) - 1, _union(family))


def _union(family: Sequence[int]) -> int:
    joined = 0
    for one in family:
        joined |= one
    return joined
