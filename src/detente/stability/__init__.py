"""Would they keep it: stability in the Graph Model for Conflict Resolution."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.stability.analysis import analyse
    from detente.stability.graph_model import GraphModel
    from detente.stability.result import Stability

__all__ = ["GraphModel", "Stability", "analyse"]

_HOME = {
    "GraphModel": "detente.stability.graph_model",
    "Stability": "detente.stability.result",
    "analyse": "detente.stability.analysis",
}


def __getattr__(name: str) -> object:
    """Load what is asked for when it is asked for."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'detente.stability' has no attribute {name!r}")
