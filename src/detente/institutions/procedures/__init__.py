"""Consultation mechanisms as timed state machines: what each side can bring about alone."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.institutions.procedures.analysis import analyse_procedure, effectivity, procedures_of
    from detente.institutions.procedures.replaying import replay

__all__ = ["analyse_procedure", "effectivity", "procedures_of", "replay"]

_HOME = {
    "analyse_procedure": "detente.institutions.procedures.analysis",
    "effectivity": "detente.institutions.procedures.analysis",
    "procedures_of": "detente.institutions.procedures.analysis",
    "replay": "detente.institutions.procedures.replaying",
}


def __getattr__(name: str) -> object:
    """Load what is asked for when it is asked for."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'detente.institutions.procedures' has no attribute {name!r}")
