"""The Pareto frontier of what can be signed, exactly.

Issues are settled one by one. Of the partial packages that leave the same formulas open, one that another
beats for some party, and equals for the others, can never lead to the frontier and is dropped; so is one that
can no longer reach a floor. This is Bellman's principle for several objectives at once (Daellenbach and De
Kluyver 1980, Journal of the Operational Research Society 31). All sums and comparisons are in integers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from detente.bargaining.frontier.bounds import frontier_bounds
from detente.bargaining.frontier.dominance import undominated
from detente.bargaining.frontier.sweep import Sweep
from detente.case.problems import TooLargeError
from detente.outcomes.elimination.distinct_columns import distinct_columns
from detente.outcomes.elimination.elimination import TooManyStatesError, eliminate
from detente.outcomes.elimination.large_integers import to_integers
from detente.outcomes.elimination.package_numbers import PackageNumbers
from detente.outcomes.elimination.partial_packages import Settling

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.outcomes.domain import Domain

__all__ = [
    "MOST_COMPARED",
    "Frontier",
    "TooWideError",
    "bounded_frontier",
    "exact_frontier",
    "pareto_frontier",
]

MOST_COMPARED = 60_000_000
"""Values of partial packages compared in all, past which the frontier is bounded: about a minute."""

MOST_AT_ONCE = 20_000_000
"""Values compared after one issue, past which the frontier is bounded: about 1 GB."""


class TooWideError(TooLargeError):
    """The frontier is too wide to be found exactly; the text says what is past its limit."""


@dataclass(frozen=True, eq=False)
class Frontier:
    """The undominated values of the signable packages, highest first in the first objective, then the next.

    ``values``: (n, objectives), integers in steps of the domain's units. ``packages``: (n, issues), for each
    value the option numbers of a package that reaches it: the first one, as ``PackageNumbers`` numbers them.
    ``multiplicity``: how many signable packages reach each value.

    ``exactness`` is "exact", or "bounded" where the frontier was too wide to be found within the limit. Then
    the packages listed are signable, none is better than another, but others may be better; ``multiplicity``
    is the least number; ``ceiling``: (m, objectives), has for every signable package a row that it does not
    exceed anywhere; and no signable package exceeds every listed one by more than ``gap``: (objectives,) in
    some objective. ``reason`` says in a sentence why it is bounded. If nothing is listed then, whether
    anything can be signed is unknown and there is no gap. ``method`` says how it was found.
    """

    values: NDArray[np.int64]
    packages: NDArray[np.int64]
    multiplicity: tuple[int, ...]
    exactness: Literal["exact", "bounded"]
    ceiling: NDArray[np.int64] | None = None
    gap: tuple[int, ...] | None = None
    reason: str = ""
    method: str = "partial packages merged issue by issue, without those that others dominate"


def pareto_frontier(domain: Domain, *, limit: int = MOST_COMPARED) -> Frontier:
    """Return all undominated values of the objectives over the signable packages, each with a package.

    A value is undominated if no signable package is worth at least as much in every objective and more in
    some. ``limit``: how many values of partial packages may be compared; past it the answer is bounded.

    Raises ``ValueError`` where values are too large for exact sums in 64 bits.

    >>> from detente.outcomes.domain import NO_FLOOR, Domain
    >>> points = np.array([[3, 0], [2, 2], [0, 3], [0, 2]])
    >>> none = np.array([NO_FLOOR, NO_FLOOR])
    >>> toll = Domain(("toll",), (("low", "fair", "high", "cap"),), ("us", "them"), 2, (points,), none)
    >>> found = pareto_frontier(toll)
    >>> found.values.tolist(), found.multiplicity
    ([[3, 0], [2, 2], [0, 3]], (1, 1, 1))
    """
    try:
        return exact_frontier(domain, limit=limit)
    except TooWideError as error:
        return bounded_frontier(domain, str(error))


def exact_frontier(domain: Domain, *, limit: int = MOST_COMPARED) -> Frontier:
    """Return the frontier as ``pareto_frontier`` does.

    Raises ``TooWideError`` past the limit.
    """
    if 0 in domain.sizes:
        return _sorted(
            np.zeros((0, domain.objectives), np.int64), np.zeros((0, len(domain.issues)), np.int64), []
        )
    distinct = distinct_columns(domain)
    try:
        elimination = eliminate(distinct.domain)
    except TooManyStatesError as error:
        raise TooWideError(str(error)) from error
    settling = Settling(distinct.domain, elimination)
    sweep = Sweep(distinct.domain, elimination, settling)
    partial = settling.start()
    compared = 0
    for depth, layer in enumerate(elimination.layers):
        comparing = len(partial) * layer.following.shape[1] * max(len(distinct.domain.columns), 1)
        compared += comparing
        if compared > limit or comparing > MOST_AT_ONCE:
            raise TooWideError(
                f"More than {min(limit, MOST_AT_ONCE):,} values of partial packages are to be compared."
            )
        if sweep.applies(partial, depth):
            partial = sweep.settled(partial, depth)
            continue
        partial = settling.settled(partial, depth).merged()
        covers = elimination.covers[depth + 1]
        partial = partial.chosen(
            undominated(partial.values, distinct.domain.objectives, partial.states, covers)
        )
    values = distinct.restored(partial.values)
    packages = PackageNumbers(domain).packages(partial.numbers)
    return _sorted(values, packages, to_integers(partial.ways))


def _sorted(values: NDArray[np.int64], packages: NDArray[np.int64], ways: list[int]) -> Frontier:
    order = np.lexsort((np.zeros(len(values)), *-values.T[::-1]))
    return Frontier(values[order], packages[order], tuple(ways[row] for row in order.tolist()), "exact")


def bounded_frontier(domain: Domain, reason: str) -> Frontier:
    """Return bounds on a frontier that is too wide to be found exactly, for the reason given."""
    bounds = frontier_bounds(domain, distinct_columns(domain))
    found = _sorted(bounds.values, bounds.packages, bounds.ways)
    if not len(bounds.ceiling):
        return found
    return replace(found, exactness="bounded", ceiling=bounds.ceiling, gap=bounds.gap, reason=reason)
