"""The classical model without an expert or a bloc, and whether it rests on one."""

from __future__ import annotations

import pytest

from detente.threats.pools import (
    Assessment,
    Weighting,
    classical_model,
    leave_one_bloc_out,
    leave_one_expert_out,
    optimised_cut_off,
    reliance,
)
from tests.threats.pools.studies import AT, ONE, small_study, tobacco


def test_the_optimised_tobacco_study_rests_on_one_expert_and_so_on_one_bloc() -> None:
    """The published decision maker has the scores of expert 7: see the catalog."""
    found = reliance(optimised_cut_off(tobacco()), {"Ex1": "north", "Ex2": "north", "Ex7": "south"})
    assert (found.experts, found.blocs) == (("Ex7",), ("south",))
    assert (found.expert_share, found.bloc_share) == (1, 1)
    assert found.on_one_expert
    assert found.on_one_bloc


def test_leaving_out_is_scoring_a_study_without_them() -> None:
    answers = [
        {"a": ONE, "b": ONE},
        {"a": Assessment(AT, (1, 4, 6))},
        {"a": Assessment(AT, (4, 5, 9)), "b": ONE},
    ]
    study = small_study(*answers, a=3, b=5)
    blocs = {"x": "north", "z": "north", "y": "south"}
    for made in (classical_model, optimised_cut_off):
        model = made(study)
        for expert, found in leave_one_expert_out(model).items():
            alone = made(study.of([one for one in "xyz" if one != expert]))
            assert found is not None
            assert found.decision_maker.quantiles == alone.decision_maker.quantiles
            assert found.scored.effective == alone.scored.effective
            assert found.optimised == model.optimised
        without = leave_one_bloc_out(model, blocs)
        assert {bloc: found and list(found.scored.scores) for bloc, found in without.items()} == {
            "north": ["y"],
            "south": ["x", "z"],
        }


def test_leaving_out_all_is_none() -> None:
    model = classical_model(small_study({"a": ONE}, {"a": Assessment(AT, (8, 9, 10))}, a=3), cut_off=0.5)
    assert leave_one_bloc_out(model, {"x": "north", "y": "north"}) == {"north": None}
    without = leave_one_expert_out(model)
    assert without["x"] is None, "the other one has a calibration below the cut-off"
    assert without["y"] is not None


def test_reliance_tells_ties_and_shares_by_bloc() -> None:
    model = classical_model(small_study({"a": ONE}, {"a": ONE}, {"a": ONE}, a=3), Weighting.EQUAL)
    found = reliance(model, {"x": "north", "y": "north", "z": "south"})
    assert (found.experts, found.blocs) == (("x", "y", "z"), ("north",))
    assert found.expert_share == pytest.approx(1 / 3)
    assert found.bloc_share == pytest.approx(2 / 3)
    assert not found.on_one_expert
    assert not found.on_one_bloc
    assert reliance(model).blocs == ()
    with pytest.raises(ValueError, match="'w' has a bloc and is no expert"):
        reliance(model, {"w": "north"})
    with pytest.raises(ValueError, match="'w' has a bloc and is no expert"):
        leave_one_bloc_out(model, {"w": "north"})
