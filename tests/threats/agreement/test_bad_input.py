"""Tables that cannot be are refused in one sentence that says what to do."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from detente.threats.agreement import (
    Undefined,
    bloc_agreement,
    bloc_permutation_p,
    kendall_w,
    kendall_w_of_ranks,
    krippendorff_alpha,
    pooled_answers,
    scale_use,
    within_between,
)


@pytest.mark.parametrize(
    ("rows", "level", "says"),
    [
        ([], "nominal", "at least one rater and one item"),
        ([[]], "nominal", "at least one rater and one item"),
        ([[1, 2], [1]], "nominal", "rater 1 has 2, rater 2 has 1"),
        ([[1], [2]], "cardinal", "one of nominal, ordinal, interval, ratio, and 'cardinal' is not"),
        ([[1], ["high"]], "ordinal", "'high' is a word, and ordinal data are numbers"),
        ([[1], [-1]], "ratio", "no negative number, and -1 is negative"),
        ([[1], [float("nan")]], "interval", "None stands for no answer"),
        ([[1], [float("inf")]], "interval", "a finite number"),
    ],
)
def test_a_table_that_cannot_be_is_refused(rows: list[Any], level: str, says: str) -> None:
    with pytest.raises(ValueError, match=says) as raised:
        krippendorff_alpha(rows, level)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("row", [[1, 1, 3], [0, 1, 2], [1, 2, None], [1, 2.5, 2]])
def test_a_row_that_is_no_ranking_is_refused(row: list[float | None]) -> None:
    rows: list[list[float | None]] = [[1, 2, 3], row]
    with pytest.raises(ValueError, match="rater 2 gives no ranking: ranks run from 1 to 3"):
        kendall_w_of_ranks(rows)


def test_ranks_with_ties_are_a_ranking() -> None:
    ranks: list[list[float]] = [[1, 2.5, 2.5], [1, 2, 3]]
    assert kendall_w_of_ranks(ranks).value == kendall_w([[0, 1, 1], [0, 1, 2]]).value == Fraction(13, 14)


def test_every_rater_needs_a_bloc_and_there_are_two_of_them() -> None:
    rows = [[1, 2], [2, 1]]
    for needs in (
        lambda blocs: within_between(rows, blocs, "interval"),
        lambda blocs: bloc_agreement(rows, blocs, "interval"),
        lambda blocs: bloc_permutation_p(rows, blocs, "interval"),
        lambda blocs: pooled_answers(rows, blocs),
        lambda blocs: scale_use(rows, blocs),
    ):
        with pytest.raises(ValueError, match="raters number 2, and blocs are named for 1"):
            needs(["nato"])
    with pytest.raises(ValueError, match="takes two of them, and all raters are of 'nato'"):
        bloc_agreement(rows, ["nato", "nato"], "interval")
    with pytest.raises(ValueError, match="takes two blocs, and all raters are of 'nato'"):
        scale_use(rows, ["nato", "nato"])
    with pytest.raises(ValueError, match="not by 'mode'"):
        pooled_answers(rows, ["nato", "russia"], "mode")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[1, 2, 3]], Undefined.NO_PAIRS),
        ([[1, None], [None, 2]], Undefined.NO_PAIRS),
        ([[None], [None]], Undefined.NO_PAIRS),
        ([[2, 2], [2, 2]], Undefined.NO_VARIATION),
        ([[0, 5], [0, None]], Undefined.NO_VARIATION),
    ],
)
@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_alpha_without_pairs_or_variation_has_no_value_and_says_why(
    rows: list[list[int | None]], level: str, reason: Undefined
) -> None:
    """0/0: some take it for 0, some for 1; it is neither."""
    found = krippendorff_alpha(rows, level)
    assert (found.value, found.reason) == (None, reason)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[1, 2, 3]], Undefined.ONE_RATER),
        ([[1, None], [1, 2]], Undefined.FEW_ITEMS),
        ([[1, None], [None, 2]], Undefined.FEW_ITEMS),
        ([[3, 3], [1, 1]], Undefined.ALL_TIED),
    ],
)
def test_w_without_raters_items_or_order_has_no_value_and_says_why(
    rows: list[list[int | None]], reason: Undefined
) -> None:
    found = kendall_w(rows)
    assert (found.value, found.reason) == (None, reason)


def test_numbers_of_numpy_are_numbers() -> None:
    """As they come out of a table; a float is the decimal that it is printed as."""
    rows = np.array([[0, 1, 2], [0, 2, 2]])
    assert krippendorff_alpha(rows.tolist(), "interval") == krippendorff_alpha(
        list(map(list, rows)), "interval"
    )
    tenths = [[np.float64(0.1), np.float64(0.3)], [np.float64(0.2), np.float64(0.3)]]
    exact = krippendorff_alpha(
        [[Fraction(1, 10), Fraction(3, 10)], [Fraction(1, 5), Fraction(3, 10)]], "interval"
    )
    assert krippendorff_alpha(tenths, "interval").value == pytest.approx(
        float(exact.value or 0), abs=0, rel=0
    )
