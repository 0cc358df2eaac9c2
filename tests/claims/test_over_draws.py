"""Claims over draws: what is kept of draws does not grow with their number."""

from __future__ import annotations

import gc

import pytest

from detente.case.case import Case
from detente.case.uncertainty import CertainCase
from detente.claims import analyse, stretches
from detente.claims.evaluate import World, holds
from detente.claims.over_draws import MOST_AGAINST, Judging, OverDraws
from detente.claims.study import Study, expression_of

CASE = Case.from_text("""
detente: 1
title: How much is enough
as_of: 2010-02-01
parties: {a: {walk_away: [0, 10]}, b: {walk_away: 0}}
issues:
  toll:
    options: [low, middle, high]
    today: low
    decided_by: [a, b]
    stances:
      a: {points: {low: 1, middle: 4, high: 7.5}}
      b: {points: {low: 3, middle: 2, high: 1}}
claims:
  - {id: always, says: B signs anything., holds_if: signs(b) = 3}
  - {id: mostly, says: Something is signed., holds_if: signable() > 0}
  - {id: elsewhere, says: It is signed there., holds_if: signable(variant=content) = 3}
  - {id: more, says: There is more there., holds_if: signable() < signable(variant=content)}
variants:
  content: {parties: {a: {walk_away: [-1, 2]}}}
""")
SEED = 77


def _over(draws: int) -> tuple[Study, OverDraws]:
    study = Study(CASE, CASE.claims, draws, SEED)
    return study, Judging(study).finish(lambda _: None)


@pytest.mark.parametrize("at_a_time", [1, 7, 250])
def test_claims_are_tested_in_the_draws_of_the_case(at_a_time: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "AT_A_TIME", at_a_time)
    study, over = _over(100)
    drawn = {name: list(case.draw(100, SEED)) for name, case in study.cases.items()}
    assert list(drawn) == [None, "content"]
    for claim in CASE.claims:
        expected = [
            holds(expression_of(claim), World.of(dict(zip(drawn, pair, strict=True))), claim.variant)
            for pair in zip(*drawn.values(), strict=True)
        ]
        assert over.held[claim.id] == expected
        verdict = study.verdict(claim)
        against = [index for index, held in enumerate(expected) if held != verdict][:MOST_AGAINST]
        assert list(over.against(claim, verdict=verdict)) == against
        for index, world in zip(against, study.drawn_for(claim, against), strict=True):
            assert {name: one.numbers for name, one in world.items()} == {
                name: drawn[name][index].numbers for name in world
            }


def _alive(draws: int) -> int:
    """Return how many certain cases are alive of those drawn, while what was found in them still is."""
    found = _over(draws)
    gc.collect()
    alive = sum(isinstance(one, CertainCase) and one.seed == SEED for one in gc.get_objects())
    assert len(found[1].held["mostly"]) == draws
    return alive


def test_draws_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those in a few caches are."""
    monkeypatch.setattr(stretches, "AT_A_TIME", 20)
    few = _alive(300)
    assert few < 300
    assert _alive(1000) <= few + 20


def test_draws_in_which_both_sides_are_nothing_are_told_apart() -> None:
    """By hand: below a trust of 0.45 there is no treaty at all, and to wait cannot make it less likely."""
    case = Case.from_text("""
detente: 1
title: A treaty that may fail
as_of: 2020-01-01
parties: {north: {}, south: {}}
horizon: {from: 2020, to: 2022}
trust: [{from: north, to: south, level: [0.2, 0.6]}]
blocks: {treaty: {decided_by: [north, south], needs: 0.45, delivers: 0.5}}
roadmap: {goal: treaty done, grid: 0.01}
variants: {later: {roadmap: {starts: 2021}}}
claims: [{id: W, says: To wait lowers the chance., holds_if: p_goal(variant=later) < p_goal()}]
""")
    short = sum(one.number("trust.0.level") < 0.45 for one in case.draw(15))
    [found] = analyse(case, draws=15, sufficient=False).claims
    assert found.exceptions is not None
    assert found.exceptions.empty == {"p_goal": short}
    assert short > 0
    assert found.exception.endswith(f"of the {short} draws in which it fails, p_goal is 0 in all")
