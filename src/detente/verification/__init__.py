"""Could they verify it: limits and declarations, samples, inspections, and what deters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.on_demand import on_demand

if TYPE_CHECKING:
    from detente.verification.analysis import analyse
    from detente.verification.result import Verification

__all__ = ["Verification", "analyse"]

__getattr__ = on_demand(
    __name__,
    {
        "Verification": "result",
        "analyse": "analysis",
    },
)
