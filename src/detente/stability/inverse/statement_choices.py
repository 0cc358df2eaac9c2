"""Orders of one decision maker's statements that differ in what matters, the nearest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.stability.inverse.statement_orders import next_orders
from detente.stability.preferences.option_prioritising import option_prioritising

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from detente.stability.graph.moves import Moves
    from detente.stability.inverse.statement_orders import Step

    Choice = tuple[tuple[int, ...], npt.NDArray[np.int32]]
    """An order of statements, and the ranks of states by it: (states,)."""

__all__ = ["MOST_ORDERS", "StatementChoices"]

MOST_ORDERS = 5_040
"""Orders of one decision maker's statements that are looked at: all of 7 statements."""


class StatementChoices:
    """The orders of a decision maker's statements, by how many steps they are away.

    Of those by which the same states are better than ``state``, and the same of its own moves are
    improvements, only one that is nearest is kept: they keep the same decision makers there.

    ``statements``: (statements, states), the most important first; ``own``: the moves of the decision maker.
    """

    def __init__(self, statements: npt.NDArray[np.bool_], own: Moves, state: int, step: Step) -> None:
        self._statements, self._own, self._state, self._step = statements, own, state, step
        first = tuple(range(len(statements)))
        self._seen, self._last = {first}, [first]
        self._told: set[bytes] = set()
        self._levels = [self._new_among(self._last)]
        self._ended = self._all_seen = False

    def at(self, steps: int) -> list[Choice] | None:
        """Return the choices that are so many steps away; None where they were too many to look at."""
        while len(self._levels) <= steps and not self._ended:
            self._go_on()
        if steps < len(self._levels):
            return self._levels[steps]
        return [] if self._all_seen else None

    def _go_on(self) -> None:
        """Look at the orders that are one step further away, unless they are none, or too many."""
        found = {other for order in self._last for other in next_orders(order, self._step)} - self._seen
        self._all_seen = not found
        self._ended = self._all_seen or len(self._seen) + len(found) > MOST_ORDERS
        if not self._ended:
            self._seen |= found
            self._last = sorted(found)
            self._levels.append(self._new_among(self._last))

    def _new_among(self, orders: list[tuple[int, ...]]) -> list[Choice]:
        new: list[Choice] = []
        for order in orders:
            ranks = option_prioritising(self._statements[list(order)])
            improve = ranks[self._own.targets] > ranks[self._own.origins]
            told = (ranks > ranks[self._state]).tobytes() + improve.tobytes()
            if told not in self._told:
                self._told.add(told)
                new.append((order, ranks))
        return new
