"""What must be spent at least on evidence, where items of the same stratum are worth ever more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import inf, log, log1p
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SURELY", "Evidence", "evidence"]

SURELY = 1e-9
"""Share by which a bound from floats is lowered, far more than they can be wrong by."""


def evidence(missed: int, of: int) -> float:
    """Return -log(missed / of), right to some units of the last place however small it is.

    >>> evidence(10**30 - 1, 10**30), evidence(0, 7)
    (1e-30, inf)
    """
    if not missed:
        return inf
    # The quotient of two whole numbers is rounded correctly. A difference of logarithms would lose all.
    if 2 * missed > of:
        return -log1p(-((of - missed) / of))
    share = missed / of
    return -log(share) if share else log(of) - log(missed)


@dataclass(frozen=True)
class Evidence:
    """The evidence -log beta that samples of each stratum give, as floats, and how much is wanted.

    ``tables``: beta of each stratum by sample, as multiples of one denominator; ``weights``: of an item;
    ``wanted``: that of 1 - level.
    """

    tables: Sequence[Sequence[int]]
    weights: Sequence[int]
    wanted: float

    @cached_property
    def values(self) -> list[list[float]]:
        """The evidence of each sample of each stratum; infinite where it leaves nothing hidden."""
        return [[evidence(missed, table[0]) for missed in table] for table in self.tables]

    @cached_property
    def over(self) -> list[int | None]:
        """The least sample of each stratum that gives all evidence that is wanted alone, if any does."""
        enough = self.wanted * (1 - SURELY)
        return [next((n for n, one in enumerate(value) if one >= enough), None) for value in self.values]

    def price(self, place: int) -> float:
        """Return the weight of one unit of evidence from a whole stratum; what it reaches at the best."""
        evidence = self.values[place][-1]
        whole = self.weights[place] * (len(self.values[place]) - 1)
        return inf if not evidence else whole / evidence

    def least(self, first: int, still: float) -> float:
        """Return a weight below which the strata from ``first`` on do not give the evidence still missing.

        -log beta is convex in the sample, so that n items give at most n / m of the evidence of m. Either one
        stratum gives all that is wanted by itself, or each stays below that: then m is the most with which it
        does, and the most evidence for its weight is taken first.
        """
        still -= self.wanted * SURELY
        if still <= 0:
            return 0.0
        alone, parts = inf, []
        for place in range(first, len(self.values)):
            value, weight, over = self.values[place], self.weights[place], self.over[place]
            if over is not None:
                alone = min(alone, float(weight * over))
            short = len(value) - 1 if over is None else over - 1
            if short > 0 and value[short] > 0:
                parts.append((weight * short / value[short], value[short]))
        spent = 0.0
        for price, evidence in sorted(parts):
            used = min(evidence, still)
            spent, still = spent + price * used, still - used
        together = spent if still <= 0 else inf
        return min(alone, together) * (1 - SURELY)
