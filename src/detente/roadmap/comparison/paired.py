"""The difference of two chances, from runs that met the same luck (common random numbers)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.roadmap.comparison.newcombe import newcombe

if TYPE_CHECKING:
    from detente.roadmap.simulation import Simulation

__all__ = ["PairedDifference", "paired"]


@dataclass(frozen=True)
class PairedDifference:
    """In how many runs the goal was reached in both of two problems, only in one of them, or in none.

    >>> one = PairedDifference(both=20, first=10, second=5, neither=65)
    >>> one.estimate
    0.05
    """

    both: int
    first: int
    second: int
    neither: int

    @property
    def runs(self) -> int:
        """How many pairs of runs there were."""
        return self.both + self.first + self.second + self.neither

    @property
    def estimate(self) -> float:
        """By how much the goal was reached more often in the first problem."""
        return (self.first - self.second) / self.runs if self.runs else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The interval of 95 % for the difference of the chances."""
        return newcombe(self.both, self.first, self.second, self.neither)


def paired(one: Simulation, other: Simulation) -> PairedDifference:
    """Return how runs of two problems compare one by one.

    Raises ``ValueError`` where runs or seeds differ: then they did not meet the same luck.
    """
    if one.seed != other.seed or one.runs != other.runs:
        raise ValueError("only runs with the same seed can be compared one by one")
    first, second = one.reached, other.reached
    return PairedDifference(
        int((first & second).sum()),
        int((first & ~second).sum()),
        int((~first & second).sum()),
        int((~first & ~second).sum()),
    )
