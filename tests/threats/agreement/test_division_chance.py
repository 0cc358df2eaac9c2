"""The chance of a division of raters: counted out where there are few, and drawn where there are many."""

from __future__ import annotations

from fractions import Fraction
from importlib import import_module
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.threats.agreement import bloc_permutation_p, division_chance
from detente.threats.agreement.division_chance import DRAWN
from tests.threats.agreement.tables import LEVELS, Rows, blocs_of, tables

MODULE = import_module("detente.threats.agreement.division_chance")


@given(st.data(), tables(raters=5), st.sampled_from(LEVELS))
def test_of_few_raters_it_is_counted_out(data: st.DataObject, rows: Rows, level: str) -> None:
    blocs = data.draw(blocs_of(len(rows)))
    found, exact = division_chance(rows, blocs, level), bloc_permutation_p(rows, blocs, level)
    assert (found is None) == (exact is None)
    if found is not None:
        assert (found.value, found.drawn) == (exact, 0)
        assert found.value >= found.least


@given(st.data(), tables(raters=5), st.sampled_from(LEVELS))
@settings(max_examples=15)
def test_what_is_drawn_comes_near_what_is_counted_out(data: st.DataObject, rows: Rows, level: str) -> None:
    blocs = data.draw(blocs_of(len(rows)))
    exact = bloc_permutation_p(rows, blocs, level)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MODULE, "bloc_permutation_p", lambda *_: None)
        found, again = (division_chance(rows, blocs, level, seed=3) for _ in range(2))
    assert found == again
    assert (found is None) == (exact is None)
    if found is not None and exact is not None:
        assert found.drawn == DRAWN
        assert abs(found.value - exact) < 0.025  # five deviations


@pytest.mark.parametrize(
    ("sizes", "least"), [((2, 2), Fraction(1, 3)), ((3, 3), Fraction(1, 10)), ((1, 3), Fraction(1, 4))]
)
def test_the_least_there_can_be_is_one_division_of_all(sizes: tuple[int, int], least: Fraction) -> None:
    rows = [[one, 10 - one, 1] for one in range(sizes[0])] + [
        [50 + one, 60 - one, 9] for one in range(sizes[1])
    ]
    found = division_chance(rows, ["n"] * sizes[0] + ["r"] * sizes[1], "interval")
    assert found is not None
    assert found.least == least


def test_many_raters_of_two_camps_that_answer_apart_are_told_from_chance() -> None:
    """Of 20 and 20 there are far too many divisions; none drawn is as far apart as the true one."""
    rows = [[one % 3, one % 2] for one in range(20)] + [[40 + one % 3, 50 + one % 2] for one in range(20)]
    found = division_chance(rows, ["n"] * 20 + ["r"] * 20, "interval")
    assert found is not None
    assert found.value == Fraction(1, DRAWN + 1)
    assert found.least == Fraction(2, comb(40, 20))
