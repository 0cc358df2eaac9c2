"""Whether a pool rests on one expert or on one bloc."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from detente.threats.pools.leave_one_out import checked_blocs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.threats.pools.classical_model import ClassicalModel

__all__ = ["Reliance", "reliance"]

WHOLE = 1 - 1e-9
"""From here on a share is all there is, but for rounding."""


@dataclass(frozen=True)
class Reliance:
    """Who has the greatest share in a decision maker.

    ``experts``, ``blocs``: those who share the greatest, in the study's order; more than one where they tie.
    ``expert_share``, ``bloc_share``: how great it is, from 0 to 1. Without blocs: none, and 0.
    """

    experts: tuple[str, ...]
    expert_share: float
    blocs: tuple[str, ...] = ()
    bloc_share: float = 0.0

    @property
    def on_one_expert(self) -> bool:
        """Whether one expert has all the weight: what is called a pool is one opinion."""
        return self.expert_share >= WHOLE

    @property
    def on_one_bloc(self) -> bool:
        """Whether one bloc has all the weight: what is called a joint assessment is one side's."""
        return self.bloc_share >= WHOLE


def reliance(model: ClassicalModel, blocs: Mapping[str, str] | None = None) -> Reliance:
    """Return which expert, and which bloc, has the greatest share in the decision maker.

    ``blocs``: the bloc of each expert; those without one count for none.

    Performance weights often leave one expert alone, above all with an optimised cut-off (A. R. Colson and
    R. M. Cooke, "Cross validation for the classical model of structured expert judgment", Reliability
    Engineering and System Safety 163, 2017). Between sides that mistrust each other that has to be said.

    Raises ``ValueError`` for an expert with a bloc who is not in the study.

    >>> from detente.threats.pools import Assessment, Question, Study, classical_model
    >>> said = {"x": {"a": Assessment((0.05,), (3,))}, "y": {"a": Assessment((0.05,), (9,))}}
    >>> model = classical_model(Study({"a": Question(realisation=5)}, said), cut_off=0.5)
    >>> found = reliance(model, {"x": "north", "y": "south"})
    >>> found.experts, found.blocs, found.on_one_bloc
    (('x',), ('north',), True)
    """
    shares = model.shares
    experts, expert_share = _greatest(shares)
    if not blocs:
        return Reliance(experts, expert_share)
    checked_blocs(model, blocs)
    of_bloc = {
        bloc: fsum(shares[expert] for expert in shares if blocs.get(expert) == bloc)
        for bloc in dict.fromkeys(blocs[expert] for expert in shares if expert in blocs)
    }
    return Reliance(experts, expert_share, *_greatest(of_bloc))


def _greatest(shares: Mapping[str, float]) -> tuple[tuple[str, ...], float]:
    most = max(shares.values())
    return tuple(name for name, share in shares.items() if share >= most - (1 - WHOLE)), most
