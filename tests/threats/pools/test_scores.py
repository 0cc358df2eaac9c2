"""Scores at their edges: several sets of levels, and experts who judge equally well but for rounding."""

from __future__ import annotations

from math import log

import pytest
from scipy import stats

from detente.threats.pools import Assessment, Question, Study, optimised_cut_off
from detente.threats.pools.calibration import calibration, likelihood_ratio

ASKED = (0.05, 0.5, 0.95)


def test_every_set_of_levels_has_one_degree_of_freedom_fewer_than_intervals() -> None:
    """By hand: 2 N times the sum of n ln(share / chance) over the answers, on 3 and 1 degrees."""
    counts = {ASKED: (0, 3, 2, 1), (0.5,): (3, 1)}
    parts = [
        3 * log(0.5 / 0.45),
        2 * log(2 / 6 / 0.45),
        log(1 / 6 / 0.05),
        3 * log(0.75 / 0.5),
        log(0.25 / 0.5),
    ]
    ratio = 2 * 7 * sum(parts) / 10
    assert likelihood_ratio(counts, 7) == pytest.approx(ratio)
    assert calibration(counts, 7) == pytest.approx(stats.chi2.sf(ratio, 4))
    assert calibration(counts, 7) != pytest.approx(stats.chi2.sf(ratio, 3), abs=1e-3)


def test_rounding_does_not_take_the_weight_of_who_judges_as_well_as_another() -> None:
    """Both have one answer in each of the same intervals, in another order."""
    answers = {
        "n1": ((10.5, 20, 30), (8, 9, 12), (11, 15, 19), (9, 11, 12)),
        "s1": ((9.5, 14, 40), (10.5, 20, 30), (1, 2, 9), (9.5, 14, 40)),
    }
    given = {
        expert: {name: Assessment(ASKED, values) for name, values in zip("abcd", of, strict=True)}
        for expert, of in answers.items()
    }
    model = optimised_cut_off(Study({name: Question(realisation=10) for name in "abcd"}, given))
    scores = [score.calibration for score in model.scored.scores.values()]
    assert scores[0] == pytest.approx(scores[1], rel=1e-12)
    assert model.shares == pytest.approx({"n1": 0.72, "s1": 0.28}, abs=0.005)


def test_levels_of_what_is_not_scored_do_not_matter() -> None:
    seeds = {"a": Question(realisation=4), "b": Question(realisation=9), "x": Question()}
    said = {
        "n1": {"a": Assessment(ASKED, (2, 4, 7)), "b": Assessment(ASKED, (5, 8, 12))},
        "s1": {"a": Assessment(ASKED, (3, 5, 6)), "x": Assessment((0.1, 0.9), (1, 2))},
    }
    assert optimised_cut_off(Study(seeds, said)).decision_maker.levels == ASKED
