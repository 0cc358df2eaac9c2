"""Pools of probabilities, and of distributions as pools of their densities."""

from __future__ import annotations

from fractions import Fraction
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from detente.threats.pools import (
    Assessment,
    Distribution,
    IntrinsicRange,
    Scale,
    extremised,
    linear_pool,
    linear_pool_of_distributions,
    logarithmic_pool,
    logarithmic_pool_of_distributions,
    minimum_information,
)
from tests.threats.pools.brute_force import quantile_by_bisection

if TYPE_CHECKING:
    from random import Random

CATALOG = YAML(typ="safe").load(Path(__file__).parents[2] / "catalog" / "opinion_pools.yaml")
FORMULA = CATALOG["formula"]

chances = st.floats(1e-9, 1 - 1e-9)
weights = st.floats(0.01, 100)


def test_the_values_by_formula() -> None:
    said = FORMULA["probabilities"]
    assert linear_pool(said) == pytest.approx(FORMULA["linear"], rel=1e-14)
    assert logarithmic_pool(said) == pytest.approx(FORMULA["logarithmic"], rel=1e-14)
    expected = FORMULA["extremised"]["probability"]
    factor = FORMULA["extremised"]["factor"]
    assert extremised(logarithmic_pool(said), factor) == pytest.approx(expected, rel=1e-14)
    assert logarithmic_pool(said, factor=factor) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize(
    "row", CATALOG["by_hand"]["rows"], ids=lambda row: " and ".join(row["probabilities"])
)
def test_the_values_worked_out_by_hand(row: dict[str, Any]) -> None:
    said = [float(Fraction(one)) for one in row["probabilities"]]
    assert linear_pool(said, row["weights"]) == pytest.approx(float(Fraction(row["linear"])), rel=1e-14)
    expected = float(Fraction(row["logarithmic"]))
    assert logarithmic_pool(said, row["weights"]) == pytest.approx(expected, rel=1e-14)


@given(st.lists(st.tuples(chances, weights), min_size=1, max_size=5), st.randoms())
def test_neither_pool_depends_on_the_order_or_on_the_sum_of_weights(
    said: list[tuple[float, float]], random: Random
) -> None:
    mixed = random.sample(said, len(said))
    for pool in (linear_pool, logarithmic_pool):
        one = pool([p for p, _ in said], [w for _, w in said])
        assert pool([p for p, _ in mixed], [7 * w for _, w in mixed]) == pytest.approx(one, rel=1e-9)
        assert min(p for p, _ in said) * (1 - 1e-9) <= one <= max(p for p, _ in said) * (1 + 1e-9)


@given(st.lists(st.floats(1e-4, 1 - 1e-4), min_size=1, max_size=4), st.floats(1e-3, 1e3))
def test_a_logarithmic_pool_learns_alike_before_and_after(said: list[float], ratio: float) -> None:
    """External Bayesianity (Genest and Zidek 1986): a likelihood ratio multiplies the odds."""
    learned = [p * ratio / (p * ratio + 1 - p) for p in said]
    pooled = logarithmic_pool(said)
    after = pooled * ratio / (pooled * ratio + 1 - pooled)
    assert logarithmic_pool(learned) == pytest.approx(after, rel=1e-6)


@given(chances, st.floats(0.1, 10))
def test_extremising_is_undone_by_the_inverse_factor(probability: float, factor: float) -> None:
    there = extremised(probability, factor)
    assert extremised(1 - probability, factor) == pytest.approx(1 - there, abs=1e-9)
    if 1e-12 < there < 1 - 1e-12:
        assert extremised(there, 1 / factor) == pytest.approx(probability, rel=1e-3)


def test_tiny_probabilities_stay_exact() -> None:
    """The geometric mean of tiny odds is that of the probabilities."""
    assert logarithmic_pool([1e-300, 1e-100]) == pytest.approx(1e-200, rel=1e-12)
    assert extremised(1e-100, 2) == pytest.approx(1e-200, rel=1e-12)
    assert (extremised(0, 2), extremised(1, 2), extremised(0.5, 7)) == (0, 1, 0.5)


def _two(scale: Scale) -> list[Distribution]:
    within = IntrinsicRange(scale, 1, 40, 0.1)
    first, second = Assessment((0.05, 0.5, 0.95), (1, 4, 40)), Assessment((0.1, 0.9), (3, 9))
    return [minimum_information(first, within), minimum_information(second, within)]


@pytest.mark.parametrize("scale", Scale)
def test_a_logarithmic_pool_of_densities_is_their_scaled_product(scale: Scale) -> None:
    """Against the product on a fine grid of the background measure, summed up numerically."""
    said = _two(scale)
    pool = logarithmic_pool_of_distributions(said, [1, 3])
    middles = (np.arange(400_000) + 0.5) / 400_000
    at = pool.range.value(middles)
    to_background = at if scale is Scale.LOGARITHMIC else np.ones_like(at)
    product = (said[0].density(at) * to_background) ** 0.25 * (said[1].density(at) * to_background) ** 0.75
    summed = np.cumsum(product) / product.sum()
    assert np.allclose(pool.cdf(at), summed, atol=2e-5)


@pytest.mark.parametrize("scale", Scale)
def test_the_extremised_pool_of_densities_is_a_power_of_the_pool(scale: Scale) -> None:
    said = _two(scale)
    one, twice = (logarithmic_pool_of_distributions(said, factor=factor) for factor in (1, 2))
    assert np.allclose(twice.steps / one.steps**2, twice.steps[0] / one.steps[0] ** 2)


@pytest.mark.parametrize("scale", Scale)
def test_quantiles_of_the_linear_pool_against_bisection(scale: Scale) -> None:
    said = _two(scale)
    pool = linear_pool_of_distributions(said, [1, 3])
    for level in (0.01, 0.05, 0.3, 0.5, 0.95):
        by_bisection = quantile_by_bisection(
            lambda x: float(0.25 * said[0].cdf(x) + 0.75 * said[1].cdf(x)),
            level,
            pool.range.low,
            pool.range.high,
        )
        assert float(pool.quantile(level)) == pytest.approx(by_bisection, rel=1e-9)


def test_one_opinion_pools_to_itself() -> None:
    for one in _two(Scale.UNIFORM):
        for pool in (linear_pool_of_distributions([one]), logarithmic_pool_of_distributions([one])):
            assert np.allclose(pool.positions, one.positions)
            assert np.allclose(pool.cumulative, one.cumulative)


def test_pools_of_densities_refuse_what_cannot_be() -> None:
    one, other = _two(Scale.UNIFORM)[0], _two(Scale.LOGARITHMIC)[0]
    for pool in (linear_pool_of_distributions, logarithmic_pool_of_distributions):
        with pytest.raises(ValueError, match="over one range"):
            pool([one, other])
        with pytest.raises(ValueError, match="at least one opinion"):
            pool([])
    within = one.range
    left = Distribution(within, np.array([0, 0.5, 1]), np.array([0, 1, 1]))
    right = Distribution(within, np.array([0, 0.5, 1]), np.array([0, 0, 1]))
    with pytest.raises(ValueError, match="use the linear pool"):
        logarithmic_pool_of_distributions([left, right])
    assert linear_pool_of_distributions([left, right]).cumulative.tolist() == [0, 0.5, 1]


@pytest.mark.parametrize("factor", [1e6, 1e308])
def test_a_great_factor_leaves_the_interval_of_the_greatest_density(factor: float) -> None:
    """The second of them is densest from 3 to 9, the first from 1 to 4, and their product from 3 to 4."""
    pool = logarithmic_pool_of_distributions(_two(Scale.UNIFORM), factor=factor)
    assert pool.cdf([3, 3.25, 4]) == pytest.approx([0, 0.25, 1])


def test_answers_that_differ_in_the_last_digit_are_pooled_as_if_they_were_one() -> None:
    within = IntrinsicRange(Scale.UNIFORM, 0, 1, 0.1)
    assert 0.1 + 0.2 != 0.3
    said = [minimum_information(Assessment((0.5,), (value,)), within) for value in (0.1 + 0.2, 0.3)]
    for pool in (linear_pool_of_distributions(said), logarithmic_pool_of_distributions(said)):
        assert pool.cdf(0.3) == pytest.approx(0.5)
        assert pool.quantile([0.25, 0.5, 0.75]) == pytest.approx(said[1].quantile([0.25, 0.5, 0.75]))


@pytest.mark.parametrize(
    ("said", "given_weights", "words"),
    [
        ([0.5, 1.5], None, "1.5 does not"),
        ([float("nan")], None, "nan does not"),
        ([0.5, 0.5], [1], "2 opinions and 1 weights"),
        ([0.5, 0.5], [1, -1], "-1 is not"),
        ([0.5, 0.5], [0, 0], "above 0"),
        ([0.5], [float("inf")], "inf is not"),
        ([], None, "at least one opinion"),
    ],
)
def test_pools_of_probabilities_refuse_what_cannot_be(
    said: list[float], given_weights: list[float] | None, words: str
) -> None:
    for pool in (linear_pool, logarithmic_pool):
        with pytest.raises(ValueError, match=words):
            pool(said, given_weights)


def test_nothing_lies_between_certainty_and_impossibility() -> None:
    with pytest.raises(ValueError, match="use the linear pool"):
        logarithmic_pool([0, 1])
    assert linear_pool([0, 1]) == 0.5
    with pytest.raises(ValueError, match="factor is above 0"):
        extremised(0.5, 0)


def test_great_and_tiny_weights_are_scaled() -> None:
    """Whose sum overflows, or is the least float."""
    assert linear_pool([0.2, 0.4], [1e308, 1e308]) == pytest.approx(0.3)
    assert linear_pool([0.2, 0.4], [5e-324, 5e-324]) == pytest.approx(0.3)
    assert logarithmic_pool([0.2, 0.2], [1e308, 5e-324]) == pytest.approx(exp(log(0.2)))
