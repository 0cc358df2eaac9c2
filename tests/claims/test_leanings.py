"""Numbers that lean: today is worth least to a party that cares for change, and most to its opposite."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.case.case import Case
from detente.case.uncertainty import inputs
from detente.claims.leanings import CHANGE, NEITHER, TODAY, Leaning, Leanings, holder_of, leaned, leanings
from detente.claims.ways import today_on

TEXT = """
detente: 1
title: What leans
as_of: 2010-02-01
parties:
  a: {walk_away: [-5, 5]}
  b: {worth: [{when: toll is low, points: [1, 9]}], weights: toll > border}
issues:
  toll:
    options: [low, middle, high]
    today: middle
    decided_by: [a, b]
    stances:
      a: {order: low > middle > high, weight: [10, 30]}
      b: {points: {low: [0, 20], middle: [40, 60], high: 100}}
  border:
    options: [closed, open]
    today: closed
    decided_by: [a, b]
    stances: {b: {points: {closed: [0, 50], open: [20, 80]}}}
trust: [{from: a, to: b, level: [0.2, 0.4]}]
"""
CASE = Case.from_text(TEXT)


def _leaning(leaning: Leaning) -> dict[str, Fraction]:
    return {
        name: value
        for one in inputs(CASE)
        for name, value in zip(
            one.numbers, leaned(one, today_on(CASE, one.path), Leanings((leaning,)), 0)[0], strict=True
        )
    }


@pytest.mark.parametrize(
    ("everybody", "today", "others", "floor"),
    [
        pytest.param(CHANGE, 40, 20, -5, id="all care for change"),
        pytest.param(TODAY, 60, 0, 5, id="all care for what holds today"),
    ],
)
def test_all_that_a_party_gave_pulls_the_same_way(
    everybody: int, today: int, others: int, floor: int
) -> None:
    """By hand: today's option and no agreement at one end of their ranges, all else at the other."""
    found = _leaning(Leaning(everybody))
    assert found["issues.toll.stances.b.points.middle"] == today
    assert found["issues.toll.stances.b.points.low"] == others
    assert found["issues.border.stances.b.points.open"] == (80 if everybody == CHANGE else 20)
    assert found["parties.b.worth.0.points"] == (9 if everybody == CHANGE else 1)
    assert found["parties.a.walk_away"] == floor
    assert found["issues.toll.stances.a.weight"] == 30


def test_a_rank_order_turns_so_that_today_is_at_its_end() -> None:
    paths = {option: f"issues.toll.stances.a.points.{option}" for option in ("low", "middle", "high")}
    change, today = _leaning(Leaning(CHANGE)), _leaning(Leaning(TODAY))
    assert change[paths["middle"]] == 0 < min(change[paths["low"]], change[paths["high"]])
    assert today[paths["middle"]] == 100 > max(today[paths["low"]], today[paths["high"]])


def test_one_may_lean_against_all_others() -> None:
    found = _leaning(Leaning(TODAY, "b", CHANGE, weight=0))
    assert found["issues.toll.stances.b.points.middle"] == 40
    assert found["parties.a.walk_away"] == 5
    assert found["issues.toll.stances.a.weight"] == 10


def test_where_few_issues_weigh_heavily_they_do_so_with_everybody_and_all_others_weigh_little() -> None:
    text = TEXT.replace("b: {points: {low: [0, 20]", "b: {weight: [1, 2], points: {low: [0, 20]")
    case = Case.from_text(text.replace(", weights: toll > border", ""))
    given = {one.path: one for one in inputs(case)}
    heavy = Leanings(tuple(Leaning(NEITHER, weight=None, chance=number, heavy=True) for number in range(64)))
    of_a, of_b = (
        [value for (value,) in map(leaned(given[path], "middle", heavy, 0).__getitem__, range(len(heavy)))]
        for path in ("issues.toll.stances.a.weight", "issues.toll.stances.b.weight")
    )
    assert {(int(a), int(b)) for a, b in zip(of_a, of_b, strict=True)} == {(10, 1), (30, 2)}
    assert 0 < of_a.count(Fraction(30)) < 32


@pytest.mark.parametrize("word", ["order", "weight", "walk_away", "points"])
def test_an_option_may_be_called_like_what_is_given_of_it(word: str) -> None:
    """All is as it was with a name that means nothing else."""
    case = Case.from_text(TEXT.replace("low", word))
    for plain, one in zip(inputs(CASE), inputs(case), strict=True):
        assert one.path == plain.path.replace("low", word)
        if "trust" not in one.path and "weights" not in one.path:
            found, expected = (
                leaned(each, today_on(CASE, each.path), Leanings((Leaning(TODAY), Leaning(CHANGE))), 0)
                for each in (one, plain)
            )
            assert [found[0], found[1]] == [expected[0], expected[1]]


def test_who_does_not_lean_is_as_the_case_says() -> None:
    found, nominal = _leaning(Leaning(NEITHER, "b", CHANGE)), CASE.nominal.numbers
    assert found["parties.a.walk_away"] == nominal["parties.a.walk_away"]
    assert found["issues.toll.stances.a.points.middle"] == nominal["issues.toll.stances.a.points.middle"]


@pytest.mark.parametrize("leaning", leanings(frozenset({"a", "b"})).each)
def test_every_number_stays_within_its_range(leaning: Leaning) -> None:
    found = _leaning(leaning)
    assert found.keys() == CASE.nominal.numbers.keys()
    assert -5 <= found["parties.a.walk_away"] <= 5
    assert Fraction(1, 5) <= found["trust.0.level"] <= Fraction(2, 5)
    assert 0 <= found["issues.border.stances.b.points.closed"] <= 50
    order = [found[f"issues.toll.stances.a.points.{option}"] for option in ("low", "middle", "high")]
    assert [float(min(order)), float(max(order))] == [0, 100]
    weights = [found[f"issues.{issue}.stances.b.weight"] for issue in ("toll", "border")]
    assert float(sum(weights)) == pytest.approx(100, abs=0.02)


def test_a_path_belongs_to_whoever_gave_it() -> None:
    given = ["parties.a.walk_away", "issues.toll.stances.b.points.low", "trust.0.level"]
    assert [holder_of(path) for path in given] == ["a", "b", None]
