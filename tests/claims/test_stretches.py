"""Stretches of draws: each is judged by itself, and no analysis is made twice for one draw and variant."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from detente.case.case import Case, load
from detente.claims import registry, stretches
from detente.claims.analysis import analyse
from detente.claims.stretches import DEAR_DRAWS, Judged, Stretch, judged, stretches_of
from detente.claims.study import Study

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.case.uncertainty import CertainCase
    from detente.outcomes.sample import Sample

TEXT = """
detente: 1
title: A treaty that may fail
as_of: 2020-01-01
parties: {north: {}, south: {}}
horizon: {from: 2020, to: 2022}
trust: [{from: north, to: south, level: [0.2, 0.6]}]
blocks: {treaty: {decided_by: [north, south], needs: 0.45, delivers: [0.4, 0.6]}}
roadmap: {goal: treaty done, grid: 0.01}
variants: {later: {roadmap: {starts: 2021}}}
claims:
  - {id: W, says: To wait lowers the chance., holds_if: p_goal(variant=later) < p_goal()}
  - {id: short, says: Trust is short., holds_if: trust_short(treaty) > 0}
"""
CASE = Case.from_text(TEXT)
CHEAP = Case.from_text(TEXT[: TEXT.index("  - {id: W")] + TEXT[TEXT.index("  - {id: short") :])


@pytest.mark.parametrize("draws", [0, 1, 2, 19, 20, 21, 49, 50, 51, 1000])
@pytest.mark.parametrize("case", [CASE, CHEAP], ids=["dear", "cheap"])
def test_every_draw_lies_in_one_stretch(case: Case, draws: int) -> None:
    study = Study(case, case.claims, draws, 3)
    found = stretches_of(study)
    assert [draw for one in found for draw in range(one.start, one.stop)] == list(range(draws))
    assert sum(map(len, found)) == draws
    assert all(len(one) > 0 for one in found)
    dear = case is CASE
    assert not any(one.start < DEAR_DRAWS < one.stop for one in found if dear)
    assert max((len(one) for one in found if one.start < DEAR_DRAWS), default=0) <= (2 if dear else 50)


FEWER = "Exact roadmaps take long, so of the 60 draws only the first 20 tell of W."


@pytest.mark.parametrize(
    ("case", "draws", "fewer"),
    [
        (CASE, 60, [FEWER]),
        (CASE, 20, []),
        (CHEAP, 60, []),
    ],
    ids=["dear", "few", "cheap"],
)
def test_claims_that_are_tested_in_fewer_draws_are_named(case: Case, draws: int, fewer: list[str]) -> None:
    found = analyse(case, draws=draws, sufficient=False)
    assert found.summary()[len(found.claims) :] == fewer


def test_a_stretch_is_judged_alike_whatever_was_judged_before_and_by_whomever() -> None:
    study, alone = Study(CASE, CASE.claims, 60, 3), Study(CASE, CASE.claims, 60, 3)
    whole = judged(study, Stretch(0, 20))
    for start in (18, 0, 7):
        part = judged(alone, Stretch(start, start + 2))
        assert part.held == {claim: held[start : start + 2] for claim, held in whole.held.items()}
    assert judged(alone, Stretch(20, 22)).held["W"] == ()


def test_what_was_found_is_the_same_once_it_was_written_and_read() -> None:
    study, stretch = Study(CASE, CASE.claims, 60, 3), Stretch(0, 15)
    found = judged(study, stretch)
    assert {True, False} == set(found.held["short"])
    assert sum(found.empty["W"].values()) > 0
    written = json.loads(json.dumps(found.to_json()))
    assert Judged.of_json(written, study, stretch) == found
    for other in (Stretch(0, 14), Stretch(20, 35)):
        with pytest.raises(ValueError, match="are not those of the study"):
            Judged.of_json(written, study, other)


def test_no_analysis_is_made_twice_for_a_draw_and_a_variant(monkeypatch: pytest.MonkeyPatch) -> None:
    """All claims of the largest case, over draws of both kinds; counted where quantities are computed."""
    made: Counter[tuple[object, ...]] = Counter()
    seen: list[Sample] = []  # kept, so that no two have the same identity

    def counted(name: str, compute: Callable[..., Any]) -> Callable[..., Any]:
        def counting(certain: CertainCase, *arguments: object) -> Any:  # noqa: ANN401 - as it computes
            made["one", name, arguments, certain.case.variant, certain.draw] += 1
            return compute(certain, *arguments)

        return counting

    def counted_over(name: str, over: Callable[..., Any]) -> Callable[..., Any]:
        def counting(sample: Sample, *arguments: object) -> Any:  # noqa: ANN401 - as it computes
            seen.append(sample)
            made["over", name, arguments, sample.case.variant, id(sample)] += 1
            return over(sample, *arguments)

        return counting

    known = {
        name: (
            analysis,
            replace(
                one,
                compute=counted(name, one.compute),
                over=None if one.over is None else counted_over(name, one.over),
            ),
        )
        for name, (analysis, one) in registry.quantities().items()
    }
    monkeypatch.setattr(registry, "quantities", lambda: known)
    monkeypatch.setattr(stretches, "DEAR_DRAWS", 1)
    case = load("nato-russia-2010")
    study = Study(case, case.claims, 3, 0)
    for stretch in (Stretch(0, 1), Stretch(1, 3)):
        judged(study, stretch)
    assert {kind for kind, *_ in made} == {"one", "over"}
    assert len(made) > 50
    assert [key for key, times in made.items() if times > 1] == []
