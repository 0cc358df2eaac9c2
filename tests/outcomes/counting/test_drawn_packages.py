"""Packages drawn evenly from those that satisfy requirements, also where none does."""

from __future__ import annotations

import numpy as np
import pytest

from detente.case.formula import FALSE, Formula, Is
from detente.outcomes.counting.estimate import drawn_packages
from detente.outcomes.domain import Domain
from detente.outcomes.elimination.elimination import eliminate
from detente.outcomes.evaluation import holds

CONTRADICTION = (Is("a", frozenset({"x"})), Is("a", frozenset({"y"})))


@pytest.mark.parametrize("requirements", [(FALSE,), CONTRADICTION])
def test_where_no_package_satisfies_them_all_those_drawn_are_packages_all_the_same(
    requirements: tuple[Formula, ...],
) -> None:
    domain = Domain.unvalued(("a", "b"), (("x", "y"), ("x", "y", "z")), requirements)
    packages, population = drawn_packages(domain, eliminate(domain), 0)
    assert population == 0
    assert packages.shape[1] == 2
    assert not np.logical_and.reduce([holds(one, domain, packages) for one in requirements]).any()
