"""In which order, and with what chance: the roadmap of building blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.on_demand import on_demand

if TYPE_CHECKING:
    from detente.roadmap.analysis import analyse
    from detente.roadmap.comparison.comparison import compare

__all__ = ["analyse", "compare"]

__getattr__ = on_demand(
    __name__,
    {
        "analyse": "analysis",
        "compare": "comparison.comparison",
    },
)
