"""Rankings and ordered statements, against plain arithmetic."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from detente.stability.preferences.option_prioritising import option_prioritising
from detente.stability.preferences.ranking import ranks_of
from detente.stability.preferences.slips import PreferenceError

TABLES = arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, min_side=0, max_side=6))
LONG = st.tuples(st.integers(60, 140), st.integers(1, 6)).flatmap(
    lambda shape: arrays(np.bool_, shape, elements=st.booleans(), fill=st.booleans())
)


def _places(scores: list[Any]) -> list[int]:
    return [sorted(set(scores)).index(score) for score in scores]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=8))
def test_a_ranking_is_read_back(payoffs: list[int]) -> None:
    levels = sorted(set(payoffs), reverse=True)
    tiers = [[state for state, payoff in enumerate(payoffs) if payoff == level] for level in levels]
    assert ranks_of([[], *tiers], len(payoffs)).tolist() == _places(payoffs)


def test_all_slips_of_a_ranking_are_told_at_once() -> None:
    with pytest.raises(PreferenceError) as told:
        ranks_of([[0, 9], [0], [2, 0], [2, -1]], 4)
    assert told.value.slips == (
        "state 9 is unknown: states are 0 to 3",
        "state -1 is unknown: states are 0 to 3",
        "state 0 is listed 3 times",
        "state 2 is listed twice",
        "state 1 is left out",
        "state 3 is left out",
    )
    assert pickle.loads(pickle.dumps(told.value)).slips == told.value.slips  # noqa: S301 - our own


@given(TABLES | LONG)
def test_ordered_statements_rank_by_the_sum_of_powers_of_two(table: np.ndarray[Any, Any]) -> None:
    count, states = table.shape
    scores = [sum(2 ** (count - 1 - row) for row in range(count) if table[row, at]) for at in range(states)]
    assert option_prioritising(table).tolist() == _places(scores)


@pytest.mark.parametrize("table", [[True, False], [[1, 0]], [], [[[True]]]])
def test_what_is_no_table_of_truths_is_refused(table: Any) -> None:  # noqa: ANN401 - whatever
    with pytest.raises(ValueError, match="statements are a table of truths"):
        option_prioritising(table)
