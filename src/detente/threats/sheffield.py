"""What SHELF adds: a distribution fitted to each answer, their pool, and the impartial observer's.

Source: J. E. Oakley and A. O'Hagan, *SHELF: the Sheffield Elicitation Framework*, 2010.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.case.threats import OBSERVER
from detente.threats.fits import best_fit, fitted_distribution
from detente.threats.pooled import Pool, estimated
from detente.threats.pools import linear_pool_of_distributions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.case.threats import Measure
    from detente.threats.answered import Answered, Item
    from detente.threats.fits import Fit
    from detente.threats.pooled import Estimated
    from detente.threats.pools import Assessment

__all__ = ["FITTED", "fits_of", "fitted_of_sides", "sheffield_pools"]

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
    experts = [who for who in fits if who != OBSERVER]
    pools = {FITTED: _pool(answered, FITTED, fits, experts)} if experts else {}
    if OBSERVER in fits:
        pools[OBSERVER] = replace(_pool(answered, OBSERVER, fits, [OBSERVER]), weights={})
    return pools


def fitted_of_sides(answered: Answered, fits: Mapping[str, Mapping[Item, Fit]]) -> dict[str, Pool]:
    """Return the pool of the fits of each side, each expert counting the same."""
    members: dict[str, list[str]] = {}
    for expert, side in answered.sides.items():
        members.setdefault(side, []).append(expert)
    return {side: _pool(answered, side, fits, experts) for side, experts in members.items()}


def _pool(
    answered: Answered, name: str, fits: Mapping[str, Mapping[Item, Fit]], experts: Sequence[str]
) -> Pool:
    def on(scale: str) -> dict[str, Estimated]:
        measure: Measure = getattr(answered.asked, scale)
        found = {}
        for threat in answered.asked.listed:
            item = (scale, threat)
            said = [fitted_distribution(fits[who][item]) for who in experts if item in fits.get(who, {})]
            if said:
                found[threat] = estimated(linear_pool_of_distributions(said), measure)
        return found

    return Pool(name, dict.fromkeys(experts, 1 / len(experts)), on("likelihood"), on("impact"))
