"""How many packages can be signed.

The issues are settled from both ends until the two sides meet: partial packages of the first issues on one
side, of the last ones on the other (Horowitz and Sahni 1974, Journal of the ACM 21). Those with equal value
and equal consequences are counted together. A pair is signable if its values together reach every floor.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.outcomes.counting.estimate import DRAWS, estimated_count
from detente.outcomes.counting.pair_counting import expected_steps, pairs_reaching
from detente.outcomes.counts_said import count_says, roughly
from detente.outcomes.elimination.distinct_columns import distinct_columns
from detente.outcomes.elimination.elimination import TooManyStatesError, eliminate
from detente.outcomes.elimination.two_sides import two_sides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.outcomes.domain import Domain
    from detente.outcomes.elimination.elimination import Elimination
    from detente.outcomes.elimination.partial_packages import PartialPackages

__all__ = ["Count", "count"]

MOST_VALUES = 10_000_000
"""Values of the partial packages on one side, past which packages are not counted but estimated."""

MOST_STEPS = 10**11
"""Steps of comparing the two sides, past which packages are not counted but estimated: about a minute."""


@dataclass(frozen=True)
class Count:
    """A number of packages, exact, estimated or bounded.

    Where it is estimated, ``interval`` covers the true number in 95 of 100 cases, and ``draws`` packages were
    drawn at random, started from ``seed``. Where it is bounded nothing was drawn: ``interval`` is sure to
    hold the number, and ``value`` is its lower end.
    """

    value: int
    exact: bool = True
    interval: tuple[int, int] | None = None
    draws: int | None = None
    seed: int | None = None

    def __str__(self) -> str:
        """Return the number with what is known of it, as it goes into a sentence."""
        if self.exact or self.interval is None:
            return count_says(self.value)
        low, high = self.interval
        if self.draws is None:
            return f"{roughly(low)} to {roughly(high)}"
        between = f"{roughly(low)} to {roughly(high)}"
        return f"about {roughly(self.value)} (estimated; {between} in 95 of 100 cases)"

    def to_json(self, name: str) -> dict[str, Any]:
        """Return the number under a name and, where it is not exact, its interval beside it."""
        interval = {} if self.interval is None else {f"{name}_interval": list(self.interval)}
        return {name: self.value, **interval}


def count(domain: Domain, *, limit: int = MOST_VALUES, seed: int = 0) -> Count:
    """Count the packages that satisfy every requirement and every floor.

    ``limit``: how many values the partial packages of one side may have, past which the number is estimated.
    ``seed``: from which the estimate starts.

    Raises ``ValueError`` where values are too large for exact sums in 64 bits.

    >>> import numpy as np
    >>> from detente.outcomes.domain import Domain
    >>> points = np.array([[0], [1], [2]])
    >>> any_two = Domain(("x", "y"), (("a", "b", "c"),) * 2, ("p",), 1, (points, points), np.array([3]))
    >>> count(any_two).value
    3
    """
    if 0 in domain.sizes:
        return Count(0)
    distinct = distinct_columns(replace(domain, objectives=0)).domain
    try:
        elimination = eliminate(distinct)
    except TooManyStatesError:
        return _estimated(domain, None, seed)
    columns = len(distinct.columns)
    sides = two_sides(distinct, elimination, limit // max(columns, 1))
    if sides is None:
        return _estimated(domain, elimination, seed)
    pairs = list(_pairs(*sides))
    if sum(expected_steps(len(first), len(last), columns) for first, last in pairs) > MOST_STEPS:
        return _estimated(domain, elimination, seed)
    return Count(
        sum(
            pairs_reaching(first.values, first.ways, distinct.floors - last.values, last.ways)
            for first, last in pairs
        )
    )


def _pairs(
    first: PartialPackages, last: PartialPackages
) -> Iterator[tuple[PartialPackages, PartialPackages]]:
    """Go through the partial packages of both sides, those with the same state together."""
    first, last = (side.chosen(np.argsort(side.states, kind="stable")) for side in (first, last))
    states = np.intersect1d(first.states, last.states)
    edges = [
        zip(
            *(np.searchsorted(side.states, states, side=end).tolist() for end in ("left", "right")),
            strict=True,
        )
        for side in (first, last)
    ]
    for ours, theirs in zip(*edges, strict=True):
        yield first.chosen(slice(*ours)), last.chosen(slice(*theirs))


def _estimated(domain: Domain, elimination: Elimination | None, seed: int) -> Count:
    value, interval = estimated_count(domain, elimination, seed)
    return Count(value, exact=False, interval=interval, draws=DRAWS, seed=seed)
