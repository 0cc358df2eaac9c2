"""What a negotiation holds, found by going through every package with nothing but Python integers.

These are the oracles of the tests of bargaining. They share no code with the methods that they check.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.outcomes.domain import Domain

__all__ = ["dominates", "feasible", "frontier", "packages", "signable", "value"]


def packages(domain: Domain) -> Iterator[tuple[int, ...]]:
    """Go through every package, the last issue changing fastest."""
    return itertools.product(*(range(len(options)) for options in domain.options))


def _named(domain: Domain, package: Sequence[int]) -> dict[str, str]:
    return {
        issue: domain.options[position][package[position]] for position, issue in enumerate(domain.issues)
    }


def value(domain: Domain, package: Sequence[int]) -> tuple[int, ...]:
    """Return what a package is worth to each column."""
    named = _named(domain, package)
    gained = [
        interaction.points.tolist() for interaction in domain.interactions if interaction.when.holds(named)
    ]
    rows = [points.tolist()[chosen] for points, chosen in zip(domain.points, package, strict=True)]
    return tuple(sum(row[column] for row in rows + gained) for column in range(len(domain.columns)))


def feasible(domain: Domain) -> list[tuple[int, ...]]:
    """Return the packages in which every requirement holds."""
    return [
        package
        for package in packages(domain)
        if all(requirement.holds(_named(domain, package)) for requirement in domain.requirements)
    ]


def signable(domain: Domain) -> list[tuple[int, ...]]:
    """Return the packages that satisfy every requirement and every floor."""
    floors = domain.floors.tolist()
    return [
        package
        for package in feasible(domain)
        if all(worth >= floor for worth, floor in zip(value(domain, package), floors, strict=True))
    ]


def dominates(better: Sequence[int], worse: Sequence[int]) -> bool:
    """Tell whether one value is at least the other everywhere and more somewhere."""
    return tuple(better) != tuple(worse) and all(a >= b for a, b in zip(better, worse, strict=True))


def frontier(domain: Domain) -> dict[tuple[int, ...], list[tuple[int, ...]]]:
    """Return each Pareto-optimal value of the objectives with all the signable packages that reach it."""
    reached: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
    for package in signable(domain):
        reached.setdefault(value(domain, package)[: domain.objectives], []).append(package)
    return {
        worth: reaching
        for worth, reaching in sorted(reached.items(), reverse=True)
        if not any(dominates(other, worth) for other in reached)
    }
