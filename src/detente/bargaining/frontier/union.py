"""The frontier of what any of several coalitions lets be signed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.frontier.bounds import gap_between
from detente.bargaining.frontier.dominance import undominated_rows
from detente.bargaining.frontier.frontier import Frontier, pareto_frontier
from detente.outcomes.counting.counting import count
from detente.outcomes.counting.union import MOST_ALTERNATIVES, intersection
from detente.outcomes.domain import NO_FLOOR
from detente.outcomes.elimination.large_integers import to_integers
from detente.outcomes.elimination.package_numbers import PackageNumbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from detente.outcomes.domain import Domain

__all__ = ["union_frontier"]

MOST_COUNTED = 1_000
"""Intersections of zones that are counted for the values that several of them reach."""


def union_frontier(zones: Sequence[Domain]) -> Frontier:
    """Return the frontier of the packages that are in at least one zone.

    ``zones``: domains that differ in their requirements and floors alone.

    Where one of the frontiers is bounded the answer is. Where too many values are reached in several zones,
    the values are exact and only ``multiplicity`` is the least number: ``exactness`` is "bounded", the gap 0.
    """
    if len(zones) == 1:
        return pareto_frontier(zones[0])
    objectives = zones[0].objectives
    if len(zones) > MOST_ALTERNATIVES:
        return Frontier(
            np.zeros((0, objectives), np.int64),
            np.zeros((0, len(zones[0].issues)), np.int64),
            (),
            "bounded",
            reason=f"{len(zones):,} ways to sign without consensus are too many for so many packages.",
            method="not looked for",
        )
    frontiers = [pareto_frontier(zone) for zone in zones]
    reached: dict[tuple[int, ...], dict[int, tuple[list[int], int]]] = defaultdict(dict)
    for number, found in enumerate(frontiers):
        rows = zip(found.values.tolist(), found.packages.tolist(), found.multiplicity, strict=True)
        for value, package, ways in rows:
            reached[tuple(value)][number] = package, ways
    listed = np.array(sorted(reached, reverse=True), dtype=np.int64).reshape(len(reached), objectives)
    values = listed[undominated_rows(listed)]
    points = [reached[tuple(value)] for value in values.tolist()]
    first = [_first(zones[0], [package for package, _ in point.values()]) for point in points]
    union = Frontier(
        values,
        np.array(first, dtype=np.int64).reshape(len(points), len(zones[0].issues)),
        tuple(max(ways for _, ways in point.values()) for point in points),
        "exact",
        method=f"{frontiers[0].method}, for each coalition that can sign",
    )
    bounded = [found.reason for found in frontiers if found.exactness == "bounded"]
    if bounded:
        ceilings = [found.values if found.ceiling is None else found.ceiling for found in frontiers]
        ceiling = np.unique(np.concatenate(ceilings), axis=0)[::-1]
        gap = gap_between(values, ceiling)
        return replace(union, exactness="bounded", ceiling=ceiling, gap=gap, reason=bounded[0])
    shared = sum(2 ** len(point) - 1 for point in points if len(point) > 1)
    if shared > MOST_COUNTED:
        reason = (
            "Many values can be signed by several coalitions: the packages that reach them are not counted."
        )
        gap = (0,) * objectives
        return replace(union, exactness="bounded", ceiling=values, gap=gap, reason=reason)
    counted = (
        union.multiplicity[row] if len(point) == 1 else _reaching((zones[one] for one in point), values[row])
        for row, point in enumerate(points)
    )
    return replace(union, multiplicity=tuple(counted))


def _first(domain: Domain, packages: list[list[int]]) -> list[int]:
    """Return of some packages the one that is named for all."""
    if len(packages) == 1:
        return packages[0]
    numbers = to_integers(PackageNumbers(domain).numbers(np.array(packages, dtype=np.int64)))
    return packages[numbers.index(min(numbers))]


def _reaching(zones: Iterable[Domain], value: NDArray[np.int64]) -> int:
    """Count the packages of some zones that reach an undominated value, by inclusion and exclusion."""
    aimed = []
    for zone in zones:
        floors = np.concatenate([value, np.full(len(zone.columns) - len(value), NO_FLOOR)])
        aimed.append(replace(zone, floors=np.maximum(zone.floors, floors)))
    return sum(
        (1 if size % 2 else -1) * count(intersection(chosen)).value
        for size in range(1, len(aimed) + 1)
        for chosen in combinations(aimed, size)
    )
