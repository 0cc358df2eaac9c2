"""What an analyst writes: the case file, its formulas and numbers, and what is wrong with it.

Everything is loaded when it is asked for, so that a formula does not wait for the reader of files.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.case.case import Case, bundled, load
    from detente.case.problems import CaseError, Problem
    from detente.case.warnings import warnings_of

__all__ = ["Case", "CaseError", "Problem", "bundled", "load", "warnings_of"]

_HOME = {
    "Case": "case",
    "CaseError": "problems",
    "Problem": "problems",
    "bundled": "case",
    "load": "case",
    "warnings_of": "warnings",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for."""
    if name in _HOME:
        return getattr(import_module(f"detente.case.{_HOME[name]}"), name)
    raise AttributeError(f"module 'detente.case' has no attribute {name!r}")
