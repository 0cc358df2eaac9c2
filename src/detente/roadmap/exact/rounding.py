"""Where changes of trust lead from every state: summed up, clipped to the scale, and rounded to the grid.

A value that falls between two levels is rounded at random to one of them, so that its mean is kept. Levels
and changes are whole numbers of a common fraction here, so that each level is told exactly.
"""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from detente.roadmap.environment import Environment

__all__ = ["Changes", "rounding", "shifted"]

LARGEST = 2**52
"""Whole numbers up to which sums are exact, and quotients rounded only once."""


class Changes(NamedTuple):
    """Where changes lead: change k from state x has ``ways[k]`` entries from ``starts[k] + x * ways[k]``.

    The weights of a state's entries sum to 1; those of no weight come last, and lead nowhere else.
    """

    starts: NDArray[np.int64]
    ways: NDArray[np.int64]
    states: NDArray[np.int32]
    weights: NDArray[np.float64]


def rounding(environment: Environment, changes: Sequence[Sequence[Fraction]]) -> Changes:
    """Return where changes of the pairs that are kept lead from each state.

    >>> from fractions import Fraction
    >>> from detente.case.formula import TRUE
    >>> from detente.roadmap.environment import Environment
    >>> from detente.roadmap.problem import Block, Problem
    >>> half = Fraction(1, 2)
    >>> talks = Block("talks", needs=(half,))
    >>> found = rounding(Environment(Problem((talks,), TRUE, 1, ("a in b",), (half,), half)), [[half / 2]])
    >>> found.states.reshape(3, 2).tolist(), found.weights.reshape(3, 2).tolist()
    ([[1, 0], [2, 1], [2, 2]], [[0.5, 0.5], [0.5, 0.5], [1.0, 0.0]])
    """
    from detente.roadmap.exact.rounding_kernel import rounded

    below, parts = shifted(environment, changes)
    sizes = np.array([len(grid) for grid in environment.grids], dtype=np.int64)
    ways, states, weights = rounded(below, parts, sizes, 1 << len(environment.problem.gates))
    before = np.cumsum(ways * environment.size) - ways * environment.size
    return Changes(before, ways, states, weights)


def shifted(
    environment: Environment, changes: Sequence[Sequence[Fraction]]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the level that lies at or below each one changed, and the part of the way up to the next.

    Shape of both: (pairs, changes, levels), with zeros past the levels of a pair.
    """
    shape = (len(environment.grids), len(changes), max(map(len, environment.grids), default=1))
    below, parts = np.zeros(shape, dtype=np.int64), np.zeros(shape)
    for place, grid in enumerate(environment.grids):
        of_pair = _shifted(grid, [change[place] for change in changes])
        below[place, :, : len(grid)], parts[place, :, : len(grid)] = of_pair
    return below, parts


def _shifted(
    grid: Sequence[Fraction], changes: Sequence[Fraction]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return for each change and level the level below, and the part of the way up: (changes, levels)."""
    unit = lcm(*(number.denominator for number in (*grid, *changes)))
    levels, moves = (
        [number.numerator * (unit // number.denominator) for number in numbers] for numbers in (grid, changes)
    )
    # Past that, whole numbers of any size are slower, and as exact.
    whole = np.array(levels, dtype=np.int64 if max(map(abs, levels + moves)) <= LARGEST else object)
    values = np.clip(whole + np.array(moves, dtype=whole.dtype)[:, None], whole[0], whole[-1])
    below = np.searchsorted(whole, values.ravel(), side="right").reshape(values.shape) - 1
    steps = np.append(np.diff(whole), 1)
    return below, ((values - whole[below]) / steps[below]).astype(np.float64)
