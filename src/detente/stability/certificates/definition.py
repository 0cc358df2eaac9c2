"""What a concept asks of a state, plainly by its definition, for the check of certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.stability.concepts import Concept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.stability.graph.graph_model import GraphModel

__all__ = ["Definition"]


class Definition:
    """One concept, applied to one state for one decision maker, the focal one.

    ``improving``: whether others only make moves that each likes; ``for_good``: whether the focal one must
    not be able to mend a punishment; ``improvements``: the states that it can improve to.

    >>> from detente.stability.examples import DILEMMA
    >>> asked = Definition(DILEMMA, 0, 0, Concept.SEQ)
    >>> asked.improvements, asked.distances(2), asked.punishes(3)
    ([2], {3: 1}, True)
    """

    def __init__(self, model: GraphModel, focal: int, state: int, concept: Concept) -> None:
        """Take from the model what is spoken of."""
        self._model, self._focal = model, focal
        self._others = [one for one in range(len(model.moves)) if one != focal]
        self.ranks: list[int] = model.ranks[focal].tolist()
        self.held = self.ranks[state]
        self.improving = concept in {Concept.SEQ, Concept.SSEQ}
        self.for_good = concept in {Concept.SMR, Concept.SSEQ}
        self.improvements = [one for one in self._own(state) if self.ranks[one] > self.held]

    def mending(self, end: int) -> list[int]:
        """Return the moves of the focal one from a state that undo a punishment, if that counts."""
        return [one for one in self._own(end) if self.ranks[one] > self.held] if self.for_good else []

    def punishes(self, end: int) -> bool:
        """Return whether the focal one has been punished once the others have come to a state."""
        return self.ranks[end] <= self.held and not self.mending(end)

    def left(self, end: int) -> tuple[int, int]:
        """Return how the focal one likes what a state leaves it with, and that state itself."""
        within_reach = [end, *(self._own(end) if self.for_good else [])]
        return max(self.ranks[one] for one in within_reach), self.ranks[end]

    def layers(self, start: int) -> Iterator[set[int]]:
        """Yield the states that the others can reach in one move, in two but not in one, and so on.

        Nobody moves twice in a row, though each may return later; a layer may be empty. It is slow and plain:
        it takes every move from every state once for each who may have come there.
        """
        ranks, moves = self._model.ranks, self._model.moves
        here, past, known = {(start, self._focal)}, set[tuple[int, int]](), set[int]()
        while here:
            past |= here
            here = {
                (target, mover)
                for state, last in here
                for mover in self._others
                if mover != last
                for target in moves[mover].of(state).tolist()
                if not self.improving or ranks[mover, target] > ranks[mover, state]
            } - past
            yield {state for state, _ in here} - known
            known |= {state for state, _ in here}

    def distances(self, start: int) -> dict[int, int]:
        """Return the states that the others can reach, each with the number of moves that it takes."""
        return {state: moves for moves, layer in enumerate(self.layers(start), 1) for state in layer}

    def _own(self, state: int) -> list[int]:
        found: list[int] = self._model.moves[self._focal].of(state).tolist()
        return found
