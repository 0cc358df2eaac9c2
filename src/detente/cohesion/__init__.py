"""Would it split an alliance: members' acceptable sets, mandates, wedges and what would close them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.on_demand import on_demand

if TYPE_CHECKING:
    from detente.cohesion.analysis import analyse
    from detente.cohesion.ensemble import with_draws
    from detente.cohesion.result import Cohesion
    from detente.cohesion.silence_procedure import silence_procedure

__all__ = ["Cohesion", "analyse", "silence_procedure", "with_draws"]

__getattr__ = on_demand(
    __name__,
    {
        "Cohesion": "result",
        "analyse": "analysis",
        "silence_procedure": "silence_procedure",
        "with_draws": "ensemble",
    },
)
