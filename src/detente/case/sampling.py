"""From points of the unit cube to the numbers that an uncertain input takes there.

Only what is drawn needs arrays, so they are kept apart from the nominal case.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from detente.case.numbers import Range
from detente.case.uncertainty import BEST, WORST, repeated, summing_to_100

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detente.case.uncertainty import Input

__all__ = ["numbers_at"]


def numbers_at(drawn: Input, cube: NDArray[np.float64]) -> list[tuple[Fraction, ...]]:
    """Return the numbers of an input at points of the unit cube.

    ``cube``: (draws, coordinates), from 0 to 1.

    >>> from detente.case.numbers import parse_range
    >>> from detente.case.uncertainty import Input
    >>> points = Input("issues.dam.stances.up.points.large", parse_range([40, 60]), ("",))
    >>> numbers_at(points, np.array([[0.0], [0.25], [1.0]]))
    [(Fraction(40, 1),), (Fraction(45, 1),), (Fraction(60, 1),)]
    """
    if isinstance(drawn.source, Range):
        return _within(drawn.source, _rounded(_quantile(drawn.source, cube[:, :1]), drawn.step), drawn.step)
    sizes = [len(group) for group in drawn.source.classes]
    if not drawn.ranks_weights:
        return _rounded(np.repeat(_ordered_points(cube, drawn.grid), sizes, axis=1), drawn.step)
    spread = -np.log1p(-cube)
    weights = _weights_at(spread / spread.sum(axis=1, keepdims=True), sizes)
    units = np.rint(_kept_apart(weights, sizes, drawn.grid) / float(drawn.grid)).astype(np.int64)
    return [repeated(summing_to_100(row, sizes), sizes) for row in units.tolist()]


def _quantile(source: Range, u: NDArray[np.float64]) -> NDArray[np.float64]:
    low, high = float(source.low), float(source.high)
    if source.mode is None:
        return low + u * (high - low)
    mode = float(source.mode)
    below = (mode - low) / (high - low)
    rising = low + np.sqrt(u * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - u) * (high - low) * (high - mode))
    return np.where(u < below, rising, falling)


def _within(source: Range, rows: list[tuple[Fraction, ...]], step: Fraction) -> list[tuple[Fraction, ...]]:
    """Keep numbers within a range where rounding to the grid could leave it."""
    low, high = source.low, source.high
    if all((end / step).denominator == 1 for end in (low, high)):
        return rows
    return [tuple(min(max(number, low), high) for number in row) for row in rows]


def _ordered_points(cube: NDArray[np.float64], grid: Fraction) -> NDArray[np.float64]:
    """Turn independent coordinates into values that fall from best to worst, uniform among such values.

    The largest of k uniform variables has the quantile function u^(1/k); given it, the others are
    uniform below it. Values are kept a grid step apart, so that the order stays strict.
    """
    inner = cube.shape[1]
    room = int((BEST - WORST) / grid) - 1 - inner
    below = np.full(len(cube), 1.0)
    values = np.empty((len(cube), inner + 2))
    values[:, 0], values[:, -1] = float(BEST), float(WORST)
    for rank in range(inner):
        below = below * cube[:, rank] ** (1 / (inner - rank))
        # Sorted positions among the free steps, spread by one step for each value beneath.
        values[:, rank + 1] = (np.floor(below * (room + 1)).clip(0, room) + inner - rank) * float(grid)
    return values


def _weights_at(barycentric: NDArray[np.float64], sizes: Sequence[int]) -> NDArray[np.float64]:
    """Return class weights at barycentric coordinates of the simplex of ordered weights.

    Its corners give equal weight to all issues in the first k classes and none to the others.
    """
    shares = barycentric / np.cumsum(sizes)
    return 100 * np.cumsum(shares[:, ::-1], axis=1)[:, ::-1]


def _kept_apart(weights: NDArray[np.float64], sizes: Sequence[int], grid: Fraction) -> NDArray[np.float64]:
    """Leave a grid step between class weights, so that rounding makes none equal.

    So many issues can be ranked that the grid has no room for this; their weights may then be equal.
    """
    steps = np.arange(weights.shape[1] - 1, -1, -1) * float(grid)
    reserved = float(steps @ np.array(sizes))
    return weights if reserved > BEST else weights * (1 - reserved / float(BEST)) + steps


def _rounded(values: NDArray[np.float64], step: Fraction) -> list[tuple[Fraction, ...]]:
    """Return numbers on a grid, of the same shape."""
    units = np.rint(values / float(step)).astype(np.int64) * step.numerator
    return [tuple(_fraction(unit, step.denominator) for unit in row) for row in units.tolist()]


@lru_cache(maxsize=100_000)
def _fraction(numerator: int, denominator: int) -> Fraction:
    """Return a number of the grid; a sample has few distinct ones, and each is made once."""
    return Fraction(numerator, denominator)
