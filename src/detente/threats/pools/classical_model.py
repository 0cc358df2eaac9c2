"""Cooke's classical model: experts are weighted by how well they did on questions with known answers."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from detente.threats.pools.decision_maker import decision_maker
from detente.threats.pools.intrinsic_range import OVERSHOOT
from detente.threats.pools.opinion_weights import opinion_weights
from detente.threats.pools.performance_weights import Weighting, performance_weights
from detente.threats.pools.scored_study import scored_study

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.threats.pools.decision_maker import DecisionMaker
    from detente.threats.pools.scored_study import ScoredStudy
    from detente.threats.pools.study import Study

__all__ = ["ClassicalModel", "classical_model", "model_of"]


@dataclass(frozen=True)
class ClassicalModel:
    """The experts' scores and weights, and the decision maker that they make.

    ``cut_off``: the calibration score below which experts have no weight; ``optimised``: whether it was
    chosen for the decision maker's score. ``weights``: by question and expert, summing to 1 for each
    question; questions that nobody with weight answered do not stand.
    """

    scored: ScoredStudy
    weighting: Weighting
    cut_off: float
    optimised: bool
    weights: Mapping[str, Mapping[str, float]]
    decision_maker: DecisionMaker

    @property
    def shares(self) -> dict[str, float]:
        """Each expert's share of the weight, summing to 1.

        Global and equal weights are the same for all questions, whoever answered them; item weights are
        their means over questions, 0 where an expert is silent.
        """
        if self.weighting is Weighting.ITEM:
            return {
                expert: fsum(one.get(expert, 0.0) for one in self.weights.values()) / len(self.weights)
                for expert in self.scored.scores
            }
        of_expert: dict[str, float] = dict.fromkeys(self.scored.scores, 0.0)
        for found in performance_weights(self.scored, self.weighting, self.cut_off).values():
            of_expert |= found
        return dict(zip(of_expert, opinion_weights(list(of_expert.values()), len(of_expert)), strict=True))


def classical_model(
    study: Study,
    weighting: Weighting = Weighting.GLOBAL,
    cut_off: float = 0,
    overshoot: float = OVERSHOOT,
    levels: tuple[float, ...] | None = None,
) -> ClassicalModel:
    """Return the decision maker of a study, with a given cut-off.

    ``cut_off``: the least calibration score that gives weight, from 0 to 1. ``overshoot``: the share by which
    each range of answers is extended. ``levels``: at which the decision maker is scored; by default those
    that all answers have in common.

    1. Score every expert: calibration and information (``scored_study``).
    2. Weigh them (``performance_weights``).
    3. Pool them linearly and score the pool as an expert (``decision_maker``).

    Source: R. M. Cooke, *Experts in Uncertainty*, Oxford 1991, chapter 12; R. M. Cooke and L. L. H. J.
    Goossens, "TU Delft expert judgment data base", Reliability Engineering and System Safety 93 (2008).

    Raises:
        ValueError: for a cut-off that is no probability, and as the three steps do.
        NobodyWeightedError: where no expert has any weight.

    >>> from detente.threats.pools import Assessment, Question, Study
    >>> seeds = {"a": Question(realisation=4), "b": Question(realisation=9)}
    >>> at = (0.05, 0.5, 0.95)
    >>> study = Study(seeds, {
    ...     "x": {"a": Assessment(at, (2, 4, 7)), "b": Assessment(at, (5, 8, 12))},
    ...     "y": {"a": Assessment(at, (8, 9, 10)), "b": Assessment(at, (1, 2, 3))},
    ... })
    >>> model = classical_model(study)
    >>> {expert: round(share, 4) for expert, share in model.shares.items()}
    {'x': 0.909, 'y': 0.091}

    """
    return model_of(scored_study(study, overshoot), weighting, cut_off, levels)


def model_of(
    scored: ScoredStudy, weighting: Weighting, cut_off: float, levels: tuple[float, ...] | None
) -> ClassicalModel:
    """Return the decision maker of a study that has been scored; as ``classical_model``."""
    if not 0 <= cut_off <= 1:
        raise ValueError(f"a cut-off is a calibration score from 0 to 1, and {cut_off} is not")
    weights = {
        name: dict(zip(found, opinion_weights(list(found.values()), len(found)), strict=True))
        for name, found in performance_weights(scored, weighting, cut_off).items()
        if any(found.values())
    }
    made = decision_maker(scored, weights, levels)
    return ClassicalModel(
        scored, weighting, float(cut_off), optimised=False, weights=weights, decision_maker=made
    )
