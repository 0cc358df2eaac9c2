"""A distribution over an intrinsic range whose density against the background measure is a step function.

One expert's distribution is one, and so are pools of several, both linear and logarithmic, with a step more
at every quantile that any of them gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.threats.pools.question import Scale

if TYPE_CHECKING:
    import numpy.typing as npt

    from detente.threats.pools.intrinsic_range import IntrinsicRange

__all__ = ["Distribution"]


@dataclass(frozen=True, eq=False)
class Distribution:
    """Probabilities that are spread over each interval as the background measure is.

    ``positions``: (breakpoints,) of the range, increasing strictly from 0 to 1.
    ``cumulative``: (breakpoints,), the probability up to each of them, from 0 to 1 and nowhere falling; it
    need not rise where two opinions differ in the last digit alone.
    """

    range: IntrinsicRange
    positions: npt.NDArray[np.float64]
    cumulative: npt.NDArray[np.float64]

    def cdf(self, value: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Return the probability of at most each value, in the question's unit."""
        return np.asarray(np.interp(self.range.position(value), self.positions, self.cumulative))

    def quantile(self, level: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Return the value, in the question's unit, that is not exceeded with each probability.

        Raises ``ValueError`` for a probability outside 0 to 1.
        """
        return self.range.value(self.quantile_position(level))

    def quantile_position(self, level: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Return the position in the range that is not exceeded with each probability."""
        levels = np.asarray(level, dtype=float)
        if not np.all((levels >= 0) & (levels <= 1)):
            raise ValueError("a probability goes from 0 to 1")
        return np.asarray(np.interp(levels, self.cumulative, self.positions))

    def density(self, value: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Return the density at each value, per unit of the question; 0 outside the range.

        Intervals are closed above: at a breakpoint the density is that of the interval which ends there.
        """
        values = np.asarray(value, dtype=float)
        at = self.range.position(values)
        inside = (at >= 0) & (at <= 1)
        last = len(self.positions) - 2
        interval = np.clip(np.searchsorted(self.positions, at, side="left") - 1, 0, last)
        found = np.where(inside, self.steps[interval], 0.0) / self.range.length
        if self.range.scale is Scale.UNIFORM:
            return found
        return np.asarray(np.divide(found, values, out=np.zeros_like(found), where=inside))

    @property
    def masses(self) -> npt.NDArray[np.float64]:
        """The probability of each interval: (breakpoints - 1,)."""
        return np.diff(self.cumulative)

    @property
    def steps(self) -> npt.NDArray[np.float64]:
        """The density of each interval against the background measure: (breakpoints - 1,)."""
        return self.masses / np.diff(self.positions)
