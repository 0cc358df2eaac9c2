"""Sets of inputs as whole numbers with a bit for each, which are joined and compared in no time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

__all__ = ["InputSets"]


class InputSets:
    """Sets of some inputs: the first of them is 1, the second 2, both together 3.

    >>> sets = InputSets(["a line", "a floor", "a rule"])
    >>> sets.number({"a floor", "a rule"})
    6
    >>> sorted(sets.paths(6))
    ['a floor', 'a rule']
    >>> sets.rows([6, 1]).astype(int).tolist()
    [[0, 1, 1], [1, 0, 0]]
    """

    def __init__(self, inputs: Sequence[str]) -> None:
        """Take in the inputs; none may come twice."""
        self.inputs = tuple(inputs)
        self._bits = {one: 1 << place for place, one in enumerate(self.inputs)}
        self._paths: dict[int, frozenset[str]] = {}

    def number(self, paths: Iterable[str]) -> int:
        """Return the number of a set of inputs, in which none comes twice."""
        return sum(map(self._bits.__getitem__, paths))

    def bits(self, paths: Iterable[str]) -> list[int]:
        """Return the number of each input by itself."""
        return list(map(self._bits.__getitem__, paths))

    def paths(self, number: int) -> frozenset[str]:
        """Return the inputs in a set; of sets that are asked for often it is the very same."""
        if number not in self._paths:
            self._paths[number] = frozenset(path for path, bit in self._bits.items() if number & bit)
        return self._paths[number]

    def rows(self, numbers: Sequence[int]) -> NDArray[np.bool_]:
        """Return which inputs are in each of some sets: (sets, inputs)."""
        count = len(self.inputs)
        size = (count + 7) // 8
        written = b"".join(number.to_bytes(size, "little") for number in numbers)
        packed = np.frombuffer(written, dtype=np.uint8).reshape(len(numbers), size)
        return np.unpackbits(packed, axis=1, count=count, bitorder="little").view(np.bool_)
