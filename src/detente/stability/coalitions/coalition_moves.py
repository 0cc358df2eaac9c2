"""What each coalition can reach from every state, and what of it is better for all of its members."""

from __future__ import annotations

from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from detente.case.problems import TooLargeError
from detente.stability.coalitions.coalition_moves_kernel import components, reached_rows
from detente.stability.graph.fast import for_work
from detente.stability.graph.state_bits import better_than, moves_of, words_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from detente.stability.graph.graph_model import GraphModel
    from detente.stability.graph.moves import Moves

__all__ = ["Coalition", "CoalitionMoves", "coalitions_among"]

Coalition = tuple[int, ...]
"""The numbers of the members, ascending."""

MOST_BYTES = 2**30
"""As much memory as tables of what is reached from each state may take."""
MOST_KEPT = 2**28
"""As much memory as such tables are kept in once they were asked for; others are found again."""
MOST_IMPROVEMENTS = 2**26
"""Improvements, of all coalitions together, up to which they are kept: 512 megabytes."""
MOST_MAKERS = 12
"""Decision makers up to which all their coalitions are gone through: 4,095 of them."""


def coalitions_among(members: Sequence[int], smallest: int = 1) -> Iterator[Coalition]:
    """Yield every coalition of some decision makers with at least so many members, the smaller ones first.

    Raises ``ValueError`` where there are more than 12 to choose from.

    >>> list(coalitions_among((0, 2)))
    [(0,), (2,), (0, 2)]
    """
    if len(members) > MOST_MAKERS:
        raise ValueError(
            f"there are {2 ** len(members) - 1:,} coalitions of {len(members)} decision makers; all are gone "
            f"through for up to {MOST_MAKERS}, so name the coalitions that matter"
        )
    for size in range(smallest, len(members) + 1):
        yield from combinations(members, size)


class CoalitionMoves:
    """The moves and the improvements of a model's coalitions; found when they are first asked for.

    What a coalition can reach it can by legal sequences of its members' moves: nobody moves twice in a row,
    though each may return later, and not every member need move. Of a coalition of one these are its own
    moves. A coalition's improvements are what it can reach and every member likes better.

    Raises ``ValueError`` where a table of all pairs of states is too large.

    Sources: L. Fang, K. W. Hipel and D. M. Kilgour, *Interactive Decision Making: The Graph Model for
    Conflict Resolution*, Wiley 1993; D. M. Kilgour, K. W. Hipel, L. Fang and J. Peng, "Coalition analysis in
    group decision support", Group Decision and Negotiation 10 (2001).

    >>> from detente.stability.examples import DILEMMA
    >>> CoalitionMoves(DILEMMA).improvements((0, 1)).of(3).tolist()
    [0]
    """

    def __init__(self, model: GraphModel) -> None:
        """Keep the model."""
        self.model = model
        self._improvements: dict[Coalition, Moves] = {}
        self._reached: dict[Coalition, npt.NDArray[np.uint64]] = {}
        makers, states = len(model.decision_makers), model.states
        # What is better for each, and what two coalitions reach with what is worked on.
        self._refuse((makers + 4) * states, f"what coalitions of {makers} decision makers reach")

    @cached_property
    def better(self) -> tuple[npt.NDArray[np.uint64], ...]:
        """What each decision maker likes better than each state: (states, words) of bits, for each."""
        return tuple(better_than(row) for row in self.model.ranks)

    def better_for(self, coalition: Coalition) -> npt.NDArray[np.uint64]:
        """Return what every member likes better than each state: (states, words) of bits."""
        found = self.better[coalition[0]].copy()
        for member in coalition[1:]:
            found &= self.better[member]
        return found

    def others(self, coalition: Coalition) -> Coalition:
        """Return the decision makers outside a coalition."""
        return tuple(one for one in range(len(self.model.decision_makers)) if one not in coalition)

    def reached(self, coalition: Coalition) -> npt.NDArray[np.uint64]:
        """Return what a coalition can reach from each state: (states, words) of bits.

        Nodes are states with who moved there last; those that can be reached from each other have what they
        reach in common, and it is found once for all of them, after what they lead to. It takes time that
        grows as the number of moves does, times the members and the words of a row.

        Raises ``ValueError`` where rows take too much memory.
        """
        if coalition in self._reached:
            return self._reached[coalition]
        rows = self._found(coalition)
        if (len(self._reached) + 1) * rows.nbytes <= MOST_KEPT:
            self._reached[coalition] = rows
        return rows

    def improves(self, coalition: Coalition) -> npt.NDArray[np.bool_]:
        """Return from which states a coalition has an improvement: (states,)."""
        if coalition in self._improvements:
            return np.diff(self._improvements[coalition].starts) > 0
        return np.asarray((self.reached(coalition) & self.better_for(coalition)).any(axis=1))

    def improvements(self, coalition: Coalition) -> Moves:
        """Return what a coalition can reach from each state and every member likes better, as its moves.

        Raises ``ValueError`` where there are too many to keep, or as ``reached`` does.
        """
        if coalition not in self._improvements:
            kept = sum(len(of.targets) for of in self._improvements.values())
            bits = self.reached(coalition) & self.better_for(coalition)
            if kept + int(np.bitwise_count(bits).sum()) > MOST_IMPROVEMENTS:
                raise TooLargeError(
                    f"coalitions have more than {MOST_IMPROVEMENTS:,} improvements, which are too many to "
                    "keep; leave out states, or name the coalitions that matter"
                )
            self._improvements[coalition] = moves_of(bits)
        return self._improvements[coalition]

    def _found(self, coalition: Coalition) -> npt.NDArray[np.uint64]:
        states, members = self.model.states, len(coalition)
        words = words_for(states)
        if not members:
            return np.zeros((states, words), dtype=np.uint64)
        moves = [self.model.moves[member] for member in coalition]
        moves += [of.moves for of in self.model.joint if set(of.together) <= set(coalition)]
        before = np.cumsum([0, *(len(of.targets) for of in moves)])[:-1, np.newaxis]
        starts = np.stack([of.starts for of in moves]) + before
        targets = np.concatenate([of.targets for of in moves])
        work = len(moves) * (len(targets) + states)
        count, found = for_work(components, work)(starts, targets)
        self._refuse(count, f"what a coalition of {members} reaches")
        order = np.argsort(found, kind="stable")
        rows: npt.NDArray[np.uint64] = for_work(reached_rows, work * words)(
            starts, targets, order, found, count
        )
        return rows

    def _refuse(self, rows: int, what: str) -> None:
        needed = rows * words_for(self.model.states) * 8
        if needed > MOST_BYTES:
            raise TooLargeError(
                f"{what} among {self.model.states:,} states takes {needed / 2**30:.1f} GiB, and at most "
                f"{MOST_BYTES / 2**30:.1f} are used; leave out states or decision makers"
            )
