"""The packages of frontier values, where all packages are too many to be written out.

The frontier is found once more issue by issue, and this time it is kept which partial packages lead to which.
Those that lead to the values in question are then gone through again, with what they are worth to others: of
partial packages that end alike, those that are worse for the others can be left out (Bellman's principle for
several objectives, as on the frontier itself). Where those left are too many, the packages are found that are
best for each of the others alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.frontier.dominance import undominated
from detente.bargaining.frontier.frontier import MOST_AT_ONCE, TooWideError
from detente.bargaining.frontier.ties import Ties, best_for_others
from detente.outcomes.domain import NO_FLOOR, Interaction
from detente.outcomes.elimination.distinct_columns import distinct_columns
from detente.outcomes.elimination.elimination import TooManyStatesError, eliminate
from detente.outcomes.elimination.large_integers import carried, to_integers
from detente.outcomes.elimination.package_numbers import PackageNumbers
from detente.outcomes.elimination.partial_packages import Settling
from detente.outcomes.elimination.z_order import z_order
from detente.outcomes.evaluation import values as values_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detente.case.formula import Formula
    from detente.outcomes.domain import Domain
    from detente.outcomes.elimination.elimination import Elimination

__all__ = ["MOST_KEPT", "MOST_TRACED", "beside", "traced_ties"]

MOST_TRACED = 20_000_000
"""Values of partial packages gone through in all, past which the packages of a value are not looked for."""

MOST_KEPT = 1_000_000
"""Values to others of partial packages kept in all, past which they are looked at one by one."""


@dataclass(frozen=True, eq=False)
class _Step:
    """How partial packages continue by one issue: from which, by which option, to which, and what is gained.

    ``before``: how many there are to continue from. ``origin``, ``option``, ``target``: (n,).
    ``gain``: (n, others).
    """

    issue: int
    before: int
    origin: NDArray[np.int64]
    option: NDArray[np.int64]
    target: NDArray[np.int64]
    gain: NDArray[np.int64]

    def chosen(self, rows: NDArray[np.integer] | NDArray[np.bool_]) -> _Step:
        parts = (part[rows] for part in (self.origin, self.option, self.target, self.gain))
        return _Step(self.issue, self.before, *parts)


def traced_ties(zone: Domain, values: NDArray[np.int64], others: Domain, *, limit: int = MOST_TRACED) -> Ties:
    """Look at all packages of some values on the frontier of a zone.

    ``values``: (n, objectives); those that are not on the frontier of this zone have no packages in the
    answer. ``others``: the same issues with what they are worth to the others, one column each.

    Raises ``TooWideError`` past the limit.

    >>> from detente.outcomes.domain import Domain
    >>> points, floor = np.array([[0], [1], [1]]), np.array([0])
    >>> zone = Domain(("toll",), (("high", "low", "none"),), ("us",), 1, (points,), floor)
    >>> others = replace(zone, columns=("them",), objectives=0, points=(np.array([[0], [-2], [4]]),))
    >>> found = traced_ties(zone, np.array([[1]]), others)
    >>> found.packages.tolist(), found.worth.tolist(), found.worst.tolist()
    ([[2]], [[4]], [[-2]])
    """
    # What falls short of all these values leads to none of them.
    floors = zone.floors.copy()
    floors[: zone.objectives] = np.maximum(floors[: zone.objectives], values.min(axis=0))
    distinct = distinct_columns(replace(zone, floors=floors))
    width, count = len(distinct.domain.columns), len(others.columns)
    domain = beside(distinct.domain, others, np.full(count, NO_FLOOR))
    try:
        elimination = eliminate(domain)
    except TooManyStatesError as error:
        raise TooWideError(str(error)) from error
    steps, reached, least = _steps(domain, elimination, width, limit)
    place = {tuple(value): row for row, value in enumerate(values.tolist())}
    value_of = np.array(
        [place.get(tuple(value), -1) for value in distinct.restored(reached).tolist()], dtype=np.int64
    )
    worst = np.full((len(values), count), np.iinfo(np.int64).max)
    worst[value_of[value_of >= 0]] = least[value_of >= 0]
    numbers = PackageNumbers(domain)
    if not len(reached):
        return Ties(np.zeros(0, np.int64), worst[:0], np.zeros((0, len(zone.issues)), np.int64), (), worst)
    leading, constant = _leading_to(steps, value_of >= 0), elimination.constant[width:]
    complete = True
    try:
        found = [_followed(leading, constant, numbers, range(count))]
    except TooWideError:
        complete = False
        found = [_followed(leading, constant, numbers, [other]) for other in range(count)]
    nodes, numbered = (np.concatenate(parts) for parts in zip(*found, strict=True))
    packages = numbers.packages(numbered)
    return Ties(
        value_of[nodes],
        values_of(others, packages),
        packages,
        tuple(to_integers(numbered)),
        worst,
        complete,
    )


def _steps(
    domain: Domain, elimination: Elimination, width: int, limit: int
) -> tuple[list[_Step], NDArray[np.int64], NDArray[np.int64]]:
    """Find the frontier as ``exact_frontier`` does, and keep what leads to what.

    Partial packages are told apart by state and by their first ``width`` columns; in the others stands the
    least of them. Returns the steps, and of every value of the frontier both parts.
    """
    settling = Settling(domain, elimination, numbered=False, counted=False)
    partial = settling.start()
    steps, gone_through = [], 0
    for depth, layer in enumerate(elimination.layers):
        comparing = len(partial) * layer.following.shape[1] * max(len(domain.columns), 1)
        gone_through += comparing
        if gone_through > limit or comparing > MOST_AT_ONCE:
            raise TooWideError(f"More than {limit:,} values of partial packages are to be gone through.")
        after, origin, option = settling.continued(partial, depth)
        if not len(after):
            return [], after.values[:, :width], after.values[:, width:]
        order, starts = z_order(after.values[:, :width], after.states)
        target = np.empty(len(after), dtype=np.int64)
        target[order] = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(after)))
        merged = after.chosen(order[starts])
        merged.values[:, width:] = np.minimum.reduceat(after.values[order, width:], starts, axis=0)
        kept = undominated(
            merged.values[:, :width], domain.objectives, merged.states, elimination.covers[depth + 1]
        )
        gain = layer.gain[partial.states[origin], option][:, width:]
        renamed = np.where(kept, np.cumsum(kept) - 1, -1)[target]
        step = _Step(layer.issue, len(partial), origin, option, renamed, gain)
        steps.append(step.chosen(renamed >= 0))
        partial = merged.chosen(kept)
    return steps, partial.values[:, :width], partial.values[:, width:]


def _leading_to(steps: list[_Step], wanted: NDArray[np.bool_]) -> list[_Step]:
    """Return only what leads to the partial packages that are wanted after the last step, by origin."""
    leading = []
    for step in reversed(steps):
        chosen = step.chosen(wanted[step.target])
        leading.append(chosen.chosen(np.argsort(chosen.origin, kind="stable")))
        wanted = np.zeros(step.before, dtype=np.bool_)
        wanted[chosen.origin] = True
    return leading[::-1]


def _followed(
    steps: list[_Step], constant: NDArray[np.int64], numbers: PackageNumbers, others: Sequence[int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Follow the steps with what some of the others gain; return where they end, and the packages' numbers.

    Raises ``TooWideError`` where there are several others, and too many worths to them are to be kept.
    """
    chosen = list(others)
    nodes, worth = np.zeros(1, dtype=np.int64), constant[None, chosen]
    numbered = np.zeros((1, numbers.digits), dtype=np.int64)
    kept = 0
    for step in steps:
        first = np.searchsorted(step.origin, nodes, side="left")
        ways = np.searchsorted(step.origin, nodes, side="right") - first
        kept += int(ways.sum()) * len(chosen)
        if kept > MOST_KEPT and len(chosen) > 1:
            raise TooWideError(f"More than {MOST_KEPT:,} values to others are to be kept.")
        of = np.repeat(np.arange(len(nodes)), ways)
        taken = np.arange(len(of)) - np.repeat(np.cumsum(ways) - ways - first, ways)
        nodes, worth, numbered = best_for_others(
            step.target[taken],
            worth[of] + step.gain[taken][:, chosen],
            carried(numbered[of] + numbers.share[step.issue][step.option[taken]]),
        )
    return nodes, numbered


def beside(domain: Domain, others: Domain, floors: NDArray[np.int64]) -> Domain:
    """Return a domain with the columns of another one beside its own, and floors for them.

    Both have the same issues and options; requirements and objectives are those of the first.
    """
    none, none_added = np.zeros(len(domain.columns), np.int64), np.zeros(len(others.columns), np.int64)
    points: dict[Formula, NDArray[np.int64]] = {}
    for one in domain.interactions:
        added = np.concatenate([one.points, none_added])
        points[one.when] = points[one.when] + added if one.when in points else added
    for one in others.interactions:
        added = np.concatenate([none, one.points])
        points[one.when] = points[one.when] + added if one.when in points else added
    return replace(
        domain,
        columns=(*domain.columns, *others.columns),
        points=tuple(
            np.concatenate([ours, theirs], axis=1)
            for ours, theirs in zip(domain.points, others.points, strict=True)
        ),
        floors=np.concatenate([domain.floors, floors]),
        interactions=tuple(Interaction(when, gained) for when, gained in points.items()),
        units=(*domain.units, *others.units),
    )
