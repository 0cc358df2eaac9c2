"""The best policy as a tree: what to start, how that may end, and what to do then.

Other than the table of advice, the tree keeps apart what happened before: a situation that is reached in
two ways stands in it twice, each time with the share of all runs that come that way.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from detente.roadmap.delivered import members_of
from detente.roadmap.exact.configurations import GOAL, WAIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from detente.roadmap.exact.following import Following

__all__ = ["LEAST", "LEAST_OF_GOAL", "MOST_DEEP", "Choice", "End", "Outcome", "Situation", "policy_tree"]

LEAST = 0.01
"""Share of all runs below which a branch is left out, but on likely ways to the goal."""
LEAST_OF_GOAL = 0.02
"""Share of all runs that reach the goal from which on a branch on their way is shown, however deep."""
NEARLY = 1e-12
"""Shares that differ by less differ by rounding alone."""
MOST_DEEP = 8
"""Situations below each other, past which the tree is cut, but on likely ways to the goal."""


class End(Enum):
    """How the road ends."""

    REACHED = "the goal is reached"
    LOST = "the goal is out of reach"

    def __str__(self) -> str:
        """Return the words for it."""
        return self.value


@dataclass(frozen=True)
class Outcome:
    """How what runs may end next: blocks that then stand, those that do not, and what follows.

    ``share``: of all runs. ``then``: an end, a situation, or None where the tree is cut.
    """

    delivered: tuple[int, ...]
    failed: tuple[int, ...]
    share: float
    then: Situation | End | None


@dataclass(frozen=True)
class Choice:
    """What is started in a situation where trust and windows are in some state, and how that may end.

    ``levels``: for each pair that decides something the lowest and the highest place in its grid; ``open``:
    for each window that chance moves the least and the most that it is open. ``rest``: the share of runs in
    branches that are too small to be shown.
    """

    starts: tuple[int, ...]
    share: float
    levels: tuple[tuple[int, int], ...]
    open: tuple[tuple[int, int], ...]
    outcomes: tuple[Outcome, ...]
    rest: float


@dataclass(frozen=True)
class Situation:
    """A time at which something can be decided, and the choices there, the likelier ones first.

    ``rest``: the share of runs with choices that are too small to be shown.
    """

    time: int
    choices: tuple[Choice, ...]
    rest: float


class _Runs(NamedTuple):
    """States of the environment, each with the share of all runs that are in it."""

    states: NDArray[np.int64]
    shares: NDArray[np.float64]

    @property
    def share(self) -> float:
        return float(self.shares.sum())

    def where(self, chosen: NDArray[np.bool_]) -> _Runs:
        """Return those in some states."""
        return _Runs(self.states[chosen], self.shares[chosen])


class _Kept(NamedTuple):
    """How a branch is looked at: how deep it lies, and whether it is the likeliest way to the goal."""

    depth: int
    likeliest: bool

    def below(self, *, likeliest: bool) -> _Kept:
        """Return how a branch one deeper is."""
        return _Kept(self.depth + 1, self.likeliest and likeliest)


class _Move(NamedTuple):
    """A move that takes time: when, from which configuration, and which of its moves."""

    time: int
    configuration: int
    move: int


def policy_tree(
    following: Following,
    worth: NDArray[np.float64] | None = None,
    *,
    least: float = LEAST,
    most_deep: int = MOST_DEEP,
) -> Situation | None:
    """Return the tree of what happens under a policy; None where the goal holds, or is out of reach, today.

    With ``worth``, the chance of the goal in every state of the graph's cells, a road ends as soon as that is
    nothing; and branches through which at least ``LEAST_OF_GOAL`` of the runs go that reach the goal are
    shown however rare and however deep they are, as is one way to it, the likeliest branch at every turn.
    Periods in which nothing is started and nothing ends are passed over.
    """
    if not following.probability or not len(following.visited):
        return None
    start = following.graph.environment.start
    runs = _Runs(np.array(list(start), dtype=np.int64), np.array(list(start.values())))
    grower = _Grower(following, worth, least, most_deep)
    return grower.situation(
        0, following.graph.configurations.start, runs, _Kept(1, likeliest=worth is not None)
    )


class _Then(NamedTuple):
    """Where some runs are at a time."""

    time: int
    configuration: int
    runs: _Runs


class _End(NamedTuple):
    """How what runs may end: its share of all runs, and of these those that reach the goal."""

    delivered: tuple[int, ...]
    failed: tuple[int, ...]
    share: float
    hope: float
    then: End | _Then


class _Grower:
    def __init__(
        self, following: Following, worth: NDArray[np.float64] | None, least: float, most_deep: int
    ) -> None:
        self._following, self._graph = following, following.graph
        self._worth = worth
        self._least, self._most_deep = least, most_deep
        self._much = np.inf if worth is None else LEAST_OF_GOAL * following.probability
        layout = self._graph.configurations
        self._chances = layout.chances_together(self._graph.problem)[layout.together]

    def situation(self, time: int, configuration: int, runs: _Runs, kept: _Kept) -> Situation:
        """Return what is chosen by some runs that are in a configuration at a time."""
        chosen: dict[tuple[frozenset[int], _Move], list[_Runs]] = {}
        for starts, move, part in self._chosen(time, configuration, runs, ()):
            chosen.setdefault((frozenset(starts), move), []).append(part)
        ways = [
            (starts, move, _merged(*map(np.concatenate, zip(*parts, strict=True))))
            for (starts, move), parts in chosen.items()
        ]
        hopes = [self._hope(move.time, move.configuration, part) for _, move, part in ways]
        best = int(np.argmax(hopes))
        choices, rest = [], 0.0
        for place, ((starts_, move, together), hope) in enumerate(zip(ways, hopes, strict=True)):
            here = kept._replace(likeliest=kept.likeliest and place == best)
            if not self._shown(together.share, hope, here):
                rest += together.share
                continue
            if not starts_ and len(ways) == 1 and (later := self._passed(move, together, here)):
                return later
            choices.append(self._choice(move, tuple(sorted(starts_)), together, here))
        return Situation(time, tuple(sorted(choices, key=lambda choice: -choice.share)), rest)

    def _shown(self, share: float, hope: float, kept: _Kept) -> bool:
        """Tell whether a branch is shown, with its share of all runs, and of those that reach the goal."""
        return share >= self._least or kept.likeliest or hope >= self._much

    def _hope(self, time: int, configuration: int, runs: _Runs) -> float:
        """Return the share of all runs that are among some and reach the goal; 0 where that is not known."""
        if self._worth is None:
            return 0.0
        places, known = self._places(time, configuration, runs.states)
        return float((runs.shares * self._worth[places])[known].sum())

    def _chosen(
        self, time: int, configuration: int, runs: _Runs, starts: tuple[int, ...]
    ) -> Iterator[tuple[tuple[int, ...], _Move, _Runs]]:
        """Yield what is started before time goes on, the move by which it does, and in which runs."""
        layout = self._graph.configurations
        places = self._places(time, configuration, runs.states)[0]
        moves = layout.move_starts[configuration] + self._following.made[places]
        for move in np.unique(moves).tolist():
            part = runs.where(moves == move)
            block = int(layout.block[move])
            begun = starts if block == WAIT else (*starts, block)
            if layout.takes[move] > 0:
                yield begun, _Move(time, configuration, move), part
            else:
                to = int(layout.leads_to[layout.branch_starts[move]])
                yield from self._chosen(time, to, part.where(self._places(time, to, part.states)[1]), begun)

    def _places(
        self, time: int, configuration: int, states: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return the places of states among those of the graph's cells, and in which there is hope left."""
        cells = self._graph.cells
        in_time = configuration >= 0 and time <= self._graph.problem.periods
        cell = int(self._graph.cell_of[time, configuration]) if in_time else -1
        if cell < 0:
            return np.zeros(len(states), dtype=np.int64), np.zeros(len(states), dtype=np.bool_)
        first, last = int(cells.starts[cell]), int(cells.starts[cell + 1])
        within = np.searchsorted(cells.states[first:last], states)
        known = within < last - first
        known[known] = cells.states[first:last][within[known]] == states[known]
        places = first + np.where(known, within, 0)
        return places, known if self._worth is None else known & (self._worth[places] > 0)

    def _choice(self, move: _Move, starts: tuple[int, ...], runs: _Runs, kept: _Kept) -> Choice:
        """Return a choice with how it may end."""
        ends = list(self._ends(move, runs))
        best = int(np.argmax([end.hope for end in ends]))
        outcomes, rest = [], 0.0
        for place, end in enumerate(ends):
            below = kept.below(likeliest=place == best)
            if self._shown(end.share, end.hope, below):
                then = end.then if isinstance(end.then, End) else self._grown(end.then, end, below)
                outcomes.append(Outcome(end.delivered, end.failed, end.share, then))
            else:
                rest += end.share
        digits = self._graph.environment.digits[runs.states]
        ranges = tuple((int(column.min()), int(column.max())) for column in digits.T)
        pairs = len(self._graph.environment.pairs)
        return Choice(
            starts,
            runs.share,
            ranges[:pairs],
            ranges[pairs:],
            tuple(sorted(outcomes, key=lambda outcome: -outcome.share)),
            rest,
        )

    def _grown(self, then: _Then, end: _End, kept: _Kept) -> Situation | None:
        """Return what follows from an outcome; nothing where the tree is cut."""
        if kept.depth > self._most_deep and not kept.likeliest and end.hope < self._much:
            return None
        return self.situation(*then, kept)

    def _ends(self, move: _Move, runs: _Runs) -> Iterator[_End]:
        """Yield how what is due may end."""
        layout = self._graph.configurations
        due, then = self._due(move), move.time + int(layout.takes[move.move])
        by_gain: dict[tuple[int, int], list[int]] = {}
        for branch in range(*layout.branch_starts[move.move : move.move + 2].tolist()):
            gain = (int(layout.gained[branch]), int(layout.leads_to[branch]))
            by_gain.setdefault(gain, []).append(branch)
        for (gained, to), branches in by_gain.items():
            delivered = tuple(members_of(gained))
            failed = tuple(block for block in due if block not in delivered)
            share = runs.share * float(self._chances[branches].sum())
            if to == GOAL and then <= self._graph.problem.periods:
                yield _End(delivered, failed, share, share, End.REACHED)
                continue
            after = self._after(move, branches, runs)
            going = after.where(self._places(then, to, after.states)[1])
            if share - going.share > NEARLY * share:
                yield _End(delivered, failed, share - going.share, 0.0, End.LOST)
            if going.share:
                hope = self._hope(then, to, going)
                yield _End(delivered, failed, going.share, hope, _Then(then, to, going))

    def _due(self, move: _Move) -> tuple[int, ...]:
        """Return the blocks that are settled at the end of a move."""
        layout, blocks = self._graph.configurations, self._graph.problem.blocks
        running = dict(layout.running(move.configuration))
        if (started := int(layout.block[move.move])) != WAIT:
            running[started] = blocks[started].lasts
        return tuple(sorted(block for block, left in running.items() if left == layout.takes[move.move]))

    def _passed(self, move: _Move, runs: _Runs, kept: _Kept) -> Situation | None:
        """Return the next situation where nothing is due and no run is lost; else nothing."""
        layout = self._graph.configurations
        first, last = layout.branch_starts[move.move : move.move + 2].tolist()
        if self._due(move) or last - first != 1:
            return None
        to, then = int(layout.leads_to[first]), move.time + int(layout.takes[move.move])
        after = self._after(move, [first], runs)
        known = self._places(then, to, after.states)[1]
        return self.situation(then, to, after, kept) if known.all() else None

    def _after(self, move: _Move, branches: list[int], runs: _Runs) -> _Runs:
        """Return the runs after a move that ends in one of some branches."""
        layout, changes = self._graph.configurations, self._graph.changes
        takes = int(layout.takes[move.move])
        drift = self._graph.environment.drift(takes)
        if drift is not None:
            drifted = drift[runs.states].tocoo()
            rows, columns = drifted.coords
            runs = _merged(columns, runs.shares[rows] * drifted.data)
        found, shares = [], []
        for branch in branches:
            change = int(layout.change[branch])
            ways = int(changes.ways[change])
            entries = (changes.starts[change] + runs.states[:, None] * ways + np.arange(ways)).ravel()
            found.append(changes.states[entries])
            shares.append(np.repeat(runs.shares * self._chances[branch], ways) * changes.weights[entries])
        return _merged(np.concatenate(found), np.concatenate(shares))


def _merged(states: NDArray[Any], shares: NDArray[np.float64]) -> _Runs:
    """Return each state once, in order, with its share; those that do not occur are left out."""
    found, place = np.unique(states.astype(np.int64), return_inverse=True)
    summed = np.bincount(place.ravel(), shares, len(found)).astype(np.float64)
    return _Runs(found, summed).where(summed > 0)
