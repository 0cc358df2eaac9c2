"""What could they sign: multi-issue bargaining, exactly."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.bargaining.analysis import analyse
    from detente.bargaining.points import Point
    from detente.bargaining.result import Bargaining
    from detente.bargaining.solutions.solution import Solution

__all__ = ["Bargaining", "Point", "Solution", "analyse"]

_HOME = {
    "Bargaining": "detente.bargaining.result",
    "Point": "detente.bargaining.points",
    "Solution": "detente.bargaining.solutions.solution",
    "analyse": "detente.bargaining.analysis",
}


def __getattr__(name: str) -> object:
    """Load what is asked for when it is asked for: the names of the quantities are needed without it."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'detente.bargaining' has no attribute {name!r}")
