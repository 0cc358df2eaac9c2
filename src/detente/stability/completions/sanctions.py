"""What the others can do about an improvement, by concept, and how it hangs on what is not known."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from detente.stability.completions.comparison import Comparison
from detente.stability.concepts import Concept

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from detente.stability.completions.decided import Decided

__all__ = ["SANCTIONS", "Move", "Sanctions", "Targets", "surest_sanction"]

Targets = tuple[tuple[tuple[int, ...], ...], ...]
"""By decision maker and state, the states that it can move to."""


Node = tuple[int, int]
"""A state, and who moved there last."""
NOBODY = -1
END: Node = (-1, NOBODY)


class Move(NamedTuple):
    """A move of a decision maker between two states."""

    maker: int
    origin: int
    target: int


class Sanctions(NamedTuple):
    """Which sanctions a concept counts.

    ``improving``: only moves that are improvements for who makes them; ``for_good``: only those after which
    the decision maker cannot move to anything better than what it had.
    """

    improving: bool
    for_good: bool


SANCTIONS: Mapping[Concept, Sanctions | None] = {
    Concept.NASH: None,
    Concept.GMR: Sanctions(improving=False, for_good=False),
    Concept.SMR: Sanctions(improving=False, for_good=True),
    Concept.SEQ: Sanctions(improving=True, for_good=False),
    Concept.SSEQ: Sanctions(improving=True, for_good=True),
}
"""By concept; under Nash stability none counts."""


def surest_sanction(
    targets: Targets, orders: Sequence[Decided], move: Move, sanctions: Sanctions | None
) -> tuple[Comparison, ...] | None:
    """Return the undecided comparisons on which the sanction that hangs on fewest hangs, as it needs them.

    Empty where a sanction is sure, None where none is possible. ``orders``: what is known and decided, by
    decision maker; ``move``: the improvement that is to be punished.

    Nodes, a state and who moved there last, are gone through by the number of undecided moves on the way to
    them; all that is undecided at the end of the way counts as one more.
    """
    if sanctions is None:
        return None
    first = (move.target, NOBODY)
    came: dict[Node, tuple[Node, tuple[Comparison, ...]]] = {}
    costs = {first: 0}
    waiting = deque([(0, first)])
    while waiting:
        cost, node = waiting.popleft()
        if node == END:
            return _hangs(came)
        if cost > costs[node]:
            continue
        for after, needs in _steps(targets, orders, move, node, sanctions):
            further = cost + bool(needs)
            if further < costs.get(after, further + 1):
                costs[after], came[after] = further, (node, needs)
                (waiting.append if needs else waiting.appendleft)((further, after))
    return None


def _hangs(came: Mapping[Node, tuple[Node, tuple[Comparison, ...]]]) -> tuple[Comparison, ...]:
    """Return what is undecided on the way to the end, from its beginning."""
    found: list[tuple[Comparison, ...]] = []
    node = END
    while node in came:
        node, needs = came[node]
        found.append(needs)
    return tuple(comparison for needs in reversed(found) for comparison in needs)


def _steps(
    targets: Targets, orders: Sequence[Decided], move: Move, node: Node, sanctions: Sanctions
) -> Iterator[tuple[Node, tuple[Comparison, ...]]]:
    """Yield where it goes on from a node, each with what is undecided of it."""
    state, last = node
    if last != NOBODY:
        needs = _ends(targets[move.maker], orders[move.maker], move, state, sanctions)
        if needs is not None:
            yield END, needs
    for mover, of in enumerate(targets):
        if mover in {move.maker, last}:
            continue
        better, at_least = orders[mover].better, orders[mover].at_least[state]
        for target in of[state]:
            if not sanctions.improving or better[target] >> state & 1:
                yield (target, mover), ()
            elif not at_least >> target & 1:
                yield (target, mover), (Comparison(mover, target, state, strict=True),)


def _ends(
    own: Sequence[Sequence[int]], order: Decided, move: Move, state: int, sanctions: Sanctions
) -> tuple[Comparison, ...] | None:
    """Return what is undecided of whether a sanction can end at a state; None if it cannot."""
    needs, no_better = [], order.at_least[move.origin]
    for one in (state, *own[state]) if sanctions.for_good else (state,):
        if order.better[one] >> move.origin & 1:
            return None
        if not no_better >> one & 1:
            needs.append(Comparison(move.maker, move.origin, one, strict=False))
    return tuple(needs)
