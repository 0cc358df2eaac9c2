"""Sequences of moves, each an improvement for who makes it, put to the constraint solver."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from detente.stability.graph.graph_model import GraphModel
    from detente.stability.inverse.orders import KeptOrder

    Node = tuple[int, int]

__all__ = ["CrediblePaths"]


class CrediblePaths:
    """One legal sequence of the others' improvements from a state, where one is required.

    It is a circuit through nodes (a state, and who moved there last): from the state where it starts, over
    nodes each visited once at most, back to the start from where it ends. ``ends``: by state, a literal that
    is true where the sequence ends there. ``orders``: what each decision maker prefers.
    """

    def __init__(
        self, solved: CpModel, model: GraphModel, orders: Sequence[KeptOrder], focal: int, start: int
    ) -> None:
        self._solved, self._model, self._orders, self._focal = solved, model, orders, focal
        self.ends: dict[int, BoolVarT] = {}
        self._numbers: dict[Node, int] = {(start, -1): 0}
        self._arcs: list[tuple[int, int, BoolVarT]] = []
        waiting: list[Node] = [(start, -1)]
        while waiting:
            waiting += self._entered(waiting.pop())

    def _entered(self, node: Node) -> list[Node]:
        """Add what leads on from a node, and return the nodes that are new by it."""
        state, last = node
        new: list[Node] = []
        for mover, order in enumerate(self._orders):
            if mover in {last, self._focal}:
                continue
            for target in self._model.moves[mover].of(state).tolist():
                if order.never(target, state):
                    continue
                if (target, mover) not in self._numbers:
                    self._numbers[target, mover] = len(self._numbers)
                    new.append((target, mover))
                step = self._arc(self._numbers[node], self._numbers[target, mover])
                self._solved.add_implication(step, order.above(target, state))
        if last >= 0:
            self._arc(self._numbers[node], self._numbers[node])  # left out
            self._solved.add_implication(self._arc(self._numbers[node], 0), self._end(state))
        return new

    def _arc(self, tail: int, head: int) -> BoolVarT:
        literal = self._solved.new_bool_var("")
        self._arcs.append((tail, head, literal))
        return literal

    def _end(self, state: int) -> BoolVarT:
        if state not in self.ends:
            self.ends[state] = self._solved.new_bool_var("")
        return self.ends[state]

    def require_unless(self, literal: BoolVarT) -> None:
        """Require such a sequence, except where a literal is true."""
        self._arcs.append((0, 0, none := self._solved.new_bool_var("")))
        self._solved.add_implication(none, literal)
        self._solved.add_circuit(self._arcs)
