"""Would they keep it: which of those who could breach a package would, and what it would take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.on_demand import on_demand

if TYPE_CHECKING:
    from detente.stability.compliance.analysis import compliance, could_be_breached
    from detente.stability.compliance.commitment_found import Across, CommitmentFound, Verdict
    from detente.stability.compliance.ensemble import Ensemble, with_draws
    from detente.stability.compliance.result import Compliance

__all__ = [
    "Across",
    "CommitmentFound",
    "Compliance",
    "Ensemble",
    "Verdict",
    "compliance",
    "could_be_breached",
    "with_draws",
]

__getattr__ = on_demand(
    __name__,
    {
        "Across": "commitment_found",
        "CommitmentFound": "commitment_found",
        "Compliance": "result",
        "Ensemble": "ensemble",
        "Verdict": "commitment_found",
        "compliance": "analysis",
        "could_be_breached": "analysis",
        "with_draws": "ensemble",
    },
)
