"""What could they sign: multi-issue bargaining, exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.on_demand import on_demand

if TYPE_CHECKING:
    from detente.bargaining.analysis import analyse
    from detente.bargaining.points import Point
    from detente.bargaining.result import Bargaining
    from detente.bargaining.solutions.solution import Solution

__all__ = ["Bargaining", "Point", "Solution", "analyse"]

__getattr__ = on_demand(
    __name__,
    {
        "Bargaining": "result",
        "Point": "points",
        "Solution": "solutions.solution",
        "analyse": "analysis",
    },
)
