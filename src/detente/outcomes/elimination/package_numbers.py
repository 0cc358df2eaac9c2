"""Packages written as one whole number each, in the order in which a person would list them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.elimination.large_integers import digits_for, from_integers, to_integers

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["PackageNumbers"]


class PackageNumbers:
    """Number the packages of issues with so many options each, the last issue changing fastest.

    ``digits``: how many digits of ``large_integers`` a number has. ``share``: per issue, (options, digits),
    what each option adds to the number of a package.

    >>> numbers = PackageNumbers((2, 3))
    >>> numbers.packages(numbers.share[0][[1]] + numbers.share[1][[2]]).tolist()
    [[1, 2]]
    """

    def __init__(self, sizes: tuple[int, ...]) -> None:
        self._sizes = sizes
        self._strides = [math.prod(sizes[place + 1 :]) for place in range(len(sizes))]
        self.digits = digits_for(math.prod(sizes))
        self.share = [
            from_integers([option * stride for option in range(size)], self.digits)
            for size, stride in zip(sizes, self._strides, strict=True)
        ]

    def packages(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the option number of each issue, (n, issues), of packages given by (n, digits)."""
        if self.digits == 1:
            strides = np.array(self._strides, dtype=np.int64)
            return numbers // strides % np.array(self._sizes, dtype=np.int64)
        written = [
            [number // stride % size for stride, size in zip(self._strides, self._sizes, strict=True)]
            for number in to_integers(numbers)
        ]
        return np.array(written, dtype=np.int64).reshape(len(numbers), len(self._sizes))
