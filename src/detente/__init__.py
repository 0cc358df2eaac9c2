"""Détente turns a policy argument about rival parties into something that can be run.

>>> import detente
>>> case = detente.load("panama-canal")
>>> len(detente.bargaining.analyse(case).frontier)
20
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente import (
        bargaining,
        claims,
        cohesion,
        comparison,
        institutions,
        roadmap,
        stability,
        threats,
        verification,
    )
    from detente.case.case import Case, bundled
    from detente.case.problems import CaseError, Problem
    from detente.formats.opening import load

__all__ = [
    "Case",
    "CaseError",
    "Problem",
    "bargaining",
    "bundled",
    "claims",
    "cohesion",
    "comparison",
    "institutions",
    "load",
    "roadmap",
    "stability",
    "threats",
    "verification",
]

_HOME = {
    "Case": "detente.case.case",
    "CaseError": "detente.case.problems",
    "Problem": "detente.case.problems",
    "bundled": "detente.case.case",
    "load": "detente.formats.opening",
}


def __getattr__(name: str) -> object:
    """Load what is asked for when it is asked for, so that the command line answers at once."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    if name in __all__:
        return import_module(f"detente.{name}")
    raise AttributeError(f"module 'detente' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List what the package offers."""
    return sorted(__all__)
