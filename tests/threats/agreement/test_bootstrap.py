"""Intervals from items drawn again, against the measures of tables written out anew."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.threats.agreement import (
    Sampling,
    Undefined,
    alpha_interval,
    excess_interval,
    kendall_w,
    krippendorff_alpha,
    w_interval,
    within_between,
)
from detente.threats.agreement.bootstrap_interval import resampled_block
from detente.threats.agreement.resampled_alpha import ResampledAlpha
from detente.threats.agreement.resampled_excess import ResampledExcess
from detente.threats.agreement.resampled_w import ResampledW
from tests.threats.agreement.tables import LEVELS, FullRows, Rows, blocs_of, complete_tables, tables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

ROWS = [[1, 2, 3, 4, 1, 2, 5, 3], [1, 2, 3, 4, 2, 2, 5, 1], [2, 2, 3, 3, 1, 2, 4, 3]]


def _drawn(rows: Sequence[Sequence[Fraction | int | None]], times: list[int]) -> Rows:
    return [[one for one, often in zip(row, times, strict=True) for _ in range(often)] for row in rows]


def _times(data: st.DataObject, items: int) -> list[int]:
    places = data.draw(st.lists(st.integers(0, items - 1), min_size=items, max_size=items))
    return [places.count(item) for item in range(items)]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("seed", range(3))
def test_alpha_of_resamples_of_many_values_is_that_of_their_tables(level: str, seed: int) -> None:
    """Values that are given more often than others are further apart as ordinal data."""
    draws = np.random.default_rng(seed).multinomial(8, [1 / 8] * 8, size=20)
    expected = [krippendorff_alpha(_drawn(ROWS, times), level).value for times in draws.tolist()]
    assert ResampledAlpha(ROWS, level)(draws) == pytest.approx(
        [float(one or 0) for one in expected], abs=1e-12
    )


@pytest.mark.parametrize("level", LEVELS)
@given(data=st.data(), rows=tables())
def test_alpha_of_a_resample_is_that_of_its_table(data: st.DataObject, rows: Rows, level: str) -> None:
    times = _times(data, len(rows[0]))
    found = ResampledAlpha(rows, level)(np.array([times]))[0]
    expected = krippendorff_alpha(_drawn(rows, times), level).value
    assert found == pytest.approx(np.nan if expected is None else float(expected), abs=1e-9, nan_ok=True)


@given(st.data(), complete_tables(raters=4, items=5))
def test_w_of_a_resample_is_that_of_its_table(data: st.DataObject, rows: FullRows) -> None:
    times = _times(data, len(rows[0]))
    found = ResampledW(rows)(np.array([times]))[0]
    expected = kendall_w(_drawn(rows, times)).value
    assert found == pytest.approx(np.nan if expected is None else float(expected), abs=1e-12, nan_ok=True)


@pytest.mark.parametrize("level", LEVELS)
def test_the_same_seed_gives_the_same_whatever_the_number_of_workers(level: str) -> None:
    sampling = Sampling(resamples=450, seed=7)
    alone = alpha_interval(ROWS, level, sampling), w_interval(ROWS, sampling)
    assert alone == (alpha_interval(ROWS, level, sampling), w_interval(ROWS, sampling))
    for workers in (1, 3):
        with ThreadPoolExecutor(workers) as executor:
            spread = alpha_interval(ROWS, level, sampling, executor), w_interval(ROWS, sampling, executor)
        assert spread == alone


def test_another_seed_draws_other_items() -> None:
    measure = ResampledAlpha(ROWS, "interval")
    one, other = (resampled_block(measure, 8, Sampling(seed=seed), 0) for seed in (0, 1))
    assert not np.array_equal(one, other)


def test_blocks_have_streams_of_their_own() -> None:
    measure = ResampledAlpha(ROWS, "interval")
    one, other = (resampled_block(measure, 8, Sampling(), block) for block in (0, 1))
    assert not np.array_equal(one, other)


@pytest.mark.parametrize(("confidence", "place"), [(0.95, 25), (0.9, 50), (0.5, 250)])
def test_ends_are_the_values_at_the_place_that_the_method_names(confidence: float, place: int) -> None:
    """B. Efron and R. J. Tibshirani (1993), ch. 12: the k-th from either end, k = (B + 1) a rounded down."""
    sampling = Sampling(confidence=confidence, seed=3)
    measure = ResampledAlpha(ROWS, "interval")
    values = sorted(value for block in range(10) for value in resampled_block(measure, 8, sampling, block))
    found = alpha_interval(ROWS, "interval", sampling)
    assert found.degenerate == 0
    assert (found.low, found.high) == (values[place - 1], values[1000 - place])
    assert found.estimate == krippendorff_alpha(ROWS, "interval").value


def test_resamples_without_a_value_are_left_out_and_counted() -> None:
    """All answers are equal without the third item, by chance (2/3)^3, and with nothing else, by (1/3)^3."""
    rows = [[0, 0, 1], [0, 0, 1]]
    found = alpha_interval(rows, "nominal", Sampling(resamples=2000, seed=5))
    measure = ResampledAlpha(rows, "nominal")
    values = np.concatenate([resampled_block(measure, 3, found.sampling, block) for block in range(20)])
    assert found.degenerate == np.isnan(values).sum()
    assert found.degenerate / 2000 == pytest.approx(9 / 27, abs=0.05)
    assert (found.low, found.high) == (1, 1)


def test_too_few_resamples_give_no_interval_and_say_so() -> None:
    found = alpha_interval(ROWS, "ordinal", Sampling(resamples=38))
    assert (found.low, found.high, found.reason) == (None, None, Undefined.FEW_RESAMPLES)
    assert found.estimate == krippendorff_alpha(ROWS, "ordinal").value
    assert alpha_interval(ROWS, "ordinal", Sampling(resamples=39)).reason is None


def test_what_has_no_value_has_no_interval_and_the_same_reason() -> None:
    assert alpha_interval([[1, 1], [1, 1]], "ratio").reason is Undefined.NO_VARIATION
    assert w_interval([[1, 2], [None, 2]]).reason is Undefined.FEW_ITEMS
    assert w_interval([[1, None], [None, 2]]).reason is Undefined.FEW_ITEMS
    assert w_interval([[1, 2]]).reason is Undefined.ONE_RATER
    assert w_interval([[1, 1], [2, 2]]).reason is Undefined.ALL_TIED


def test_items_that_a_rater_left_out_are_not_drawn_for_w() -> None:
    wider: Rows = [[*row, None if number else 3] for number, row in enumerate(ROWS)]
    assert w_interval(wider) == w_interval(ROWS)


@pytest.mark.parametrize(
    ("sampling", "says"),
    [
        ({"resamples": 0}, "at least one resample"),
        ({"confidence": 1.0}, "between 0 and 1"),
        ({"confidence": 0.0}, "between 0 and 1"),
        ({"seed": -1}, "a seed is a whole number from 0 on"),
    ],
)
def test_a_sampling_that_cannot_be_is_refused(sampling: dict[str, int], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Sampling(**sampling)


@pytest.mark.parametrize("level", ["nominal", "interval", "ratio"])
@given(data=st.data(), rows=tables())
def test_the_excess_of_a_resample_is_that_of_its_table(data: st.DataObject, rows: Rows, level: str) -> None:
    blocs = data.draw(blocs_of(len(rows)))
    times = _times(data, len(rows[0]))
    found = ResampledExcess(rows, blocs, level)(np.array([times]))[0]
    split = within_between(_drawn(rows, times), blocs, level)
    inside, outside = split.within.disagreement, split.between.disagreement
    expected = np.nan if inside is None or outside is None else float(outside - inside)
    assert found == pytest.approx(expected, abs=1e-9, nan_ok=True)


def test_the_interval_of_the_excess_holds_it_and_is_the_same_for_a_seed() -> None:
    blocs = ["n", "n", "r"]
    found = excess_interval(ROWS, blocs, "interval", Sampling(seed=2))
    assert found == excess_interval(ROWS, blocs, "interval", Sampling(seed=2))
    assert found.low is not None
    assert found.high is not None
    assert found.estimate is not None
    assert found.low <= found.estimate <= found.high
    assert excess_interval(ROWS, ["n"] * 3, "interval").reason is Undefined.NO_PAIRS
