"""The minimal winning coalitions of a core one after the other, the smallest first."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from detente.institutions.power.composition import Core, voters_of
from detente.institutions.power.minimal_winning import DONE, NONE, steps_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.institutions.power.minimal_winning import Watched

__all__ = ["Listing", "Parts"]

Parts = tuple[tuple[tuple[str, ...], int], ...]
"""Groups of interchangeable voters, and how many of each are in the coalition."""


class Listing:
    """Lists what `minimal_winning` counts; only ways that lead to a coalition are followed.

    Sets of sizes are kept as bits: bit k is set where size k is in the set.

    Raises:
        TooManyStates: where a core has more than so many steps between states.

    """

    def __init__(self, core: Core, most: int) -> None:
        self._core = core
        self._levels = steps_of(core, most)
        self._inner = {
            element: Listing(element, most)
            for kind in core.kinds
            for element in kind.elements
            if isinstance(element, Core)
        }
        self._sizes: list[dict[Watched, int]] = [{DONE: 1, NONE: 0}]
        for number in range(len(self._levels) - 1, -1, -1):
            choices = [self._sizes_of(number, count) for count in range(core.kinds[number].number + 1)]
            later = self._sizes[-1]
            self._sizes.append(
                {DONE: 1, NONE: 0}
                | {
                    state: _union(
                        _sums(choices[count], later[after]) for count, after in enumerate(following)
                    )
                    for state, following in self._levels[number].items()
                }
            )
        self._sizes.reverse()
        (self._start,) = self._levels[0]

    @property
    def sizes(self) -> int:
        """The sizes that there are."""
        return self._sizes[0][self._start]

    def smallest_first(self) -> Iterator[Parts]:
        """List all."""
        for size in _set_bits(self.sizes):
            yield from self.of_size(size)

    def of_size(self, size: int) -> Iterator[Parts]:
        """List those with so many members."""
        return self._from(0, self._start, size)

    def _sizes_of(self, number: int, count: int) -> int:
        element = self._core.kinds[number].elements[0]
        if isinstance(element, str):
            return 1 << count
        one = self._inner[element].sizes
        sizes = 1
        for _ in range(count):
            sizes = _sums(sizes, one)
        return sizes

    def _from(self, number: int, state: Watched, size: int) -> Iterator[Parts]:
        if state == DONE:
            if size == 0:
                yield ()
            return
        elements = self._core.kinds[number].elements
        for count, after in enumerate(self._levels[number][state]):
            for taken in _set_bits(self._sizes_of(number, count)):
                if taken > size or not self._sizes[number + 1][after] >> (size - taken) & 1:
                    continue
                for parts in self._chosen(elements, count, taken):
                    for rest in self._from(number + 1, after, size - taken):
                        yield (*parts, *rest)

    def _chosen(self, elements: Sequence[str | Core], count: int, size: int) -> Iterator[Parts]:
        if not count:
            yield ()
        elif isinstance(elements[0], str):
            yield ((tuple(voter for element in elements for voter in voters_of(element)), count),)
        else:
            for chosen in combinations(elements, count):
                yield from self._together(chosen, size)

    def _together(self, chosen: Sequence[str | Core], size: int) -> Iterator[Parts]:
        if not chosen:
            if size == 0:
                yield ()
            return
        first = chosen[0]
        assert isinstance(first, Core)
        for taken in _set_bits(self._inner[first].sizes):
            if taken <= size:
                for rest in self._together(chosen[1:], size - taken):
                    for parts in self._inner[first].of_size(taken):
                        yield (*parts, *rest)


def _sums(one: int, other: int) -> int:
    """Return every sum of a size of the one and a size of the other."""
    return _union(other << size for size in _set_bits(one)) if other else 0


def _union(sets: Iterator[int]) -> int:
    union = 0
    for one in sets:
        union |= one
    return union


def _set_bits(sizes: int) -> Iterator[int]:
    while sizes:
        lowest = sizes & -sizes
        yield lowest.bit_length() - 1
        sizes ^= lowest
