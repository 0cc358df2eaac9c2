"""A search for a completion of what is known under which a state is stable, or is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.stability.completions.comparison import Comparison
from detente.stability.completions.sanctions import SANCTIONS, Move, Targets, surest_sanction

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from detente.stability.completions.decided import Decided
    from detente.stability.concepts import Concept

__all__ = ["MOST_STEPS", "Found", "UndecidedError", "stable_under_some", "unstable_under_some"]

MOST_STEPS = 200
"""Sets of decisions that one search looks at, unless it is told otherwise."""


class UndecidedError(Exception):
    """A search met its bound before it could tell."""


@dataclass(frozen=True, eq=False)
class Found:
    """Decisions with which a state is stable, or is not, whatever else is not known.

    ``comparisons``: what was decided; ``orders``: what is known and decided, by decision maker.
    """

    comparisons: tuple[Comparison, ...]
    orders: tuple[Decided, ...]

    @property
    def ranks(self) -> npt.NDArray[np.int32]:
        """One completion in which it is so, from 0 for the worst: (decision makers, states)."""
        return np.stack([order.ranks() for order in self.orders])


Next = tuple[Comparison | bool, int]
"""Whether something holds, or what to decide first, and how many improvements are done with."""


def stable_under_some(  # noqa: PLR0913, PLR0917 - a question, and how long to look
    targets: Targets,
    orders: Sequence[Decided],
    makers: Sequence[int],
    state: int,
    concept: Concept,
    most: int = MOST_STEPS,
) -> Found | None:
    """Return decisions with which a state is stable for some decision makers at once; None if there are none.

    Raises ``UndecidedError`` where that cannot be told by looking at ``most`` sets of decisions.

    It decides what the surest sanction of some improvement hangs on, and what can be an improvement at all.
    For one decision maker its own comparisons are decided one way only: the less is better than the state,
    the sooner is it stable, and no comparison of its own counts for anything else.
    """
    leaving = [(maker, target) for maker in makers for target in targets[maker][state]]

    def goes_on(orders: tuple[Decided, ...], done: int) -> Next:
        for at, (maker, target) in enumerate(leaving[done:], done):
            no_better = Comparison(maker, state, target, strict=False)
            if orders[maker].holds(no_better):
                continue
            if orders[maker].open_to(no_better):
                return no_better, at
            hangs = surest_sanction(targets, orders, Move(maker, state, target), SANCTIONS[concept])
            if hangs is None:
                return False, at
            if hangs:
                return hangs[0], at
        return True, len(leaving)

    return _search(tuple(orders), goes_on, makers[0] if len(makers) == 1 else -1, most)


def unstable_under_some(  # noqa: PLR0913, PLR0917 - a question, and how long to look
    targets: Targets,
    orders: Sequence[Decided],
    maker: int,
    state: int,
    concept: Concept,
    most: int = MOST_STEPS,
) -> Found | None:
    """Return decisions with which a state is not stable for a decision maker; None if there are none.

    Raises ``UndecidedError`` where that cannot be told by looking at ``most`` sets of decisions for each
    improvement.

    Of each improvement it cuts sanctions, the surest first, until none is possible. Its own comparisons are
    decided one way only, as for ``stable_under_some``.
    """
    told = True
    for target in targets[maker][state]:
        try:
            found = _unpunished_under_some(targets, orders, Move(maker, state, target), concept, most)
        except UndecidedError:
            told = False
            continue
        if found is not None:
            return found
    if not told:
        raise UndecidedError
    return None


def _unpunished_under_some(
    targets: Targets,
    orders: Sequence[Decided],
    move: Move,
    concept: Concept,
    most: int,
) -> Found | None:
    maker = move.maker
    better = Comparison(maker, move.target, move.origin, strict=True)

    def goes_on(orders: tuple[Decided, ...], done: int) -> Next:
        if not orders[maker].holds(better):
            return (better if orders[maker].open_to(better) else False), done
        hangs = surest_sanction(targets, orders, move, SANCTIONS[concept])
        if hangs is None:
            return True, done
        return (hangs[0].opposite if hangs else False), done

    return _search(tuple(orders), goes_on, maker, most)


def _search(
    orders: tuple[Decided, ...],
    goes_on: Callable[[tuple[Decided, ...], int], Next],
    one_way: int,
    most: int,
) -> Found | None:
    """Return decisions with which something holds; None if there are none.

    ``goes_on``: whether it holds already, can hold no more, or else what to decide first, and how; the
    opposite comes after, except with comparisons of the decision maker ``one_way``. What is done with stays
    so, whatever else is decided.
    """
    waiting = [(Found((), orders), 0)]
    for _ in range(most):
        if not waiting:
            return None
        at, before = waiting.pop()
        found, done = goes_on(at.orders, before)
        if found is True:
            return at
        if found is False:
            continue
        ways = [found] if found.decision_maker == one_way else [found.opposite, found]
        for way in ways:
            after = list(at.orders)
            after[way.decision_maker] = after[way.decision_maker].after(way)
            waiting.append((Found((*at.comparisons, way), tuple(after)), done))
    if not waiting:
        return None
    raise UndecidedError
