"""What every way to solve a roadmap answers, exactly or by an estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from detente.roadmap.exact.calendar import Entry
    from detente.roadmap.exact.importance import Importance
    from detente.roadmap.exact.policy_table import Advice
    from detente.roadmap.simulation import Simulation

__all__ = ["Order", "Solution"]


class Order(Protocol):
    """A fixed order of blocks, by their numbers, and the chance in it; ``exact`` where none is better."""

    @property
    def order(self) -> tuple[int, ...]:
        """The blocks, the first one first."""

    @property
    def probability(self) -> float:
        """The chance that the goal is reached by the horizon."""

    @property
    def exact(self) -> bool:
        """Whether no order is better."""


class Solution(Protocol):
    """The parts of an answer; each is found when it is first asked for."""

    @property
    def exactness(self) -> str:
        """``exact`` or ``heuristic``."""

    @property
    def method(self) -> str:
        """How the policy was found, in words."""

    @property
    def probability(self) -> float:
        """The chance of the goal under the policy."""

    @property
    def expected_time(self) -> float | None:
        """The expected time of the goal where it is reached."""

    @property
    def reached(self) -> NDArray[np.float64]:
        """The chance that the goal is reached at each time: (periods + 1,)."""

    @property
    def monte_carlo(self) -> Simulation:
        """Runs of the policy."""

    @property
    def fixed_order(self) -> Order:
        """The best fixed order that was found."""

    @property
    def calendar(self) -> tuple[Entry, ...]:
        """When the blocks of that order run if all is delivered."""

    @property
    def value_of_adapting(self) -> float:
        """By how much the policy is better than the order, at least nothing."""

    @property
    def importance(self) -> tuple[Importance, ...]:
        """How much each block matters."""

    @property
    def level(self) -> float:
        """The level at which breakeven is looked for where none is given."""

    def breakeven(self, level: float) -> Sequence[float | None]:
        """Return for each block the probability of delivery at which the chance crosses a level."""

    @property
    def waiting(self) -> Mapping[int, float]:
        """The chance of the goal where nothing starts before a time."""

    @property
    def policy(self) -> tuple[Advice, ...]:
        """What is done in the situations that are likely to come up."""
