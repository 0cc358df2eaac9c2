"""The greatest product of gains over packages too many to list.

For any positive weights w, the inequality of arithmetic and geometric means bounds the product of n gains:
Π w·g ≤ (Σ w·g / n)ⁿ. So a package whose product is at least P has Σ w·g ≥ n·(P·Π w)^(1/n), a linear
condition, and the greatest weighted sum bounds the greatest product. Both are computed in integers, so what
they prove is exact. The weights that bound best are the inverses of the gains at the best mixture of
packages; mixing and asking for the best package in turn (column generation) finds them.

The search then asks the solver for any package that meets the conditions of all weights seen and is not one
already known. Each one that is found and is no better gives its own weights, which exclude it and its
like. When none is left, the best product is proved.

Sources: J. F. Nash, "The bargaining problem", Econometrica 18 (1950); linear bounds on a concave aim, M. A.
Duran and I. E. Grossmann, "An outer-approximation algorithm for a class of mixed-integer nonlinear programs",
Mathematical Programming 36 (1986); best mixtures, T. M. Cover, "An algorithm for maximizing expected log
investment return", IEEE Transactions on Information Theory 30 (1984).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.large_solutions.answer import MOST_TIES, require_new_values
from detente.outcomes.package_search.deadline import UndecidedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detente.bargaining.large_solutions.gain_model import GainModel
    from detente.outcomes.domain import Package

__all__ = ["ProductSearch", "best_mixture", "greatest_product", "least_sum"]

USUAL_SUM, LARGEST_SUM = 2**29, 2**58
"""The size of weighted sums: one that the solver adds in a single step, and the largest it can be given."""

FINE = 64
"""The least weight wanted, so that rounding weights to whole numbers costs little."""

MOST_MIXTURES = 40
"""Rounds of column generation. Few are needed, and what is lost by stopping early is made up for later."""


class ProductSearch:
    """The search for the greatest product of the gains of some columns, all of which can gain together.

    ``greatest``: the best product known, in steps; ``packages``: one for each value that reaches it;
    ``bound``: no package has a greater one; ``exact``: whether nothing is left to search; ``all_ties``:
    whether no value is missing.
    """

    def __init__(self, model: GainModel, columns: tuple[int, ...]) -> None:
        self._model = model
        self._columns = columns
        self._narrowed = model.question()
        for column in columns:
            model.require(self._narrowed, {column: 1}, 1)
        self._reach = np.array([model.reach(column) for column in columns], dtype=float)
        self._weights: list[tuple[int, ...]] = []
        self._known: dict[tuple[int, ...], Package] = {}
        self.greatest = 0
        self.bound = math.prod(most for column, most in enumerate(model.most_gains()) if column in columns)
        self.exact = False
        self.all_ties = False

    @property
    def packages(self) -> list[Package]:
        """One package for each value that reaches the best product known."""
        return [package for gains, package in self._known.items() if math.prod(gains) == self.greatest]

    def run(self) -> None:
        """Search until nothing is left to search.

        Raises ``UndecidedError`` when time runs out; what is known by then stays.
        """
        first = self._model.found(self._narrowed)
        if first is None:
            raise AssertionError("these signatories were found to gain together, and now they do not")
        self._learn(first)
        if self._columns:
            self._bound()
            self._close()
        else:
            # Nobody gains, so everybody is exactly at no agreement in every package that counts.
            self.all_ties = True
        self.bound, self.exact = self.greatest, True

    def _learn(self, package: Package) -> tuple[int, ...]:
        gains = self._model.gains(package)
        own = tuple(gains[column] for column in self._columns)
        self._known.setdefault(own, package)
        self.greatest = max(self.greatest, math.prod(own))
        return own

    def _bound(self) -> None:
        """Find the weights that bound the product best, by column generation."""
        for _ in range(MOST_MIXTURES):
            weights = self._inverse(best_mixture(np.array(list(self._known), dtype=float)))
            best = self._model.best(self._narrowed, self._by_column(weights))
            if best is None:
                raise AssertionError("packages that were there are gone")
            before = len(self._known)
            self._learn(best.package)
            self._weights.append(weights)
            self.bound = min(self.bound, greatest_product(best.bound, weights))
            if not best.proved:
                raise UndecidedError
            if len(self._known) == before:
                return

    def _close(self) -> None:
        """Go through every package that could still be as good as the best, until none is left."""
        while True:
            ties = len(self.packages)
            wanted = self.greatest + (1 if ties >= MOST_TIES else 0)
            question = self._narrowed.clone()
            for weights in self._weights:
                self._model.require(question, self._by_column(weights), least_sum(wanted, weights))
            for gains in self._near(wanted):
                require_new_values(self._model, question, self._columns, gains)
            package = self._model.found(question)
            if package is None:
                self.all_ties = ties < MOST_TIES
                return
            gains = self._learn(package)
            if math.prod(gains) < self.greatest:
                self._weights.append(self._inverse(np.array(gains, dtype=float)))

    def _near(self, wanted: int) -> list[tuple[int, ...]]:
        """Return the known gains that no weights exclude; others as good give somebody more."""
        return [
            gains
            for gains in self._known
            if all(_dot(weights, gains) >= least_sum(wanted, weights) for weights in self._weights)
        ]

    def _inverse(self, gains: NDArray[np.float64]) -> tuple[int, ...]:
        """Return whole weights in inverse proportion to gains."""
        sums = float((self._reach / gains).sum())
        scale = min(max(USUAL_SUM / sums, FINE * float(gains.max())), LARGEST_SUM / sums)
        return tuple(max(1, round(scale / gain)) for gain in gains.tolist())

    def _by_column(self, weights: Sequence[int]) -> dict[int, int]:
        return dict(zip(self._columns, weights, strict=True))


def best_mixture(gains: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the gains at the mixture of packages whose product of gains is greatest.

    ``gains``: (packages, columns), all positive. Each round multiplies the share of a package by its mean
    gain relative to the mixture's, which never lowers the product.

    >>> best_mixture(np.array([[4.0, 1.0], [1.0, 4.0], [1.0, 1.0]])).round(3).tolist()
    [2.5, 2.5]
    """
    share = np.full(len(gains), 1 / len(gains))
    for _ in range(2_000):
        relative = (gains / (share @ gains)).mean(axis=1)
        share *= relative
        if relative.max() < 1 + 1e-9:
            break
    mixture: NDArray[np.float64] = share @ gains
    return mixture


def greatest_product(most: int, weights: Sequence[int]) -> int:
    """Return what no product of gains exceeds whose weighted sum is at most this.

    >>> greatest_product(10, [1, 1])
    25
    """
    count = len(weights)
    denominator: int = count**count * math.prod(weights)
    return int(most**count) // denominator


def least_sum(product: int, weights: Sequence[int]) -> int:
    """Return the least whole number that a weighted sum of gains with at least this product can be.

    >>> least_sum(25, [1, 1]), least_sum(26, [1, 1])
    (10, 11)
    """
    count = len(weights)
    target = count**count * product * math.prod(weights)
    low, high = 0, 1 << -(-target.bit_length() // count)
    while low < high:
        middle = (low + high) // 2
        if middle**count >= target:
            high = middle
        else:
            low = middle + 1
    return low


def _dot(weights: Sequence[int], gains: Sequence[int]) -> int:
    return sum(weight * gain for weight, gain in zip(weights, gains, strict=True))
