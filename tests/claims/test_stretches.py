"""Stretches of draws: each is judged by itself, and no analysis is made twice for one draw and variant."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from detente.case.arguments import Claim
from detente.case.case import load
from detente.claims import registry, stretches
from detente.claims.stretches import DEAR_DRAWS, Judged, Stretch, judged, stretches_of
from detente.claims.study import Study
from tests.claims.treaty import CASE, CHEAP, DEAR

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.case.uncertainty import CertainCase
    from detente.outcomes.sample import Sample


@pytest.mark.parametrize("draws", [0, 1, 2, 19, 20, 21, 49, 50, 51, 1000])
@pytest.mark.parametrize("dear", [True, False], ids=["dear", "cheap"])
def test_every_draw_lies_in_one_stretch(dear: bool, draws: int) -> None:
    study = Study(CASE, [CHEAP, DEAR] if dear else [CHEAP], draws, 3)
    found = stretches_of(study)
    assert [draw for one in found for draw in range(one.start, one.stop)] == list(range(draws))
    assert sum(map(len, found)) == draws
    assert all(len(one) > 0 for one in found)
    assert not any(one.start < DEAR_DRAWS < one.stop for one in found if dear)
    assert max((len(one) for one in found if one.start < DEAR_DRAWS), default=0) <= (2 if dear else 50)


def test_a_stretch_is_judged_alike_whatever_was_judged_before_and_by_whomever() -> None:
    study, alone = Study(CASE, CASE.claims, 60, 3), Study(CASE, CASE.claims, 60, 3)
    whole = judged(study, Stretch(0, 20))
    for start in (18, 0, 7):
        part = judged(alone, Stretch(start, start + 2))
        assert part.held == {claim: held[start : start + 2] for claim, held in whole.held.items()}
    assert judged(alone, Stretch(20, 22)).held["W"] == ()


def test_what_was_found_is_the_same_once_it_was_written_and_read() -> None:
    """By hand: where the goal cannot be reached, its chance is 0, by which nothing can be divided."""
    divided = Claim.model_validate({"id": "divided", "says": "It is less.", "holds_if": "1 / p_goal() > 1"})
    study, stretch = Study(CASE, [*CASE.claims, divided], 60, 3), Stretch(0, 15)
    found = judged(study, stretch)
    assert found.undefined["divided"] == {"nothing can be divided by zero": found.empty["W"]["p_goal"]}
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
