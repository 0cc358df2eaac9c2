"""Sets of inputs of each of which one is needed, and the smallest sets that meet them all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from detente.outcomes.holding import Holding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Needs"]


class Needs:
    """Sets of inputs of each of which at least one is needed.

    >>> needs = Needs(["a line", "a floor", "a rule"])
    >>> needs.add([{"a line", "a floor"}, {"a floor", "a rule"}])
    >>> sorted(needs.smallest_meeting())
    ['a floor']
    """

    def __init__(self, inputs: Sequence[str]) -> None:
        """Begin with nothing that is needed."""
        self.inputs = tuple(inputs)
        self.holding = Holding(inputs)
        """To which whatever else must be met may be added."""
        self._listed: dict[frozenset[str], None] = {}
        self._times: Counter[str] = Counter()

    def __len__(self) -> int:
        """Return how many needs there are."""
        return len(self._listed)

    def add(self, needs: Iterable[Iterable[str]]) -> None:
        """Take in further needs."""
        for need in dict.fromkeys(map(frozenset, needs)):
            if need not in self._listed:
                self._listed[need] = None
                self._times.update(need)
                self.holding.need(need)

    def times(self, one: str) -> int:
        """Return how many needs an input would meet."""
        return self._times[one]

    def met_by(self, held: frozenset[str]) -> bool:
        """Tell whether some inputs meet all needs."""
        return not any(need.isdisjoint(held) for need in self._listed)

    def smallest_meeting(self) -> frozenset[str] | None:
        """Return a smallest set that meets all needs, and whatever else must be met: a minimum hitting set.

        Among those of that size it is one whose inputs meet needs most often; for the same needs in the same
        order it is always the same. None where no set meets all, or it takes too long to tell.
        """
        return self.holding.least(self._times)
