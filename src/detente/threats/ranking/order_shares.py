"""How sure an order is: in which share of many profiles each two alternatives are ordered so."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from detente.threats.ranking.borda import borda
from detente.threats.ranking.kemeny import kemeny
from detente.threats.ranking.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from detente.threats.ranking.profile import Ballot

    Ordered = frozenset[tuple[str, str]]

__all__ = ["OrderShares", "by_borda", "by_kemeny", "order_shares", "resamples"]


@dataclass(frozen=True)
class OrderShares:
    """``counts``: (n, n), in how many of ``profiles`` profiles the row is above the column.

    Where two are not ordered, as they are tied, neither is above the other, so that the shares of both ways
    round may add up to less than 1.
    """

    alternatives: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    profiles: int

    def share(self, above: str, below: str) -> Fraction:
        """Return the share of profiles in which one alternative is above another.

        Raises ``ValueError`` for what is no alternative.
        """
        for name in (above, below):
            if name not in self.alternatives:
                raise ValueError(f"{name!r} is not among the alternatives {', '.join(self.alternatives)}")
        row, column = self.alternatives.index(above), self.alternatives.index(below)
        return Fraction(self.counts[row][column], self.profiles)


def by_borda(profile: Profile) -> Ordered:
    """Return the pairs of which the first has more points in the Borda count."""
    points = borda(profile).points
    return frozenset((a, b) for a in points for b in points if points[a] > points[b])


def by_kemeny(profile: Profile) -> Ordered:
    """Return the pairs of which every Kemeny order is known to have the first above the second."""
    return kemeny(profile, most=1).ordered_alike


def order_shares(profiles: Iterable[Profile], rule: Callable[[Profile], Ordered]) -> OrderShares:
    """Return in which share of profiles a rule orders each pair so.

    ``profiles``: of the same alternatives, each a draw of what experts may say, or a resample of them;
    ``rule``: which pairs a profile orders, such as ``by_borda`` and ``by_kemeny``.

    Raises ``ValueError`` where there is no profile, and where two have different alternatives.

    >>> from detente.threats.ranking.profile import ranked
    >>> profile = Profile(("a", "b"), (ranked("a", "b"), ranked("a", "b"), ranked("b", "a")))
    >>> shares = order_shares(resamples(profile, 1000, seed=1), by_borda)
    >>> abs(float(shares.share("a", "b")) - 20 / 27) < 0.05
    True
    """
    counts: dict[tuple[str, str], int] = {}
    number, names = 0, tuple[str, ...]()
    for number, profile in enumerate(profiles, 1):  # noqa: B007 - the last number is how many there are
        names = names or profile.alternatives
        if profile.alternatives != names:
            raise ValueError(
                f"all profiles must rank the same alternatives in the same order: {', '.join(names)}"
            )
        for pair in rule(profile):
            counts[pair] = counts.get(pair, 0) + 1
    if not number:
        raise ValueError("there is no profile to count: give at least one")
    return OrderShares(names, tuple(tuple(counts.get((a, b), 0) for b in names) for a in names), number)


def resamples(
    profile: Profile, number: int, seed: int, groups: Sequence[str] | None = None
) -> Iterator[Profile]:
    """Go through resamples of a profile: as many rankings, drawn from it with replacement (Efron 1979).

    Each ranking is drawn with equal chances and keeps its weight, so that one for several voters is drawn as
    one. The same seed gives the same resamples. ``groups``: that of each ranking; where given, as many of
    each group are drawn from that group, so that groups keep their weights.

    Source: B. Efron, *Bootstrap methods: another look at the jackknife*, Annals of Statistics 7 (1979).

    >>> from detente.threats.ranking.profile import ranked
    >>> len(list(resamples(Profile(("a",), (ranked("a"),)), 3, seed=0)))
    3
    """
    random = np.random.default_rng(seed)
    of_group: dict[str, list[Ballot]] = {}
    for ballot, group in zip(profile.ballots, groups or [""] * len(profile.ballots), strict=True):
        of_group.setdefault(group, []).append(ballot)
    for _ in range(number):
        drawn = [
            own[one] for own in of_group.values() for one in random.integers(len(own), size=len(own)).tolist()
        ]
        yield Profile(profile.alternatives, tuple(drawn))
