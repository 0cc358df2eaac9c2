"""The Borda count: how many alternatives a ranking puts below each, added up over all rankings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.threats.ranking.pairwise import pairwise

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from detente.threats.ranking.profile import Profile, Tiers

__all__ = ["Borda", "borda"]


@dataclass(frozen=True)
class Borda:
    """The points of each alternative, and the ranking by them; alternatives with equal points are tied."""

    points: Mapping[str, Fraction]
    ranking: Tiers


def borda(profile: Profile) -> Borda:
    """Return the Borda count, exactly.

    A ballot gives an alternative its weight for each other that it puts below, and half its weight for each
    other that it ties with it or does not compare with it. Tied alternatives so share what their places are
    worth, and one that a ballot leaves out gets the mean, (n - 1)/2: leaving it out neither lifts nor sinks
    it. Each ballot gives n (n - 1)/2 points in all, times its weight.

    Source: J.-C. de Borda, *Mémoire sur les élections au scrutin* (1781); for ballots that are partial
    orders J. Cullinan, S. K. Hsiao and D. Polett, *A Borda count for partially ordered ballots*, Social
    Choice and Welfare 42 (2014).

    >>> from detente.threats.ranking.profile import Profile, ranked
    >>> found = borda(Profile(("a", "b", "c"), (ranked("a", ("b", "c")), ranked("b", "a"))))
    >>> {name: str(points) for name, points in found.points.items()}
    {'a': '5/2', 'b': '2', 'c': '3/2'}
    >>> found.ranking
    (('a',), ('b',), ('c',))
    """
    votes = pairwise(profile)
    points = {}
    for one, (name, row) in enumerate(zip(votes.alternatives, votes.counts, strict=True)):
        doubled = sum(
            votes.total + ahead - votes.counts[other][one] for other, ahead in enumerate(row) if other != one
        )
        points[name] = doubled * votes.unit / 2
    levels = sorted(set(points.values()), reverse=True)
    return Borda(points, tuple(tuple(name for name in points if points[name] == level) for level in levels))
