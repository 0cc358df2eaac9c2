"""The cheapest sample against a violator who spreads a total number of violations as suits it best."""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from detente.case.problems import TooLargeError
from detente.verification.sampling.first_enough import first_enough
from detente.verification.sampling.strata.allocation import within
from detente.verification.sampling.strata.weights import weight_of, weights_of
from detente.verification.sampling.strata.worst_split import worst_split

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from detente.verification.sampling.strata.stratum import Stratum

__all__ = ["MOST_STEPS", "MOST_VIOLATIONS", "cheapest_for_spread"]

MOST_STEPS = 30_000_000
"""Steps in looking for worst splits: some seconds, up to about twenty."""
MOST_VIOLATIONS = 1_000
"""Violations that are spread at most."""


def cheapest_for_spread(
    strata: Sequence[Stratum], total: int, level: Fraction
) -> tuple[list[int], int, bool] | None:
    """Return samples, a weight below which none reaches the level, and whether it is theirs.

    None where no sample reaches the level. Branch and bound over boxes of samples, the lightest lower corner
    first (Land and Doig 1960). A larger sample detects more of every split, and so of the worst one. So in a
    box the least sample of a stratum, while the others are as large as the box allows, bounds that stratum
    from below; where it meets the lower corner of all, this is the lightest in the box. Else the box is
    halved. Samples that weigh no less than the best found are cut off. After ``MOST_STEPS`` the lower corner
    of the lightest box left is the bound.

    Raises ``ValueError`` for more than ``MOST_VIOLATIONS``.

    >>> from fractions import Fraction
    >>> from detente.verification.sampling.strata.stratum import Stratum
    >>> cheapest_for_spread([Stratum("a", 10), Stratum("b", 20)], 3, Fraction(1, 2))
    ([2, 5], 224, True)
    """
    if total > MOST_VIOLATIONS:
        raise TooLargeError(
            f"at most {MOST_VIOLATIONS:,} violations are spread over strata, and these are {total:,}"
        )
    return _Search(strata, total, level).lightest()


@dataclass
class _Search:
    """The boxes still to look into, and the best samples found."""

    strata: Sequence[Stratum]
    total: int
    level: Fraction
    best: list[int] = field(default_factory=list)
    steps: int = 0

    def __post_init__(self) -> None:
        self.weights = weights_of(self.strata)
        # A split takes a comparison for each violation and stratum, of numbers that grow with the violations.
        self.step = 200 + self.total * len(self.strata) * (100 + self.total) // 100
        self.known: dict[tuple[int, ...], bool] = {}

    def enough(self, samples: Sequence[int]) -> bool:
        """Tell whether samples reach the level."""
        key = tuple(samples)
        if key not in self.known:
            self.steps += self.step
            self.known[key] = within(worst_split(self.strata, key, self.total), self.level)
        return self.known[key]

    def lightest(self) -> tuple[list[int], int, bool] | None:
        """Return what ``cheapest_for_spread`` does."""
        all_items = [one.population for one in self.strata]
        if not self.enough(all_items):
            return None
        self.best = all_items
        boxes: list[tuple[int, list[int], list[int]]] = []
        self._add(boxes, [0] * len(all_items), all_items)
        while boxes:
            bound, low, high = heappop(boxes)
            if bound >= weight_of(self.weights, self.best):
                break
            if self.steps > MOST_STEPS:
                # In its own box no sample could be less; outside it, one may.
                self._keep(self._lowered([0] * len(all_items), self.best))
                return self.best, min(bound, weight_of(self.weights, self.best)), False
            self._halve(boxes, low, high)
        return self.best, weight_of(self.weights, self.best), True

    def _halve(self, boxes: list[tuple[int, list[int], list[int]]], low: list[int], high: list[int]) -> None:
        widths = [weight * (b - a) for weight, a, b in zip(self.weights, low, high, strict=True)]
        widest = widths.index(max(widths))
        middle = (low[widest] + high[widest]) // 2
        self._add(boxes, low, [middle if i == widest else n for i, n in enumerate(high)])
        self._add(boxes, [middle + 1 if i == widest else n for i, n in enumerate(low)], high)

    def _add(self, boxes: list[tuple[int, list[int], list[int]]], low: list[int], high: list[int]) -> None:
        """Add a box as small as it can be made, if something lighter than the best can lie in it."""
        if not self.enough(high):
            return
        while True:
            low = [self._least(high, place, low[place]) for place in range(len(low))]
            if self.enough(low):
                self._keep(low)
                return
            self._keep(self._lowered(low, high))
            left = weight_of(self.weights, self.best) - 1 - weight_of(self.weights, low)
            if left < 0:
                return
            capped = [
                min(most, least + left // weight)
                for most, least, weight in zip(high, low, self.weights, strict=True)
            ]
            if capped == high:
                break
            high = capped
            if not self.enough(high):
                return
        heappush(boxes, (weight_of(self.weights, low), low, high))

    def _keep(self, samples: list[int]) -> None:
        if weight_of(self.weights, samples) < weight_of(self.weights, self.best):
            self.best = samples

    def _lowered(self, low: list[int], high: list[int]) -> list[int]:
        """Return samples of a box of which none can be less there: the heaviest items are spared first."""
        found = list(high)
        for place in sorted(range(len(found)), key=lambda i: -self.weights[i]):
            found[place] = self._least(found, place, low[place])
        return found

    def _least(self, samples: list[int], place: int, least: int) -> int:
        """Return the least sample of one stratum that is enough beside those of the others."""

        def enough(number: int) -> bool:
            return self.enough([*samples[:place], number, *samples[place + 1 :]])

        return first_enough(enough, least, samples[place], least)
