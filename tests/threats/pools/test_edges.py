"""What cannot be is refused in one sentence; what is merely unusual has an answer."""

from __future__ import annotations

import numpy as np
import pytest

from detente.threats.pools import (
    Assessment,
    IntrinsicRange,
    NobodyWeightedError,
    Question,
    Scale,
    Study,
    Weighting,
    classical_model,
    information,
    intrinsic_range,
    likelihood_ratio,
    minimum_information,
    optimised_cut_off,
    scored_study,
)
from tests.threats.pools.studies import AT, ONE, small_study


@pytest.mark.parametrize(
    ("levels", "values", "words"),
    [
        (AT, (3, 2, 7), "2 at 0.5 is not above 3 at 0.05"),
        (AT, (2, 2, 7), "2 at 0.5 is not above 2 at 0.05"),
        (AT, (2, 3), "3 levels have 2 values"),
        (AT, (2, 3, float("inf")), "inf is not"),
        ((0.5, 0.05, 0.95), (2, 3, 7), "0.05 does not follow 0.5"),
        ((0.5, 0.5), (2, 3), "0.5 does not follow 0.5"),
        ((0, 0.5, 0.95), (2, 3, 7), "strictly between 0 and 1, and 0 does not"),
        ((5, 50, 95), (2, 3, 7), "5 does not"),
        ((), (), "at least one level"),
    ],
)
def test_assessments_that_cannot_be(levels: tuple[float, ...], values: tuple[float, ...], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Assessment(levels, values)


def test_studies_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="at least one expert"):
        Study({"a": Question()}, {})
    with pytest.raises(ValueError, match="'x' answers nothing: leave that expert out"):
        Study({"a": Question()}, {"x": {}})
    with pytest.raises(ValueError, match="'a', which is no question"):
        Study({}, {"x": {"a": ONE}})
    with pytest.raises(ValueError, match="only positive values, and 'x' says 0"):
        small_study({"a": Assessment(AT, (0, 1, 2))}, scale=Scale.LOGARITHMIC)
    with pytest.raises(ValueError, match="finite number, and nan"):
        Question(realisation=float("nan"))
    with pytest.raises(ValueError, match="the realisation -1 is not"):
        Question(Scale.LOGARITHMIC, -1)


def test_answers_that_are_all_the_same_leave_no_range() -> None:
    same = {"a": Assessment((0.5,), (4,))}
    with pytest.raises(ValueError, match=r"question 'a': all that is said is 4\.0, which leaves no range"):
        scored_study(small_study(same, same, a=4))
    apart = classical_model(small_study(same, same, a=5), Weighting.EQUAL)
    assert apart.decision_maker.quantiles["a"] == pytest.approx([4])


def test_ranges_that_cannot_be() -> None:
    study = small_study({"a": ONE})
    for overshoot in (0, -0.1, float("nan")):
        with pytest.raises(ValueError, match="an overshoot is above 0"):
            intrinsic_range(study, "a", overshoot)
    with pytest.raises(ValueError, match="too wide: use another unit"):
        IntrinsicRange(Scale.UNIFORM, -1.7e308, 1.7e308, 0.1)
    with pytest.raises(ValueError, match="too wide: use another unit"):
        IntrinsicRange(Scale.LOGARITHMIC, 1e-300, 1e300, 0.1)
    with pytest.raises(ValueError, match="only positive values"):
        IntrinsicRange(Scale.LOGARITHMIC, 0, 1, 0.1)


def test_an_answer_in_a_wrong_unit_that_makes_others_coincide_is_told() -> None:
    with pytest.raises(ValueError, match="look for an answer in another unit"):
        scored_study(small_study({"a": ONE}, {"a": Assessment(AT, (2e18, 3e18, 7e18))}))


def test_quantiles_outside_a_range_are_refused() -> None:
    with pytest.raises(ValueError, match="outside the range"):
        minimum_information(ONE, IntrinsicRange(Scale.UNIFORM, 5, 6, 0.1))
    with pytest.raises(ValueError, match="too close together"):
        information(AT, (0.2, 0.2, 0.4))


def test_a_realisation_outside_all_answers_stretches_the_range_and_falls_in_the_outer_interval() -> None:
    model = classical_model(small_study({"a": ONE}, {"a": Assessment(AT, (1, 4, 6))}, a=100), Weighting.EQUAL)
    assert model.scored.ranges["a"].high == pytest.approx(100 + 0.1 * 99)
    assert [score.counts for score in model.scored.scores.values()] == [{AT: (0, 0, 0, 1)}] * 2
    assert model.decision_maker.score.counts == {AT: (0, 0, 0, 1)}


def test_a_realisation_on_a_quantile_falls_in_the_interval_below() -> None:
    """Intervals are open below and closed above; in the pool of equal experts too, whatever the rounding."""
    for value, interval in ((2, 0), (3, 1), (7, 2)):
        model = classical_model(small_study(*[{"a": ONE}] * 6, a=value), Weighting.EQUAL)
        expected = tuple(int(i == interval) for i in range(4))
        assert model.scored.scores["x"].counts == {AT: expected}
        assert model.decision_maker.score.counts == {AT: expected}


def test_density_and_distribution_outside_and_at_the_ends() -> None:
    within = IntrinsicRange(Scale.LOGARITHMIC, 1, 100, 0.5)
    found = minimum_information(Assessment((0.5,), (10,)), within)
    assert found.density([-1, 0, 0.05, 2000]).tolist() == [0, 0, 0, 0]
    assert found.cdf([-1, 0, 0.05, 10, 2000]) == pytest.approx([0, 0, 0, 0.5, 1])
    assert found.quantile([0, 1]) == pytest.approx([0.1, 1000])
    # A quarter of the logarithmic range up to each further power of ten: 1/4 = density * x * ln 10.
    assert found.density(10) == pytest.approx(0.25 / (10 * np.log(10)))
    with pytest.raises(ValueError, match="from 0 to 1"):
        found.quantile(1.5)


def test_without_seeds_only_equal_weights_are_there() -> None:
    study = small_study({"a": ONE}, {"a": Assessment(AT, (1, 4, 6))})
    model = classical_model(study, Weighting.EQUAL)
    assert (model.scored.effective, model.decision_maker.score.calibration) == (0, None)
    assert model.decision_maker.score.combined is None
    assert model.decision_maker.score.information_of_all is not None
    assert optimised_cut_off(study, Weighting.EQUAL).shares == {"x": 0.5, "y": 0.5}
    for weighting in (Weighting.GLOBAL, Weighting.ITEM):
        with pytest.raises(ValueError, match="'x' answered no seed question"):
            classical_model(study, weighting)
    with pytest.raises(ValueError, match="at least one seed"):
        likelihood_ratio({}, 1)


def test_who_answered_fewer_seeds_lowers_the_effective_number_for_all() -> None:
    """By hand: 2 N I(s, p) with s = (0, 1, 0, 0) is 2 N ln(1 / 0.45), N of the one who answered least."""
    both = {"a": ONE, "b": ONE}
    full, fewer = small_study(both, both, a=3, b=3), small_study(both, {"a": ONE}, a=3, b=3)
    for study, number in ((full, 2), (fewer, 1)):
        scored = scored_study(study)
        assert scored.effective == number
        for score in scored.scores.values():
            assert score.likelihood_ratio == pytest.approx(2 * number * np.log(1 / 0.45))


def test_who_answered_no_seed_has_no_score_and_lowers_nothing() -> None:
    scored = scored_study(small_study({"a": ONE, "b": ONE}, {"b": ONE}, a=3))
    assert scored.effective == 1
    assert (scored.scores["y"].calibration, scored.scores["y"].information) == (None, None)


def test_a_question_that_nobody_with_weight_answered_has_no_pool() -> None:
    study = small_study({"a": ONE}, {"a": Assessment((0.05, 0.5, 0.95), (8, 9, 10)), "b": ONE}, a=3)
    model = optimised_cut_off(study)
    assert model.shares == {"x": 1.0, "y": 0.0}
    assert list(model.decision_maker.quantiles) == ["a"]


def test_cut_offs_that_leave_nobody_or_cannot_be() -> None:
    study = small_study({"a": ONE}, a=3)
    with pytest.raises(NobodyWeightedError, match="at a cut-off of 1: lower it"):
        classical_model(study, cut_off=1)
    with pytest.raises(ValueError, match="from 0 to 1, and 5 is not"):
        classical_model(study, cut_off=5)


def test_an_expert_who_says_no_more_than_the_background_has_no_global_weight() -> None:
    """The quantile cuts the range where the background does: relative information is 0."""
    silent = {"a": Assessment((0.5,), (5,)), "b": Assessment((0.5,), (5,))}
    telling = {"a": Assessment((0.5,), (0,)), "b": Assessment((0.5,), (5,))}
    study = small_study(silent, telling, a=10, b=10)
    shown = small_study(silent, telling, {"b": Assessment((0.5,), (0,))}, a=10, b=10)
    assert scored_study(study).information["x"]["a"] == pytest.approx(0, abs=1e-12)
    assert classical_model(shown).shares["x"] == pytest.approx(0, abs=1e-12)


def test_the_item_weights_of_a_question_on_which_nobody_says_anything_are_the_calibrations() -> None:
    both = Assessment((0.25, 0.75), (1, 3))
    study = small_study({"a": both, "b": ONE}, {"a": both, "b": ONE}, b=3)
    scored = scored_study(study, overshoot=0.5)
    assert scored.information["x"]["a"] == 0
    model = classical_model(study, Weighting.ITEM, overshoot=0.5, levels=(0.5,))
    assert model.weights["a"] == {"x": 0.5, "y": 0.5}


def test_nobody_with_information_means_no_global_weight_at_any_cut_off() -> None:
    study = small_study({"a": Assessment((0.25, 0.75), (1, 3))}, a=2)
    for made in (classical_model, optimised_cut_off):
        with pytest.raises(NobodyWeightedError):
            made(study, Weighting.GLOBAL, overshoot=0.5)


def test_the_pool_is_scored_at_shared_levels_or_at_those_given() -> None:
    five = Assessment((0.05, 0.25, 0.5, 0.75, 0.95), (1, 2, 3, 4, 5))
    study = small_study({"a": ONE}, {"a": five}, a=3)
    assert classical_model(study).decision_maker.levels == AT
    assert classical_model(study, levels=(0.1, 0.9)).decision_maker.levels == (0.1, 0.9)
    with pytest.raises(ValueError, match=r"0\.1 does not follow 0\.9"):
        classical_model(study, levels=(0.9, 0.1))
    apart = small_study({"a": ONE}, {"a": Assessment((0.1, 0.9), (1, 2))}, a=3)
    with pytest.raises(ValueError, match="no level in common: give the levels"):
        classical_model(apart)


def test_no_cut_off_beats_the_optimised_one() -> None:
    answers = [
        {"a": Assessment(AT, (1 + i, 4 + i, 6 + 2 * i)), "b": Assessment(AT, (2 + 3 * i, 9 + i, 20 + i))}
        for i in range(4)
    ]
    study = small_study(*answers, a=5, b=7)
    for weighting in Weighting:
        best = optimised_cut_off(study, weighting).decision_maker.score.combined
        assert best is not None
        for cut_off in np.linspace(0, 1, 101):
            try:
                other = classical_model(study, weighting, float(cut_off)).decision_maker.score.combined
            except NobodyWeightedError:
                continue
            assert other is not None
            assert other <= best * (1 + 1e-9)
