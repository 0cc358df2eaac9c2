"""The institutions result as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from detente.institutions.power.voting_power import INDICES
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from detente.institutions.result import Institutions

__all__ = ["frames"]


def frames(result: Institutions) -> dict[str, pd.DataFrame]:
    """Return every part of the result as a table; parts that do not apply are empty tables."""
    found = {
        "power": _power(result),
        "minimal_coalitions": _coalitions(result),
        "powers": _powers(result),
        "gatekeeping": _of_parts(
            [(bloc, one.to_frames()["members"]) for bloc, one in result.gatekeeping.items()], "bloc"
        ),
    }
    per_procedure = {key: one.to_frames() for key, one in result.procedures.items()}
    for name in ("verdicts", "powers", "absences", "findings"):
        parts = [(key, tables[name]) for key, tables in per_procedure.items()]
        found[f"procedure_{name}"] = _of_parts(parts, "procedure")
    return found


def _power(result: Institutions) -> pd.DataFrame:
    rows = []
    for key, power in result.power.items():
        indices = {index: getattr(power, index) for index in INDICES}
        for member in power.members:
            row: dict[str, object] = {"body": key, "member": member, "name": name_of(result.case, member)}
            for index, values in indices.items():
                value = values[member]
                row[index] = None if value is None else float(value)
                row[f"{index} exactly"] = str(value) if power.exactness[index] == "exact" else ""
            rows.append(row)
    columns = [name for index in INDICES for name in (index, f"{index} exactly")]
    return pd.DataFrame(rows, columns=["body", "member", "name", *columns])


def _coalitions(result: Institutions) -> pd.DataFrame:
    rows = [
        {
            "body": key,
            "kind": kind,
            "members": "; ".join(
                ", ".join(group) if count == len(group) else f"{count} of {', '.join(group)}"
                for group, count in one.parts
            ),
            "size": one.size,
            "coalitions": one.number,
        }
        for key, power in result.power.items()
        for kind, found in (("winning", power.minimal_winning), ("blocking", power.minimal_blocking))
        for one in found.listed
    ]
    return pd.DataFrame(rows, columns=["body", "kind", "members", "size", "coalitions"])


def _powers(result: Institutions) -> pd.DataFrame:
    rows = [
        {
            "party": key,
            "issue": power.move.issue,
            "from": power.move.before,
            "to": power.move.after,
            "holder": power.holder,
            "grants": str(power.kind),
            "clauses": ", ".join(power.clauses),
            "through": ", ".join(power.through),
        }
        for key, one in result.powers.items()
        for power in one.powers
    ]
    columns = ["party", "issue", "from", "to", "holder", "grants", "clauses", "through"]
    return pd.DataFrame(rows, columns=columns)


def _of_parts(parts: list[tuple[str, pd.DataFrame]], column: str) -> pd.DataFrame:
    """Return the tables of several parts as one, with a first column that says of which each row is."""
    named = [frame.assign(**{column: key})[[column, *frame.columns]] for key, frame in parts if len(frame)]
    if named:
        return pd.concat(named, ignore_index=True)
    return pd.DataFrame(columns=[column, *(parts[0][1].columns if parts else ())])
