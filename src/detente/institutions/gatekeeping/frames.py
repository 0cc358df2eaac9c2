"""Gatekeeping as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    import pandas as pd

    from detente.institutions.gatekeeping.result import Gatekeeping

__all__ = ["members_frame"]


def members_frame(result: Gatekeeping) -> pd.DataFrame:
    """Return a row for each member: its figure, the polynomial or interval, and who loses a route."""
    import pandas as pd

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
    return pd.DataFrame(rows)
