"""What several decision makers can reach together, and what of it is better for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.stability.coalitions.coalition_moves import CoalitionMoves, coalitions_among

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.stability.graph.graph_model import GraphModel

__all__ = ["CoalitionImprovement", "coalition_improvements", "coalitions_of", "improvements_of", "reached_by"]


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


def reached_by(model: GraphModel, coalition: Sequence[int], origin: int) -> set[int]:
    """Return the states that members of a coalition can reach by legal sequences of moves.

    Nobody moves twice in a row, though each may return later; not every member need move. Members also make
    the joint moves that take none but them.

    Source: L. Fang, K. W. Hipel and D. M. Kilgour, *Interactive Decision Making: The Graph Model for Conflict
    Resolution*, Wiley 1993.

    >>> from detente.stability.examples import DILEMMA
    >>> sorted(reached_by(DILEMMA, (0, 1), 3))
    [0, 1, 2, 3]
    """
    able = [model.moves[member] for member in coalition]
    able += [of.moves for of in model.joint if set(of.together) <= set(coalition)]
    seen: set[tuple[int, int]] = set()
    waiting = [(origin, -1)]
    while waiting:
        state, last = waiting.pop()
        for mover, moves in enumerate(able):
            if mover == last:
                continue
            for target in moves.of(state).tolist():
                if (target, mover) not in seen:
                    seen.add((target, mover))
                    waiting.append((target, mover))
    return {state for state, _ in seen}


def improvements_of(model: GraphModel, coalition: Sequence[int], origin: int) -> list[int]:
    """Return the states that a coalition can reach and that each member likes better, in their order.

    Source: D. M. Kilgour, K. W. Hipel, L. Fang and J. Peng, "Coalition analysis in group decision support",
    Group Decision and Negotiation 10 (2001).

    >>> from detente.stability.examples import DILEMMA
    >>> improvements_of(DILEMMA, (0, 1), 3)
    [0]
    """
    ranks = model.ranks[list(coalition)]
    better = np.all(ranks > ranks[:, [origin]], axis=0).tolist()
    return sorted(target for target in reached_by(model, coalition, origin) if better[target])


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
