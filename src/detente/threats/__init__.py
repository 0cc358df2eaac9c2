"""What they fear together: structured expert judgement of joint threats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.on_demand import on_demand

if TYPE_CHECKING:
    from detente.threats.analysis import analyse
    from detente.threats.result import Threats

__all__ = ["Threats", "analyse"]

__getattr__ = on_demand(
    __name__,
    {
        "Threats": "result",
        "analyse": "analysis",
    },
)
