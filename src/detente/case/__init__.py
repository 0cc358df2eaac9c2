"""What an analyst writes: the case file, its formulas and numbers, and what is wrong with it.

Everything is loaded when it is asked for, so that a formula does not wait for the reader of files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.on_demand import on_demand

if TYPE_CHECKING:
    from detente.case.case import Case, bundled, load
    from detente.case.problems import CaseError, Problem
    from detente.case.warnings import warnings_of

__all__ = ["Case", "CaseError", "Problem", "bundled", "load", "warnings_of"]

__getattr__ = on_demand(
    __name__,
    {
        "Case": "case",
        "CaseError": "problems",
        "Problem": "problems",
        "bundled": "case",
        "load": "case",
        "warnings_of": "warnings",
    },
)
