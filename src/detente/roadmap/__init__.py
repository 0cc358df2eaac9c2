"""In which order, and with what chance: the roadmap of building blocks."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.roadmap.analysis import analyse
    from detente.roadmap.comparison.comparison import compare

__all__ = ["analyse", "compare"]

_HOME = {"analyse": "detente.roadmap.analysis", "compare": "detente.roadmap.comparison.comparison"}


def __getattr__(name: str) -> object:
    """Load what is asked for when it is asked for: the names of the quantities are needed without it."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'detente.roadmap' has no attribute {name!r}")
