"""What is told of all states at once: by bounds, and in some completions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.stability.completions.bounds import Bounds
from detente.stability.completions.samples import completions_drawn
from detente.stability.completions.sanctions import SANCTIONS
from detente.stability.concepts import Concept
from detente.stability.concepts.seq import seq
from detente.stability.concepts.sseq import sseq
from detente.stability.graph.graph_model import GraphModel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from detente.stability.preferences.partial import PartialOrder

__all__ = ["Told", "ToldAtOnce", "told_at_once"]

Told = bool | None
"""Whether something holds; None where that is not told."""


@dataclass(frozen=True, eq=False)
class ToldAtOnce:
    """What bounds and some completions tell of stable states.

    ``stable``: by decision maker and concept, of each state whether it is stable under some completion, and
    whether under every. ``equilibria``: by concept, (states,), which are equilibria in one that was tried.
    """

    stable: Mapping[tuple[int, Concept], tuple[list[Told], list[Told]]]
    equilibria: Mapping[Concept, npt.NDArray[np.bool_]]


def told_at_once(model: GraphModel, known: Sequence[PartialOrder]) -> ToldAtOnce:
    """Return what needs no search. ``known``: by decision maker, what is known."""
    drawn = list(completions_drawn(known))
    stable = {}
    for maker in range(len(known)):
        bounds = Bounds(model, known, maker)
        reached = [bounds.by_improvements(ranks) for ranks in drawn]
        for concept in Concept:
            stable[maker, concept] = _told(bounds, concept, reached)
    return ToldAtOnce(stable, _equilibria(model, known, drawn, stable))


def _told(
    bounds: Bounds, concept: Concept, drawn: Sequence[npt.NDArray[np.bool_]]
) -> tuple[list[Told], list[Told]]:
    """Return of each state whether it is stable under some completion, and under every.

    ``drawn``: what the others get to by improvements, in completions that are tried.
    """
    sanctions = SANCTIONS[concept]
    if sanctions is None or not sanctions.improving:
        some, every = (
            bounds.stable(concept, one, one, bounds.by_all_moves) for one in (bounds.sure, bounds.perhaps)
        )
        return some.tolist(), every.tolist()
    bounding = (bounds.by_sure_improvements, bounds.by_perhaps_improvements)
    low, high = (
        [bounds.stable(concept, one, one, by) for by in bounding] for one in (bounds.sure, bounds.perhaps)
    )
    for by in drawn:
        low[0] |= bounds.stable(concept, bounds.sure, bounds.sure, by)
        high[1] &= bounds.stable(concept, bounds.perhaps, bounds.perhaps, by)
    return _between(*low), _between(*high)


def _equilibria(
    model: GraphModel,
    known: Sequence[PartialOrder],
    drawn: Sequence[npt.NDArray[np.int32]],
    stable: Mapping[tuple[int, Concept], tuple[list[Told], list[Told]]],
) -> dict[Concept, npt.NDArray[np.bool_]]:
    """Return which states are equilibria in completions that are tried.

    Of Nash, GMR and SMR there is one that serves all where for each there is one.
    """
    makers = range(len(known))
    found = {}
    for concept in (Concept.NASH, Concept.GMR, Concept.SMR):
        some = [[bool(one) for one in stable[maker, concept][0]] for maker in makers]
        found[concept] = np.all(some, axis=0)
    found |= {concept: np.zeros(model.states, dtype=np.bool_) for concept in (Concept.SEQ, Concept.SSEQ)}
    moves = [(of.origins, of.targets) for of in model.moves]
    for ranks in drawn:
        completed = GraphModel(moves, ranks)
        for concept, stable_by in ((Concept.SEQ, seq), (Concept.SSEQ, sseq)):
            found[concept] |= np.all([stable_by(completed, maker) for maker in makers], axis=0)
    return found


def _between(low: npt.NDArray[np.bool_], high: npt.NDArray[np.bool_]) -> list[Told]:
    return [bool(one) if one == two else None for one, two in zip(low, high, strict=True)]
