"""Preferences of which only a part is known: what is better than what, what as good, and what is unknown."""

from __future__ import annotations

from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from detente.case.problems import TooLargeError
from detente.stability.preferences.contradiction import ContradictionError, shortest_contradiction
from detente.stability.preferences.slips import PreferenceError, tier_slips

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

__all__ = ["MOST_STATES", "PartialOrder", "complete_order", "partial_order"]

MOST_STATES = 4096
"""As many as are compared each with each: it takes two tables with a byte for every pair."""


@dataclass(frozen=True, eq=False)
class PartialOrder:
    """What is known of how a decision maker likes states, with all that follows from it.

    ``strict``: (states, states), where the first is known to be better than the second; ``equal``: the same,
    where they are known to be equally good, each with itself among them. Made by ``partial_order`` and
    ``complete_order``.
    """

    strict: npt.NDArray[np.bool_]
    equal: npt.NDArray[np.bool_]

    @property
    def states(self) -> int:
        """How many states there are."""
        return len(self.equal)

    @property
    def unknown(self) -> npt.NDArray[np.bool_]:
        """Which pairs cannot be compared by what is known: (states, states)."""
        return ~(self.strict | self.strict.T | self.equal)


def partial_order(chains: Sequence[Sequence[Sequence[int]]], states: int) -> PartialOrder:
    """Return what is known by chains, and by transitivity: of all other pairs nothing is known.

    ``chains``: each of tiers from the best on, and each tier of the states that are equally good, counted
    from 0. A state may stand in several chains, or in none; ties of one chain hold in all of them.

    Raises ``PreferenceError`` with all states that are unknown, its kind ``ContradictionError`` with a
    shortest ring of states in which one is better than itself, and ``ValueError`` past 4,096 states.

    >>> order = partial_order([[[0], [1, 2]], [[2], [3]]], 5)
    >>> bool(order.strict[0, 3]), bool(order.equal[1, 2]), bool(order.unknown[0, 4])
    (True, True, True)
    >>> partial_order([[[0], [1]], [[1], [2], [0]]], 3)
    Traceback (most recent call last):
    detente.stability.preferences.contradiction.ContradictionError: state 0 is said to be better than 1, and
    1 at least as good as 0, through 2
    """
    _refuse_many(states)
    if slips := [slip for tiers in chains for slip in tier_slips(tiers, states)]:
        raise PreferenceError(dict.fromkeys(slips))
    full = [[list(tier) for tier in tiers if len(tier)] for tiers in chains]
    alike = _classes(full, states)
    directly: dict[int, set[int]] = {int(one): set() for one in alike}
    for upper, lower in (pair for tiers in full for pair in pairwise(tiers)):
        directly[int(alike[upper[0]])].add(int(alike[lower[0]]))
    try:
        order = tuple(TopologicalSorter(directly).static_order())
    except CycleError:
        raise ContradictionError(shortest_contradiction(full)) from None
    equal = np.equal.outer(alike, alike)
    strict = np.zeros((states, states), dtype=np.bool_)
    for one in order:  # what is below before what is above
        for other in directly[one]:
            strict[one] |= strict[other] | equal[other]
    return PartialOrder(strict[alike], equal)


def complete_order(ranks: npt.ArrayLike) -> PartialOrder:
    """Return a ranking as what is known: of every pair, all is.

    ``ranks``: (states,), higher ones are better and equal ones as good.

    Raises ``ValueError`` past 4,096 states.

    >>> complete_order([1, 0, 1]).strict.tolist()
    [[False, True, False], [False, False, False], [False, True, False]]
    """
    held = np.asarray(ranks)
    _refuse_many(len(held))
    return PartialOrder(np.greater.outer(held, held), np.equal.outer(held, held))


def _refuse_many(states: int) -> None:
    if states > MOST_STATES:
        raise TooLargeError(
            f"there are {states:,} states, and preferences of which a part is unknown are told of at most"
            f" {MOST_STATES:,}: give complete rankings, or leave states out"
        )


def _classes(chains: Sequence[Sequence[Sequence[int]]], states: int) -> npt.NDArray[np.intp]:
    """Return for each state the least of those that are said to be as good, in one step or in several."""
    least = list(range(states))

    def of(state: int) -> int:
        while least[state] != state:
            least[state] = least[least[state]]
            state = least[state]
        return state

    for tier in (tier for tiers in chains for tier in tiers):
        for other in tier[1:]:
            one, two = sorted((of(tier[0]), of(other)))
            least[two] = one
    return np.array([of(state) for state in range(states)], dtype=np.intp)
