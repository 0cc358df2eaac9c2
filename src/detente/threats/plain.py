"""What the threats analysis found, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.threats.pooled import LEVELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.threats.agreed import Agreed
    from detente.threats.agreement import BootstrapInterval
    from detente.threats.answered import Item
    from detente.threats.fits import Fit
    from detente.threats.pooled import Estimated, Pool
    from detente.threats.result import Threats

__all__ = ["plain"]


def plain(result: Threats) -> dict[str, Any]:
    """Return what was found in the form that the reference describes."""
    return {
        "illustrative": result.illustrative,
        "rounds": result.answered.rounds,
        "progress": {
            "protocol": str(result.progress.protocol),
            "closed": result.progress.closed,
            "open": result.progress.open,
            "waiting": list(result.progress.waiting),
            "moved": result.progress.moved,
            "ends": result.progress.ends,
            "why": result.progress.why,
        },
        "exactness": result.exactness,
        "method": result.method,
        "seed": result.seed,
        "draws": result.draws,
        "experts": {expert: _expert(result, expert) for expert in result.answered.answers},
        "pools": {name: _pool(pool, list(result.assessment.listed)) for name, pool in result.pools.items()},
        "fits": {who: _fits(of) for who, of in result.fits.items()},
        "weights": {name: dict(pool.weights) for name, pool in result.pools.items()},
        "agreement": {
            "alpha": {measure: _alpha(one) for measure, one in result.agreement.items()},
            "kendall_w": {measure: _w(one) for measure, one in result.agreement.items()},
            "scale_use": {measure: _use(one) for measure, one in result.agreement.items()},
        },
        "ranking": _ranking(result),
        "matrix": _matrix(result),
        "shared": dict(result.shared),
        "agenda": [
            {"block": one.block, "worth": one.worth, "lessens": dict(one.lessens), "share_first": one.first}
            for one in result.agenda
        ],
    }


def _expert(result: Threats, expert: str) -> dict[str, Any]:
    model = result.model
    score = model.scored.scores.get(expert) if model is not None else None
    return {
        "side": result.answered.sides[expert],
        "calibration": None if score is None else score.calibration,
        "information": None if score is None else score.information,
        "weight": None if model is None else model.shares.get(expert, 0.0),
    }


def _pool(pool: Pool, threats: list[str]) -> dict[str, Any]:
    return {
        threat: {
            "likelihood": _mean(pool.likelihood.get(threat)),
            "impact": _mean(pool.impact.get(threat)),
            "concern": pool.concern(threat),
            "quantiles": {
                "likelihood": _quantiles(pool.likelihood.get(threat)),
                "impact": _quantiles(pool.impact.get(threat)),
            },
        }
        for threat in threats
    }


def _fits(of: Mapping[Item, Fit]) -> dict[str, Any]:
    found: dict[str, Any] = {"likelihood": {}, "impact": {}}
    for (scale, threat), fit in of.items():
        found[scale][threat] = {
            "family": str(fit.family),
            "parameters": list(fit.parameters),
            "sum_of_squares": fit.sum_of_squares,
            "misses": fit.misses,
        }
    return found


def _mean(one: Estimated | None) -> float | None:
    return None if one is None else one.mean


def _quantiles(one: Estimated | None) -> dict[str, float] | None:
    levels = (f"{100 * level:g}%" for level in LEVELS)
    return None if one is None else dict(zip(levels, one.quantiles, strict=True))


def _alpha(one: Agreed) -> dict[str, Any]:
    split = None if one.by_side is None else one.by_side.split
    return {
        "value": _number(one.alpha.value),
        "why_not": None if one.alpha.reason is None else str(one.alpha.reason),
        "interval": _ends(one.alpha_within),
        "sides": _within(one, "alpha"),
        "within_sides": None if split is None else _number(split.within.disagreement),
        "across_sides": None if split is None else _number(split.between.disagreement),
        "side_intervals": {side: _ends(both[0]) for side, both in one.of_sides.items()},
        "excess_interval": None if one.excess is None else _ends(one.excess),
        "across_chance": None if one.across_chance is None else float(one.across_chance.value),
        "across_drawn": None if one.across_chance is None else one.across_chance.drawn,
    }


def _w(one: Agreed) -> dict[str, Any]:
    return {
        "value": _number(one.concordance.value),
        "why_not": None if one.concordance.reason is None else str(one.concordance.reason),
        "interval": _ends(one.w_within),
        "sides": _within(one, "concordance"),
        "side_intervals": {side: _ends(both[1]) for side, both in one.of_sides.items()},
        "chance": _number(one.concordance_chance.value),
        "chance_method": str(one.concordance_chance.method),
    }


def _use(one: Agreed) -> list[dict[str, Any]]:
    return [
        {
            "sides": list(use.blocs),
            "threats": {
                one.threats[item.item]: {
                    "location": _number(item.location),
                    "spread": _number(item.spread),
                    "substance": _number(item.substance),
                }
                for item in use.items
            },
        }
        for use in one.use
    ]


def _within(one: Agreed, measure: str) -> dict[str, float | None]:
    if one.by_side is None:
        return {}
    return {side: _number(getattr(found, measure).value) for side, found in one.by_side.within.items()}


def _ends(interval: BootstrapInterval) -> list[float] | None:
    return None if interval.low is None or interval.high is None else [interval.low, interval.high]


def _ranking(result: Threats) -> dict[str, Any]:
    found = result.ranking
    if found is None:
        return {"kemeny": [], "kemeny_count": None, "margins": [], "borda": {}, "sides": {}, "above": {}}
    names = found.profile.alternatives
    return {
        "kemeny": [list(order) for order in found.kemeny.rankings],
        "kemeny_count": found.kemeny.count,
        "margins": [
            {"above": one.above, "below": one.below, "least": float(one.least), "most": float(one.most)}
            for one in found.kemeny.margins
        ],
        "borda": _points(found.borda.points),
        "sides": {side: _points(one.points) for side, one in found.of_side.items()},
        "above": {
            one: {other: float(found.order.share(one, other)) for other in names if other != one}
            for one in names
        },
    }


def _matrix(result: Threats) -> dict[str, Any] | None:
    found = result.matrix
    if found is None:
        return None
    return {
        "likelihood": list(found.likelihood.names),
        "impact": list(found.impact.names),
        "cells": {
            threat: {"likelihood": row, "impact": column} for threat, (row, column) in found.cells.items()
        },
        "reversals": [{"above": one, "below": other} for one, other in found.reversals],
    }


def _points(points: Mapping[str, Any]) -> dict[str, float]:
    return {threat: float(value) for threat, value in points.items()}


def _number(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]
