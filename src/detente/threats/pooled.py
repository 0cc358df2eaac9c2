"""Pools of what experts answered: all of them alike, by how well they judge, each side, and without each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.threats.answered import name
from detente.threats.pools import linear_pool_of_distributions, optimised_cut_off, scored_study
from detente.threats.pools.performance_weights import NobodyWeightedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.case.threats import Measure
    from detente.threats.answered import Answered
    from detente.threats.pools import ClassicalModel, Distribution, ScoredStudy

__all__ = ["EQUAL", "LEVELS", "Estimated", "Pool", "calibrated", "expert_means", "mean_within", "pools_of"]

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""The quantiles of a pool that are told."""
EQUAL, PERFORMANCE = "equal", "performance"


@dataclass(frozen=True)
class Estimated:
    """What a pool says of one threat on one scale: mean and quantiles at ``LEVELS``, in its unit.

    What lies beyond an end of the scale counts as that end. ``distribution`` is that before.
    """

    mean: float
    quantiles: tuple[float, ...]
    distribution: Distribution

    @property
    def median(self) -> float:
        """The middle quantile."""
        return self.quantiles[LEVELS.index(0.5)]


@dataclass(frozen=True)
class Pool:
    """One way to put answers together.

    ``weights``: of each expert, summing to 1. ``likelihood`` and ``impact``: by threat, where somebody with
    weight answered.
    """

    name: str
    weights: Mapping[str, float]
    likelihood: Mapping[str, Estimated]
    impact: Mapping[str, Estimated]

    def concern(self, threat: str) -> float | None:
        """Return the harm to be expected of a threat: its mean likelihood times its mean impact."""
        if threat not in self.likelihood or threat not in self.impact:
            return None
        return self.likelihood[threat].mean * self.impact[threat].mean


def calibrated(answered: Answered) -> ClassicalModel | None:
    """Return Cooke's classical model, over those who answered questions with known answers; else None.

    The cut-off is the one under which the pool itself does best on them. None also where nobody with weight
    remains, and where there are fewer than two such experts: then there is nobody to choose among.
    """
    study = answered.study()
    judged = [
        expert
        for expert, given in answered.answers.items()
        if any(("questions", seed) in given for seed in answered.seeds)
    ]
    if study is None or len(judged) < 2:  # noqa: PLR2004 - one is no choice
        return None
    try:
        return optimised_cut_off(study.of(judged))
    except NobodyWeightedError:
        return None


def pools_of(answered: Answered, model: ClassicalModel | None) -> dict[str, Pool]:
    """Return the pools that are always shown together, by name.

    ``equal``: all alike; ``performance``: by the classical model, where there is one; ``side: x``: the
    experts of one side alike; ``without side: x`` and ``without: x``: all alike but those, or that one.
    """
    study = answered.study()
    if study is None:
        return {}
    scored = scored_study(study)
    everybody = list(answered.answers)
    sides = list(dict.fromkeys(answered.sides.values()))
    chosen: dict[str, dict[str, float]] = {EQUAL: dict.fromkeys(everybody, 1.0)}
    if model is not None:
        chosen[PERFORMANCE] = {expert: share for expert, share in model.shares.items() if share}
    for side in sides:
        own = [expert for expert in everybody if answered.sides[expert] == side]
        chosen[f"side: {side}"] = dict.fromkeys(own, 1.0)
    if len(sides) > 1:
        for side in sides:
            others = [expert for expert in everybody if answered.sides[expert] != side]
            chosen[f"without side: {side}"] = dict.fromkeys(others, 1.0)
    if len(everybody) > 1:
        for expert in everybody:
            chosen[f"without: {expert}"] = dict.fromkeys((one for one in everybody if one != expert), 1.0)
    return {key: _pool(answered, scored, key, weights) for key, weights in chosen.items()}


def expert_means(answered: Answered) -> dict[str, dict[tuple[str, str], float]]:
    """Return the mean of what each expert says of each threat: by expert, by scale and threat."""
    study = answered.study()
    if study is None:
        return {}
    scored = scored_study(study)
    return {
        expert: {
            item: mean_within(scored.distributions[expert][name(item)], getattr(answered.asked, item[0]))
            for item in given
            if item[0] != "questions"
        }
        for expert, given in answered.answers.items()
    }


def mean_within(distribution: Distribution, measure: Measure) -> float:
    """Return the mean of a distribution over a scale in equal steps; what lies beyond an end counts as it.

    Between breakpoints probability is spread evenly, so that the mean of a part is that of its two ends as
    long as neither lies beyond the scale; parts are cut there.
    """
    least, most = float(measure.least.low), float(measure.most.low)
    ends = distribution.range.value(distribution.positions)
    cuts = np.unique(np.concatenate([ends, [end for end in (least, most) if ends[0] < end < ends[-1]]]))
    masses = np.diff(distribution.cdf(cuts))
    inside = np.clip(cuts, least, most)
    return float(np.sum(masses * (inside[1:] + inside[:-1]) / 2))


def _pool(answered: Answered, scored: ScoredStudy, key: str, weights: Mapping[str, float]) -> Pool:
    total, asked = sum(weights.values()), answered.asked
    shares = {expert: weight / total for expert, weight in weights.items()}

    def of(field: str, measure: Measure) -> dict[str, Estimated]:
        found = {
            threat: _estimated(scored, name((field, threat)), shares, measure) for threat in asked.listed
        }
        return {threat: one for threat, one in found.items() if one is not None}

    return Pool(key, shares, of("likelihood", asked.likelihood), of("impact", asked.impact))


def _estimated(
    scored: ScoredStudy, item: str, shares: Mapping[str, float], measure: Measure
) -> Estimated | None:
    who = [expert for expert in shares if item in scored.distributions[expert]]
    if not who:
        return None
    pool = linear_pool_of_distributions(
        [scored.distributions[expert][item] for expert in who], [shares[expert] for expert in who]
    )
    ends = float(measure.least.low), float(measure.most.low)
    quantiles = np.clip(pool.quantile(LEVELS), *ends)
    return Estimated(mean_within(pool, measure), tuple(quantiles.tolist()), pool)
