"""Whether Détente and NegMAS give the same answers, and if not, whether their definitions explain it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.outcomes.domain import Domain
    from negmas_process import Peer
    from solving import Solved, Vector

__all__ = ["Agreement", "agreement"]


@dataclass(frozen=True)
class Agreement:
    """For the frontier and each solution, in a word, how the answers compare.

    The words are: same; ties cut (NegMAS keeps a subset or superset of the ties, since it compares floating
    point numbers); leximin (NegMAS stops at the smallest gain, Détente goes on to the next: a part of its
    answer); spread (NegMAS minimises the spread of the shares, which is not Kalai–Smorodinsky); DIFFERENT.
    """

    words: dict[str, str]

    @property
    def explained(self) -> bool:
        """Whether every difference is one of definition or rounding."""
        return "DIFFERENT" not in self.words.values()

    def __str__(self) -> str:
        """Name what is not the same."""
        other = [f"{name}: {word}" for name, word in self.words.items() if word != "same"]
        return "; ".join(other) or "all the same"


def agreement(domain: Domain, ours: Solved, theirs: Peer) -> Agreement:
    """Compare the answers, in exact integers.

    Each of Détente's solutions is also checked against its definition, on the frontier: a plain maximum.
    """
    floors = domain.floors.tolist()
    gains = {
        point: [value - floor for value, floor in zip(point, floors, strict=True)] for point in ours.frontier
    }
    ideal = [max(column) for column in zip(*gains.values(), strict=True)]
    shares = {
        point: [Fraction(gain, best) for gain, best in zip(gained, ideal, strict=True) if best]
        for point, gained in gains.items()
    }
    defined = {
        "nash": _best(ours.frontier, lambda point: math.prod(gains[point])),
        "egalitarian": _best(ours.frontier, lambda point: sorted(gains[point])),
        "kalai_smorodinsky": _best(ours.frontier, lambda point: sorted(shares[point])),
        "utilitarian": _best(ours.frontier, lambda point: sum(gains[point])),
    }
    same_frontier = set(ours.frontier) == set(theirs.frontier)
    words = {"frontier": "same" if same_frontier else "DIFFERENT"}
    for name, peer_name, explanation in (
        ("nash", "nash", _ties_cut),
        ("egalitarian", "kalai", _leximin),
        ("kalai_smorodinsky", "ks", _spread),
        ("utilitarian", "max_welfare", _ties_cut),
    ):
        mine, other = ours.solutions[name], theirs.solutions[peer_name]
        if mine != defined[name]:
            words[name] = "DIFFERENT"
        elif mine == other:
            words[name] = "same"
        else:
            words[name] = explanation(mine, other, gains, shares)
    return Agreement(words)


def _best(points: Sequence[Vector], worth: Callable[[Vector], object]) -> set[Vector]:
    worths = {point: worth(point) for point in points}
    best = max(worths.values(), default=None)  # type: ignore[type-var] # all of one kind that can be compared
    return {point for point, each in worths.items() if each == best}


def _ties_cut(mine: set[Vector], other: set[Vector], gains: dict[Vector, list[int]], _: object) -> str:
    return "ties cut" if other and (other < mine or mine < other) and other <= gains.keys() else "DIFFERENT"


def _leximin(mine: set[Vector], other: set[Vector], gains: dict[Vector, list[int]], _: object) -> str:
    smallest = {min(gains[point]) for point in mine | other if point in gains}
    return "leximin" if mine < other and len(smallest) == 1 else "DIFFERENT"


def _spread(mine: set[Vector], other: set[Vector], _: object, shares: dict[Vector, list[Fraction]]) -> str:
    """Tell whether NegMAS's answer is worse by the definition, and no worse by the spread it minimises."""
    if not other or not other <= shares.keys():
        return "DIFFERENT"
    spread = {point: float(max(shares[point]) - min(shares[point])) for point in mine | other}
    worse = all(sorted(shares[theirs]) < sorted(shares[point]) for theirs in other - mine for point in mine)
    narrower = all(spread[theirs] <= spread[point] + 1e-9 for theirs in other for point in mine)
    return "spread" if worse and narrower else "DIFFERENT"
