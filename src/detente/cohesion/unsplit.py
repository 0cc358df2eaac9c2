"""What keeps a bloc from being split whatever the free numbers of a case, as a condition on what is held.

A package splits nobody if a rule excludes it, if the other side refuses it, or if every member does. Red
lines, demands and rules that are held see to that in every world; floors turn on numbers, and are left out.
So more may be held than must be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.domain import Domain
from detente.outcomes.listing import listing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.case.formula import Formula
    from detente.cohesion.sides import Sides
    from detente.outcomes.constraints import Constraint
    from detente.outcomes.holding import Holding

__all__ = ["keep_unsplit"]

MOST_PACKAGES = 200_000
"""Packages, past which it is not looked at one by one what keeps them from splitting a bloc."""


def keep_unsplit(holding: Holding, sides: Sides, formula: Formula) -> bool:
    """Require that inputs are held with which no package in which a formula holds splits a bloc.

    False where that is not known: for some package it turns on numbers, or packages are too many. The
    holding is then not to be asked.
    """
    inside = sides.inside
    options = tuple(tuple(inside.case.issues[issue].options) for issue in inside.issues)
    packages = listing(Domain.unvalued(inside.issues, options, (inside.settled(formula),)), MOST_PACKAGES)
    if packages is None or len(sides.members) < 2:  # noqa: PLR2004 - it takes two to differ
        return False
    rules = tuple(inside.rules_by_path.items())
    refusing = [rules + tuple(_asked(one.asks)) for one in sides.members]
    blocking = [tuple(_asked(one)) for one in sides.other_side.alternatives]
    for binding in ((*voice, *others) for voice in refusing for others in blocking):
        broken = np.zeros((len(binding), len(packages)), dtype=np.bool_)
        for place, (_, asked) in enumerate(binding):
            broken[place] = ~packages.where(asked)
        for row in np.unique(broken, axis=1).T if len(packages) else ():
            need = {binding[one][0] for one in np.flatnonzero(row).tolist()}
            if not need:
                return False
            holding.need(need)
    return True


def _asked(constraints: Iterable[Constraint]) -> Iterable[tuple[str, Formula]]:
    ranked = sorted(constraints, key=lambda one: (one.id, one.path))
    return ((one.path, one.requires) for one in ranked if one.requires is not None)
