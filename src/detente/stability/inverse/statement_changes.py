"""The fewest moves of statements that make a state an equilibrium."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from detente.stability.concepts import Concept
    from detente.stability.graph.graph_model import GraphModel
    from detente.stability.inverse.statement_orders import Step

__all__ = ["StatementMoves"]


@dataclass(frozen=True, eq=False)
class StatementMoves:
    """Orders of statements near those given by which a state is stable, as the forward analysis confirmed.

    There may be others at the same distance. ``model``: with what is preferred by the statements as given;
    ``state``: from 0; ``focal``: for whom alone the state is stable, None for everybody; ``step``: what
    counts as one; ``orders``: by decision maker, the numbers of its statements, the most important first,
    None for who has none; ``ranks``: (decision makers, states) by these orders; ``steps``: by decision maker;
    ``at_least``: steps of all together that every such change takes, as was proved.
    """

    model: GraphModel
    state: int
    concept: Concept
    focal: int | None
    step: Step
    orders: tuple[tuple[int, ...] | None, ...]
    ranks: npt.NDArray[np.int32]
    steps: tuple[int, ...]
    at_least: int

    @property
    def proved_minimal(self) -> bool:
        """Whether fewer steps do not do it; else those taken are an upper bound, ``at_least`` a lower one."""
        return sum(self.steps) == self.at_least
