"""What a decision maker of a conflict in option form likes better: by statements, a ranking, or payoffs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.stability.preferences.option_prioritising import option_prioritising

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from detente.stability.options.conditions import Condition

__all__ = ["INDIFFERENT", "Payoffs", "Preferences", "Ranking", "Statements", "tiers_of", "too_many"]

MOST_JUDGED = 2**28
"""States times statements, which take as many bytes of memory."""


@dataclass(frozen=True)
class Statements:
    """States are ordered by statements; where there are none, all states tie."""

    most_important_first: tuple[Condition, ...] = ()

    def holds(self, codes: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Return where each statement holds: (statements, states).

        Raises ``ValueError`` where there are too many statements for so many states.
        """
        count = len(self.most_important_first)
        words = too_many(count, len(codes))
        if words:
            raise ValueError(words)
        found = np.empty((count, len(codes)), dtype=np.bool_)
        for row, statement in zip(found, self.most_important_first, strict=True):
            row[:] = statement.holds(codes)
        return found

    def ranks(self, codes: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
        """Return the place of each state in the order, from 0 for the worst: (states,)."""
        return option_prioritising(self.holds(codes))


INDIFFERENT = Statements()
"""The preferences of one to whom all states are alike."""


@dataclass(frozen=True)
class Ranking:
    """Feasible states, counted from 1, from the best one on; those in one tier tie."""

    best_first: tuple[tuple[int, ...], ...]

    def ranks(self, codes: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
        """Return the place of each state in the order, from 0 for the worst: (states,).

        Raises ``ValueError`` unless each feasible state stands in it once.
        """
        sizes = [len(tier) for tier in self.best_first]
        states = [state for tier in self.best_first for state in tier]
        if not all(sizes) or sorted(states) != list(range(1, len(codes) + 1)):
            raise ValueError(f"a ranking names each of the states 1 to {len(codes):,} once")
        found = np.empty(len(codes), dtype=np.int32)
        found[np.array(states) - 1] = np.repeat(np.arange(len(sizes))[::-1], sizes)
        return found


@dataclass(frozen=True)
class Payoffs:
    """A number for each feasible state, of which only the order counts; equal ones tie."""

    by_state: tuple[float, ...]

    def ranks(self, codes: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
        """Return the place of each state in the order, from 0 for the worst: (states,).

        Raises ``ValueError`` unless there is a finite number for each state.
        """
        if len(self.by_state) != len(codes) or not np.all(np.isfinite(self.by_state)):
            raise ValueError(f"there is a payoff, a finite number, for each of {len(codes):,} states")
        return np.unique(self.by_state, return_inverse=True)[1].astype(np.int32)


Preferences = Statements | Ranking | Payoffs


def too_many(statements: int, states: int) -> str:
    """Say that there are too many statements for so many states, or nothing where there are not."""
    if statements * states <= MOST_JUDGED:
        return ""
    most = MOST_JUDGED // states
    return f"{statements:,} statements are too many for {states:,} states: at most {most:,} are analysed"


def tiers_of(ranks: Sequence[int] | npt.NDArray[np.int32]) -> tuple[tuple[int, ...], ...]:
    """Return states, counted from 1, from the best on, those that tie together.

    >>> tiers_of([0, 2, 0])
    ((2,), (1, 3))
    """
    held = np.asarray(ranks)
    order = np.argsort(-held, kind="stable")
    breaks = np.flatnonzero(np.diff(held[order])) + 1
    return tuple(tuple((tier + 1).tolist()) for tier in np.split(order, breaks))
