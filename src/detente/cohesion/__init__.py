"""Would it split an alliance: members' acceptable sets, mandates, wedges and what would close them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.cohesion.analysis import analyse
    from detente.cohesion.ensemble import with_draws
    from detente.cohesion.result import Cohesion
    from detente.cohesion.silence_procedure import silence_procedure

__all__ = ["Cohesion", "analyse", "silence_procedure", "with_draws"]

_HOME = {
    "Cohesion": "detente.cohesion.result",
    "analyse": "detente.cohesion.analysis",
    "silence_procedure": "detente.cohesion.silence_procedure",
    "with_draws": "detente.cohesion.ensemble",
}


def __getattr__(name: str) -> object:
    """Load what is asked for when it is asked for: the names of the quantities are needed without it."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'detente.cohesion' has no attribute {name!r}")
