"""Where two decision makers who look some moves ahead expect a conflict to end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from detente.case.problems import TooLargeError
from detente.stability.graph.fast import for_work
from detente.stability.ways.anticipation_kernel import anticipated

if TYPE_CHECKING:
    import numpy.typing as npt

    from detente.stability.graph.graph_model import GraphModel

__all__ = ["Anticipation", "anticipate", "at_once", "earlier", "other_of"]

MOST_ENDS = 100_000_000
"""Pairs of a state and an end up to which they are kept: 400 megabytes."""


@dataclass(frozen=True, eq=False)
class Anticipation:
    """The states at which play can end for each at which it can begin, when one decision maker moves first.

    ``begins``, (states + 1,), and ``ends``, ascending for each state: those from state s are
    ``ends[begins[s] : begins[s + 1]]``. There are several where somebody ties.
    """

    begins: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int32]

    def of(self, state: int) -> npt.NDArray[np.int32]:
        """Return the states at which play from one can end."""
        return self.ends[self.begins[state] : self.begins[state + 1]]

    @cached_property
    def end(self) -> npt.NDArray[np.int32]:
        """The state at which play from each ends, -1 where that depends on how ties are broken: (states,)."""
        alone = np.diff(self.begins) == 1
        return np.where(alone, self.ends[self.begins[:-1]], -1).astype(np.int32)

    @cached_property
    def stays(self) -> npt.NDArray[np.bool_]:
        """Where the first to move stays however ties are broken: (states,)."""
        return np.asarray(self.end == np.arange(len(self.end)))

    @cached_property
    def may_stay(self) -> npt.NDArray[np.bool_]:
        """Where the first to move stays for some way to break ties: (states,)."""
        origins = np.repeat(np.arange(len(self.begins) - 1, dtype=np.int32), np.diff(self.begins))
        found = np.zeros(len(self.begins) - 1, dtype=np.bool_)
        found[self.ends[self.ends == origins]] = True
        return found


def anticipate(model: GraphModel, focal: int, horizon: int) -> Anticipation:
    """Return where play ends if a decision maker moves first, and two of them at most so often in turn.

    G_0(i, s) is s. M_h(i, s) is the move q of i from s whose G_(h-1)(j, q) is best for i, where j is the
    opponent. G_h(i, s) is s if i cannot move, or likes G_(h-1)(j, M_h(i, s)) no better than s; it is that
    state otherwise. ``focal``: the number of i; ``horizon``: h, which is at least 0.

    Where several moves are equally good for who makes them, the literature leaves open which is made, and the
    end can differ for the other (Rêgo and others 2024). All ends that are possible are returned, exactly: at
    each point of play a tie between moves can be broken either way, also in different ways where different
    moves have led to the same state; who is as well off by staying stays. These are the ends of all the
    equilibria, perfect in every subgame, of the game in which two move in turn and whoever stays ends it.

    Raises ``ValueError`` unless there are two decision makers, for a horizon below 0, and where there are
    more than 100,000,000 possible ends.

    Sources: D. M. Kilgour, "Anticipation and stability in two-person non-cooperative games", in M. D. Ward
    and U. Luterbacher (eds), *Dynamic Models of International Conflict*, Lynne Rienner 1985; L. Fang, K. W.
    Hipel and D. M. Kilgour, *Interactive Decision Making: The Graph Model for Conflict Resolution*, Wiley
    1993. Of ties: L. C. Rêgo and others, "On some properties of limited move stability, generalized
    metarationality, and policy equilibrium in bilateral conflicts", Discrete Applied Mathematics (2024).

    >>> from detente.stability.examples import DILEMMA
    >>> anticipate(DILEMMA, 0, 1).end.tolist(), anticipate(DILEMMA, 0, 3).end.tolist()
    ([2, 3, 2, 3], [0, 3, 2, 3])
    """
    other = other_of(model, focal)
    if horizon < 0:
        raise ValueError(f"a horizon is a number of moves, at least 0, and not {horizon}")
    found = at_once(model)
    for left in range(horizon):
        found = earlier(model, focal if (horizon - left) % 2 else other, found)
    return found


def other_of(model: GraphModel, focal: int) -> int:
    """Return the number of the opponent of one of two decision makers."""
    makers = len(model.decision_makers)
    if makers != 2:  # noqa: PLR2004 - they move in turn
        raise ValueError(f"moves in turn are looked ahead for two decision makers, and there are {makers}")
    return 1 - focal


def at_once(model: GraphModel) -> Anticipation:
    """Return where play ends if nobody may move: where it begins."""
    places = np.arange(model.states + 1)
    return Anticipation(places.astype(np.int64), places[:-1].astype(np.int32))


def earlier(model: GraphModel, mover: int, after: Anticipation) -> Anticipation:
    """Return where play ends if one is to move; ``after``: where it does if then the other is to move."""
    own = model.moves[mover]
    work = len(own.targets) + len(after.ends) + model.states
    begins, ends = for_work(anticipated, work)(
        own.starts, own.targets, model.ranks[mover], after.begins, after.ends, MOST_ENDS
    )
    if not len(begins):
        raise TooLargeError(
            f"so many states tie that there are more than {MOST_ENDS:,} pairs of a state and an end of play"
        )
    if len(ends) > model.states:
        ends = ends[np.lexsort((ends, np.repeat(np.arange(model.states), np.diff(begins))))]
    return Anticipation(begins, ends)
