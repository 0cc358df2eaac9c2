"""Who can block, veto, or close the channel: rules, powers, procedures and agreements."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.institutions.analysis import analyse
    from detente.institutions.procedures.replaying import replay
    from detente.institutions.result import Institutions

__all__ = ["Institutions", "analyse", "replay"]

_HOME = {
    "Institutions": "detente.institutions.result",
    "analyse": "detente.institutions.analysis",
    "replay": "detente.institutions.procedures.replaying",
}


def __getattr__(name: str) -> object:
    """Load what is asked for when it is asked for: the names of the quantities are needed without it."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'detente.institutions' has no attribute {name!r}")
