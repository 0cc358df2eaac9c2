"""What SHELF adds: a distribution fitted to each answer, their pool, and the impartial observer's.

Source: J. E. Oakley and A. O'Hagan, *SHELF: the Sheffield Elicitation Framework*, 2010.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.threats import OBSERVER
from detente.threats.fits import best_fit, fitted_distribution
from detente.threats.pooled import Pool, estimated
from detente.threats.pools import linear_pool_of_distributions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from detente.case.threats import Measure
    from detente.threats.answered import Answered, Item
    from detente.threats.fits import Fit
    from detente.threats.pooled import Estimated
    from detente.threats.pools import Assessment, Distribution

__all__ = ["FITTED", "fits_of", "sheffield_pools"]

FITTED = "fitted"
"""The pool of all fitted distributions, each counting the same."""
SCALES = ("likelihood", "impact")


def fits_of(answered: Answered) -> dict[str, dict[Item, Fit]]:
    """Return the distribution fitted to each answer about a threat, by expert; the observer's among them.

    Left out is what has a single quantile, as two parameters cannot be told from it.
    """
    given: dict[str, Mapping[Item, Assessment]] = {**answered.answers}
    if answered.observer:
        given[OBSERVER] = answered.observer
    return {who: _fits(answered, answers) for who, answers in given.items()}


def _fits(answered: Answered, answers: Mapping[Item, Assessment]) -> dict[Item, Fit]:
    found = {}
    for item, assessment in answers.items():
        if item[0] in SCALES:
            measure: Measure = getattr(answered.asked, item[0])
            fit = best_fit(assessment, float(measure.least.low), float(measure.most.low))
            if fit is not None:
                found[item] = fit
    return found


def sheffield_pools(answered: Answered, fits: Mapping[str, Mapping[Item, Fit]]) -> dict[str, Pool]:
    """Return ``fitted``, the linear pool of all fits alike, and ``observer``, once there is one."""
    distributions = {
        who: {item: fitted_distribution(fit) for item, fit in of.items()} for who, of in fits.items()
    }
    observer = distributions.pop(OBSERVER, {})

    def all_alike(item: Item) -> Distribution | None:
        said = [of[item] for of in distributions.values() if item in of]
        return linear_pool_of_distributions(said, [1.0] * len(said)) if said else None

    shares = {who: 1 / len(distributions) for who in distributions}
    pools = {FITTED: _pool(answered, FITTED, shares, all_alike)} if distributions else {}
    if observer:
        pools[OBSERVER] = _pool(answered, OBSERVER, {}, observer.get)
    return pools


def _pool(
    answered: Answered, name: str, weights: Mapping[str, float], of: Callable[[Item], Distribution | None]
) -> Pool:
    def on(scale: str) -> dict[str, Estimated]:
        found = {threat: of((scale, threat)) for threat in answered.asked.listed}
        measure: Measure = getattr(answered.asked, scale)
        return {threat: estimated(one, measure) for threat, one in found.items() if one is not None}

    return Pool(name, weights, on("likelihood"), on("impact"))
