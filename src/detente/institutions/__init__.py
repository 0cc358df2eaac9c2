"""Who can block, veto, or close the channel: rules, powers, procedures and agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.on_demand import on_demand

if TYPE_CHECKING:
    from detente.institutions.analysis import analyse
    from detente.institutions.procedures.replaying import replay
    from detente.institutions.result import Institutions

__all__ = ["Institutions", "analyse", "replay"]

__getattr__ = on_demand(
    __name__,
    {
        "Institutions": "result",
        "analyse": "analysis",
        "replay": "procedures.replaying",
    },
)
