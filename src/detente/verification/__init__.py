"""Could they verify it: limits and declarations, samples, inspections, and what deters."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.verification.analysis import analyse
    from detente.verification.result import Verification

__all__ = ["Verification", "analyse"]

_HOME = {
    "Verification": "detente.verification.result",
    "analyse": "detente.verification.analysis",
}


def __getattr__(name: str) -> object:
    """Load what is asked for when it is asked for: the names of the quantities are needed without it."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'detente.verification' has no attribute {name!r}")
