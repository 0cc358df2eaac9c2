"""The least change of orders that makes a state an equilibrium, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from detente.stability.inverse.kemeny_distance import differing_pairs

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from detente.stability.concepts import Concept
    from detente.stability.graph.graph_model import GraphModel

__all__ = ["ChangedPair", "LeastSwaps", "OutOfReach"]


class ChangedPair(NamedTuple):
    """Two states of which a decision maker comes to like one better against the other than before.

    ``maker``: the number of the decision maker; ``risen`` and ``fallen``: states, from 0; ``before`` and
    ``after``: how the first stands to the second: -1 below, 0 tied, 1 above.
    """

    maker: int
    risen: int
    fallen: int
    before: int
    after: int

    def __str__(self) -> str:
        now = "above" if self.after else "tied with"
        return f"state {self.risen} {now} state {self.fallen}"


@dataclass(frozen=True, eq=False)
class LeastSwaps:
    """Preferences near those of a model by which a state is stable, as the forward analysis confirmed.

    There may be others at the same distance. ``state``: from 0; ``focal``: for whom alone the state is
    stable, None for everybody; ``ranks``: the new ones, (decision makers, states), 0 the worst, ties equal;
    ``half_swaps``: by decision maker, as ``half_swaps`` of two orders has it; ``at_least``: half swaps of
    all together that every such change takes, as was proved.
    """

    model: GraphModel
    state: int
    concept: Concept
    focal: int | None
    ranks: npt.NDArray[np.int32]
    half_swaps: tuple[int, ...]
    at_least: int

    @property
    def swaps(self) -> float:
        """Swaps of all together: those of two neighbours count one, ties made or broken half."""
        return sum(self.half_swaps) / 2

    @property
    def proved_minimal(self) -> bool:
        """Whether no smaller change does it; else ``swaps`` is an upper bound, ``at_least`` a lower one."""
        return sum(self.half_swaps) == self.at_least

    @cached_property
    def changed(self) -> tuple[ChangedPair, ...]:
        """Every pair of states that somebody comes to see differently."""
        return tuple(
            ChangedPair(maker, *pair)
            for maker, (before, after) in enumerate(zip(self.model.ranks, self.ranks, strict=True))
            for pair in differing_pairs(before, after).tolist()
        )


@dataclass(frozen=True)
class OutOfReach:
    """No change that is allowed makes a state stable, or none was found.

    ``reason``: a sentence without its full stop; ``proved``: whether there is none.
    """

    reason: str
    proved: bool
