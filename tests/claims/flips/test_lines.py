"""The ways in which an input may be changed: what the case says of it always stays as it says."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.language import parse_ranking
from detente.case.numbers import parse_range
from detente.case.uncertainty import Input
from detente.claims.flips.flip import Kind
from detente.claims.flips.lines import Exchange, PointsLine, RangeLine, WeightsLine, lines_of

ORDERS = st.lists(st.sampled_from([" > ", " = "]), min_size=1, max_size=5)
PARTS = st.fractions(min_value=0, max_value=1)


def _ranked(signs: list[str], last: str) -> Input:
    names = "abcdef"[: len(signs) + 1]
    text = names[0] + "".join(sign + name for sign, name in zip(signs, names[1:], strict=True))
    return Input(f"issues.i.stances.x.{last}", parse_ranking(text), tuple(f"n.{name}" for name in names))


@given(ORDERS, PARTS)
def test_points_that_move_keep_their_order(signs: list[str], part: Fraction) -> None:
    """Best at 100, worst at 0, equals equal, and everything else strictly in between and in its order."""
    of = _ranked(signs, "order")
    for line in lines_of(of):
        if not isinstance(line, PointsLine):
            continue
        for end in line.ends:
            values = line.values(line.start + (end - line.start) * part)
            assert (int(values[0]), int(values[-1])) == (100, 0)
            for sign, (better, worse) in zip(signs, pairwise(values), strict=True):
                assert (better == worse) if sign == " = " else (better > worse)


@given(ORDERS, PARTS)
def test_weights_that_move_keep_their_order_and_sum_to_100(signs: list[str], part: Fraction) -> None:
    of = _ranked(signs, "weights")
    lines = [line for line in lines_of(of) if isinstance(line, WeightsLine)]
    assert bool(lines) == (" > " in signs)
    for line in lines:
        values = line.values(part)
        assert sum(values) == 100
        assert min(values) >= 0
        for sign, (more, less) in zip(signs, pairwise(values), strict=True):
            assert (more == less) if sign == " = " else (more >= less)


def test_in_a_rank_order_any_two_may_change_places_and_of_weights_neighbours() -> None:
    """By hand: a > b = c has two pairs that are not equals; a > b > c of weights two neighbours."""
    order = [line for line in lines_of(_ranked([" > ", " = "], "order")) if isinstance(line, Exchange)]
    assert [tuple(map(int, line.values(Fraction(1)))) for line in order] == [(0, 100, 0), (0, 0, 100)]
    assert [line.change(Fraction(1)).distance for line in order] == [1, 1]
    weights = [line for line in lines_of(_ranked([" > ", " > "], "weights")) if isinstance(line, Exchange)]
    assert [line.places for line in weights] == [(0, 1), (1, 2)]


@pytest.mark.parametrize(
    ("written", "past"),
    [
        pytest.param([2, 4], (0, 12), id="an amount, not below zero"),
        pytest.param([-2, 2], (-18, 18), id="one that may be below zero"),
    ],
)
def test_a_number_moves_past_its_range_as_far_as_its_scale(written: list[int], past: tuple[int, int]) -> None:
    line = RangeLine(Input("x", parse_range(written), ("x",)))
    assert tuple(map(int, line.past)) == past
    assert not line.change(Fraction(2)).beyond
    assert line.change(Fraction(past[1])).beyond


def test_a_level_ends_at_one() -> None:
    """Levels are drawn on a grid a hundred times as fine as points."""
    line = RangeLine(Input("trust.0.level", parse_range([0.5, 0.7]), ("x",), Fraction(1, 10_000)))
    assert tuple(map(int, line.past)) == (0, 1)


def test_a_whole_number_is_said_as_such_and_has_nothing_past_its_range() -> None:
    """By hand: 3 to 6, each for a quarter of the range; its middle, 4.5, stands for 5."""
    line = RangeLine(Input("blocks.b.lasts", parse_range([3, 6]), ("x",), whole=True))
    change = line.change(Fraction(3))
    assert (change.before, change.after) == (Fraction(5), Fraction(3))
    assert (change.distance, change.kind) == (Fraction(2, 3), Kind.NUMBER)
    assert not line.past
