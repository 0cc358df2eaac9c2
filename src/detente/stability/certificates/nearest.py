"""How the others punish a decision maker soonest, and how far they come where they cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.stability.certificates.nearest_kernel import nearest
from detente.stability.certificates.witnesses import Move, Reply
from detente.stability.graph.fast import for_work
from detente.stability.sanctions.forced import key_after_reply

if TYPE_CHECKING:
    import numpy.typing as npt

    from detente.stability.graph.graph_model import GraphModel

__all__ = ["Answer", "Others"]


class Answer(NamedTuple):
    """What the others do about an improvement: the moves, and the best reply to them.

    ``key``: how the focal one likes what it is left with; None where the others cannot move. ``reached``: how
    many states had been reached when the search ended.
    """

    path: tuple[Move, ...]
    reply: Reply | None
    key: int | None
    reached: int

    def punishes(self, held: int) -> bool:
        """Return whether the focal one is left with no more than what it held before."""
        return self.key is not None and self.key <= held


class Others:
    """All decision makers but the focal one, in one model.

    ``improving``: whether they only make moves that each likes; ``for_good``: whether what counts is the best
    that the focal one can then move to, where that is better; ``searches``: about how many are to come.
    """

    def __init__(
        self, model: GraphModel, focal: int, *, improving: bool, for_good: bool, searches: int = 1
    ) -> None:
        """Gather the moves."""
        before = np.cumsum([0, *(len(one.targets) for one in model.moves[:-1])])
        self._model, self._focal = model, focal
        self._improving, self._for_good = improving, for_good
        self._key = key_after_reply(model, focal) if for_good else model.ranks[focal]
        self._starts = np.stack([one.starts + many for one, many in zip(model.moves, before, strict=True)])
        self._targets = np.concatenate([one.targets for one in model.moves])
        self._nearest = for_work(nearest, (len(self._targets) + model.states) * searches)
        self._at_worst: dict[int, Answer] = {}

    def answer(self, start: int, held: int) -> Answer:
        """Return the shortest way to punish who moved to a state, for which it gave up the rank ``held``.

        If there is none, the way to the worst that they can do. That does not depend on what was held, so it
        is searched for once.
        """
        known = self._at_worst.get(start)
        if known is not None and not known.punishes(held):
            return known
        end, reached, at, by, came = self._nearest(
            self._focal,
            start,
            held,
            self._key,
            self._starts,
            self._targets,
            self._model.ranks,
            self._improving,
        )
        if end < 0:
            found = Answer((), None, None, 0)
        else:
            state = int(at[end])
            found = Answer(_path(end, at, by, came), self._reply(state), int(self._key[state]), reached)
        if not found.punishes(held):
            self._at_worst[start] = found
        return found

    def _reply(self, state: int) -> Reply | None:
        own = self._model.moves[self._focal].of(state)
        if not self._for_good or not len(own):
            return None
        ranks = self._model.ranks[self._focal][own]
        best = int(np.argmax(ranks))
        return Reply(int(own[best]), int(ranks[best]))


def _path(
    end: int, at: npt.NDArray[np.int32], by: npt.NDArray[np.int16], came: npt.NDArray[np.int32]
) -> tuple[Move, ...]:
    """Return the moves that led to a node."""
    moves = []
    while end:
        before = int(came[end])
        moves.append(Move(int(by[end]), int(at[before]), int(at[end])))
        end = before
    return tuple(reversed(moves))
