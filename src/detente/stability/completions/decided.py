"""What is known of an order, and what has been decided about the rest of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from detente.stability.completions.comparison import Comparison
    from detente.stability.preferences.partial import PartialOrder

__all__ = ["Decided"]


@dataclass(frozen=True)
class Decided:
    """What is known and decided of how one likes states, with all that follows from it.

    ``better`` and ``at_least``: for each state, as the bits of a number, those that it is better than, and
    those that it is at least as good as. Other than what is known to begin with, it may be decided that a
    state is at least as good as another without deciding whether it is better.
    """

    better: tuple[int, ...]
    at_least: tuple[int, ...]

    @classmethod
    def of(cls, order: PartialOrder) -> Decided:
        """Return what is known, with nothing decided yet."""
        return cls(_bits(order.strict), _bits(order.strict | order.equal))

    def open_to(self, comparison: Comparison) -> bool:
        """Return whether a comparison is not known or decided to be the opposite."""
        return not self.holds(comparison.opposite)

    def holds(self, comparison: Comparison) -> bool:
        """Return whether a comparison is known or decided to be like this."""
        rows = self.better if comparison.strict else self.at_least
        return bool(rows[comparison.upper] >> comparison.lower & 1)

    def after(self, comparison: Comparison) -> Decided:
        """Return what holds once a comparison is decided, to which it is still open.

        Whatever is at least as good as the upper state is then at least as good as all than which the lower
        one is at least as good; it is better if any of the steps between them is.
        """
        upper, lower = comparison.upper, comparison.lower
        below = self.at_least[lower]
        further = below if comparison.strict else self.better[lower]
        better, at_least = list(self.better), list(self.at_least)
        for state, held in enumerate(self.at_least):
            if held >> upper & 1:
                at_least[state] |= below
                better[state] |= below if self.better[state] >> upper & 1 else further
        return Decided(tuple(better), tuple(at_least))

    def ranks(self) -> npt.NDArray[np.int32]:
        """Return one complete ranking in which all of this holds, from 0 for the worst: (states,).

        States are ranked by how many each is at least as good as: that is no fewer for a state that is at
        least as good as another, and more for one that is better.
        """
        counts = [row.bit_count() for row in self.at_least]
        return np.unique(counts, return_inverse=True)[1].astype(np.int32)


def _bits(table: npt.NDArray[np.bool_]) -> tuple[int, ...]:
    """Return each row as a number, whose bit for a state is its entry."""
    packed = np.packbits(table, axis=1, bitorder="little")
    return tuple(int.from_bytes(row.tobytes(), "little") for row in packed)
