"""Measures of agreement against their definitions on small tables, and against other programs."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from detente.threats.agreement import Undefined, kendall_w, krippendorff_alpha
from detente.threats.agreement.friedman_chi_squared import friedman_chi_squared, friedman_p
from detente.threats.agreement.kendall_tau import kendall_tau
from detente.threats.agreement.permutation_p import permutation_p
from tests.threats.agreement import definitions
from tests.threats.agreement.tables import LEVELS, FullRows, Rows, complete_tables, tables

levels = st.sampled_from(LEVELS)


@given(tables(), levels)
def test_alpha_is_the_ratio_of_mean_disagreements(rows: Rows, level: str) -> None:
    found = krippendorff_alpha(rows, level)
    means = definitions.disagreements(rows, level)
    assert found.value == definitions.alpha(rows, level)
    assert (found.observed, found.expected) == (means or (None, None))
    assert (found.value is None) == (found.reason is not None)
    assert (found.reason is Undefined.NO_PAIRS) == (means is None)
    assert found.pairable == sum(map(len, definitions.pairable(rows)))
    assert found.items == len(definitions.pairable(rows))


@given(tables(), levels)
def test_floats_give_the_rounded_value_of_the_same_decimals(rows: Rows, level: str) -> None:
    decimals = [[None if one is None else Fraction(round(one * 8), 8) for one in row] for row in rows]
    floats = [[None if one is None else float(one) for one in row] for row in decimals]
    exact, found = definitions.alpha(decimals, level), krippendorff_alpha(floats, level).value
    assert found == (None if exact is None else float(exact))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=8))
def test_alpha_of_two_without_gaps_is_scotts_pi_but_for_small_samples(
    answers: list[tuple[int, int]],
) -> None:
    """W. A. Scott, Public Opinion Quarterly 19 (1955): pi; alpha = pi + (1 - pi) / (2 items)."""
    count = len(answers)
    given_as = [one for pair in answers for one in pair]
    by_chance = sum(Fraction(given_as.count(one), 2 * count) ** 2 for one in set(given_as))
    alike = Fraction(sum(one == other for one, other in answers), count)
    found = krippendorff_alpha(list(zip(*answers, strict=True)), "nominal").value
    if by_chance == 1:
        assert found is None
    else:
        pi = (alike - by_chance) / (1 - by_chance)
        assert found == pi + (1 - pi) / (2 * count)


@given(complete_tables(raters=5, items=5))
def test_w_is_the_variance_of_sums_over_the_greatest(rows: FullRows) -> None:
    found = kendall_w(rows)
    expected = definitions.concordance(rows) if len(rows) > 1 and len(rows[0]) > 1 else None
    assert found.value == expected
    assert [list(row) for row in found.ranks] == [definitions.ranks(row) for row in rows]
    assert expected is None or 0 <= expected <= 1


@given(st.integers(2, 5).flatmap(lambda n: st.lists(st.permutations(range(n)), min_size=2, max_size=4)))
def test_w_without_ties_follows_from_the_mean_of_spearmans_correlations(rows: FullRows) -> None:
    """M. G. Kendall and B. Babington Smith (1939): the mean of rho is (m W - 1) / (m - 1)."""
    count, raters = len(rows[0]), len(rows)
    rhos = [
        1 - Fraction(6 * sum((a - b) ** 2 for a, b in zip(one, other, strict=True)), count**3 - count)
        for one, other in combinations(rows, 2)
    ]
    found = kendall_w(rows).value
    assert found is not None
    assert sum(rhos, Fraction(0)) / len(rhos) == (raters * found - 1) / (raters - 1)


@given(tables(items=6))
def test_w_takes_the_items_that_all_answered(rows: Rows) -> None:
    items = [n for n, item in enumerate(zip(*rows, strict=True)) if None not in item]
    found = kendall_w(rows)
    assert list(found.items) == items
    if len(items) > 1 and len(rows) > 1:
        complete = [[one for n in items if (one := row[n]) is not None] for row in rows]
        assert found.value == definitions.concordance(complete)


@given(complete_tables(raters=3, items=3))
@example([[1, 2, 3, 4], [1, 3, 2, 4], [2, 1, 3, 4]])
@example([[0, 0, 1, 2], [3, 1, 1, 1]])
def test_the_exact_chance_is_that_over_all_orders(rows: FullRows) -> None:
    found = kendall_w(rows)
    expected = None if found.value is None else definitions.chance(rows)
    assert permutation_p(found) == expected


@given(complete_tables(raters=5, items=6, least=3))
def test_friedmans_statistic_and_its_chance_are_those_of_scipy(rows: FullRows) -> None:
    found = kendall_w(rows)
    if found.value is not None:
        expected = stats.friedmanchisquare(*zip(*rows, strict=True))
        statistic, chance = friedman_chi_squared(found), friedman_p(found)
        assert statistic is not None
        assert float(statistic) == pytest.approx(float(expected.statistic), abs=1e-9)
        assert chance == pytest.approx(float(expected.pvalue), abs=1e-9)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=8))
def test_tau_is_that_of_scipy(pairs: list[tuple[int, int]]) -> None:
    one, other = (list(map(Fraction, row)) for row in zip(*pairs, strict=True))
    found = kendall_tau(one, other)
    assert found.alike + found.reversed + found.tied == len(pairs) * (len(pairs) - 1) // 2
    if len(set(one)) > 1 and len(set(other)) > 1:
        expected = stats.kendalltau(*zip(*pairs, strict=True)).statistic
        assert found.value is not None
        assert float(found.value) == pytest.approx(float(expected), abs=1e-12)
    else:
        assert found.value is None
