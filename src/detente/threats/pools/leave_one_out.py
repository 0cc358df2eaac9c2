"""The classical model without one expert, and without one bloc: how far its answer hangs on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.threats.pools.classical_model import classical_model
from detente.threats.pools.optimised_cut_off import optimised_cut_off
from detente.threats.pools.performance_weights import NobodyWeightedError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from detente.threats.pools.classical_model import ClassicalModel

__all__ = ["checked_blocs", "leave_one_bloc_out", "leave_one_expert_out"]


def leave_one_expert_out(model: ClassicalModel) -> dict[str, ClassicalModel | None]:
    """Return, for each expert, the model as if that expert had not been asked.

    Everything is scored again: ranges, effective number, weights, and the cut-off where it was optimised.
    None where no expert with weight remains. Information is then against other ranges, so that it may differ
    for the same answers.

    Source: R. M. Cooke and L. L. H. J. Goossens, "TU Delft expert judgment data base", Reliability
    Engineering and System Safety 93 (2008) (robustness on experts).

    >>> from detente.threats.pools import Assessment, Question, Study, Weighting, classical_model
    >>> said = {"x": {"a": Assessment((0.5,), (3,))}, "y": {"a": Assessment((0.5,), (5,))}}
    >>> model = classical_model(Study({"a": Question(realisation=4)}, said), Weighting.EQUAL)
    >>> without = leave_one_expert_out(model)
    >>> round(without["x"].decision_maker.quantiles["a"][0], 9)
    5.0
    """
    return {expert: _without(model, {expert}) for expert in model.scored.scores}


def leave_one_bloc_out(model: ClassicalModel, blocs: Mapping[str, str]) -> dict[str, ClassicalModel | None]:
    """Return, for each bloc, the model as if none of its experts had been asked; as ``leave_one_expert_out``.

    ``blocs``: the bloc of each expert; experts without one always stay.

    Raises ``ValueError`` for an expert who is not in the study.
    """
    checked_blocs(model, blocs)
    members: dict[str, set[str]] = {}
    for expert, bloc in blocs.items():
        members.setdefault(bloc, set()).add(expert)
    return {bloc: _without(model, out) for bloc, out in members.items()}


def checked_blocs(model: ClassicalModel, blocs: Mapping[str, str]) -> None:
    """Refuse blocs of experts who were not asked.

    Raises ``ValueError``.
    """
    for expert in blocs:
        if expert not in model.scored.scores:
            raise ValueError(f"{expert!r} has a bloc and is no expert of the study")


def _without(model: ClassicalModel, out: Collection[str]) -> ClassicalModel | None:
    rest = [expert for expert in model.scored.scores if expert not in out]
    if not rest:
        return None
    study, overshoot = model.scored.study.of(rest), model.scored.overshoot
    levels = model.decision_maker.levels
    try:
        if model.optimised:
            return optimised_cut_off(study, model.weighting, overshoot, levels)
        return classical_model(study, model.weighting, model.cut_off, overshoot, levels)
    except NobodyWeightedError:
        return None
