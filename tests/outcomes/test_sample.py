"""Many certain cases as one table of integers: it holds exactly their numbers."""

from __future__ import annotations

import math
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from detente.case.case import Case, load
from detente.case.uncertainty import CertainCase
from detente.outcomes.sample import FINEST, Sample, places


def test_a_table_holds_the_numbers_of_draws_exactly() -> None:
    certains = list(load("nato-russia-2010").draw(10, 2))
    sample = Sample.of(certains)
    assert len(sample) == 10
    assert sample.table is not None
    for row, one in zip(sample.table.steps.tolist(), certains, strict=True):
        for path, place in places(one.case).items():
            assert Fraction(row[place], sample.table.scale.per_unit[place]) == one.numbers[path]


CASE = Case.from_text("""
detente: 1
title: One number
as_of: 2010-02-01
parties: {a: {walk_away: [-5, 5]}}
issues: {toll: {options: [low], today: low, decided_by: a}}
""")


@given(st.lists(st.fractions(), min_size=1, max_size=4))
def test_numbers_are_exact_or_there_is_no_table(values: list[Fraction]) -> None:
    sample = Sample.of([CertainCase(CASE, {"parties.a.walk_away": value}) for value in values])
    if sample.table is None:
        per_unit = math.lcm(*(value.denominator for value in values))
        assert per_unit > FINEST or any(abs(value) * per_unit > FINEST for value in values)
        return
    unit = sample.table.scale.per_unit[0]
    assert [Fraction(int(step), unit) for step in sample.table.steps[:, 0]] == values


def test_a_case_without_numbers_has_a_row_for_each_certain_case() -> None:
    case = Case.from_text("""
detente: 1
title: No number
as_of: 2010-02-01
parties: {a: {}}
issues: {toll: {options: [low], today: low, decided_by: a}}
""")
    table = Sample.of([case.nominal] * 3).table
    assert table is not None
    assert table.steps.tolist() == [[0, 1]] * 3
