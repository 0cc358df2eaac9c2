"""The comparison of variants as plain values, in the form that is documented, and as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from detente.roadmap.problem_of import period_at

if TYPE_CHECKING:
    from detente.roadmap.comparison.comparison import Comparison

__all__ = ["frames", "plain"]


def plain(result: Comparison) -> dict[str, Any]:
    """Return the comparison as plain values."""
    return {
        "variants": [_variant(result, place) for place in range(len(result.roadmaps))],
        "regret": _regret(result),
    }


def _variant(result: Comparison, place: int) -> dict[str, Any]:
    road = result.roadmaps[place]
    check = road.monte_carlo
    found = {
        "variant": road.case.variant,
        "probability": road.probability,
        "exactness": road.exactness,
        "horizon": [period_at(road.case, 0), period_at(road.case, road.problem.periods - 1)],
        "monte_carlo": {
            "probability": check.probability,
            "interval": list(check.interval),
            "runs": check.runs,
            "seed": check.seed,
        },
    }
    if place == 0:
        return found
    pairs = result.differences[place - 1]
    exact = road.exactness == result.base.exactness == "exact"
    found["difference"] = {
        "exact": road.probability - result.base.probability if exact else None,
        "paired": pairs.estimate,
        "interval": list(pairs.interval),
        "only_here": pairs.first,
        "only_in_base": pairs.second,
    }
    return found


def _regret(result: Comparison) -> dict[str, Any] | None:
    if result.regret is None:
        return None
    found = result.regret.minimax
    names = [road.case.variant for road in result.roadmaps]
    return {
        "order": list(found.order),
        "exactness": "exact" if result.regret.exact else "best found",
        "greatest": found.greatest,
        "at_least": result.regret.at_least,
        "where": [names[place] for place in found.where],
        "orders": [
            {
                "order": list(plan.judged.order),
                "best_in": [names[place] for place in plan.best_in],
                "least_regret": plan.least_regret,
                "greatest": plan.judged.greatest,
                "in": [
                    {"variant": name, "probability": chance, "regret": regret}
                    for name, chance, regret in zip(
                        names, plan.judged.chances, plan.judged.regrets, strict=True
                    )
                ],
            }
            for plan in result.plans
        ],
        "calendar": [
            {
                "variant": name,
                "block": road.problem.blocks[entry.block].key,
                "start": period_at(road.case, entry.start),
                "end": period_at(road.case, entry.end - 1),
                "probability": entry.probability,
            }
            for name, road, entries in zip(names, result.roadmaps, result.calendars, strict=True)
            for entry in entries
        ],
    }


def frames(result: Comparison) -> dict[str, pd.DataFrame]:
    """Return the comparison as tables; a variant without a name is the case as it stands."""
    values = plain(result)
    regret = values["regret"] or {"orders": [], "calendar": []}
    variants = [
        {
            "variant": row["variant"] or "",
            "probability": row["probability"],
            "exactness": row["exactness"],
            "monte carlo": row["monte_carlo"]["probability"],
            "low": row["monte_carlo"]["interval"][0],
            "high": row["monte_carlo"]["interval"][1],
            "difference": row["difference"]["exact"] if "difference" in row else None,
            "paired difference": row["difference"]["paired"] if "difference" in row else None,
            "paired low": row["difference"]["interval"][0] if "difference" in row else None,
            "paired high": row["difference"]["interval"][1] if "difference" in row else None,
        }
        for row in values["variants"]
    ]
    orders = [
        {
            "order": ", ".join(row["order"]),
            "best in": ", ".join(name or "the case as it stands" for name in row["best_in"]),
            "least regret": row["least_regret"],
            "variant": one["variant"] or "",
            "probability": one["probability"],
            "regret": one["regret"],
        }
        for row in regret["orders"]
        for one in row["in"]
    ]
    calendar = [{**row, "variant": row["variant"] or ""} for row in regret["calendar"]]
    return {
        "variants": pd.DataFrame(variants),
        "regret": pd.DataFrame(
            orders, columns=["order", "best in", "least regret", "variant", "probability", "regret"]
        ),
        "calendar": pd.DataFrame(calendar, columns=["variant", "block", "start", "end", "probability"]),
    }
