"""Status quo analysis: where a conflict can go from where it stands, and on which way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from detente.stability.ways.legal_paths import LegalPaths

if TYPE_CHECKING:
    import numpy.typing as npt

    from detente.stability.graph.graph_model import GraphModel

__all__ = ["StatusQuo", "status_quo"]

MOST_NODES = 2**27
"""States with who moved there last up to which paths are looked for: a gigabyte for each kind of path."""


@dataclass(frozen=True, eq=False)
class StatusQuo:
    """Where a conflict can go from a state: by any moves, and by improvements alone."""

    model: GraphModel
    start: int

    @cached_property
    def by_moves(self) -> LegalPaths:
        """The shortest ways on which each moves as it can."""
        return LegalPaths(self.model, self.start, improving=False)

    @cached_property
    def by_improvements(self) -> LegalPaths:
        """The shortest ways on which each moves only to what it likes better."""
        return LegalPaths(self.model, self.start, improving=True)

    def attractive(self, equilibria: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Return which equilibria improvements alone lead to: (states,), as ``equilibria`` is.

        An equilibrium is called attractive here if it can be reached from the status quo by a legal sequence
        of moves each of which is an improvement for who makes it; if the status quo is one, that is too. Li,
        Kilgour and Hipel draw and table what can be reached in this way; the word is ours.
        """
        return np.asarray(equilibria & (self.by_improvements.distances >= 0))

    def unreachable(self, states: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Return which of some states no moves lead to, improvements or not: (states,), as ``states`` is."""
        return np.asarray(states & (self.by_moves.distances < 0))


def status_quo(model: GraphModel, start: int) -> StatusQuo:
    """Return where a conflict can go from a state, found as it is asked for.

    ``start``: the state at which it stands.

    Raises ``ValueError`` for a state that the model does not have, and where those who move, each alone or
    several together, times states are more than 134,217,728.

    Sources: K. W. Li, D. M. Kilgour and K. W. Hipel, "Status quo analysis in the graph model for conflict
    resolution", Journal of the Operational Research Society 56 (2005); K. W. Li, K. W. Hipel, D. M. Kilgour
    and D. Noakes, "Integrating uncertain preferences into status quo analysis with applications to an
    environmental conflict", Group Decision and Negotiation 14 (2005).

    >>> from detente.stability.examples import DILEMMA
    >>> found = status_quo(DILEMMA, 0)
    >>> found.by_improvements.distances.tolist(), found.by_improvements.path_to(3)
    ([0, 1, 1, 2], (Step(mover=1, origin=0, target=1), Step(mover=0, origin=1, target=3)))
    """
    movers = len(model.movers)
    if not 0 <= start < model.states:
        raise ValueError(f"there is no state {start} among the states 0 to {model.states - 1}")
    if movers * model.states > MOST_NODES:
        raise ValueError(
            f"paths are looked for among {MOST_NODES:,} states times those who move, and there are "
            f"{movers} times {model.states:,}"
        )
    return StatusQuo(model, start)
