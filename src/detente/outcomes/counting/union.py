"""How many packages can be signed by any of several coalitions."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.counting.counting import Count, count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.outcomes.domain import Domain

__all__ = ["MOST_ALTERNATIVES", "count_union", "intersection"]

MOST_ALTERNATIVES = 10
"""Ways to sign without consensus, past which packages too many to write out are not counted or compared."""


def count_union(zones: Sequence[Domain]) -> Count:
    """Count what is in at least one zone, by inclusion and exclusion; where that is too much, bound it.

    There are at least as many packages as in any one zone, and at most as many as meet what all require.
    """
    alone = [count(zone) for zone in zones[:MOST_ALTERNATIVES]]
    if len(zones) <= MOST_ALTERNATIVES and all(one.exact for one in alone):
        total, exact = sum(one.value for one in alone), True
        for size in range(2, len(zones) + 1):
            for chosen in combinations(zones, size):
                counted = count(intersection(chosen))
                total += counted.value if size % 2 else -counted.value
                exact &= counted.exact
        if exact:
            return Count(total)
    least = max((one.interval or (one.value,))[0] for one in alone)
    every = count(_enclosing(zones))
    most = (every.interval or (every.value,))[-1]
    return Count(least) if least == most else Count(least, exact=False, interval=(least, most))


def intersection(zones: Sequence[Domain]) -> Domain:
    """Return the packages that are in every zone."""
    requirements = tuple(dict.fromkeys(formula for zone in zones for formula in zone.requirements))
    floors = np.max([zone.floors for zone in zones], axis=0)
    return replace(zones[0], requirements=requirements, floors=floors)


def _enclosing(zones: Sequence[Domain]) -> Domain:
    """Return packages that meet what all zones require: those of every zone, and maybe more."""
    shared = set(zones[0].requirements).intersection(*(zone.requirements for zone in zones))
    requirements = tuple(formula for formula in zones[0].requirements if formula in shared)
    return replace(
        zones[0], requirements=requirements, floors=np.min([zone.floors for zone in zones], axis=0)
    )
