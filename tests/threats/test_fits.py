"""Fitted distributions, against scipy's, against planted parameters and against a grid of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from detente.case.threats import Measure
from detente.threats.fits import Family, Fit, best_fit, fit_family, fitted_distribution
from detente.threats.pooled import LEVELS, mean_within
from detente.threats.pools import Assessment

if TYPE_CHECKING:
    from collections.abc import Callable

ASKED = (0.05, 0.5, 0.95)
GRIDS = {
    Family.BETA: (np.geomspace(0.02, 2000, 60), np.geomspace(0.02, 2000, 60)),
    Family.GAMMA: (np.geomspace(0.02, 2000, 60), np.geomspace(0.02, 5000, 60)),
    Family.LOG_NORMAL: (np.linspace(-8, 1, 60), np.geomspace(0.005, 10, 60)),
    Family.NORMAL: (np.linspace(-0.5, 1.5, 60), np.geomspace(0.002, 5, 60)),
}
SCIPYS: dict[Family, Callable[[float, float], Any]] = {
    Family.BETA: stats.beta,
    Family.GAMMA: lambda shape, rate: stats.gamma(shape, scale=1 / rate),
    Family.LOG_NORMAL: lambda mean, deviation: stats.lognorm(deviation, scale=np.exp(mean)),
    Family.NORMAL: stats.norm,
}
PLANTED = {
    Family.BETA: (2.5, 4.0),
    Family.GAMMA: (3.0, 9.0),
    Family.LOG_NORMAL: (-1.5, 0.4),
    Family.NORMAL: (0.4, 0.1),
}
answers = st.lists(st.integers(0, 100), min_size=3, max_size=3, unique=True).map(sorted)


@pytest.mark.parametrize("family", Family)
def test_a_family_is_the_one_of_its_name(family: Family) -> None:
    theirs = SCIPYS[family](*PLANTED[family])
    values = np.linspace(0.01, 0.99, 25)
    assert family.cdf(values, PLANTED[family]) == pytest.approx(theirs.cdf(values), abs=1e-12)
    assert family.quantile(values, PLANTED[family]) == pytest.approx(theirs.ppf(values), rel=1e-9)


def test_nothing_lies_below_the_least_value_but_of_a_normal_distribution() -> None:
    for family in Family:
        below, least = family.cdf([-0.5, 0], PLANTED[family])
        assert (below, least) == (0, 0) or family is Family.NORMAL
    assert Family.BETA.cdf(1.5, PLANTED[Family.BETA]) == 1


@pytest.mark.parametrize("levels", [(0.1, 0.9), ASKED, (0.05, 0.25, 0.5, 0.75, 0.95)])
@pytest.mark.parametrize("family", Family)
def test_parameters_that_were_planted_are_found(family: Family, levels: tuple[float, ...]) -> None:
    """On a scale from -50 to 150, with quantiles that the family itself has."""
    values = -50 + 200 * family.quantile(levels, PLANTED[family])
    found = fit_family(family, Assessment(levels, tuple(values.tolist())), -50, 150)
    assert found.parameters == pytest.approx(PLANTED[family], rel=1e-4)
    assert found.sum_of_squares < 1e-12
    assert found.misses < 1e-6
    best = best_fit(Assessment(levels, tuple(values.tolist())), -50, 150)
    assert best is not None
    # With two quantiles every family fits, and the first is taken.
    assert best.family is (Family.BETA if len(levels) == 2 else family)


@given(answers, st.sampled_from(list(Family)))
@settings(max_examples=60)
def test_nothing_on_a_grid_of_parameters_misses_less(values: list[int], family: Family) -> None:
    found = fit_family(family, Assessment(ASKED, tuple(map(float, values))), 0, 100)
    one, two = (part.ravel() for part in np.meshgrid(*GRIDS[family]))
    missed = np.stack(
        [family.cdf(value / 100, (one, two)) - level for value, level in zip(values, ASKED, strict=True)]  # type: ignore[arg-type]
    )
    assert found.sum_of_squares <= float(np.min(np.sum(missed**2, axis=0))) + 1e-6
    assert found.sum_of_squares == pytest.approx(
        float(np.sum((found.cdf(values) - np.array(ASKED)) ** 2)), abs=1e-12
    )


def test_a_fit_that_leaves_a_quantile_aside_is_told_by_how_far() -> None:
    """Two parameters cannot keep 2, 58 and 59: what is nearest in probability keeps the upper two."""
    found = best_fit(Assessment(ASKED, (2, 58, 59)), 0, 100)
    assert found is not None
    assert found.misses == pytest.approx(0.55, abs=0.02)
    assert found.sum_of_squares == pytest.approx(0.05**2)


@given(answers, st.sampled_from([1e-3, 7.0, 1e6]), st.sampled_from([-300.0, 0.0, 40.0]))
@settings(max_examples=40)
def test_the_unit_changes_nothing(values: list[int], factor: float, shift: float) -> None:
    plain = best_fit(Assessment(ASKED, tuple(map(float, values))), 0, 100)
    other = best_fit(
        Assessment(ASKED, tuple(factor * one + shift for one in values)), shift, shift + factor * 100
    )
    assert plain is not None
    assert other is not None
    assert other.sum_of_squares == pytest.approx(plain.sum_of_squares, abs=1e-6)
    if plain.family is other.family:
        moved = (other.quantile(0.5) - shift) / factor
        assert moved == pytest.approx(plain.quantile(0.5), rel=1e-3, abs=1e-3)


@given(answers)
@settings(max_examples=60)
def test_in_steps_it_is_nearly_the_same(values: list[int]) -> None:
    fit = best_fit(Assessment(ASKED, tuple(map(float, values))), 0, 100)
    assert fit is not None
    found = fitted_distribution(fit)
    inside = np.linspace(0.01, 99.99, 211)
    assert found.cdf(inside) == pytest.approx(fit.cdf(inside), abs=2e-3)
    exact = np.clip(fit.quantile(LEVELS), 0, 100)
    assert fit.cdf(np.clip(found.quantile(LEVELS), 0, 100)) == pytest.approx(fit.cdf(exact), abs=2e-3)


def test_one_quantile_and_a_scale_that_does_not_rise_are_no_ground_for_a_fit() -> None:
    one = Assessment((0.5,), (3.0,))
    assert best_fit(one, 0, 10) is None
    with pytest.raises(ValueError, match="two quantiles at least"):
        fit_family(Family.BETA, one, 0, 10)
    with pytest.raises(ValueError, match="that from 10 to 10 does not"):
        fit_family(Family.BETA, Assessment(ASKED, (1.0, 2.0, 3.0)), 10, 10)


@pytest.mark.parametrize("values", [(0, 1, 100), (0, 50, 100), (0, 1e-9, 2e-9), (99, 99.5, 100)])
def test_answers_at_the_ends_of_the_scale_are_ordinary(values: tuple[float, ...]) -> None:
    fit = best_fit(Assessment(ASKED, values), 0, 100)
    assert isinstance(fit, Fit)
    assert np.all(np.isfinite(fitted_distribution(fit).quantile(LEVELS)))


def test_what_lies_beyond_the_scale_counts_as_its_end() -> None:
    """A normal distribution around 0.98 on a scale to 1: by integration of what is cut off at 1."""
    fit = Fit(Family.NORMAL, (0.98, 0.1), 0, 1, Assessment((0.5, 0.95), (0.98, 1.0)), 0.0)
    assert fit.misses == 0
    measure = Measure()
    above = stats.norm(0.98, 0.1).expect(lambda value: value - 1, lb=1, ub=3)
    assert mean_within(fitted_distribution(fit), measure) == pytest.approx(0.98 - above, abs=1e-4)
