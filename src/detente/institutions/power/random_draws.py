"""Many coalitions or orders judged at once under a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from detente.institutions.power.gates import Gate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Sums = NDArray[Any]
    Truths = NDArray[np.bool_]

__all__ = ["Draws"]

LARGE = 1 << 62
"""Weights that may sum to more are kept in whole numbers of any length, which takes longer."""


class Draws:
    """Judges draws; ``sums`` of a gate are the weights of its own voters who accept, one for each draw."""

    def __init__(self, members: Sequence[str], gate: Gate) -> None:
        self._gates: dict[Gate, int] = {}
        self._visit(gate)
        large = any(sum(weight for _, weight in one.parts) >= LARGE for one in self._gates)
        place = {member: number for number, member in enumerate(members)}
        self._weights: Sums = np.zeros((len(self._gates), len(members)), dtype=object if large else np.int64)
        for one, number in self._gates.items():
            for part, weight in one.parts:
                if isinstance(part, str):
                    self._weights[number, place[part]] += weight

    def _visit(self, gate: Gate) -> None:
        for part, _ in gate.parts:
            if isinstance(part, Gate) and part not in self._gates:
                self._visit(part)
        self._gates.setdefault(gate, len(self._gates))

    def critical(self, within: Truths) -> tuple[Truths, Truths]:
        """Tell which coalitions win, and which members change that by joining or leaving.

        Both for coalitions as rows of who is within: (draws, members).
        """
        sums = [weights @ within.T for weights in self._weights]
        wins = self._accepted(sums)
        critical = np.zeros_like(within)
        for member, weights in enumerate(self._weights.T):
            changed = np.where(within[:, member], -1, 1).astype(self._weights.dtype)
            other = [
                own + weight * changed if weight else own for own, weight in zip(sums, weights, strict=True)
            ]
            critical[:, member] = self._accepted(other) != wins
        return wins, critical

    def pivots(self, orders: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return who makes the members so far win, in each order; orders: (draws, members)."""
        sums = [np.zeros(len(orders), dtype=self._weights.dtype) for _ in self._weights]
        pivots = np.full(len(orders), -1)
        for place in range(orders.shape[1]):
            sums = [own + weights[orders[:, place]] for own, weights in zip(sums, self._weights, strict=True)]
            now = self._accepted(sums) & (pivots < 0)
            pivots[now] = orders[now, place]
        return pivots

    def _accepted(self, sums: Sequence[Sums]) -> Truths:
        accepted: list[Truths] = []
        for gate, own in zip(self._gates, sums, strict=True):
            total = own
            for part, weight in gate.parts:
                if isinstance(part, Gate):
                    total = total + weight * accepted[self._gates[part]].astype(self._weights.dtype)
            accepted.append(np.asarray(total >= gate.quota, dtype=np.bool_))
        return accepted[-1]
