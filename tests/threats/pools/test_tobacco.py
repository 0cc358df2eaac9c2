"""The classical model on a study of the TU Delft data base; the catalog says where each value comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.threats.pools import Weighting, classical_model, optimised_cut_off, scored_study
from tests.threats.pools.studies import TOBACCO, tobacco

if TYPE_CHECKING:
    from detente.threats.pools import Score

PUBLISHED, RECOMPUTED, PEER = (TOBACCO[part] for part in ("published", "recomputed", "peer"))


def _score(name: str) -> Score:
    if name == "optimised":
        return optimised_cut_off(tobacco()).decision_maker.score
    if name in {str(weighting) for weighting in Weighting}:
        return classical_model(tobacco(), Weighting(name)).decision_maker.score
    return scored_study(tobacco()).scores[name]


@pytest.mark.parametrize("name", PUBLISHED["rows"])
def test_the_published_scores_to_the_last_printed_digit(name: str) -> None:
    score = _score(name)
    assert score.calibration is not None
    assert score.information is not None
    found = [round(score.calibration, PUBLISHED["decimals"]), round(score.information, PUBLISHED["decimals"])]
    assert found == PUBLISHED["rows"][name]


@pytest.mark.parametrize("name", RECOMPUTED["experts"])
def test_the_recomputed_scores_of_experts(name: str) -> None:
    """Recomputed by an independent program, not published."""
    score, expected = _score(name), RECOMPUTED["experts"][name]
    assert list(score.counts.values()) == [tuple(expected["counts"])]
    for part in ("likelihood_ratio", "calibration", "information", "combined"):
        assert getattr(score, part) == pytest.approx(expected[part], rel=RECOMPUTED["tolerance"])


@pytest.mark.parametrize("name", RECOMPUTED["decision_makers"])
def test_the_recomputed_scores_of_decision_makers(name: str) -> None:
    """Recomputed by an independent program, not published."""
    score, expected = _score(name), RECOMPUTED["decision_makers"][name]
    for part in ("calibration", "information", "combined"):
        assert getattr(score, part) == pytest.approx(expected[part], rel=RECOMPUTED["tolerance"])


def test_the_decision_maker_with_item_weights() -> None:
    """Computed by Anduryl 1.2.2, not published."""
    score = _score("item")
    for part in ("calibration", "information"):
        assert getattr(score, part) == pytest.approx(PEER["item"][part], rel=PEER["tolerance"])


def test_the_best_cut_off_leaves_one_expert_alone() -> None:
    """The published optimised decision maker has the scores of expert 7."""
    model = optimised_cut_off(tobacco())
    assert model.cut_off == pytest.approx(RECOMPUTED["optimised_cut_off"], rel=RECOMPUTED["tolerance"])
    assert model.optimised
    assert model.shares["Ex7"] == 1


def test_the_effective_number_is_that_of_all_seeds() -> None:
    assert scored_study(tobacco()).effective == RECOMPUTED["effective"]
