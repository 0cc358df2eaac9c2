"""What must not change agreement: order, names, and the changes of scale that a level allows."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from detente.threats.agreement import Concordance, kendall_w, krippendorff_alpha, within_between
from detente.threats.agreement.permutation_p import permutation_p
from tests.threats.agreement.tables import LEVELS, FullRows, Rows, blocs_of, complete_tables, tables

levels = st.sampled_from(LEVELS)
positive = st.fractions(Fraction(1, 5), 5, max_denominator=5)


def _mapped(rows: Rows, change: dict[Fraction | int, Fraction]) -> Rows:
    return [[None if one is None else change[one] for one in row] for row in rows]


def _scaled(rows: Rows, shift: Fraction, factor: Fraction) -> Rows:
    return [[None if one is None else shift + factor * one for one in row] for row in rows]


def _answers(rows: Rows) -> list[Fraction | int]:
    return sorted({one for row in rows for one in row if one is not None})


@given(st.data(), tables(), levels)
def test_the_order_of_raters_and_of_items_does_not_matter(
    data: st.DataObject, rows: Rows, level: str
) -> None:
    shuffled = data.draw(st.permutations(rows))
    turned = data.draw(st.permutations(list(zip(*shuffled, strict=True))))
    assert krippendorff_alpha(list(zip(*turned, strict=True)), level) == krippendorff_alpha(rows, level)


@given(st.data(), tables())
def test_names_of_nominal_answers_do_not_matter(data: st.DataObject, rows: Rows) -> None:
    answers = _answers(rows)
    names = dict(zip(answers, data.draw(st.permutations("abcdefghijklmnop")), strict=False))
    named = [[None if one is None else names.get(one, str(one)) for one in row] for row in rows]
    assert krippendorff_alpha(named, "nominal").value == krippendorff_alpha(rows, "nominal").value


@given(st.data(), tables())
def test_any_increasing_change_leaves_ordinal_alpha_and_w(data: st.DataObject, rows: Rows) -> None:
    answers = _answers(rows)
    steps = data.draw(st.lists(positive, min_size=len(answers), max_size=len(answers)))
    changed = _mapped(rows, dict(zip(answers, accumulate(steps), strict=True)))
    assert krippendorff_alpha(changed, "ordinal") == krippendorff_alpha(rows, "ordinal")
    assert kendall_w(changed) == kendall_w(rows)


@given(tables(), st.fractions(-5, 5, max_denominator=5), positive)
def test_another_zero_and_unit_leave_interval_alpha(rows: Rows, shift: Fraction, factor: Fraction) -> None:
    for sign in (1, -1):
        changed = krippendorff_alpha(_scaled(rows, shift, sign * factor), "interval")
        assert changed.value == krippendorff_alpha(rows, "interval").value


@given(tables(), positive)
def test_another_unit_leaves_ratio_alpha(rows: Rows, factor: Fraction) -> None:
    assert krippendorff_alpha(_scaled(rows, Fraction(0), factor), "ratio") == krippendorff_alpha(
        rows, "ratio"
    )


@given(tables())
def test_alpha_is_at_most_1_and_1_only_where_raters_agree_on_every_item(rows: Rows) -> None:
    for level in LEVELS:
        found = krippendorff_alpha(rows, level)
        if found.value is not None:
            assert found.value <= 1
            assert (found.value == 1) == (found.observed == 0)


@given(st.data(), tables(items=4), levels)
def test_a_rater_without_answers_and_an_item_of_one_do_not_matter(
    data: st.DataObject, rows: Rows, level: str
) -> None:
    silent: Rows = [*rows, [None] * len(rows[0])]
    assert krippendorff_alpha(silent, level) == krippendorff_alpha(rows, level)
    alone = data.draw(st.integers(0, len(rows) - 1))
    wider: Rows = [[*row, 2 if number == alone else None] for number, row in enumerate(rows)]
    assert krippendorff_alpha(wider, level) == krippendorff_alpha(rows, level)


def _by_items(found: Concordance, order: list[int]) -> list[Fraction]:
    return [found.mean_ranks[number] for number in order]


@given(st.data(), complete_tables(raters=4, items=4))
def test_w_and_its_chance_know_no_order_of_raters_and_items(data: st.DataObject, rows: FullRows) -> None:
    order = data.draw(st.permutations(range(len(rows[0]))))
    turned = [[row[number] for number in order] for row in data.draw(st.permutations(rows))]
    one, other = kendall_w(rows), kendall_w(turned)
    assert other.value == one.value
    assert list(other.mean_ranks) == _by_items(one, order)
    assert permutation_p(other) == permutation_p(one)


@given(complete_tables(raters=4, items=5))
def test_turning_all_answers_round_turns_the_ranks_and_leaves_w(rows: FullRows) -> None:
    one, other = kendall_w(rows), kendall_w([[-answer for answer in row] for row in rows])
    assert other.value == one.value
    assert [len(rows[0]) + 1 - mean for mean in other.mean_ranks] == list(one.mean_ranks)


@given(st.data(), tables(), levels)
def test_the_split_by_blocs_knows_no_order_and_no_names(data: st.DataObject, rows: Rows, level: str) -> None:
    blocs = data.draw(blocs_of(len(rows)))
    order = data.draw(st.permutations(range(len(rows))))
    one = within_between(rows, blocs, level)
    renamed = [f"the {blocs[number]}" for number in order]
    other = within_between([rows[number] for number in order], renamed, level)
    assert (other.whole, other.within, other.between) == (one.whole, one.within, one.between)
    assert {frozenset(name[4:] for name in pair): found for pair, found in other.of.items()} == {
        frozenset(pair): found for pair, found in one.of.items()
    }
