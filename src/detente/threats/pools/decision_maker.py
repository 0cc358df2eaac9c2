"""The decision maker: the linear pool of the experts for each question, scored as if it were an expert."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.threats.pools.assessment import checked_levels
from detente.threats.pools.information import information
from detente.threats.pools.linear_pool import linear_pool_of_distributions
from detente.threats.pools.scored_study import score_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.threats.pools.distribution import Distribution
    from detente.threats.pools.scored_study import Score, ScoredStudy
    from detente.threats.pools.study import Study

__all__ = ["DecisionMaker", "decision_maker", "levels_of"]

ROUNDING = 1e-12
"""A realisation so close to a pooled quantile, in probability, lies on it: a pool's numbers are rounded."""


@dataclass(frozen=True)
class DecisionMaker:
    """Pooled distributions.

    ``distributions``: by question, without those that nobody with weight answered.
    ``levels``: at which it is scored. ``quantiles``: by question, in its unit, one for each level.
    """

    distributions: Mapping[str, Distribution]
    levels: tuple[float, ...]
    quantiles: Mapping[str, tuple[float, ...]]
    score: Score


def decision_maker(
    scored: ScoredStudy, weights: Mapping[str, Mapping[str, float]], levels: tuple[float, ...] | None = None
) -> DecisionMaker:
    """Return the decision maker that weights make.

    ``weights``: by question and expert, among those who answered it; scaled to sum to 1.
    ``levels``: at which it gives quantiles and is scored; by default those that all answers to seed
    questions have in common.

    It is scored against the same ranges as the experts and with their effective number, and as if it had
    given only these quantiles, as they had.

    Source: R. M. Cooke, *Experts in Uncertainty*, Oxford 1991, chapter 12.

    Raises ``ValueError`` for levels that cannot be, and where none are given and answers share none.

    >>> from detente.threats.pools import Assessment, Question, Study, scored_study
    >>> said = {"x": {"a": Assessment((0.5,), (3,))}, "y": {"a": Assessment((0.5,), (5,))}}
    >>> scored = scored_study(Study({"a": Question(realisation=4)}, said))
    >>> found = decision_maker(scored, {"a": {"x": 1, "y": 1}})
    >>> [round(value, 6) for value in found.quantiles["a"]], found.score.counts
    ([4.0], {(0.5,): (1, 0)})
    """
    study = scored.study
    at = levels_of(study) if levels is None else checked_levels(levels)
    pools = {
        name: linear_pool_of_distributions(
            [scored.distributions[expert][name] for expert in shares], list(shares.values())
        )
        for name, shares in weights.items()
        if any(shares.values())
    }
    positions = {name: tuple(pool.quantile_position(at).tolist()) for name, pool in pools.items()}
    fallen = [
        (at, bisect_left(at, float(pools[name].cdf(realisation)) - ROUNDING))
        for name, realisation in study.seeds.items()
        if name in pools
    ]
    informed = {name: information(at, found) for name, found in positions.items()}
    quantiles = {name: tuple(scored.ranges[name].value(found).tolist()) for name, found in positions.items()}
    return DecisionMaker(pools, at, quantiles, score_of(study, fallen, informed, scored.effective))


def levels_of(study: Study) -> tuple[float, ...]:
    """Return the levels that all answers to its seed questions have in common; to all, where it has none.

    Raises ``ValueError`` where there are none.
    """
    seeds = study.seeds
    answers = [(name, one) for given in study.assessments.values() for name, one in given.items()]
    scored = [one for name, one in answers if name in seeds] or [one for _, one in answers]
    shared = tuple(sorted(set.intersection(*(set(one.levels) for one in scored))))
    if not shared:
        raise ValueError("the answers have no level in common: give the levels at which the pool is scored")
    return shared
