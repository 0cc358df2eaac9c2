from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.bargaining.frontier import dominance
from detente.bargaining.frontier.dominance import undominated, undominated_rows
from detente.outcomes.elimination.z_order import z_order
from tests.brute_force import dominates


@st.composite
def vectors(draw: st.DrawFn) -> tuple[list[tuple[int, ...]], list[int], int]:
    """Draw vectors, their groups, and how many of their columns are objectives."""
    columns = draw(st.integers(1, 5))
    reach = draw(st.sampled_from([2, 20, 2**50, 2**61]))
    rows = draw(st.lists(st.tuples(*[st.integers(-reach, reach)] * columns), min_size=1, max_size=40))
    groups = draw(st.lists(st.integers(0, 2), min_size=len(rows), max_size=len(rows)))
    return rows, groups, draw(st.integers(0, columns))


CHAIN = np.array([[True, False, False], [True, True, False], [True, True, True]])
"""Group 0 covers all, group 1 covers itself and group 2."""


@pytest.mark.parametrize("few", [0, 10**9], ids=["compiled", "pair by pair"])
@pytest.mark.parametrize("covers", [None, CHAIN], ids=["groups apart", "groups in a chain"])
@settings(max_examples=150)
@given(drawn=vectors())
def test_undominated_as_defined(
    few: int, covers: np.ndarray | None, drawn: tuple[list[tuple[int, ...]], list[int], int]
) -> None:
    """As high in all columns, higher in an objective, and in a group that covers the other's."""
    rows, groups, objectives = drawn
    values, numbers = np.array(rows), np.array(groups)
    order, starts = z_order(values, numbers)
    first = order[starts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dominance, "FEW", few)
        patch.setattr(dominance, "FEW_BEFORE_LOADING", few)
        kept = undominated(values[first], objectives, numbers[first], covers)
    listed = [(rows[row], groups[row]) for row in first.tolist()]
    expected = [
        not any(
            (other == group if covers is None else covers[group, other])
            and all(a >= b for a, b in zip(better, worse, strict=True))
            and better[:objectives] != worse[:objectives]
            for better, other in listed
        )
        for worse, group in listed
    ]
    assert kept.tolist() == expected


@settings(max_examples=100)
@given(drawn=vectors())
def test_equal_rows_stay_together(drawn: tuple[list[tuple[int, ...]], list[int], int]) -> None:
    rows = drawn[0]
    expected = [k for k, row in enumerate(rows) if not any(dominates(other, row) for other in rows)]
    assert undominated_rows(np.array(rows)).tolist() == expected


@settings(max_examples=100)
@given(drawn=vectors())
def test_the_curve_never_puts_a_vector_before_one_that_dominates_it(
    drawn: tuple[list[tuple[int, ...]], list[int], int],
) -> None:
    rows, groups, _ = drawn
    order, starts = z_order(np.array(rows), np.array(groups))
    listed = [(rows[row], groups[row]) for row in order.tolist()]
    assert sorted(order.tolist()) == list(range(len(rows)))
    assert not any(
        dominates(later[0], earlier[0]) for k, earlier in enumerate(listed) for later in listed[k:]
    )
    changes = [k for k in range(len(listed)) if k == 0 or listed[k] != listed[k - 1]]
    assert starts.tolist() == changes
    assert len(changes) == len(set(listed))
