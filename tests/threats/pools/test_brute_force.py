"""Scores, distributions and pools against working them out slowly."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from detente.threats.pools import Scale, Study, Weighting, classical_model, likelihood_ratio, scored_study
from detente.threats.pools.calibration import chi_squared_tail
from tests.threats.pools.brute_force import (
    chance_at_most,
    chance_of_more,
    log_ratio_of_multinomials,
    quantile_by_bisection,
    range_of,
)
from tests.threats.pools.studies import LEVELS, studies

FIVE = (Fraction(1, 20), Fraction(1, 5), Fraction(1, 4), Fraction(1, 4), Fraction(1, 5), Fraction(1, 20))


@pytest.mark.parametrize("degrees", [1, 2, 3, 4, 5, 6, 7, 10, 20])
@pytest.mark.parametrize("statistic", [1, 3, 10, 50, 100, 700, 1370])
def test_the_tail_is_right_down_to_1e_300(statistic: int, degrees: int) -> None:
    """Against the finite sum, which has only positive terms: to 50 digits for even degrees of freedom."""
    assert chi_squared_tail(statistic, degrees) == pytest.approx(
        chance_of_more(statistic, degrees), rel=1e-12
    )


def test_the_tail_is_a_number_where_one_minus_the_distribution_is_not() -> None:
    assert 0 < chi_squared_tail(1370, 2) < 1e-297
    assert chi_squared_tail(0, 5) == 1


@given(st.tuples(*[st.integers(0, 6)] * 6).filter(any))
def test_the_likelihood_ratio_is_that_of_two_multinomials(counts: tuple[int, ...]) -> None:
    expected = log_ratio_of_multinomials(counts, FIVE)
    assert likelihood_ratio({LEVELS[1]: counts}, sum(counts)) == pytest.approx(expected, abs=1e-9)


@given(st.tuples(*[st.integers(0, 6)] * 6).filter(any), st.tuples(*[st.integers(0, 6)] * 4).filter(any))
def test_sets_of_levels_are_independent_samples(five: tuple[int, ...], three: tuple[int, ...]) -> None:
    """Log-likelihood ratios of independent samples add (Wilks 1938)."""
    expected = log_ratio_of_multinomials(five, FIVE) + log_ratio_of_multinomials(
        three, (FIVE[0], Fraction(9, 20), Fraction(9, 20), FIVE[0])
    )
    both = {LEVELS[1]: five, LEVELS[0]: three}
    assert likelihood_ratio(both, sum(five) + sum(three)) == pytest.approx(expected, abs=1e-9)


@given(studies())
def test_counts_by_going_through_the_quantiles(study: Study) -> None:
    for expert, score in scored_study(study).scores.items():
        expected: dict[tuple[float, ...], list[int]] = {}
        for name, realisation in study.answered_seeds(expert).items():
            said = study.assessments[expert][name]
            edges = [-np.inf, *said.values, np.inf]
            numbers = expected.setdefault(said.levels, [0] * (len(edges) - 1))
            for i in range(len(edges) - 1):
                numbers[i] += edges[i] < realisation <= edges[i + 1]
        assert {levels: list(numbers) for levels, numbers in score.counts.items()} == expected


@given(studies())
def test_information_is_the_integral_of_the_density(study: Study) -> None:
    """The integral of f ln(f / background) over a fine grid that is even on the background measure."""
    scored = scored_study(study)
    for expert, answers in study.assessments.items():
        for name in answers:
            scale = study.questions[name].scale
            low, high = range_of(study, name, 0.1)
            grid = low + (high - low) * (np.arange(60_000) + 0.5) / 60_000
            at = np.exp(grid) if scale is Scale.LOGARITHMIC else grid
            density = scored.distributions[expert][name].density(at)
            against = density * (at if scale is Scale.LOGARITHMIC else 1) * (high - low)
            assert np.mean(against) == pytest.approx(1, abs=1e-3)
            integral = np.mean(against * np.log(against))
            assert scored.information[expert][name] == pytest.approx(integral, abs=5e-3)


@given(studies(), st.floats(0.001, 0.999))
def test_the_quantile_undoes_the_distribution_function(study: Study, level: float) -> None:
    for answers in scored_study(study).distributions.values():
        for one in answers.values():
            assert float(one.cdf(one.quantile(level))) == pytest.approx(level, abs=1e-9)


@given(studies(), st.sampled_from(Weighting))
def test_the_decision_maker_against_bisection(study: Study, weighting: Weighting) -> None:
    model = classical_model(study, weighting)
    for name, found in model.decision_maker.quantiles.items():
        scale, ends = study.questions[name].scale, range_of(study, name, 0.1)
        low, high = np.exp(ends) if scale is Scale.LOGARITHMIC else ends

        def mixture(value: float, name: str = name) -> float:
            scale, ends = study.questions[name].scale, range_of(study, name, 0.1)
            return sum(
                weight * chance_at_most(study.assessments[expert][name], scale, ends, value)
                for expert, weight in model.weights[name].items()
            )

        for level, quantile in zip(model.decision_maker.levels, found, strict=True):
            expected = quantile_by_bisection(mixture, level, float(low), float(high))
            assert quantile == pytest.approx(expected, rel=1e-7, abs=1e-7)


@given(studies())
def test_weights_are_calibration_times_information(study: Study) -> None:
    scored = scored_study(study)
    model = classical_model(study, Weighting.ITEM)
    for name, shares in model.weights.items():
        products = {expert: scored.scores[expert].calibration for expert in shares}
        raw = [(products[expert] or 0) * scored.information[expert][name] for expert in shares]
        assume(sum(raw) > 0)
        assert list(shares.values()) == pytest.approx([one / sum(raw) for one in raw])
