"""Settle the issues of a negotiation one by one: what the later ones must know of the earlier.

Requirements and interactions tie issues together. When issues are settled in some order, all that the later
ones need to know of the earlier is which formulas are still open, and what remains of each: a *state*. The
states after each issue, and what every option leads to, form a layered automaton whose paths are exactly the
packages that satisfy the requirements. Points of an interaction are gained where its formula is settled.

This is bucket elimination along a path of issues (Dechter 1999, Artificial Intelligence 113), with the states
merged afterwards as decision diagrams are reduced (Bryant 1986, IEEE Transactions on Computers C-35).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from detente.case.problems import TooLargeError
from detente.outcomes.elimination.order import elimination_order
from detente.outcomes.elimination.residuals import Residuals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.outcomes.domain import Domain
    from detente.outcomes.elimination.residuals import State

__all__ = ["Elimination", "Layer", "TooManyStatesError", "eliminate"]

MOST_STATES = 20_000
"""The most states after an issue, unless the caller says otherwise."""

MOST_COMPARED = 1_000
"""The most states of a layer that are compared with one another."""


class TooManyStatesError(TooLargeError):
    """The formulas tie the issues together so closely that the states are too many to go through."""

    def __init__(self, limit: int) -> None:
        """Say how many states were allowed."""
        super().__init__(
            f"The rules and interactions leave more than {limit:,} combinations open at once: "
            "fewer of them, or simpler ones, can be handled exactly."
        )


@dataclass(frozen=True, eq=False)
class Layer:
    """One issue: from each state, where each option leads and what it gains.

    ``issue``: the position of the issue in the domain.
    ``following``: (states, options), the state after; -1 where no package can follow.
    ``gain``: (states, options, columns), the points of the option and of the interactions that it settles.
    """

    issue: int
    following: NDArray[np.int64]
    gain: NDArray[np.int64]

    @property
    def possible(self) -> NDArray[np.bool_]:
        """(states, options), whether some package follows."""
        return self.following >= 0


@dataclass(frozen=True, eq=False)
class Elimination:
    """The layers, one for each issue in the order in which issues are settled.

    Before the first layer and after the last there is one state. ``constant``: (columns,), points that every
    package gains. ``possible`` is false, and there are no layers, where no package satisfies the
    requirements. The lists below have one entry before each layer and one after the last.
    """

    layers: tuple[Layer, ...]
    constant: NDArray[np.int64]
    possible: bool

    @cached_property
    def highest(self) -> tuple[NDArray[np.int64], ...]:
        """(states, columns) each: the most points that can still be gained."""
        return self._extremes(sign=1)

    @cached_property
    def lowest(self) -> tuple[NDArray[np.int64], ...]:
        """(states, columns) each: the least points that can still be gained."""
        return self._extremes(sign=-1)

    def _extremes(self, *, sign: int) -> tuple[NDArray[np.int64], ...]:
        best = [np.zeros((1, self.constant.size), dtype=np.int64)]
        for layer in reversed(self.layers):
            total = sign * layer.gain + best[0][layer.following]
            total[~layer.possible] = np.iinfo(np.int64).min
            best.insert(0, total.max(axis=1))
        return tuple(sign * bound for bound in best)

    @cached_property
    def completions(self) -> tuple[NDArray[np.object_], ...]:
        """(states,) each, Python integers: how many ways there are to settle the remaining issues."""
        ways = [np.array([int(self.possible)], dtype=object)]
        for layer in reversed(self.layers):
            ways.insert(0, np.where(layer.possible, ways[0][layer.following], 0).sum(axis=1))
        return tuple(ways)

    @cached_property
    def covers(self) -> tuple[NDArray[np.bool_] | None, ...]:
        """(states, states) each: whether the second state allows all that the first does, for no less.

        Every way to settle the remaining issues after the first state is then also one after the second, and
        gains at least as much in every column. None where the states are too many to be compared.
        """
        covers: list[NDArray[np.bool_] | None] = [np.ones((1, 1), dtype=np.bool_)]
        for layer in reversed(self.layers):
            states, options = layer.following.shape
            if states > MOST_COMPARED:
                covers.insert(0, None)
                continue
            covering = np.ones((states, states), dtype=np.bool_)
            for option in range(options if states > 1 else 0):
                after, gain = layer.following[:, option], layer.gain[:, option]
                known = covers[0]
                both = after == after[:, None] if known is None else known[np.ix_(after, after)]
                both &= after >= 0
                for column in gain.T:
                    both &= column >= column[:, None]
                covering &= both | (after < 0)[:, None]
            covers.insert(0, covering)
        return tuple(covers)


def eliminate(domain: Domain, *, most_states: int = MOST_STATES) -> Elimination:
    """Build the layers of a domain, its issues taken in an order that keeps the states few.

    Raises ``TooManyStatesError`` where more than ``most_states`` remain after an issue.
    """
    residuals = Residuals(domain)
    table = _PointsTable(domain)
    start = residuals.start()
    if start is None or 0 in domain.sizes:
        return Elimination((), table.of(()), possible=False)
    states = {start[0]: 0}
    steps = []
    for issue in _ordered(domain, residuals):
        following, bonus, states = _settle(residuals, table, issue, states)
        if len(states) > most_states:
            raise TooManyStatesError(most_states)
        steps.append(_Step(issue, following, bonus))
    return _reduced(domain, residuals, table, steps, table.of(start[1]))


def _ordered(domain: Domain, residuals: Residuals) -> list[int]:
    """Return the issues that formulas tie together, then the others, those that matter least to all first.

    Partial packages then differ little for long, and few are undominated until the last issues.
    """
    order = elimination_order(residuals.kind_counts, residuals.scopes)
    tied = frozenset[int]().union(*(scope for scope in residuals.scopes if len(scope) > 1))
    spans = [points.max(axis=0) - points.min(axis=0).astype(float) for points in domain.points]
    total = np.maximum(np.sum(spans, axis=0), 1)
    spread = [float((span / total).sum()) for span in spans]
    free = sorted((issue for issue in order if issue not in tied), key=lambda issue: (spread[issue], issue))
    return [*(issue for issue in order if issue in tied), *free]


@dataclass(frozen=True, eq=False)
class _Step:
    """A layer whose options are kinds. ``bonus``: which points of the table the settled interactions give."""

    issue: int
    following: NDArray[np.int64]
    bonus: NDArray[np.int64]


class _PointsTable:
    """Every sum of points of interactions that are settled together, each written once."""

    def __init__(self, domain: Domain) -> None:
        self._interactions = domain.interactions
        self._columns = len(domain.columns)
        self._numbers: dict[tuple[int, ...], int] = {}
        self._by_points: dict[bytes, int] = {}
        self.rows: list[NDArray[np.int64]] = []

    def of(self, settled: tuple[int, ...]) -> NDArray[np.int64]:
        total = np.zeros(self._columns, dtype=np.int64)
        for index in settled:
            total += self._interactions[index].points
        return total

    def number(self, settled: tuple[int, ...]) -> int:
        if settled not in self._numbers:
            points = self.of(settled)
            number = self._by_points.setdefault(points.tobytes(), len(self.rows))
            if number == len(self.rows):
                self.rows.append(points)
            self._numbers[settled] = number
        return self._numbers[settled]


def _settle(
    residuals: Residuals, table: _PointsTable, issue: int, states: dict[State, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64], dict[State, int]]:
    following = np.full((len(states), residuals.kind_counts[issue]), -1, dtype=np.int64)
    bonus = np.full_like(following, -1)
    after: dict[State, int] = {}
    for state, row in states.items():
        for kind in range(following.shape[1]):
            left = residuals.after(state, issue, kind)
            if left is not None:
                following[row, kind] = after.setdefault(left[0], len(after))
                bonus[row, kind] = table.number(left[1])
    return following, bonus, after


def _reduced(
    domain: Domain,
    residuals: Residuals,
    table: _PointsTable,
    steps: list[_Step],
    constant: NDArray[np.int64],
) -> Elimination:
    """Leave out states that nothing follows and merge those that are followed by the same."""
    gained = np.array(table.rows, dtype=np.int64).reshape(len(table.rows), len(domain.columns))
    renamed = np.zeros(1, dtype=np.int64)
    layers = []
    for step in reversed(steps):
        following = np.where(step.following >= 0, renamed[step.following], -1)
        bonus = np.where(following >= 0, step.bonus, -1)
        alive = np.flatnonzero((following >= 0).any(axis=1))
        if not alive.size:
            return Elimination((), constant, possible=False)
        rows = np.hstack((following, bonus))[alive]
        renamed = np.full(len(following), -1, dtype=np.int64)
        renamed[alive] = 0
        if alive.size > 1:
            rows, merged = np.unique(rows, axis=0, return_inverse=True)
            renamed[alive] = merged.reshape(-1)
        kinds = residuals.kinds[step.issue]
        following, bonus = rows[:, kinds], rows[:, following.shape[1] + kinds]
        layers.append(Layer(step.issue, following, domain.points[step.issue] + gained[bonus]))
    return Elimination(tuple(reversed(layers)), constant, possible=True)
