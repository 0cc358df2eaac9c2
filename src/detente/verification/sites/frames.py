"""Inspections of several sites as tables."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from detente.verification.sites.allocation import Allocation
    from detente.verification.sites.result import SiteInspections

__all__ = ["frames"]


def frames(result: SiteInspections) -> dict[str, pd.DataFrame]:
    """Return every part as a table; parts that do not apply are empty tables."""
    found = result.allocation
    missions = () if result.calendar is None else result.calendar.missions
    return {
        "sites": _sites(result),
        "donors": pd.DataFrame(
            [(donor, state, float(number)) for (donor, state), number in found.donor_visits.items()],
            columns=["donor", "state", "expected inspections"],
        ),
        "limits": _limits(found),
        "schedule": pd.DataFrame(
            [(visit.donor, visit.state, visit.site) for visit in result.schedule.visits],
            columns=["donor", "state", "site"],
        ),
        "calendar": pd.DataFrame(
            [(one.first, one.last, one.donor, one.state, ", ".join(one.sites)) for one in missions],
            columns=["first day", "last day", "donor", "state", "sites"],
        ),
    }


def _sites(result: SiteInspections) -> pd.DataFrame:
    found, curves = result.allocation, {}
    for site, curve in zip(found.region.sites, found.region.curves, strict=True):
        curves[site.name] = curve
    rows = []
    for site in result.problem.sites:
        curve, chance = curves[site.name], found.coverage[site.name]
        rows.append(
            (
                site.name,
                site.state,
                float(found.visits[site.name]),
                float(chance),
                float(curve.violator(chance)),
                float(curve.defender(chance)),
                site.name in found.attack_set,
                result.schedule.visits_by_site.get(site.name, 0),
            )
        )
    columns = ["site", "state", "expected visits", "chance to be found", "violator", "defender"]
    return pd.DataFrame(rows, columns=[*columns, "best for the violator", "visits drawn"])


def _limits(found: Allocation) -> pd.DataFrame:
    rows = []
    for limit in found.region.limits:
        costs = limit.costs or (Fraction(1),) * len(limit.cells)
        used = [
            found.marginals.inspections_of(cell) * cost for cell, cost in zip(limit.cells, costs, strict=True)
        ]
        price = found.prices.get(limit.says, 0.0)
        rows.append((str(limit.kind), limit.says, float(sum(used)), float(limit.most), price))
    return pd.DataFrame(rows, columns=["kind", "limit", "expected", "most", "price"])
