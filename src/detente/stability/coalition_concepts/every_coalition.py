"""States that are stable for every coalition, by each concept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from detente.case.problems import TooLargeError
from detente.stability.coalition_concepts import CoalitionConcept
from detente.stability.coalition_concepts.gmr import coalition_gmr
from detente.stability.coalition_concepts.nash import coalition_nash
from detente.stability.coalition_concepts.sanctions import MOST_OUTSIDE
from detente.stability.coalition_concepts.seq import coalition_seq
from detente.stability.coalition_concepts.seq_singly import coalition_seq_singly
from detente.stability.coalition_concepts.smr import coalition_smr
from detente.stability.coalitions.coalition_moves import CoalitionMoves, coalitions_among

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from detente.stability.coalitions.coalition_moves import Coalition
    from detente.stability.graph.graph_model import GraphModel

__all__ = ["CoalitionStability", "every_coalition"]

_STABLE = {
    CoalitionConcept.NASH: coalition_nash,
    CoalitionConcept.GMR: coalition_gmr,
    CoalitionConcept.SMR: coalition_smr,
    CoalitionConcept.SEQ: coalition_seq,
    CoalitionConcept.SEQ_SINGLY: coalition_seq_singly,
}

MOST_VERDICTS = 2**25
"""Coalitions times states up to which every coalition is asked; each verdict of a concept takes a byte."""


@dataclass(frozen=True, eq=False)
class CoalitionStability:
    """The states of a graph model that are stable for coalitions; found when they are first asked for."""

    moves: CoalitionMoves
    concepts: tuple[CoalitionConcept, ...]

    @cached_property
    def stable(self) -> Mapping[str, Mapping[Coalition, npt.NDArray[np.bool_]]]:
        """By concept (``nash``, ``gmr``, ``smr``, ``seq``, ``seq_singly``) and coalition: (states,)."""
        coalitions = list(coalitions_among(range(len(self.moves.model.decision_makers))))
        return {
            str(concept): {coalition: found(self.moves, coalition) for coalition in coalitions}
            for concept, found in ((one, _STABLE[one]) for one in self.concepts)
        }

    @cached_property
    def equilibria(self) -> Mapping[str, npt.NDArray[np.bool_]]:
        """By concept, the states that are stable for every coalition, those of one among them: (states,)."""
        return {concept: np.logical_and.reduce(list(of.values())) for concept, of in self.stable.items()}


def every_coalition(
    model: GraphModel, concepts: Sequence[CoalitionConcept] = tuple(CoalitionConcept)
) -> CoalitionStability:
    """Return the states of a graph model that are stable for its coalitions, found as they are asked for.

    ``concepts``: those by which they are to be stable; all of them where none are given.

    Raises ``ValueError`` where there are too many coalitions and states, or more than seven decision makers
    for ``seq``; single coalitions can then be asked by each concept's own function.

    Sources: those of each concept, and T. Inohara and K. W. Hipel, "Coalition analysis in the graph model for
    conflict resolution", Systems Engineering 11 (2008), of equilibria of all coalitions.

    >>> from detente.stability.examples import DILEMMA
    >>> found = every_coalition(DILEMMA)
    >>> found.stable["nash"][0, 1].tolist(), found.equilibria["seq"].tolist()
    ([True, True, True, False], [True, False, False, False])
    """
    makers = len(model.decision_makers)
    coalitions = 2**makers - 1
    if coalitions * model.states > MOST_VERDICTS:
        raise TooLargeError(
            f"{coalitions:,} coalitions are too many to ask in {model.states:,} states: at most "
            f"{MOST_VERDICTS:,} of both together; ask those coalitions that matter"
        )
    if CoalitionConcept.SEQ in concepts and makers - 1 > MOST_OUTSIDE:
        raise ValueError(
            f"sanctions by coalitions are followed for up to {MOST_OUTSIDE + 1} decision makers, and there "
            f"are {makers}; leave out the concept {CoalitionConcept.SEQ}"
        )
    return CoalitionStability(CoalitionMoves(model), tuple(concepts))
