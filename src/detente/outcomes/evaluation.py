"""Values and truth of many packages at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.case.formula import And, AtLeast, Constant, Formula, Is, Not, Or
from detente.outcomes.domain import NO_FLOOR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.outcomes.domain import Domain

__all__ = ["holds", "signable", "values"]


def values(domain: Domain, packages: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return what packages are worth: (n, columns) integers, from (n, issues) option numbers."""
    total = np.zeros((len(packages), len(domain.columns)), dtype=np.int64)
    for points, chosen in zip(domain.points, packages.T, strict=True):
        total += points[chosen]
    for interaction in domain.interactions:
        total[holds(interaction.when, domain, packages)] += interaction.points
    return total


def signable(domain: Domain, packages: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Tell which packages, (n, issues) option numbers, satisfy every requirement and every floor."""
    met = np.ones(len(packages), dtype=np.bool_)
    for worth, floor in zip(values(domain, packages).T, domain.floors.tolist(), strict=True):
        if floor != NO_FLOOR:
            met &= worth >= floor
    for requirement in domain.requirements:
        met &= holds(requirement, domain, packages)
    return met


def holds(formula: Formula, domain: Domain, packages: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Tell of which packages, (n, issues) option numbers, a formula is true."""
    if isinstance(formula, Is):
        issue = domain.issues.index(formula.issue)
        named = np.array([option in formula.options for option in domain.options[issue]], dtype=np.bool_)
        chosen: NDArray[np.bool_] = named[packages[:, issue]]
        return chosen
    true = np.zeros(len(packages), dtype=np.int64)
    for part in formula.parts_of():
        true += holds(part, domain, packages)
    match formula:
        case Constant():
            return np.full(len(packages), formula.value)
        case Not():
            return np.equal(true, 0)
        case And():
            return np.equal(true, len(formula.parts))
        case Or():
            return np.greater(true, 0)
        case AtLeast():
            return np.greater_equal(true, formula.count)
    raise TypeError(f"'{formula}' is of a kind that cannot be evaluated.")
