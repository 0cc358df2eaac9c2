"""The numbers of cases over draws are those of the draws themselves."""

from __future__ import annotations

import numpy as np
import pytest

from detente.case.case import Case, load
from detente.claims.columns import Columns

CASE = Case.from_text("""
detente: 1
title: Numbers of every kind
as_of: 2010-02-01
parties: {a: {walk_away: [0, 10]}, b: {walk_away: 3, weights: dam > road}}
issues:
  dam:
    options: {none: None, small: Small, large: Large}
    today: none
    decided_by: [a, b]
    stances: {a: {order: large > small > none, weight: vital}, b: {order: none > small > large}}
  road:
    options: {none: None, built: Built}
    today: none
    decided_by: [a, b]
    stances: {a: {points: {none: 0, built: [40, 60]}, weight: 30}, b: {order: none = built}}
variants:
  certain: {parties: {a: {walk_away: 4}}}
  other: {issues: {road: {stances: {a: {points: {built: [70, 90]}}}}}}
""")
DRAWS, SEED = 600, 3
"""So many that they are not all made at a time."""


@pytest.mark.parametrize("first", [1, 20, DRAWS])
@pytest.mark.parametrize(
    "named",
    [
        pytest.param([None], id="the case"),
        pytest.param(["certain"], id="a variant"),
        pytest.param(["certain", "other"], id="several, of which the first counts"),
    ],
)
@pytest.mark.parametrize("among", [("",), ("parties.a.", "issues.road."), ("issues.dam.stances.a.points.",)])
def test_what_varies_over_draws_is_had_without_them(
    named: list[str | None], among: tuple[str, ...], first: int
) -> None:
    cases = [CASE if name is None else CASE.with_variant(name) for name in named]
    drawn = [list(case.draw(DRAWS, SEED))[:first] for case in cases]
    expected: dict[str, list[float]] = {}
    for of_case in drawn:
        for path in of_case[0].numbers:
            if f"{path}.".startswith(among):
                expected.setdefault(path, [float(one.numbers[path]) for one in of_case])
    expected = {path: numbers for path, numbers in expected.items() if len(set(numbers)) > 1}
    found = Columns(DRAWS, SEED).varying(cases, among, first)
    assert list(found) == list(expected)
    for path, numbers in expected.items():
        np.testing.assert_array_equal(found[path], numbers)


def test_variants_of_a_bundled_case_share_what_is_the_same_in_them() -> None:
    case = load("nato-russia-2010")
    columns = Columns(10, 0)
    paths = ("issues.",)
    own, others = (columns.varying([one], paths, 10) for one in (case, case.with_variant("draft_treaty")))
    assert own.keys() == others.keys()
    assert all(np.shares_memory(numbers, others[path]) for path, numbers in own.items())


def test_nothing_varies_in_a_case_without_uncertainty() -> None:
    certain = Case.from_text("detente: 1\ntitle: None\nas_of: 2010-02-01\nparties: {a: {walk_away: 3}}\n")
    assert not Columns(20, 0).varying([certain], ("",), 20)
