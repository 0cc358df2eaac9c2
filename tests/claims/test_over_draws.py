"""Claims over draws: what is kept of draws does not grow with their number."""

from __future__ import annotations

import gc

import pytest

from detente.case.arguments import Claim
from detente.case.case import Case
from detente.case.naming import capitalised
from detente.case.uncertainty import CertainCase
from detente.claims import analyse, stretches
from detente.claims.evaluate import World, holds
from detente.claims.over_draws import MOST_AGAINST, Judging, OverDraws
from detente.claims.study import Study, expression_of
from tests.claims.treaty import CASE as TREATY
from tests.claims.treaty import CHEAP, DEAR

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


def test_draws_in_which_a_statement_has_no_truth_value_are_counted() -> None:
    """By hand: A signs the best package, of 7.5 points, where no agreement is worth no more to it.

    In all other draws nothing is signed, so that nothing is best: neither less than 9 points nor not so.
    """
    claims = [
        {"id": "less", "says": "A gets less than 9.", "holds_if": "best(a) < 9"},
        {"id": "not", "says": "A does not get 9 or more.", "holds_if": "not best(a) >= 9"},
        {"id": "either", "says": "A gets much, or B signs.", "holds_if": "best(a) > 9 or signs(b) = 3"},
        {"id": "divided", "says": "Of the signable a part.", "holds_if": "signs(b) / signable() >= 1"},
    ]
    nothing = sum(one.number("parties.a.walk_away") > 7.5 for one in CASE.draw(40, SEED))
    assert 0 < nothing < 40
    found = analyse(
        CASE, claims=list(map(Claim.model_validate, claims)), draws=40, seed=SEED, sufficient=False
    )
    less, same, either, divided = found.claims
    assert [one.share for one in found.claims] == [1 - nothing / 40, 1 - nothing / 40, 1, 1 - nothing / 40]
    assert less.undefined == same.undefined == {"no package can be signed": nothing}
    assert divided.undefined == {"nothing can be divided by zero": nothing}
    assert not either.undefined
    assert less.undefined_says == (
        f"in {nothing} of 40 draws it has no truth value, and counts as failing: no package can be signed"
    )
    assert f"\n  {capitalised(less.undefined_says)}.\n" in found.summary()[0]
    assert "truth value" not in found.summary()[2]
    assert found.to_json()["claims"][0]["undefined"] == [
        {"draws": nothing, "why": "no package can be signed"}
    ]


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
    short = sum(one.number("trust.0.level") < 0.45 for one in TREATY.draw(15))
    [found] = analyse(TREATY, claims=[DEAR], draws=15, sufficient=False).claims
    assert found.exceptions is not None
    assert found.exceptions.empty == {"p_goal": short}
    assert short > 0
    assert found.exception.endswith(f"of the {short} draws in which it fails, p_goal is 0 in all")


def test_it_is_said_where_a_claim_is_tested_in_the_first_draws_alone() -> None:
    short, dear = analyse(TREATY, claims=[CHEAP, DEAR], draws=30, sufficient=False).summary()
    assert "\n  Tested in the first 20 of 30 draws only, as exact roadmaps take long.\n" in dear
    assert "Tested in" not in short
    assert "Tested in" not in analyse(TREATY, claims=[DEAR], draws=20, sufficient=False).summary()[0]


@pytest.mark.parametrize(
    ("draws", "said"), [(0, ""), (1, "Tested in 1 draw only."), (19, "Tested in 19 draws only."), (20, "")]
)
def test_it_is_said_where_draws_are_few(draws: int, said: str) -> None:
    """After 20 draws that all hold, Wilson's interval begins at 84 %, by hand: 20 / (20 + 1.96²)."""
    [found] = analyse(CASE, claims=CASE.claims[:1], draws=draws, sufficient=False).summary()
    assert [line.strip() for line in found.splitlines() if "Tested" in line] == ([said] if said else [])
