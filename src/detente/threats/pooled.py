"""Pools of what experts answered: all alike, by how well they judge, each side, and without each of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from detente.threats.answered import name
from detente.threats.pools import (
    Weighting,
    leave_one_bloc_out,
    leave_one_expert_out,
    linear_pool_of_distributions,
    logarithmic_pool_of_distributions,
    optimised_cut_off,
)
from detente.threats.pools.scored_study import distributions_of, ranges_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from detente.case.threats import Measure
    from detente.threats.answered import Answered
    from detente.threats.pools import ClassicalModel, Distribution, Study

__all__ = [
    "EQUAL",
    "LEVELS",
    "Estimated",
    "Pool",
    "calibrated",
    "estimated",
    "expert_means",
    "mean_within",
    "means_among",
    "pools_of",
]

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""The quantiles of a pool that are told."""
EQUAL = "equal"


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

    ``weights``: of each expert, summing to 1; their means over what is asked where they differ by it.
    ``likelihood`` and ``impact``: by threat, where somebody with weight answered.
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


def calibrated(answered: Answered, weighting: Weighting = Weighting.GLOBAL) -> ClassicalModel | None:
    """Return Cooke's classical model, over those who answered questions with known answers; else None.

    ``weighting``: whether an expert's weight is the same for all that is asked, or goes by how much the
    answer to each item says. The cut-off is the one under which the pool itself does best on them. None also
    where nobody with weight remains, where answers share no quantile, and where there are fewer than two such
    experts: then there is nobody to choose among.
    """
    study = answered.study()
    judged = [] if study is None else [one for one in study.assessments if study.answered_seeds(one)]
    if study is None or len(judged) < 2:  # noqa: PLR2004 - one is no choice
        return None
    try:
        return optimised_cut_off(study.of(judged), weighting)
    except ValueError:  # nobody has weight, or their answers share no quantile at which a pool is scored
        return None


def pools_of(answered: Answered, model: ClassicalModel | None) -> dict[str, Pool]:
    """Return the pools that are always shown together, by name.

    ``equal``: all alike; ``logarithmic``: the same by the product of densities in place of their sum;
    ``performance``: by the classical model, where there is one; ``performance by item``: likewise with
    weights for each item; ``side: x``: the experts of one side alike; ``without side: x`` and ``without: x``:
    all alike but those, or that one; ``performance without side: x`` and ``performance without: x``: by the
    classical model as if they had not been asked, where somebody with weight remains.

    Each is that of a study in which nobody else was asked: ranges are those of their answers alone.
    """
    study = answered.study()
    if study is None:
        return {}
    return {recipe.name: _pool(answered, recipe) for recipe in _recipes(answered, study, model)}


def expert_means(answered: Answered) -> dict[str, dict[tuple[str, str], float]]:
    """Return the mean of what each expert says of each threat: by expert, by scale and threat.

    It is that of a study in which nobody else was asked, so that it does not depend on what others say.
    """
    return {expert: means_among(answered, [expert])[expert] for expert in answered.answers}


def means_among(answered: Answered, experts: Sequence[str]) -> dict[str, dict[tuple[str, str], float]]:
    """Return means as of ``expert_means``, in a study in which these experts were asked, and no others.

    The mean of their pool with equal weights is that of these means.
    """
    study = answered.study()
    known = [expert for expert in experts if study is not None and expert in study.assessments]
    if study is None or not known:
        return {expert: {} for expert in experts}
    own = study.of(known)
    held = distributions_of(own, ranges_of(own))
    return {
        expert: {
            item: mean_within(held[expert][name(item)], getattr(answered.asked, item[0]))
            for item in answered.answers[expert]
            if item[0] != "questions"
        }
        if expert in held
        else {}
        for expert in experts
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


def estimated(pool: Distribution, measure: Measure) -> Estimated:
    """Return mean and quantiles of a distribution over a scale."""
    ends = float(measure.least.low), float(measure.most.low)
    quantiles = np.clip(pool.quantile(LEVELS), *ends)
    return Estimated(mean_within(pool, measure), tuple(quantiles.tolist()), pool)


@dataclass(frozen=True)
class _Recipe:
    """How a pool is made: of what distributions, and with what weight of each expert, or for each item."""

    name: str
    distributions: Mapping[str, Mapping[str, Distribution]]
    weights: Mapping[str, float]
    by_item: Mapping[str, Mapping[str, float]] | None = None
    pooled: Callable[[list[Distribution], list[float]], Distribution | None] = linear_pool_of_distributions


def _recipes(answered: Answered, study: Study, model: ClassicalModel | None) -> Iterator[_Recipe]:
    yield _among(EQUAL, study, list(study.assessments))
    yield replace(_among("logarithmic", study, list(study.assessments)), pooled=_product)
    if model is not None:
        yield _by_performance("performance", model)
        by_item = calibrated(answered, Weighting.ITEM)
        if by_item is not None:
            yield _by_performance("performance by item", by_item)
    for key, who in _chosen(study, answered.sides):
        yield _among(key, study, who)
    if model is not None:
        for key, one in _models_without(answered, model):
            yield _by_performance(key, one)


def _among(key: str, study: Study, experts: Sequence[str]) -> _Recipe:
    """Return the recipe of all alike of some experts, as if nobody else had been asked."""
    own = study.of(experts)
    return _Recipe(key, distributions_of(own, ranges_of(own)), dict.fromkeys(experts, 1.0))


def _by_performance(key: str, model: ClassicalModel) -> _Recipe:
    return _Recipe(key, model.scored.distributions, model.shares, model.weights)


def _chosen(study: Study, side_of: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each side alone, and all without each side and without each expert."""
    everybody = list(study.assessments)
    sides = list(dict.fromkeys(side_of[expert] for expert in everybody))
    for side in sides:
        yield f"side: {side}", [expert for expert in everybody if side_of[expert] == side]
    if len(sides) > 1:
        for side in sides:
            yield f"without side: {side}", [expert for expert in everybody if side_of[expert] != side]
    if len(everybody) > 1:
        for expert in everybody:
            yield f"without: {expert}", [one for one in everybody if one != expert]


def _models_without(answered: Answered, model: ClassicalModel) -> Iterator[tuple[str, ClassicalModel]]:
    """Yield the classical model without each side and each expert, where somebody with weight remains."""
    sides = {expert: answered.sides[expert] for expert in model.scored.scores}
    for side, one in leave_one_bloc_out(model, sides).items():
        if one is not None:
            yield f"performance without side: {side}", one
    for expert, one in leave_one_expert_out(model).items():
        if one is not None:
            yield f"performance without: {expert}", one


def _pool(answered: Answered, recipe: _Recipe) -> Pool:
    total, asked = sum(recipe.weights.values()), answered.asked
    shares = {expert: weight / total for expert, weight in recipe.weights.items() if weight}

    def of(field: str, measure: Measure) -> dict[str, Estimated]:
        found = {}
        for threat in asked.listed:
            item = name((field, threat))
            counted = shares if recipe.by_item is None else recipe.by_item.get(item, {})
            who = [
                expert for expert, share in counted.items() if share and item in recipe.distributions[expert]
            ]
            said = [recipe.distributions[expert][item] for expert in who]
            pool = recipe.pooled(said, [counted[expert] for expert in who]) if who else None
            if pool is not None:
                found[threat] = estimated(pool, measure)
        return found

    return Pool(recipe.name, shares, of("likelihood", asked.likelihood), of("impact", asked.impact))


def _product(distributions: list[Distribution], weights: list[float]) -> Distribution | None:
    """Return the logarithmic pool; None where the distributions have nothing in common."""
    try:
        return logarithmic_pool_of_distributions(distributions, weights)
    except ValueError:
        return None
