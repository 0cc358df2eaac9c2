"""The graph model of a conflict: states, who can move from which to which, and how each likes them."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from detente.case.problems import TooLargeError
from detente.stability.graph.arranged_kernel import arranged, turned_round
from detente.stability.graph.fast import for_work
from detente.stability.graph.move_blocks import blocks_of
from detente.stability.graph.moves import Moves

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from detente.stability.graph.move_blocks import MoveBlocks

__all__ = ["MOST_MOVES", "GraphModel", "JointMoves"]

MOST_MOVES = 150_000_000
"""As many as are held in memory together: with a million states they take about 1 GB."""
MOST_MAKERS = 125
"""As many as are told apart in a byte, beside what else stands in it."""


@dataclass(frozen=True, eq=False)
class JointMoves:
    """Moves that several decision makers make together, and none of them alone.

    ``together``: the numbers of those who make them.
    """

    together: tuple[int, ...]
    moves: Moves


class GraphModel:
    """A conflict among decision makers, each of whom moves between states of which each has a view.

    ``moves``: for each decision maker two arrays of integers, (moves,) each: the states that its moves lead
    from and those that they lead to, counted from 0; or ``Moves``, which are taken as they are. ``payoffs``:
    (decision makers, states); only their order counts, and equal ones are ties. ``decision_makers``: their
    names; their numbers where none are given.
    ``joint``: moves that several make together: their numbers, and two arrays. They count for what coalitions
    reach and for paths from today; stability is about what each can do alone.

    Raises ``ValueError`` for moves and payoffs that do not fit each other, and for more moves than fit into
    memory.

    Source: L. Fang, K. W. Hipel and D. M. Kilgour, *Interactive Decision Making: The Graph Model for Conflict
    Resolution*, Wiley 1993.

    >>> moves = [([0, 1, 2, 3], [2, 3, 0, 1]), ([0, 1, 2, 3], [1, 0, 3, 2])]
    >>> dilemma = GraphModel(moves, [[3, 1, 4, 2], [3, 4, 1, 2]], ["row", "column"])
    >>> dilemma.states, dilemma.decision_makers
    (4, ('row', 'column'))
    """

    def __init__(
        self,
        moves: Sequence[tuple[npt.ArrayLike, npt.ArrayLike] | Moves],
        payoffs: npt.ArrayLike,
        decision_makers: Sequence[str] | None = None,
        *,
        joint: Sequence[tuple[Sequence[int], npt.ArrayLike, npt.ArrayLike]] = (),
    ) -> None:
        """Read moves and payoffs."""
        try:
            held = np.asarray(payoffs, dtype=np.float64)
        except ValueError:
            raise ValueError("every decision maker has a number for each state as its payoffs") from None
        if held.ndim != 2 or not len(held) or not held.shape[1]:  # noqa: PLR2004 - a table
            raise ValueError("payoffs are a table: a row for each decision maker, a column for each state")
        if not np.all(np.isfinite(held)):
            raise ValueError("every payoff is a finite number")
        number, self.states = held.shape
        if number > MOST_MAKERS:
            raise TooLargeError(f"there are {number} decision makers, and at most {MOST_MAKERS} are analysed")
        if len(moves) != number:
            raise ValueError(f"there are moves of {len(moves)} decision makers, and payoffs of {number}")
        names = tuple(map(str, range(number))) if decision_makers is None else tuple(decision_makers)
        if len(names) != number or len(set(names)) != number:
            raise ValueError(f"{number} decision makers have as many names, all of them different")
        held_moves = sum(np.size(of.targets if isinstance(of, Moves) else of[1]) for of in moves)
        held_moves += sum(np.size(of) for _, of, _ in joint)
        if held_moves > MOST_MOVES:
            raise TooLargeError(
                f"there are {held_moves:,} moves over {self.states:,} states, and at most {MOST_MOVES:,} are"
                " held in memory; leave out options or decision makers, or merge states"
            )
        self.decision_makers: tuple[str, ...] = names
        self.moves: tuple[Moves, ...] = tuple(
            self._fitting(name, of) if isinstance(of, Moves) else self._read(name, *of)
            for name, of in zip(names, moves, strict=True)
        )
        self.joint: tuple[JointMoves, ...] = tuple(
            JointMoves(
                self._together(members),
                self._read(" and ".join(names[one] for one in members), origins, targets),
            )
            for members, origins, targets in joint
        )
        self.ranks: npt.NDArray[np.int32] = np.stack([_ranked(row) for row in held])
        """The place of each state in each one's order, from 0 for the worst: (decision makers, states)."""

    def with_payoffs(self, payoffs: npt.ArrayLike) -> GraphModel:
        """Return the same conflict with other payoffs: (decision makers, states).

        >>> moves = [([0, 1], [1, 0])]
        >>> GraphModel(moves, [[0, 1]]).with_payoffs([[5, 2]]).ranks.tolist()
        [[1, 0]]
        """
        other = copy(self)
        held = np.asarray(payoffs, dtype=np.float64)
        if held.shape != self.ranks.shape:
            raise ValueError(f"payoffs are a table of {self.ranks.shape[0]} rows and {self.states} columns")
        if not np.all(np.isfinite(held)):
            raise ValueError("every payoff is a finite number")
        other.__dict__.pop("blocks", None)  # which holds an order by what payoffs were
        other.ranks = np.stack([_ranked(row) for row in held])
        return other

    def with_names(self, names: Sequence[str]) -> GraphModel:
        """Return the same conflict with other names of decision makers."""
        other = copy(self)
        other.decision_makers = tuple(names)
        return other

    @cached_property
    def movers(self) -> tuple[tuple[int, ...], ...]:
        """Who makes moves, by the numbers of decision makers: each alone, then those of joint moves."""
        return (*((maker,) for maker in range(len(self.moves))), *(of.together for of in self.joint))

    @cached_property
    def blocks(self) -> MoveBlocks:
        """The states in blocks of those with the same moves, the least liked first in each."""
        return self._alike.least_liked_first(self.ranks)

    @cached_property
    def _alike(self) -> MoveBlocks:
        return blocks_of(self.moves, self.states)

    def _together(self, members: Sequence[int]) -> tuple[int, ...]:
        found = tuple(sorted(set(members)))
        if len(found) < 2 or not 0 <= found[0] <= found[-1] < len(self.decision_makers):  # noqa: PLR2004 - together
            raise ValueError("a joint move is made by two or more of the decision makers")
        return found

    def _fitting(self, name: str, moves: Moves) -> Moves:
        if len(moves.starts) != self.states + 1:
            raise ValueError(f"the moves of {name} are those of {len(moves.starts) - 1} states")
        return moves

    def _read(self, name: str, origins: npt.ArrayLike, targets: npt.ArrayLike) -> Moves:
        pair = [np.asarray(one) for one in (origins, targets)]
        if any(one.ndim != 1 for one in pair) or len(pair[0]) != len(pair[1]):
            raise ValueError(f"the moves of {name} are two arrays of the same length")
        for one in pair:
            if len(one) and not np.issubdtype(one.dtype, np.integer):
                raise ValueError(f"the moves of {name} go between states, which are whole numbers")
            if len(one) and not (one.min() >= 0 and one.max() < self.states):
                raise ValueError(f"a move of {name} leads out of the states 0 to {self.states - 1}")
        origin, target = (one.astype(np.int32) for one in pair)
        if np.any(origin == target):
            raise ValueError(f"a move of {name} leads from state {origin[origin == target][0]} to itself")
        return _moves(origin, target, self.states)


def _moves(origins: npt.NDArray[np.int32], targets: npt.NDArray[np.int32], states: int) -> Moves:
    """Return moves sorted by where they come from, each once."""
    work = len(origins) + states
    begins, by_target = for_work(arranged, work)(targets, origins, states)
    starts, found = for_work(turned_round, work)(begins, by_target)
    new = np.ones(len(found), dtype=np.bool_)
    new[1:] = found[1:] != found[:-1]
    new[starts[:-1][starts[:-1] < len(found)]] = True
    if new.all():
        return Moves(starts, found)
    return Moves(np.concatenate([[0], np.cumsum(new)])[starts], found[new])


def _ranked(payoffs: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    return np.unique(payoffs, return_inverse=True)[1].astype(np.int32)
