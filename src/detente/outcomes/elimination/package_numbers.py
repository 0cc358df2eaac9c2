"""Packages written as one whole number each: the lower it is, the sooner a package is named for its like."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.elimination.large_integers import carried, digits_for, from_integers, to_integers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from detente.outcomes.domain import Domain

__all__ = ["PackageNumbers"]


class PackageNumbers:
    """Number the packages of a domain: those that change less of today come first, then those first by name.

    Names of issues and options are compared in the order of the alphabet, and never by their places in the
    file, so that a file in another order names the same packages. ``digits``: how many digits of
    ``large_integers`` a number has. ``share``: per issue, (options, digits), what each option adds to the
    number of a package.

    >>> from detente.outcomes.domain import Domain
    >>> points = (np.zeros((2, 1), np.int64), np.zeros((2, 1), np.int64))
    >>> options = (("open", "closed"), ("low", "high"))
    >>> domain = Domain(("border", "toll"), options, ("us",), 1, points, np.array([0]), today=(0, 0))
    >>> numbers = PackageNumbers(domain)
    >>> packages = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    >>> numbers.numbers(packages).T.tolist(), numbers.packages(np.array([[3], [6]])).tolist()
    ([[3, 6, 5, 8]], [[0, 0], [0, 1]])
    """

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self._sizes = domain.sizes
        self._all = math.prod(self._sizes)
        places = sorted(range(len(domain.issues)), key=lambda place: domain.issues[place])
        self._strides = [0] * len(places)
        stride = 1
        for place in reversed(places):
            self._strides[place] = stride
            stride *= self._sizes[place]
        self._by_name = [sorted(range(len(names)), key=names.__getitem__) for names in domain.options]
        self.digits = digits_for(self._all * (len(places) + 1))
        changes = [
            [int(bool(domain.today) and option != domain.today[place]) for option in range(size)]
            for place, size in enumerate(self._sizes)
        ]
        self.share = [
            from_integers(
                [
                    changed * self._all + named.index(option) * stride
                    for option, changed in enumerate(changing)
                ],
                self.digits,
            )
            for changing, named, stride in zip(changes, self._by_name, self._strides, strict=True)
        ]

    def numbers(self, packages: NDArray[np.integer]) -> NDArray[np.int64]:
        """Return the numbers, (n, digits), of packages given by the option number of each issue."""
        total = np.zeros((len(packages), self.digits), dtype=np.int64)
        for share, chosen in zip(self.share, packages.T, strict=True):
            total += share[chosen]
        return carried(total)

    def number(self, package: Mapping[str, str]) -> int:
        """Return the number of a package given by the names of its issues and options."""
        [number] = to_integers(self.numbers(np.array([self._domain.numbered(package)])))
        return number

    def packages(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the option number of each issue, (n, issues), of packages given by (n, digits)."""
        whole = numbers[:, 0] if self.digits == 1 else np.array(to_integers(numbers), dtype=object)
        packages = np.empty((len(self._sizes), len(numbers)), dtype=np.int64)
        for place, (stride, size) in enumerate(zip(self._strides, self._sizes, strict=True)):
            rank = (whole // stride % size).astype(np.int64, copy=False)
            packages[place] = np.array(self._by_name[place], dtype=np.int64)[rank]
        return packages.T
