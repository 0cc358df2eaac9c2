"""What is uncertain in a case: the nominal numbers, and how drawn numbers are distributed."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from detente.case.language import parse_ranking
from detente.case.numbers import Range, parse_range
from detente.case.uncertainty import GRID, Input, inputs, latin_hypercube, nominal
from tests.small_cases import SEED, dam_case, numbers_of

if TYPE_CHECKING:
    from numpy.typing import NDArray


DRAWS = 1000
POINTS = "issues.dam.stances.up"


def ranked(ranking: str, path: str = "issues.dam.stances.up.order") -> Input:
    meaning = parse_ranking(ranking)
    return Input(path, meaning, meaning.names)


def drawn(source: Input, n: int = DRAWS) -> NDArray[np.float64]:
    """Return what an input is drawn as, shape: (draws, numbers)."""
    return np.array(source.at(latin_hypercube(n, source.coordinates, SEED, source.path)), dtype=float)


# the nominal case


@pytest.mark.parametrize(
    ("ranking", "points"),
    [
        ("none > low > high > huge", (100, "200/3", "100/3", 0)),
        ("none > low = high > huge", (100, 50, 50, 0)),
        ("none = low = high = huge", (100, 100, 100, 100)),
        ("none = low > high | huge", (100, 100, 50, 0)),
        ("none = low > high = huge", (100, 100, 0, 0)),
        ("none", (100,)),
    ],
)
def test_ranked_options_are_evenly_spaced_from_100_to_0(ranking: str, points: tuple[int | str, ...]) -> None:
    assert ranked(ranking).nominal() == tuple(map(Fraction, points))


ROC = {
    2: (".75", ".25"),
    3: (".6111", ".2778", ".1111"),
    4: (".5208", ".2708", ".1458", ".0625"),
    5: (".4567", ".2567", ".1567", ".0900", ".0400"),
    6: (".4083", ".2417", ".1583", ".1028", ".0611", ".0278"),
}


@pytest.mark.parametrize("issues", ROC)
def test_ranked_weights_are_the_published_centroid(issues: int) -> None:
    """Barron and Barrett (1996), table of rank-order centroid weights; here in hundredths of percent."""
    weights = ranked(" > ".join(f"issue{index}" for index in range(issues)), "parties.up.weights").nominal()
    assert [float(weight) / 100 for weight in weights] == pytest.approx(
        list(map(float, ROC[issues])), abs=5e-5
    )


def test_equally_ranked_weights_share_the_centroid_of_the_weights_that_respect_the_order() -> None:
    """With a = b > c the corners are (1/2, 1/2, 0) and (1/3, 1/3, 1/3); the centroid is their mean."""
    weights = ranked("a = b > c", "parties.up.weights").nominal()
    assert list(map(float, weights)) == pytest.approx([125 / 3, 125 / 3, 50 / 3], abs=0.005)
    assert ranked("a = b", "parties.up.weights").nominal() == (Fraction(50), Fraction(50))
    assert ranked("a", "parties.up.weights").nominal() == (Fraction(100),)


def test_the_nominal_case_takes_modes_and_midpoints() -> None:
    case = dam_case(
        {
            "points": {"none": 3, "low": [4, 9], "high": {"low": 0, "mode": 7, "high": 8}, "huge": -2.5},
            "weight": "minor",
        },
        trust=[{"from": "up", "to": "down", "level": [0.2, 0.35]}],
        parties={
            "up": {"walk_away": [10, 20]},
            "down": {"worth": [{"when": "dam is low", "points": [-4, -1]}]},
        },
    )
    assert case.nominal.numbers == {
        f"{POINTS}.points.none": 3,
        f"{POINTS}.points.low": Fraction(13, 2),
        f"{POINTS}.points.high": 7,
        f"{POINTS}.points.huge": Fraction(-5, 2),
        f"{POINTS}.weight": Fraction(35, 2),
        "parties.up.walk_away": 15,
        "parties.down.worth.0.points": Fraction(-5, 2),
        "trust.0.level": Fraction(11, 40),
    }
    assert case.nominal.draw is None
    assert nominal(case).numbers == case.nominal.numbers


def test_a_number_the_case_does_not_have_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="walk_away"):
        dam_case().nominal.number("parties.up.walk_away")


# rank orders


@given(st.data())
@settings(max_examples=50)
def test_every_draw_respects_a_rank_order_of_options(data: st.DataObject) -> None:
    """Strictly between classes and with ties equal; the best has 100 points, the worst none."""
    sizes = data.draw(st.lists(st.integers(1, 3), min_size=1, max_size=12))
    source = ranked(
        " > ".join(" = ".join(f"o{rank}x{one}" for one in range(size)) for rank, size in enumerate(sizes))
    )
    ends = np.cumsum([0, *sizes])
    for row in source.at(latin_hypercube(40, source.coordinates, data.draw(st.integers(0, 99)), "any")):
        classes = [set(row[start:end]) for start, end in pairwise(ends)]
        assert all(len(one) == 1 for one in classes)
        values = [one.pop() for one in classes]
        assert values[0] == 100
        assert values[-1] == (0 if len(sizes) > 1 else 100)
        assert all(better > worse for better, worse in pairwise(values))
        assert all((value / GRID).denominator == 1 for value in values)


@given(st.lists(st.integers(1, 3), min_size=1, max_size=12), st.integers(0, 99))
@settings(max_examples=50)
def test_every_draw_respects_a_rank_order_of_weights(sizes: list[int], seed: int) -> None:
    """Strictly between classes, ties equal, none negative, and 100 in sum."""
    ranking = " > ".join(
        " = ".join(f"i{rank}x{one}" for one in range(size)) for rank, size in enumerate(sizes)
    )
    source = ranked(ranking, "parties.up.weights")
    ends = np.cumsum([0, *sizes])
    for row in source.at(latin_hypercube(40, source.coordinates, seed, "any")):
        classes = [set(row[start:end]) for start, end in pairwise(ends)]
        assert all(len(one) == 1 for one in classes)
        values = [one.pop() for one in classes]
        assert all(better > worse for better, worse in pairwise(values))
        assert values[-1] >= 0
        assert sum(row, Fraction(0)) == 100


def test_many_ranked_options_stay_apart_where_the_grid_hardly_has_room() -> None:
    source = ranked(" > ".join(f"o{index}" for index in range(5001)))
    for row in source.at(latin_hypercube(5, source.coordinates, SEED, "any")):
        assert all(better > worse for better, worse in pairwise(row))
        assert [row[0], row[-1]] == [100, 0]


def test_more_ranked_weights_than_the_grid_can_keep_apart_are_still_ordered() -> None:
    source = ranked(" > ".join(f"i{index}" for index in range(300)), "parties.up.weights")
    for row in source.at(latin_hypercube(5, source.coordinates, SEED, "any")):
        assert all(better >= worse for better, worse in pairwise(row))
        assert abs(sum(row, Fraction(0)) - 100) <= len(row) * GRID / 2


def test_ranked_options_are_uniform_order_statistics() -> None:
    """The j-th smallest of k uniform variables is beta distributed with parameters j and k + 1 - j."""
    inner = 3
    values = drawn(ranked("a > b > c > d > e"), 4000)[:, 1:-1] / 100
    for place in range(inner):
        beta = stats.beta(inner - place, place + 1)
        assert values[:, place].mean() == pytest.approx(beta.mean(), abs=0.01)
        assert values[:, place].var() == pytest.approx(beta.var(), rel=0.08)
        assert stats.kstest(values[:, place], beta.cdf).pvalue > 0.01
    # The covariance of order statistics i < j of k uniforms: i (k + 1 - j) / ((k + 1)^2 (k + 2)).
    assert np.cov(values.T)[0, 2] == pytest.approx(1 / 80, rel=0.15)


def test_ranked_weights_are_uniform_over_the_weights_that_respect_the_order() -> None:
    """They are the order statistics of a flat Dirichlet variable: equal to sorting uniform weights."""
    values = drawn(ranked("a > b > c", "parties.up.weights"), 4000) / 100
    flat = np.sort(np.random.default_rng(1).dirichlet([1, 1, 1], 4000), axis=1)[:, ::-1]
    for place in range(3):
        assert values[:, place].mean() == pytest.approx(float(ROC[3][place]), abs=0.005)
        assert stats.ks_2samp(values[:, place], flat[:, place]).pvalue > 0.01


# ranges


def test_a_range_is_uniform() -> None:
    values = numbers_of(
        dam_case({"points": {"none": [20, 60], "low": 0, "high": 0, "huge": 0}}), f"{POINTS}.points.none"
    )
    assert stats.kstest(values, stats.uniform(20, 40).cdf).pvalue > 0.01
    assert values.mean() == pytest.approx(40, abs=0.05)
    assert values.var() == pytest.approx(40**2 / 12, rel=0.01)


@pytest.mark.parametrize("mode", [20, 30, 60])
def test_a_range_with_a_mode_is_triangular(mode: int) -> None:
    source = Input("x", Range(Fraction(20), Fraction(60), Fraction(mode)), ("x",))
    values = drawn(source)[:, 0]
    triangular = stats.triang((mode - 20) / 40, 20, 40)
    assert values.min() >= 20
    assert values.max() <= 60
    assert stats.kstest(values, triangular.cdf).pvalue > 0.01
    assert values.mean() == pytest.approx((20 + 60 + mode) / 3, abs=0.05)
    assert values.var() == pytest.approx(triangular.var(), rel=0.02)


@pytest.mark.parametrize("word", ["vital", "important", "minor"])
def test_a_word_for_a_weight_stays_within_its_scale(word: str) -> None:
    scales = {"vital": [70, 90], "important": [25, 70], "minor": {"low": 1, "mode": 4, "high": 25}}
    case = dam_case({"order": "none > low > high > huge", "weight": word}, scales=scales)
    meant = parse_range(scales[word])
    values = numbers_of(case, f"{POINTS}.weight")
    assert meant.low <= values.min() < float(meant.low) + 1
    assert float(meant.high) - 1.5 < values.max() <= meant.high
    assert case.nominal.number(f"{POINTS}.weight") == meant.nominal


def test_words_for_weights_have_the_scales_of_the_design_by_default() -> None:
    scales = dam_case().scales
    assert (scales.vital, scales.important, scales.minor) == (
        parse_range([60, 100]),
        parse_range([30, 60]),
        parse_range([5, 30]),
    )


def test_points_are_drawn_on_a_grid_of_a_hundredth_and_trust_on_one_of_a_ten_thousandth() -> None:
    case = dam_case(
        {"points": {"none": [0, 3], "low": [-5, 5], "high": 0, "huge": 0}},
        trust=[{"from": "up", "to": "down", "level": [0.1, 0.9]}],
    )
    for one in case.draw(200):
        assert (one.number(f"{POINTS}.points.none") * 100).denominator == 1
        assert (one.number(f"{POINTS}.points.low") * 100).denominator == 1
        assert (one.number("trust.0.level") * 10_000).denominator == 1


@given(st.decimals(-10, 10, places=6), st.integers(1, 200_000))
def test_draws_stay_in_ranges_however_narrow(low: Any, width: int) -> None:  # noqa: ANN401 - a decimal
    start = Fraction(low)
    end = start + Fraction(width, 10**6)
    values = {row[0] for row in Input("x", Range(start, end), ("x",)).at(latin_hypercube(50, 1, SEED, "x"))}
    assert all(start <= value <= end for value in values)
    assert len(values) >= 10


def test_what_is_certain_is_drawn_as_written() -> None:
    case = dam_case({"points": {"none": 0.001, "low": [7, 7], "high": -3, "huge": 4}, "weight": 2.25})
    assert all(one.certain for one in inputs(case))
    assert all(one.numbers == case.nominal.numbers for one in case.draw(5, SEED))
