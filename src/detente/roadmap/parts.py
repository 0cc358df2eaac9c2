"""Parts of a result as they are shown: None for one that was not looked for at the size of its roadmap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from detente.roadmap.delivered import holds_in
from detente.roadmap.exact.possible import Possible
from detente.roadmap.exact.startable import TooManyError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.roadmap.exact.fixed_order import FixedOrder
    from detente.roadmap.exact.following import Following
    from detente.roadmap.exact.importance import Importance
    from detente.roadmap.exact.policy_tree import Situation
    from detente.roadmap.exact.possible import Peak
    from detente.roadmap.exact.trust_course import TrustCourse
    from detente.roadmap.exact.worst_case import WorstCase
    from detente.roadmap.result import Roadmap

__all__ = [
    "breakeven_of",
    "earliest_starts_of",
    "following_of",
    "holds_today",
    "importance_of",
    "is_bound",
    "order_following",
    "order_of",
    "order_reached",
    "peak_of",
    "reached_of",
    "tree_of",
    "trust_of",
    "waiting_of",
    "worst_case_of",
]

DIGITS = 12
"""Digits of chances by time: shares of runs that are summed up drift by a hair, and then print otherwise."""


def _part(result: object, name: str) -> Any | None:  # noqa: ANN401 - each caller says what its part is
    if name not in dir(result):
        return None
    try:
        return getattr(result, name)
    except TooManyError:
        return None


def following_of(result: Roadmap) -> Following | None:
    """Return what happens under the best policy, state by state."""
    return _part(result, "following") or _part(_part(result, "solution"), "following")


def reached_of(result: Roadmap) -> NDArray[np.float64] | None:
    """Return the chance that the goal is reached by each time under the best policy that was found."""
    reached = _part(result, "reached")
    following = following_of(result) if reached is None else None
    found = reached if following is None else following.reached
    return None if found is None else np.asarray(found).cumsum().round(DIGITS)


def order_reached(result: Roadmap) -> NDArray[np.float64] | None:
    """Return the chance that the goal is reached by each time in the best fixed order."""
    following = order_following(result)
    return None if following is None else following.reached.cumsum().round(DIGITS)


def order_following(result: Roadmap) -> Following | None:
    """Return what happens in the best fixed order, state by state."""
    return _part(order_of(result), "following")


def holds_today(result: Roadmap) -> bool:
    """Tell whether the goal holds already, so that there is nothing to do."""
    problem = result.problem
    return bool(holds_in(problem, problem.goal, np.zeros(1, dtype=np.uint64))[0])


def order_of(result: Roadmap) -> FixedOrder | None:
    """Return the best fixed order."""
    return _part(result, "fixed_order")


def trust_of(result: Roadmap) -> TrustCourse | None:
    """Return how trust goes in the best fixed order."""
    return _part(result, "trust_course")


def importance_of(result: Roadmap) -> tuple[Importance, ...] | None:
    """Return how much each block matters."""
    return _part(result, "importance")


def breakeven_of(result: Roadmap) -> tuple[float | None, ...] | None:
    """Return for each block the probability of delivery at which it breaks even."""
    return _part(result, "breakeven")


def waiting_of(result: Roadmap) -> dict[int, float] | None:
    """Return for periods the chance of the goal where nothing starts before them."""
    found: Any = _part(result, "waiting")
    return None if found is None else dict(found.items() if hasattr(found, "items") else enumerate(found))


def tree_of(result: Roadmap) -> Situation | None:
    """Return the best policy as a tree."""
    return _part(result, "policy_tree")


def worst_case_of(result: Roadmap) -> WorstCase | None:
    """Return the chance of the goal over the intervals of the probabilities."""
    return _part(result, "worst_case")


def earliest_starts_of(result: Roadmap) -> tuple[int | None, ...] | None:
    """Return the earliest time at which each block could start."""
    return None if (possible := _part(result, "possible")) is None else _part(possible, "earliest_starts")


def peak_of(result: Roadmap, block: int) -> Peak | None:
    """Return how high trust can rise against what a block needs."""
    possible = _part(result, "possible")
    return None if possible is None or _part(possible, "peaks") is None else result.peak(block)


def is_bound(result: Roadmap) -> bool:
    """Tell whether earliest starts and peaks of trust are bounds, as not all that can occur is known."""
    return not isinstance(_part(result, "possible"), Possible)
