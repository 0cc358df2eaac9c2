"""Each solution picks what its definition picks, with all ties, whatever the numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.bargaining.solutions.egalitarian import egalitarian
from detente.bargaining.solutions.gains import Gains, gains_of
from detente.bargaining.solutions.kalai_smorodinsky import kalai_smorodinsky
from detente.bargaining.solutions.leximin import leximin
from detente.bargaining.solutions.nash import largest_gaining_sets, nash
from detente.bargaining.solutions.utilitarian import utilitarian
from tests.brute_force_solutions import solutions_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from numpy.typing import NDArray

SOLUTIONS: dict[str, Callable[[Gains], NDArray[np.intp]]] = {
    "nash": nash,
    "kalai_smorodinsky": kalai_smorodinsky,
    "egalitarian": egalitarian,
    "utilitarian": utilitarian,
}
UNITS = [Fraction(1), Fraction(1), Fraction(2), Fraction(1, 3), Fraction(1, 100)]


@st.composite
def _gains(draw: st.DrawFn) -> Gains:
    signing = draw(st.integers(1, 4))
    reach = draw(st.sampled_from([1, 3, 10, 10**6]))
    row = st.lists(st.integers(-1 if reach > 1 else 0, reach), min_size=signing, max_size=signing)
    rows = draw(st.lists(row, max_size=12))
    units = draw(st.lists(st.sampled_from(UNITS), min_size=signing, max_size=signing))
    steps = np.array(rows, dtype=np.int64).reshape(len(rows), signing)
    return Gains(steps, tuple(units))


@pytest.mark.parametrize("name", SOLUTIONS)
@settings(max_examples=300)
@given(gains=_gains())
def test_a_solution_picks_what_its_definition_picks(name: str, gains: Gains) -> None:
    picked = SOLUTIONS[name](gains).tolist()
    points = [
        tuple(step * unit for step, unit in zip(row, gains.units, strict=True))
        for row in gains.steps.tolist()
    ]
    rational = {point: point for point in points if min(point) >= 0}
    expected = solutions_of(rational)[name]
    assert {points[row] for row in picked} == expected
    assert picked == [row for row, point in enumerate(points) if point in expected]


@pytest.mark.parametrize("name", ["nash", "kalai_smorodinsky"])
@settings(max_examples=100)
@given(gains=_gains(), factors=st.lists(st.sampled_from([1, 2, 3, 1000]), min_size=4, max_size=4))
def test_the_scale_of_each_signatory_does_not_matter(name: str, gains: Gains, factors: list[int]) -> None:
    """Covariance under rescaling: Nash 1950, Kalai and Smorodinsky 1975."""
    rescaled = Gains(gains.steps * np.array(factors[: len(gains.units)]), gains.units)
    assert SOLUTIONS[name](gains).tolist() == SOLUTIONS[name](rescaled).tolist()


@pytest.mark.parametrize("name", SOLUTIONS)
@settings(max_examples=100)
@given(gains=_gains(), chance=st.randoms(use_true_random=False))
def test_the_order_of_signatories_does_not_matter(name: str, gains: Gains, chance: Random) -> None:
    order = chance.sample(range(len(gains.units)), len(gains.units))
    turned = Gains(gains.steps[:, order], tuple(gains.units[place] for place in order))
    assert SOLUTIONS[name](gains).tolist() == SOLUTIONS[name](turned).tolist()


@pytest.mark.parametrize("name", SOLUTIONS)
def test_without_a_package_nothing_is_picked(name: str) -> None:
    assert not SOLUTIONS[name](Gains(np.zeros((0, 2), np.int64), (Fraction(1),) * 2)).size
    assert not SOLUTIONS[name](Gains(np.array([[5, -1], [-1, 5]]), (Fraction(1),) * 2)).size


@pytest.mark.parametrize("name", SOLUTIONS)
def test_without_a_signatory_every_package_is_as_good(name: str) -> None:
    assert SOLUTIONS[name](Gains(np.zeros((2, 0), np.int64), ())).tolist() == [0, 1]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([[2, 3], [3, 2], [1, 6]], [0, 1, 2], id="three products of six"),
        pytest.param([[-2, -3], [1, 1]], [1], id="two losses are no gain"),
        pytest.param([[0, 9], [0, 8], [0, 0]], [0], id="only one can gain"),
        pytest.param(
            [[0, 9], [5, 0], [4, 0]], [0, 1], id="either can gain, not both: each gives its maximum"
        ),
        pytest.param(
            [[0, 9, 9], [1, 1, 1], [9, 9, 0]], [1], id="all three gain a little before two gain much"
        ),
        pytest.param([[0, 2, 3], [2, 0, 3], [3, 2, 0], [1, 5, 0]], [0, 1, 2], id="pairs"),
        pytest.param([[0, 0], [0, 0]], [0, 1], id="nobody can gain"),
    ],
)
def test_nash_over_the_largest_sets_that_can_gain_together(
    rows: list[list[int]], expected: list[int]
) -> None:
    """By hand; the pairs: products 6, 6, and of 6 and 5 the larger."""
    assert nash(Gains(np.array(rows), (Fraction(1),) * len(rows[0]))).tolist() == expected


def test_products_beyond_floating_point_are_compared_exactly() -> None:
    """By hand: (n - 1)(n + 1) = n² - 1 < n², where floating point sees no difference."""
    n = 2**60
    assert float(n) * n == float(n - 1) * (n + 1)
    assert nash(Gains(np.array([[n - 1, n + 1], [n, n]]), (Fraction(1),) * 2)).tolist() == [1]


def test_shares_beyond_floating_point_are_compared_exactly() -> None:
    """By hand: (n - 2)/(n - 1) < (n - 1)/n."""
    n = 2**60
    gains = Gains(np.array([[n, n - 2, 0], [n - 1, n - 1, 0], [0, 0, 1]]), (Fraction(1),) * 3)
    assert kalai_smorodinsky(gains).tolist() == [1]


def test_one_signatory_takes_the_best_package() -> None:
    for solve in SOLUTIONS.values():
        assert solve(Gains(np.array([[3], [7], [7], [-1]]), (Fraction(1),))).tolist() == [1, 2]


def test_kalai_smorodinsky_leaves_out_whom_nothing_can_serve() -> None:
    """By hand: the third gains nothing anywhere; shares (1, 1/4), (1/2, 3/4), (0, 1)."""
    gains = Gains(np.array([[4, 1, 0], [2, 3, 0], [0, 4, 0]]), (Fraction(1),) * 3)
    assert kalai_smorodinsky(gains).tolist() == [1]


def test_a_package_that_somebody_rejects_does_not_move_the_ideal() -> None:
    """By hand: without the last row the ideal gains are (4, 4), and shares (1, 1/4), (1/2, 1/2), (1/4, 1)."""
    gains = Gains(np.array([[4, 1], [2, 2], [1, 4], [400, -1]]), (Fraction(1),) * 2)
    assert kalai_smorodinsky(gains).tolist() == [1]


def test_leximin_looks_past_the_worst_off() -> None:
    """Sen 1970: the worst off are equal (1), the next worst decide (3), then all are equal but for names."""
    assert leximin(np.array([[1, 9, 2], [3, 1, 3], [1, 3, 3], [3, 3, 1], [0, 99, 99]])).tolist() == [1, 2, 3]


def test_largest_gaining_sets_name_who_gains_and_where() -> None:
    found = largest_gaining_sets(
        Gains(np.array([[0, 1, 1], [1, 0, 1], [0, 2, 1], [1, 0, 0]]), (Fraction(1),) * 3)
    )
    assert sorted((rows.tolist(), columns.tolist()) for rows, columns in found) == [
        ([0, 2], [1, 2]),
        ([1], [0, 2]),
    ]


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=1, max_size=5),
    st.tuples(*[st.fractions(-5, 5, max_denominator=12)] * 2),
    st.tuples(*[st.sampled_from([Fraction(1), Fraction(3), Fraction(1, 4), Fraction(2, 7)])] * 2),
)
def test_gains_are_exact_whatever_the_denominators(
    rows: list[tuple[int, int]], disagreement: tuple[Fraction, ...], units: tuple[Fraction, ...]
) -> None:
    gains = gains_of(np.array(rows), units, disagreement)
    for row, steps in zip(rows, gains.steps.tolist(), strict=True):
        worth = [step * unit for step, unit in zip(steps, gains.units, strict=True)]
        assert worth == [
            value * unit - point for value, unit, point in zip(row, units, disagreement, strict=True)
        ]


def test_gains_that_would_overflow_are_refused_and_not_wrapped_around() -> None:
    with pytest.raises(ValueError, match="fewer decimal places"):
        gains_of(np.array([[2**61]]), [Fraction(1)], [Fraction(1, 28)])
    fine = Gains(np.array([[2**61, 1]]), (Fraction(1), Fraction(1, 1000)))
    with pytest.raises(ValueError, match="fewer decimal places"):
        fine.in_common_steps()


@settings(max_examples=100)
@given(_gains())
def test_solutions_lie_on_the_frontier(gains: Gains) -> None:
    """No package that leaves nobody below no agreement is better for some and worse for none."""
    rational = [row for row in gains.steps.tolist() if min(row) >= 0]
    assume(rational)
    for solve in SOLUTIONS.values():
        for row in gains.steps[solve(gains)].tolist():
            assert not any(
                other != row and all(a >= b for a, b in zip(other, row, strict=True)) for other in rational
            )
