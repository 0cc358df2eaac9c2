"""Inspections of several sites as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.verification.sites.calendar import Calendar
    from detente.verification.sites.result import SiteInspections

__all__ = ["plain"]


def plain(result: SiteInspections) -> dict[str, Any]:
    """Return everything that was found as dicts, lists, strings and numbers.

    >>> from detente.verification.sites.problem import InspectionProblem
    >>> from detente.verification.sites.result import inspect_sites
    >>> plain(inspect_sites(InspectionProblem(sites=(), donors=())))["schedule"]
    []
    """
    found, schedule = result.allocation, result.schedule
    return {
        "level": _maybe(found.level),
        "lower_bound": _maybe(found.lower_bound),
        "gap": _maybe(found.gap),
        "attacked": found.attacked,
        "complies": found.complies,
        "attack_set": list(found.attack_set),
        "defender_utility": _maybe(found.defender_utility),
        "violator_utility": _maybe(found.violator_utility),
        "sites": [
            {
                "site": site.name,
                "state": site.state,
                "visits": float(found.visits[site.name]),
                "found": float(found.coverage[site.name]),
                "weight": found.site_weights[site.name],
            }
            for site in result.problem.sites
        ],
        "donors": [
            {"donor": donor, "state": state, "inspections": float(number)}
            for (donor, state), number in found.donor_visits.items()
        ],
        "limits": [
            {
                "kind": str(limit.kind),
                "says": limit.says,
                "most": float(limit.most),
                "price": found.prices[limit.says],
            }
            for limit in found.region.limits
        ]
        if result.problem.sites
        else [],
        "change": float(found.change),
        "schedule": [
            {"donor": visit.donor, "state": visit.state, "site": visit.site} for visit in schedule.visits
        ],
        "loose": list(schedule.loose),
        "tries": schedule.tries,
        "calendar": None if result.calendar is None else _calendar(result.calendar),
        "exactness": result.exactness,
        "method": result.method,
        "seed": result.seed,
    }


def _maybe(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _calendar(found: Calendar) -> dict[str, Any]:
    return {
        "missions": [
            {
                "first": one.first.isoformat(),
                "last": one.last.isoformat(),
                "donor": one.donor,
                "state": one.state,
                "sites": list(one.sites),
            }
            for one in found.missions
        ],
        "uniform": found.uniform,
    }
