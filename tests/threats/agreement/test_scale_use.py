"""Differences between blocs: what is use of the scale, and what is substance."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from detente.threats.agreement import ScaleUse, Undefined, pooled_answers, scale_use
from tests.threats.agreement.tables import Rows, blocs_of, tables

positive = st.fractions(Fraction(1, 5), 5, max_denominator=5)
shifts = st.fractions(-5, 5, max_denominator=5)
answers = st.lists(st.fractions(0, 4, max_denominator=3), min_size=2, max_size=6)
TWO = ["n", "r"]


def _one(rows: object) -> ScaleUse:
    (found,) = scale_use(rows, TWO)  # type: ignore[arg-type] # rows of all kinds of numbers
    return found


def _substance(found: ScaleUse) -> list[Fraction]:
    return [item.substance for item in found.items if item.substance is not None]


@given(st.data(), tables(raters=5))
def test_the_parts_of_every_item_sum_to_its_difference(data: st.DataObject, rows: Rows) -> None:
    blocs = data.draw(blocs_of(len(rows)))
    assume(len(set(blocs)) > 1)
    pooled = pooled_answers(rows, blocs)
    found = scale_use(rows, blocs)
    assert len(found) == len(pooled) * (len(pooled) - 1) // 2
    for compared in found:
        first, second = (pooled[bloc] for bloc in compared.blocs)
        shared = [n for n, pair in enumerate(zip(first, second, strict=True)) if None not in pair]
        assert [item.item for item in compared.items] == shared
        for item in compared.items:
            a, b = first[item.item], second[item.item]
            assert a is not None
            assert b is not None
            assert item.difference == b - a
            assert (item.spread is None) == (item.substance is None) == (compared.reason is not None)
            if item.spread is not None and item.substance is not None:
                assert item.location + item.spread + item.substance == item.difference
        if compared.reason is None:
            assert sum(_substance(compared)) == 0
            assert sum(item.spread or 0 for item in compared.items) == 0


@given(answers, shifts, positive)
def test_a_bloc_that_only_uses_another_scale_differs_in_no_substance(
    row: list[Fraction], shift: Fraction, factor: Fraction
) -> None:
    assume(len(set(row)) > 1)
    found = _one([row, [shift + factor * one for one in row]])
    assert set(_substance(found)) == {0}
    assert found.order.value == 1
    assert found.uses is not None
    assert found.uses[1].spread == factor * found.uses[0].spread


@given(st.data(), answers, shifts, positive)
def test_another_scale_for_all_multiplies_every_part(
    data: st.DataObject, row: list[Fraction], shift: Fraction, factor: Fraction
) -> None:
    other = data.draw(st.permutations(row))
    assume(len(set(row)) > 1)
    before = _one([row, other])
    after = _one([[shift + factor * one for one in each] for each in (row, other)])
    assert [
        (factor * (item.spread or 0), factor * (item.substance or 0), factor * item.location)
        for item in before.items
    ] == [(item.spread, item.substance, item.location) for item in after.items]
    assert before.order == after.order


@given(st.data(), answers, shifts, positive)
def test_another_scale_for_one_bloc_leaves_the_standard_difference_of_each_item(
    data: st.DataObject, row: list[Fraction], shift: Fraction, factor: Fraction
) -> None:
    other = data.draw(st.lists(st.fractions(0, 4, max_denominator=3), min_size=len(row), max_size=len(row)))
    assume(len(set(row)) > 1 and len(set(other)) > 1)

    def standard(found: ScaleUse) -> list[Fraction]:
        assert found.uses is not None
        unit = (found.uses[0].spread + found.uses[1].spread) / 2
        return [part / unit for part in _substance(found)]

    assert standard(_one([row, other])) == standard(_one([row, [shift + factor * one for one in other]]))


@given(st.data(), answers)
def test_the_order_knows_no_scale(data: st.DataObject, row: list[Fraction]) -> None:
    other = data.draw(st.permutations(row))
    levels = sorted(set(row))
    steps = data.draw(st.lists(positive, min_size=len(levels), max_size=len(levels)))
    change = dict(zip(levels, accumulate(steps), strict=True))
    assert _one([row, [change[one] for one in other]]).order == _one([row, other]).order


@given(st.data(), tables(raters=4))
def test_exchanging_two_blocs_turns_every_sign(data: st.DataObject, rows: Rows) -> None:
    blocs = data.draw(blocs_of(len(rows), "nr"))
    assume(len(set(blocs)) > 1)
    (one,) = scale_use(rows, blocs)
    (other,) = scale_use(rows[::-1], blocs[::-1])
    assert other.order == one.order
    if one.blocs == other.blocs:
        assert other == one
    else:
        assert [(-item.difference, -item.location) for item in other.items] == [
            (item.difference, item.location) for item in one.items
        ]
        assert [-part for part in _substance(other)] == _substance(one)


def test_an_example_worked_by_hand() -> None:
    """Means 2 and 9/2, mean distances 1/2 and 3/2: standard answers -2, 0, 2, 0 and -5/3, 1, 1, -1/3."""
    found = _one([[1, 2, 3, 2], [2, 6, 6, 4]])
    assert found.uses is not None
    assert [(use.location, use.spread) for use in found.uses] == [
        (2, Fraction(1, 2)),
        (Fraction(9, 2), Fraction(3, 2)),
    ]
    assert [item.location for item in found.items] == [Fraction(5, 2)] * 4
    assert [item.spread for item in found.items] == [
        Fraction(-11, 6),
        Fraction(1, 2),
        Fraction(3, 2),
        Fraction(-1, 6),
    ]
    assert _substance(found) == [Fraction(1, 3), 1, -1, Fraction(-1, 3)]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[1, None], [None, 2]], Undefined.FEW_SHARED),
        ([[1, 2], [None, 2]], Undefined.FEW_SHARED),
        ([[1, 1], [1, 2]], Undefined.NO_SPREAD),
        ([[1, 2], [3, 3]], Undefined.NO_SPREAD),
    ],
)
def test_where_spread_cannot_be_told_the_result_says_why(rows: Rows, reason: Undefined) -> None:
    found = _one(rows)
    assert found.reason is reason
    assert _substance(found) == []
