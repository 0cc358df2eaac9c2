"""The values that an input has in several worlds, each value once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

__all__ = ["Choices"]


@dataclass(frozen=True, eq=False)
class Choices:
    """What an input may be, and which of that it is in each world.

    ``values``: each a number for each number that follows from the input. ``which``: (worlds,).
    """

    values: tuple[tuple[Fraction, ...], ...]
    which: NDArray[np.intp]

    @classmethod
    def of(cls, listed: Iterable[tuple[Fraction, ...]]) -> Choices:
        """Return the choices of an input by its values in one world after another.

        Values are told apart by identity: those that come often are the very same.
        """
        values: dict[int, tuple[Fraction, ...]] = {}
        places: dict[int, int] = {}
        which = []
        for value in listed:
            values.setdefault(id(value), value)
            which.append(places.setdefault(id(value), len(places)))
        return cls(tuple(values.values()), np.array(which, dtype=np.intp))

    @classmethod
    def joined(cls, parts: Sequence[Choices]) -> Choices:
        """Return the choices in the worlds of the first, then in those of the next, and so on."""
        starts = np.cumsum([0, *(len(one.values) for one in parts)])
        which = [one.which + start for one, start in zip(parts, starts.tolist(), strict=False)]
        return cls(tuple(value for one in parts for value in one.values), np.concatenate(which))

    def __getitem__(self, world: int) -> tuple[Fraction, ...]:
        """Return its numbers in a world."""
        return self.values[self.which[world]]
