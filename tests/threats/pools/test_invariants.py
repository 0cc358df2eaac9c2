"""What must not change a classical model: order, units, and questions that nobody answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.threats.pools import (
    Assessment,
    ClassicalModel,
    Question,
    Scale,
    Study,
    Weighting,
    classical_model,
    optimised_cut_off,
)
from tests.threats.pools.studies import studies

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

weightings = st.sampled_from(Weighting)


def _same(one: ClassicalModel, other: ClassicalModel) -> None:
    """Assert that two models score, weigh and choose alike."""
    for expert, score in one.scored.scores.items():
        assert other.scored.scores[expert].counts == score.counts
        assert other.scored.scores[expert].calibration == score.calibration
        assert other.scored.scores[expert].information == pytest.approx(score.information, abs=1e-9)
        assert other.shares[expert] == pytest.approx(one.shares[expert], abs=1e-6)
    assert other.scored.effective == one.scored.effective
    assert other.cut_off == one.cut_off
    assert other.decision_maker.score.counts == one.decision_maker.score.counts
    assert other.decision_maker.score.information == pytest.approx(
        one.decision_maker.score.information, abs=1e-6
    )


def _quantiles_follow(one: ClassicalModel, other: ClassicalModel, moved: Callable[[float], float]) -> None:
    for name, values in one.decision_maker.quantiles.items():
        expected = [moved(value) for value in values]
        assert other.decision_maker.quantiles[name] == pytest.approx(expected, rel=1e-6, abs=1e-6)


@given(studies(), weightings, st.randoms())
def test_the_order_of_experts_and_of_questions(study: Study, weighting: Weighting, random: Random) -> None:
    names = random.sample(sorted(study.questions), len(study.questions))
    experts = random.sample(sorted(study.assessments), len(study.assessments))
    mixed = Study(
        {name: study.questions[name] for name in names},
        {
            expert: {
                name: study.assessments[expert][name] for name in names if name in study.assessments[expert]
            }
            for expert in experts
        },
    )
    for made in (classical_model, optimised_cut_off):
        one, other = made(study, weighting), made(mixed, weighting)
        _same(one, other)
        _quantiles_follow(one, other, float)


def _moved(study: Study, scale: Scale, move: Callable[[float], float]) -> Study:
    """Return the study on one scale with every value of a question changed alike."""
    return Study(
        {
            name: Question(scale, None if asked.realisation is None else move(asked.realisation))
            for name, asked in study.questions.items()
        },
        {
            expert: {
                name: Assessment(said.levels, tuple(map(move, said.values))) for name, said in answers.items()
            }
            for expert, answers in study.assessments.items()
        },
    )


@given(studies(), weightings, st.floats(1e-3, 1e3), st.floats(-1e3, 1e3))
def test_the_unit_and_the_zero_of_a_uniform_question(
    study: Study, weighting: Weighting, factor: float, shift: float
) -> None:
    plain = _moved(study, Scale.UNIFORM, float)
    moved = _moved(study, Scale.UNIFORM, lambda value: factor * value + shift)
    for made in (classical_model, optimised_cut_off):
        one, other = made(plain, weighting), made(moved, weighting)
        _same(one, other)
        _quantiles_follow(one, other, lambda value: factor * value + shift)


@given(studies(), weightings, st.floats(1e-3, 1e3), st.floats(0.1, 5))
def test_the_unit_and_a_power_of_a_logarithmic_question(
    study: Study, weighting: Weighting, factor: float, power: float
) -> None:
    plain = _moved(study, Scale.LOGARITHMIC, float)
    moved = _moved(study, Scale.LOGARITHMIC, lambda value: factor * value**power)
    for made in (classical_model, optimised_cut_off):
        one, other = made(plain, weighting), made(moved, weighting)
        _same(one, other)
        _quantiles_follow(one, other, lambda value: factor * value**power)


@given(studies(), weightings)
def test_a_question_that_nobody_answered(study: Study, weighting: Weighting) -> None:
    more = Study({"unanswered": Question(realisation=3), **study.questions}, study.assessments)
    for made in (classical_model, optimised_cut_off):
        one, other = made(study, weighting), made(more, weighting)
        _same(one, other)
        assert one.decision_maker.quantiles == other.decision_maker.quantiles


@given(studies())
def test_experts_whose_answers_mirror_each_other_have_the_same_calibration(study: Study) -> None:
    """Mirrored about a point that is no answer, so that none lies on a quantile; levels are symmetric."""
    apart = {
        name: Question(realisation=None if asked.realisation is None else asked.realisation + 0.5)
        for name, asked in study.questions.items()
    }
    mirrored = {
        name: Question(realisation=None if asked.realisation is None else 100 - asked.realisation)
        for name, asked in apart.items()
    }
    answers = {
        expert: {
            name: Assessment(said.levels, tuple(100 - value for value in reversed(said.values)))
            for name, said in told.items()
        }
        for expert, told in study.assessments.items()
    }
    one = classical_model(Study(apart, study.assessments), Weighting.EQUAL)
    other = classical_model(Study(mirrored, answers), Weighting.EQUAL)
    for expert, score in one.scored.scores.items():
        assert other.scored.scores[expert].calibration == score.calibration
