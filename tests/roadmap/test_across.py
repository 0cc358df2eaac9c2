"""A roadmap over draws: by hand, on a case in which trust alone decides, as each draw has it."""

from __future__ import annotations

from itertools import islice

import pytest

import detente
from detente.case.problems import TooLargeError
from detente.roadmap import across, analyse
from detente.roadmap.result import Roadmap
from detente.roadmap.sentences import sentences

TREATY = """
detente: 1
title: A treaty that asks for trust
as_of: 2020-01-01
parties: {north: {}, south: {}}
horizon: {from: 2020, to: 2022}
trust: [{from: north, to: south, level: [0.2, 0.6]}]
blocks:
  talks: {decided_by: [north, south], earns: 0.1}
  treaty: {decided_by: [north, south], needs: 0.45}
roadmap: {goal: treaty done, grid: 0.01}
"""
CASE = detente.Case.from_text(TREATY)


@pytest.mark.parametrize(("draws", "looked_at"), [(1, 1), (7, 7), (60, 20)])
def test_each_draw_is_looked_at_as_a_case_of_its_own(draws: int, looked_at: int) -> None:
    """The treaty can start at once where trust is 0.45; once talks have earned 0.1, from 0.35 on."""
    found = analyse(CASE, draws=draws, seed=3).across
    assert found is not None
    levels = [one.number("trust.0.level") for one in islice(CASE.draw(draws, seed=3), looked_at)]
    assert (found.draws, found.of) == (looked_at, draws)
    assert found.today == {"talks": looked_at, "treaty": sum(level >= 0.45 for level in levels)}
    assert found.ever == {"talks": looked_at, "treaty": sum(level >= 0.35 for level in levels)}
    assert found.chances == tuple(float(level >= 0.35) for level in levels)


def test_without_draws_there_is_nothing_to_say() -> None:
    result = analyse(CASE)
    assert result.across is None
    assert result.to_json()["across"] is None
    assert not any("draw" in said for said in sentences(result))


@pytest.mark.parametrize(
    ("chances", "says"),
    [
        (
            (0.0, 0.137, 0.02),
            "the goal cannot be reached in 1; the chance in the middle one is 2.0%, and at most",
        ),
        ((0.1, 0.3, 0.2), "the chance lies between 10.0% and 30.0%, in the middle one at 20.0%."),
        ((0.0, 0.0), "the goal cannot be reached in any."),
        ((0.4, 0.4), "the chance is 40.0% in each."),
    ],
)
def test_how_chances_lie_is_said(chances: tuple[float, ...], says: str) -> None:
    result = Roadmap(CASE.nominal, drawn=(CASE.nominal,), draws=100)
    result.__dict__["across"] = across.RoadAcross(chances, {}, {}, 100)
    [said] = [one for one in sentences(result) if one.startswith("Over")]
    assert said.startswith(f"Over the first {len(chances)} of 100 draws of all that is uncertain, {says}")


def test_a_roadmap_too_large_for_the_exact_method_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_large(*_: object) -> float:
        raise TooLargeError("too large")

    monkeypatch.setattr(across, "chance_of", too_large)
    result = analyse(CASE, draws=2)
    assert result.across is None
    assert "Over draws it was not looked at: the roadmap is too large for the exact method." in sentences(
        result
    )


def test_draws_are_made_of_a_case_and_never_fewer_than_none() -> None:
    with pytest.raises(ValueError, match="draws cannot be made"):
        analyse(CASE, draws=-1)
    with pytest.raises(ValueError, match="draws cannot be made"):
        analyse(CASE.nominal, draws=1)
