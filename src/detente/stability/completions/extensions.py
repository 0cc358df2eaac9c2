"""The four ways of Li, Hipel, Kilgour and Fang to read comparisons that are unknown."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from detente.stability.completions.bounds import Bounds
from detente.stability.concepts import Concept

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from detente.stability.graph.graph_model import GraphModel
    from detente.stability.preferences.partial import PartialOrder

__all__ = ["Extension", "stable_in_extension"]


class Extension(Enum):
    """Whether a decision maker leaves a state for one it cannot compare with it, and what deters it.

    ``A`` and ``C``: it does leave; under ``B`` and ``D`` only for what is better. ``A`` and ``B``: only what
    is known to be no better deters it; under ``C`` and ``D`` also what it cannot compare with what it had.
    """

    A = "a"
    B = "b"
    C = "c"
    D = "d"

    def __str__(self) -> str:
        return self.value


def stable_in_extension(
    model: GraphModel, known: Sequence[PartialOrder], focal: int, concept: Concept, extension: Extension
) -> npt.NDArray[np.bool_]:
    """Return in which states a concept holds for a decision maker as an extension reads it: (states,).

    Every improvement that the extension counts is punished by a state that, as it reads it, deters; under
    SMR so do all states to which the decision maker could move on from there. Under SEQ the others make, in
    all four, moves that are improvements or whose two states they cannot compare. ``known``: by decision
    maker, what is known; ``focal``: the number of the one that is asked about.

    One pair is read in several ways at once, so that this is not what holds in a completion. Under Nash, GMR
    and SMR, though, a state is stable in A iff it is under every completion, and in D iff under some.

    Raises ``ValueError`` for SSEQ, of which the paper knows nothing.

    Source: K. W. Li, K. W. Hipel, D. M. Kilgour and L. Fang, "Preference uncertainty in the graph model for
    conflict resolution", IEEE Transactions on Systems, Man, and Cybernetics A 34 (2004).

    >>> from detente.stability.examples import DILEMMA
    >>> from detente.stability.preferences.partial import complete_order, partial_order
    >>> known = [partial_order([[[2], [0]], [[1]], [[3]]], 4), complete_order(DILEMMA.ranks[1])]
    >>> for extension in Extension:
    ...     print(extension, stable_in_extension(DILEMMA, known, 0, Concept.GMR, extension).tolist())
    a [False, False, True, False]
    b [False, True, True, True]
    c [True, True, True, True]
    d [True, True, True, True]
    """
    if concept is Concept.SSEQ:
        raise ValueError("the four extensions are of nash, gmr, smr and seq")
    bounds = Bounds(model, known, focal)
    improvements = bounds.perhaps if extension in {Extension.A, Extension.C} else bounds.sure
    ends = bounds.perhaps if extension in {Extension.A, Extension.B} else bounds.sure
    reached = bounds.by_perhaps_improvements if concept is Concept.SEQ else bounds.by_all_moves
    return bounds.stable(concept, improvements, ends, reached)
