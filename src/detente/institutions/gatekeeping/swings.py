"""How often a member's consent decides whether fellow members have a route, counted by how many consent.

Parties that may change places are counted and not told apart, so that what is gone through is, for each
group of them, how many of it consent; each such pattern stands for as many as binomials say.
"""

from __future__ import annotations

from math import comb, prod
from typing import TYPE_CHECKING

import numpy as np

from detente.institutions.gatekeeping.routes import routes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.institutions.gatekeeping.agreement_network import AgreementNetwork

__all__ = ["AT_A_TIME", "MOST_PATTERNS", "patterns_of", "swings"]

MOST_PATTERNS = 2**20
"""Patterns of consent, counted over groups of interchangeable parties, past which routes are estimated."""
AT_A_TIME = 2**16
_BITS = 62
"""Counts are at most 2 to the power of the voters, times the members; within these bits they are quick."""

Whole = np.ndarray[tuple[int], np.dtype[np.int64]]
Counts = np.ndarray[tuple[int, int], np.dtype[np.int64]]
"""How many of each group consent. Shape: (groups, patterns)."""


def patterns_of(groups: Sequence[Sequence[str]]) -> int:
    """Return how many patterns are to be gone through.

    >>> patterns_of([("a", "b"), ("c",)])
    6
    """
    return prod(len(group) + 1 for group in groups)


def swings(network: AgreementNetwork, groups: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """Return for each member and each number of other voters who consent how many swings it has.

    A swing is a fellow member together with a set of others who consent, so that the fellow member has a
    route to the partner if the member consents as well, and none if it refuses.
    """
    number = sum(map(len, groups))
    found = {member: [0] * max(number, 1) for member in network.members}
    if not groups:
        return found
    kind: type = np.int64 if number + len(network.members).bit_length() <= _BITS else object
    deciding = [rank for rank, group in enumerate(groups) if set(group) & set(network.members)]
    shape = tuple(len(group) + 1 for group in groups)
    for first in range(0, patterns_of(groups), AT_A_TIME):
        last = min(first + AT_A_TIME, patterns_of(groups))
        counts = np.stack(np.unravel_index(np.arange(first, last), shape))
        reached = _reached(network, groups, counts)
        total = np.sum([reached[member] for member in network.members], axis=0, dtype=np.int64)
        for rank in deciding:
            group = groups[rank]
            gained = _weighted(groups, counts, rank, 1, kind) * (total - reached[group[0]])
            lost = _weighted(groups, counts, rank, 0, kind) * (total - reached[group[-1]])
            others = counts.sum(axis=0)
            with_it = _by_size(others - 1, gained, number)
            without = _by_size(others, lost, number)
            for member in group:
                kept = found[member]
                found[member] = [
                    one + more - less for one, more, less in zip(kept, with_it, without, strict=True)
                ]
    return found


def _reached(
    network: AgreementNetwork, groups: Sequence[Sequence[str]], counts: Counts
) -> dict[str, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Return who has a route where the first so many of each group consent."""
    consents = {
        party: counts[rank] > place for rank, group in enumerate(groups) for place, party in enumerate(group)
    }
    return routes(network, consents, counts.shape[1])


def _weighted(
    groups: Sequence[Sequence[str]],
    counts: Counts,
    rank: int,
    taken: int,
    kind: type,
) -> Whole:
    """Return how many sets each pattern stands for, with one of a group consenting (1) or refusing (0)."""
    weights: Whole = np.ones(counts.shape[1], dtype=kind)
    for place, group in enumerate(groups):
        if place == rank:
            rest = len(group) - 1
            ways = [comb(rest, count - taken) if count - taken >= 0 else 0 for count in range(rest + 2)]
        elif len(group) == 1:
            continue
        else:
            ways = [comb(len(group), count) for count in range(len(group) + 1)]
        weights = weights * np.array(ways, dtype=kind)[counts[place]]
    return weights


def _by_size(sizes: Whole, amounts: Whole, number: int) -> list[int]:
    summed = np.zeros(number + 2, dtype=amounts.dtype)
    # What lies beyond either end weighs nothing, and goes into the two places to spare.
    np.add.at(summed, sizes + 1, amounts)
    return [int(one) for one in summed[1 : number + 1]]
