"""The roadmap as plain values, in the form that is documented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.case.periods import after
from detente.roadmap.heuristic import Bounds
from detente.roadmap.problem_of import period_at

if TYPE_CHECKING:
    from detente.roadmap.exact.policy_table import Advice
    from detente.roadmap.exact.worst_case import WorstCase
    from detente.roadmap.result import Roadmap

__all__ = ["plain"]


def plain(result: Roadmap) -> dict[str, Any]:
    """Return the result as plain values."""
    problem = result.problem
    worst = result.worst_case
    order_exactness = "exact" if result.fixed_order.exact else "lower bound"
    return {
        "probability": result.probability,
        "exactness": result.exactness,
        "method": result.method,
        "horizon": [period_at(result.case, 0), period_at(result.case, problem.periods - 1)],
        "monte_carlo": {
            "probability": result.monte_carlo.probability,
            "interval": list(result.monte_carlo.interval),
            "runs": result.monte_carlo.runs,
            "seed": result.seed,
        },
        "fixed_order": {
            "probability": result.fixed_order.probability,
            "exactness": order_exactness if result.exactness == "exact" else "estimate",
            "order": [problem.blocks[block].key for block in result.fixed_order.order],
            "calendar": [
                {
                    "block": problem.blocks[entry.block].key,
                    "start": period_at(result.case, entry.start),
                    "end": period_at(result.case, entry.end - 1),
                    "probability": entry.probability,
                }
                for entry in result.calendar
            ],
        },
        "value_of_adapting": result.value_of_adapting,
        "blocks": {block.key: _block(result, place) for place, block in enumerate(problem.blocks)},
        "reached_by": [
            {"period": period_at(result.case, time - 1), "probability": float(chance)}
            for time, chance in enumerate(result.reached.cumsum())
            if time
        ],
        "waiting": [
            {"start": period_at(result.case, time), "probability": chance}
            for time, chance in result.waiting.items()
        ],
        "worst_case": {
            "least": worst.least if worst else None,
            "greatest": worst.greatest if worst else None,
            "monotone": worst.monotone if worst else None,
            "why_not": _why_no_worst(worst),
        },
        "lesser_goals": dict(result.lesser_goals),
        "lesser_exactness": dict(result.lesser_exactness),
        "breakeven_level": result.level,
        "across": _across(result),
        "policy": [_advice(result, one) for one in result.policy],
    }


def _across(result: Roadmap) -> dict[str, Any] | None:
    """Return how the roadmap fares over draws; None without any."""
    if result.across is None:
        return None
    return {
        "draws": result.across.draws,
        "seed": result.seed,
        "probabilities": list(result.across.chances),
        "startable_today": dict(result.across.today),
        "startable": dict(result.across.ever),
    }


def _why_no_worst(worst: WorstCase | None) -> str | None:
    """Say why an end of the chance over the ranges is missing, or only a bound."""
    if worst is None:
        return "the problem is past the size that the exact method takes on"
    return None if worst.monotone else "success of one block can close the way to another"


def _block(result: Roadmap, place: int) -> dict[str, Any]:
    earliest = result.possible.earliest_starts[place]
    peak = result.peak(place)
    weight = result.importance[place]
    return {
        "startable_today": not result.barriers[place],
        "stopped_by": [str(barrier) for barrier in result.barriers[place]],
        "earliest_start": None if earliest is None else period_at(result.case, earliest),
        "peak_trust": float(peak.peak) if peak else 0.0,
        "needs_trust": float(peak.needs) if peak else 0.0,
        "pair": peak.pair if peak else None,
        "bound": isinstance(result.possible, Bounds),
        "importance": weight.difference,
        "if_certain": weight.certain,
        "if_impossible": weight.impossible,
        "breakeven": result.breakeven[place],
    }


def _advice(result: Roadmap, one: Advice) -> dict[str, Any]:
    blocks = result.problem.blocks
    now = period_at(result.case, one.time)
    return {
        "period": now,
        "done": [blocks[block].key for block in one.delivered],
        "running": {blocks[block].key: after(now, left - 1) for block, left in one.running},
        "trust": {
            result.problem.pairs[pair]: [float(low), float(high)] for pair, (low, high) in one.trust.items()
        },
        "windows": {result.problem.gates[gate].key: opened for gate, opened in one.windows.items()},
        "do": "wait" if one.starts is None else blocks[one.starts].key,
        "reachable": one.reachable,
        "probability": one.probability,
    }
