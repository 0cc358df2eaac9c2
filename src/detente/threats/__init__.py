"""What they fear together: structured expert judgement of joint threats."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.threats.analysis import analyse
    from detente.threats.result import Threats

__all__ = ["Threats", "analyse"]

_HOME = {
    "Threats": "detente.threats.result",
    "analyse": "detente.threats.analysis",
}


def __getattr__(name: str) -> object:
    """Load what is asked for when it is asked for: the names of the quantities are needed without it."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'detente.threats' has no attribute {name!r}")
