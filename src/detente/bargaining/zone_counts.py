"""What is counted in packages, in many certain cases at once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from detente.case.formula import TRUE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detente.case.formula import Formula
    from detente.outcomes.listing import Listing

__all__ = ["combinations", "holding", "met_in"]


@lru_cache(maxsize=512)
def _where(packages: Listing, formula: Formula) -> NDArray[np.bool_]:
    return packages.where(formula)


def met_in(packages: Listing, formulas: Sequence[Formula]) -> NDArray[np.bool_]:
    """Tell which formulas hold in which packages: (formulas, packages)."""
    rows = [packages.where(formula) for formula in formulas]
    return np.array(rows, dtype=np.bool_).reshape(len(rows), len(packages))


def holding(packages: Listing, formula: Formula, signable: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return in how many signable packages a formula holds: (cases,)."""
    if formula != TRUE:
        signable = signable & _where(packages, formula)
    found: NDArray[np.intp] = np.count_nonzero(signable, axis=1)
    return found


def combinations(packages: Listing, issue: str, signable: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return how many combinations of the issues but one are signable with some option of it: (cases,)."""
    from detente.bargaining.zones_kernel import groups_with

    return groups_with(signable, *_grouped(packages, issue))


@lru_cache(maxsize=64)
def _grouped(packages: Listing, issue: str) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return an order in which packages alike but for one issue are together, and where each group begins."""
    issues = packages.domain.issues
    rest = packages.packages
    if issue in issues:
        rest = np.delete(rest, issues.index(issue), axis=1)
    _, which = np.unique(rest, axis=0, return_inverse=True)
    which = which.reshape(-1)
    order = np.argsort(which, kind="stable")
    return order, np.flatnonzero(np.diff(which[order], prepend=-1))
