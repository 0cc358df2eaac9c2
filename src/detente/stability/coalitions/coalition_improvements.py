"""The improvements of coalitions of two or more, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detente.stability.coalitions.coalition_moves import CoalitionMoves, coalitions_among

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.stability.graph.graph_model import GraphModel

__all__ = ["CoalitionImprovement", "coalition_improvements", "coalitions_of"]


class CoalitionImprovement(NamedTuple):
    """A state that members of a coalition can reach together, and that each of them likes better.

    ``coalition``: the numbers of its members; ``origin`` and ``target``: states, from 0.
    """

    coalition: tuple[int, ...]
    origin: int
    target: int


def coalitions_of(makers: int) -> Iterator[tuple[int, ...]]:
    """Yield every coalition of two or more, the smaller ones first.

    >>> list(coalitions_of(3))
    [(0, 1), (0, 2), (1, 2), (0, 1, 2)]
    """
    yield from coalitions_among(range(makers), smallest=2)


def coalition_improvements(
    model: GraphModel, moves: CoalitionMoves | None = None, origins: Iterable[int] | None = None
) -> Iterator[CoalitionImprovement]:
    """Yield every improvement of every coalition of two or more, from some states or from every one.

    ``moves``: what coalitions reach, where it was found before; ``origins``: the states, all by default.

    Raises ``ValueError`` where there are too many coalitions, states or improvements, as ``CoalitionMoves``
    does.
    """
    moves = CoalitionMoves(model) if moves is None else moves
    states = range(model.states) if origins is None else sorted(set(origins))
    for coalition in coalitions_of(len(model.decision_makers)):
        found = moves.improvements(coalition)
        for origin in states:
            for target in found.of(origin).tolist():
                yield CoalitionImprovement(coalition, origin, target)
