"""Worlds in which what is not held is free: nothing else moves, and every number stays within its range."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from detente.case.case import Case, load
from detente.case.uncertainty import inputs
from detente.claims.free_worlds import AS_IT_IS, WORLDS, FreeWorlds
from detente.claims.ways import REORDERED
from detente.outcomes.sample import places

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from detente.case.uncertainty import CertainCase
    from detente.outcomes.sample import Sample

CASE = Case.from_text("""
detente: 1
title: Every kind of input
as_of: 2010-02-01
parties:
  a: {walk_away: [-5, 5], weights: toll > border}
  b: {worth: [{when: toll is low, points: {low: 1, mode: 2, high: 9}}]}
issues:
  toll:
    options: [low, middle, high]
    today: low
    decided_by: [a, b]
    stances:
      a: low > middle > high
      b: {points: {low: 0, middle: [1, 4], high: 3}, weight: vital}
  border:
    options: [closed, open]
    today: closed
    decided_by: [a, b]
    stances: {a: open > closed}
rules: [{id: r1, require: toll is low}, {id: r2, require: border is open}]
variants: {other: {title: Another}}
""")
STRUCTURAL = ("rules.r1", "rules.r2")
NUMERICAL = (
    "parties.a.walk_away",
    "parties.a.weights",
    "parties.b.worth.0.points",
    "issues.toll.stances.a.order",
    "issues.toll.stances.b.points.middle",
    "issues.toll.stances.b.weight",
    "issues.border.stances.a.order",
)
CASES = {None: CASE, "other": CASE.with_variant("other")}


def _free(seed: int = 0) -> FreeWorlds:
    return FreeWorlds(CASES, STRUCTURAL, NUMERICAL, seed)


def _numbers(held: tuple[str, ...], number: int, seed: int = 0) -> dict[str, Fraction]:
    return dict(_world(_free(seed), held, number).numbers)


def _world(free: FreeWorlds, held: Iterable[str], number: int, case: str | None = None) -> CertainCase:
    return free.samples([(free.sets.number(held), number)])[case].one(0)


@pytest.mark.parametrize("number", range(_free().planned))
def test_numbers_stay_within_their_ranges_and_rank_orders(number: int) -> None:
    found = _numbers((), number)
    assert -5 <= found["parties.a.walk_away"] <= 5
    assert 1 <= found["parties.b.worth.0.points"] <= 9
    assert 1 <= found["issues.toll.stances.b.points.middle"] <= 4
    assert 60 <= found["issues.toll.stances.b.weight"] <= 100
    ranked = [found[f"issues.toll.stances.a.points.{option}"] for option in ("low", "middle", "high")]
    weights = [found[f"issues.{issue}.stances.a.weight"] for issue in ("toll", "border")]
    ordered = sorted(ranked, reverse=True)
    assert ordered[0] == 100
    assert ordered[2] == 0
    assert ordered[0] > ordered[1] > ordered[2]
    assert max(weights) > min(weights) >= 0
    assert abs(sum(weights, Fraction(-100))) <= Fraction(1, 50)
    if number < WORLDS - REORDERED:
        assert ranked == ordered
        assert weights[0] > weights[1]


def test_every_other_rank_order_is_tried() -> None:
    worlds = [_numbers((), number) for number in range(WORLDS - REORDERED, WORLDS)]
    toll = "issues.toll.stances.a"
    options = ("low", "middle", "high")
    orders = {tuple(sorted(options, key=lambda one: world[f"{toll}.points.{one}"])) for world in worlds}
    assert len(orders) == 6
    heavier = {world[f"{toll}.weight"] > world["issues.border.stances.a.weight"] for world in worlds}
    assert heavier == {True, False}


def test_ends_of_ranges_are_tried_together_and_apart() -> None:
    walk_aways = [_numbers((), number)["parties.a.walk_away"] for number in range(WORLDS)]
    weights = [_numbers((), number)["issues.toll.stances.b.weight"] for number in range(WORLDS)]
    ends = set(zip(walk_aways, weights, strict=True))
    assert ends >= {(Fraction(a), Fraction(b)) for a, b in [(-5, 60), (-5, 100), (5, 60), (5, 100), (0, 80)]}


@pytest.mark.parametrize("number", range(0, WORLDS, 5))
def test_what_is_held_is_as_in_the_nominal_case_and_the_rest_does_not_move(number: int) -> None:
    held = ("parties.a.walk_away", "issues.toll.stances.a.order")
    free, kept = _numbers((), number), _numbers(held, number)
    fixed = {path for path in free if path == held[0] or path.startswith("issues.toll.stances.a.points")}
    for path in free:
        assert kept[path] == (CASE.nominal.number(path) if path in fixed else free[path])


def test_everything_held_is_the_nominal_case() -> None:
    free = _free()
    for number in range(WORLDS):
        certain = _world(free, (*STRUCTURAL, *NUMERICAL), number)
        assert certain.numbers == CASE.nominal.numbers
        assert not certain.dropped


def test_what_is_held_is_never_absent_and_the_rest_sometimes() -> None:
    free = _free()
    for number in range(WORLDS):
        assert _world(free, {"rules.r1"}, number).dropped <= {"rules.r2"}
    absent = {_world(free, (), number).dropped for number in range(WORLDS)}
    assert {frozenset(), frozenset(STRUCTURAL)} <= absent


def test_variants_share_their_numbers() -> None:
    for number in range(WORLDS):
        assert _world(_free(), (), number).numbers == _world(_free(), (), number, "other").numbers


def test_worlds_depend_on_the_seed_alone() -> None:
    drawn = WORLDS - 1
    assert _numbers((), drawn) == _numbers((), drawn)
    assert _numbers((), drawn) != _numbers((), drawn, seed=1)


def test_worlds_that_are_the_same_are_judged_once() -> None:
    free = _free()
    judged: list[int] = []

    def judge(samples: Mapping[str | None, Sample]) -> list[bool]:
        judged.append(len(samples[None]))
        return [True] * len(samples[None])

    remembered = free.memory(judge)
    nothing, floor = 0, free.sets.number({"parties.a.walk_away"})
    # In world 0 all are absent and numbers nominal, so a held number changes nothing.
    assert remembered([(nothing, 0), (floor, 0)]) == [True, True]
    assert judged == [1]
    assert remembered([(floor, 0), (floor, 1)]) == [True, True]
    assert judged == [1, 1]


def test_the_real_case_has_its_numbers_within_range_in_every_world() -> None:
    case = load("nato-russia-2010")
    free = FreeWorlds({None: case}, (), [one.path for one in inputs(case)], 0)
    for number in range(free.planned):
        numbers = _world(free, (), number).numbers
        assert numbers.keys() == case.nominal.numbers.keys()
        assert -8000 <= numbers["parties.russia.worth.0.points"] <= 0


def test_draws_that_are_given_are_worlds_with_what_is_held_as_in_the_nominal_case() -> None:
    drawn = [dict.fromkeys(CASES, certain) for certain in CASE.draw(3, seed=5)]
    free = FreeWorlds(CASES, STRUCTURAL, NUMERICAL, 0, drawn)
    assert free.count == 2 * (free.planned + 3)
    held = "parties.a.walk_away"
    for place, one in enumerate(drawn):
        certain = _world(free, {held}, free.planned + place)
        assert certain.dropped == frozenset()
        assert certain.number(held) == CASE.nominal.number(held) != one[None].number(held)
        assert all(value == one[None].number(path) for path, value in certain.numbers.items() if path != held)


def test_a_world_that_is_tried_again_lies_as_before_but_for_a_part_that_is_as_the_case_says() -> None:
    free, inputs = _free(), {*STRUCTURAL, *NUMERICAL}
    everything = free.sets.number(inputs)
    apart = free.count // 2
    for number in range(apart, free.count):
        before, now = free.moved(number - apart), free.moved(number)
        assert free.sets.paths(now) <= free.sets.paths(before)
        # To hold what is as the case says anyway changes nothing.
        assert free.same(0, number) == free.same(everything - now, number - apart)
    halves = (range(apart), range(apart, free.count))
    first, again = (sum(free.moved(number).bit_count() for number in half) for half in halves)
    assert again == pytest.approx((1 - AS_IT_IS) * first, rel=0.1)


def test_a_table_of_worlds_holds_their_numbers() -> None:
    free = _free()
    trials = [
        (held, number) for held in (0, free.sets.number(NUMERICAL[:3])) for number in range(0, WORLDS, 7)
    ]
    for sample in free.samples(trials).values():
        assert sample.table is not None
        for place, row in enumerate(sample.table.steps.tolist()):
            numbers = sample.one(place).numbers
            found = [Fraction(*one) for one in zip(row, sample.table.scale.per_unit, strict=True)]
            assert found == [*(numbers[path] for path in places(sample.case)), 0, 1]


@pytest.mark.parametrize("number", range(WORLDS))
def test_what_moves_is_what_makes_a_difference_when_it_is_held(number: int) -> None:
    free, nothing = _free(), frozenset[str]()
    moved = {
        one for one in (*STRUCTURAL, *NUMERICAL) if _same(free, {one}, number) != _same(free, nothing, number)
    }
    assert free.sets.paths(free.moved(number)) == moved


def _same(free: FreeWorlds, held: Iterable[str], number: int) -> tuple[dict[str, Fraction], frozenset[str]]:
    certain = _world(free, held, number)
    return dict(certain.numbers), certain.dropped
