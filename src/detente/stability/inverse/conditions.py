"""What preferences have to meet for a state to be stable, put to the constraint solver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.stability.concepts import Concept
from detente.stability.inverse.credible_paths import CrediblePaths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ortools.sat.python.cp_model import CpModel

    from detente.stability.graph.graph_model import GraphModel
    from detente.stability.inverse.orders import KeptOrder

__all__ = ["Conditions"]


class Conditions:
    """The conditions under which a state is stable for a decision maker by a concept, as its text has them.

    ``orders``: what each decision maker prefers, as literals of ``solved``; ``state``: from 0.
    """

    def __init__(
        self, solved: CpModel, model: GraphModel, orders: Sequence[KeptOrder], state: int, concept: Concept
    ) -> None:
        self._solved, self._model, self._orders = solved, model, orders
        self._state, self._concept = state, concept

    def require(self, focal: int) -> None:
        """Require that the state be stable for a decision maker."""
        order, state = self._orders[focal], self._state
        for improvement in self._model.moves[focal].of(state).tolist():
            if order.never(improvement, state):
                continue
            if self._concept.improving:
                self._require_path(focal, improvement)
                continue
            asked = self._asked_of_sanctions(focal, improvement)
            if not all(asked):
                continue  # one of them is a sanction whatever is preferred
            sanctions = [self._solved.new_bool_var("") for _ in asked]
            for sanction, states in zip(sanctions, asked, strict=True):
                for one in states:
                    self._solved.add_implication(sanction, ~order.above(one, state))
            self._solved.add_bool_or([~order.above(improvement, state), *sanctions])

    def _asked_of_sanctions(self, focal: int, improvement: int) -> list[list[int]]:
        """Return of each state that the others can reach what must not be better than the state."""
        if self._concept is Concept.NASH:
            return []
        others = [one for one in range(len(self._model.moves)) if one != focal]
        reached = _reached_by(self._model, others, improvement)
        return [self._not_to_rise(focal, one) for one in sorted(reached)]

    def _not_to_rise(self, focal: int, sanction: int) -> list[int]:
        replies = self._model.moves[focal].of(sanction).tolist() if self._concept.for_good else []
        never = self._orders[focal].never
        return [one for one in (sanction, *replies) if not never(one, self._state)]

    def _require_path(self, focal: int, improvement: int) -> None:
        """Require that the others can lead from an improvement to a sanction, each step one of theirs."""
        order, state = self._orders[focal], self._state
        paths = CrediblePaths(self._solved, self._model, self._orders, focal, improvement)
        for sanction, ends in paths.ends.items():
            for one in self._not_to_rise(focal, sanction):
                self._solved.add_implication(ends, ~order.above(one, state))
        paths.require_unless(~order.above(improvement, state))


def _reached_by(model: GraphModel, movers: Sequence[int], start: int) -> set[int]:
    """Return the states that some can reach by legal sequences of moves that each makes alone."""
    seen: set[tuple[int, int]] = set()
    waiting = [(start, -1)]
    while waiting:
        state, last = waiting.pop()
        for mover in movers:
            if mover == last:
                continue
            for target in model.moves[mover].of(state).tolist():
                if (target, mover) not in seen:
                    seen.add((target, mover))
                    waiting.append((target, mover))
    return {state for state, _ in seen}
