"""Gatekeeping as tables."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    import pandas as pd

    from detente.institutions.gatekeeping.result import Gatekeeping

__all__ = ["frames"]


def frames(result: Gatekeeping) -> dict[str, pd.DataFrame]:
    """Return a row for each member, and one for each party of the network with the measures of pairs."""
    import pandas as pd

    return {"members": pd.DataFrame(_members(result)), "network": pd.DataFrame(_network(result))}


def _members(result: Gatekeeping) -> list[dict[str, object]]:
    """Return for each member its figure, the polynomial or interval, and who loses a route."""
    rows = []
    for member, value in result.values.items():  # noqa: PD011 - not of a table
        row: dict[str, object] = {
            "member": member,
            "name": name_of(result.case, member),
            "gatekeeping": float(value),
            "exact": str(value) if result.exactness == "exact" else "",
        }
        if result.polynomials is not None:
            row["polynomial"] = str(result.polynomials[member])
        if result.intervals is not None:
            row["low"], row["high"] = result.intervals[member]
        row["route"] = ", ".join(result.routes[member]) if member in result.routes else "none"
        row["closes"] = ", ".join(result.loses[member])
        rows.append(row)
    return rows


def _network(result: Gatekeeping) -> list[dict[str, object]]:
    measures = result.measures
    return [
        {
            "party": party,
            "name": name_of(result.case, party),
            "group": measures.groups[party],
            "betweenness": measures.betweenness[party],
            **asdict(roles),
        }
        for party, roles in measures.brokerage.items()
    ]
