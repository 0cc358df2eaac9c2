"""What is asked of preferences: for whom a state is to be stable by which concept, and who may change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.stability.inverse.is_stable import is_stable

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    import numpy.typing as npt

    from detente.stability.concepts import Concept
    from detente.stability.graph.graph_model import GraphModel

__all__ = ["Question", "asked_of"]


@dataclass(frozen=True, eq=False)
class Question:
    """A state that is to be stable for some decision makers (``focals``), of whom some may change (``free``).

    ``state``: from 0; ``new_ties``: whether states that were told apart may come to tie; ``deadline``: a
    moment on the clock of ``time.monotonic``, None is never.
    """

    model: GraphModel
    state: int
    concept: Concept
    focals: tuple[int, ...]
    free: frozenset[int]
    new_ties: bool
    deadline: float | None

    def of(self, focal: int) -> Question:
        """Return the same of one decision maker alone."""
        return replace(self, focals=(focal,))

    def met_by(self, ranks: npt.NDArray[np.int32]) -> bool:
        """Return whether the state is stable by some preferences, as the forward analysis has it."""
        return is_stable(self.model.with_payoffs(ranks), self.state, self.concept, self.focals)


def asked_of(
    model: GraphModel, state: int, focal: int | None, who: Iterable[int] | None
) -> tuple[tuple[int, ...], frozenset[int]]:
    """Return the numbers of those for whom a state is to be stable, and of those who may change.

    None stands for all. Raises ``ValueError`` for states and decision makers that there are not.

    >>> from detente.stability.examples import DILEMMA
    >>> asked_of(DILEMMA, 0, None, [1])
    ((0, 1), frozenset({1}))
    """
    makers = range(len(model.moves))
    if not 0 <= state < model.states:
        raise ValueError(f"there is no state {state}: they are numbered from 0 to {model.states - 1}")
    focals = tuple(makers) if focal is None else (focal,)
    free = frozenset(makers if who is None else who)
    for one in (*focals, *free):
        if one not in makers:
            raise ValueError(
                f"there is no decision maker {one}: they are numbered from 0 to {len(makers) - 1}"
            )
    return focals, free
