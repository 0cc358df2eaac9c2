"""Which commitments enforce themselves, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.stability.compliance.plain import plain

if TYPE_CHECKING:
    import pandas as pd

    from detente.stability.compliance.result import Compliance

__all__ = ["frames"]

_NUMBERS = ("gain", "penalty", "detection", "threshold")
_COLUMNS = (
    "issue",
    "option",
    "party",
    *(f"{number}{end}" for number in _NUMBERS for end in ("", "_low", "_high")),
    "keeps_gain",
    "none_suffices",
    "breach_is_worth",
    "verdict",
    "across",
    "missing",
)


def frames(result: Compliance) -> dict[str, pd.DataFrame]:
    """Return a row for each commitment, with the columns of the plain values."""
    import pandas as pd

    rows = []
    for one in plain(result)["commitments"]:
        row = {**one, "missing": ", ".join(one["missing"])}
        for number in _NUMBERS:
            ends = row[number]
            row |= {number: ends["nominal"], f"{number}_low": ends["low"], f"{number}_high": ends["high"]}
        rows.append(row)
    return {"commitments": pd.DataFrame(rows, columns=list(_COLUMNS))}
