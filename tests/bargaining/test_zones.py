"""Many certain cases judged at once: nothing differs from judging each alone."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from detente.bargaining import zones as of_zones
from detente.bargaining.quantities import QUANTITIES
from detente.bargaining.zone import Zone
from detente.bargaining.zones import Common, Zones, zones
from detente.case.case import Case, load
from detente.case.formula import TRUE, Is
from detente.case.language import parse_formula
from detente.case.uncertainty import CertainCase
from detente.outcomes.negotiation import negotiation_of, rule_path
from detente.outcomes.published import UndefinedQuantityError
from detente.outcomes.sample import Sample
from tests.case_strategies import case_mappings, formula_text, read_case

if TYPE_CHECKING:
    from collections.abc import Iterator

OVER = {one.name: one for one in QUANTITIES if one.over is not None}
HARBOUR = """
detente: 1
title: A quay and a toll
as_of: 2010-02-01
parties:
  a: {walk_away: [10, 30]}
  b: {worth: [{when: quay is long and toll is low, points: [-5, 5]}]}
issues:
  quay:
    options: [none, short, long]
    today: none
    decided_by: [a, b]
    stances:
      a: {points: {none: 0, short: [5, 20], long: [10, 40]}}
      b: {points: {none: 0, short: 5, long: [0, 9]}}
  toll:
    options: [low, high]
    today: low
    decided_by: [a, b]
    stances: {a: {points: {low: 0, high: [-9, 9]}}, b: {points: {low: 0, high: [-9, 9]}}}
"""


def _some(case: Case, chance: Random, count: int = 6) -> list[CertainCase]:
    """Return draws of a case in which rules, red lines, demands and floors are dropped by chance."""
    negotiation = negotiation_of(case.nominal)
    paths = [one.path for one in negotiation.constraints]
    paths += [rule_path(rule, index) for index, rule in enumerate(case.rules)]
    return [
        CertainCase(case, one.numbers, dropped=frozenset(path for path in paths if chance.random() < share))
        for one in case.draw(count, chance.randrange(100))
        for share in [chance.choice([0, 0, 0.2, 1])]
    ]


def _alone(name: str, certains: list[CertainCase], *arguments: object) -> list[Fraction]:
    return [OVER[name].compute(one, *arguments) for one in certains]


def _questions(case: Case, formula: str) -> Iterator[tuple[str, tuple[object, ...]]]:
    yield "signable", (None,)
    yield "signable", (parse_formula(formula),)
    for key in (*case.parties, *case.blocs):
        yield "signs", (key, None)
    for issue, one in case.issues.items():
        for option in one.options:
            yield "harm", (Is(issue, frozenset({option})),)


@settings(max_examples=200, deadline=None)
@given(case_mappings(), st.randoms(use_true_random=False))
def test_each_certain_case_counts_what_it_counts_alone(mapping: dict[str, Any], chance: Random) -> None:
    case = read_case(mapping)
    certains = _some(case, chance)
    sample = Sample.of(certains)
    for name, arguments in _questions(case, formula_text(mapping, chance)):
        over = OVER[name].over
        assert over is not None
        try:
            alone = _alone(name, certains, *arguments)
        except UndefinedQuantityError:
            continue
        found = over(sample, *arguments)
        event(f"{name} at once: {found is not None}")
        if found is None:
            assert sample.table is None or any(bloc.walk_away is not None for bloc in case.blocs.values())
        else:
            assert found == alone


def test_the_real_case_is_judged_at_once() -> None:
    case = load("nato-russia-2010").with_variant("new_start")
    certains = _some(case, Random(3), 20)
    sample = Sample.of(certains)
    hasty = Is("enlargement", frozenset({"hasty"}))
    for name, arguments in (("signable", (None,)), ("signs", ("nato", None)), ("harm", (hasty,))):
        over = OVER[name].over
        assert over is not None
        alone = _alone(name, certains, *arguments)
        assert over(sample, *arguments) == alone
        assert len(set(alone)) > 1


def test_parts_that_fit_in_memory_one_after_the_other_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case.from_text(HARBOUR)
    sample = Sample.of(list(case.draw(30, 1)))
    together = zones(sample).signable_where(parse_formula("quay is long"))
    monkeypatch.setattr(of_zones, "MOST_AT_ONCE", 7)
    zones.cache_clear()
    assert zones(sample).signable_where(parse_formula("quay is long")) == together
    assert together is not None
    assert len(set(together)) > 1


@pytest.mark.parametrize(
    ("name", "most"), [("MOST_PACKAGES", 1), pytest.param("LARGEST", 10.0, id="too large to sum")]
)
def test_what_is_too_large_is_left_to_one_after_the_other(
    name: str, most: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    from detente.outcomes import margins

    monkeypatch.setattr(of_zones if name == "MOST_PACKAGES" else margins, name, most)
    sample = Sample.of(list(Case.from_text(HARBOUR).draw(3, 1)))
    assert zones(sample).signable_where(parse_formula("quay is long")) is None
    over = OVER["signable"].over
    assert over is not None
    assert over(sample, None) is None


@settings(max_examples=100, deadline=None)
@given(case_mappings(), st.randoms(use_true_random=False))
def test_what_is_given_up_counts_in_none(mapping: dict[str, Any], chance: Random) -> None:
    """As for concessions: some red lines, demands and floors are dropped by their names."""
    case = read_case(mapping)
    negotiation = negotiation_of(case.nominal)
    given_up = frozenset(one.id for one in negotiation.constraints if chance.random() < 0.4)
    certains = list(case.draw(4, chance.randrange(100)))
    found = Zones(Common(replace(negotiation, dropped=given_up)), Sample.of(certains)).signable_where(TRUE)
    again = (negotiation_of(one) for one in certains)
    alone = [Zone(replace(one, dropped=given_up)).signable.value for one in again]
    event(f"at once: {found is not None}")
    assert found is None or found == alone


@settings(max_examples=100, deadline=None)
@given(case_mappings(), st.randoms(use_true_random=False))
def test_there_is_room_just_where_something_can_be_signed(mapping: dict[str, Any], chance: Random) -> None:
    case = Case.from_mapping(mapping)
    drawn = list(case.draw(5, seed=chance.randrange(1000)))
    found = zones(Sample.of(drawn))
    room, counts = found.room_where(TRUE), found.signable_where(TRUE)
    event(f"room is told: {room is not None}")
    if room is not None and counts is not None:
        assert [one > 0 for one in room] == [count > 0 for count in counts]


def test_room_falls_as_packages_bring_less() -> None:
    """By hand: of two packages the new one brings a 8 or 3 points of 10, today neither."""
    text = """
detente: 1
title: Room
as_of: 2020-01-01
parties: {a: {}}
issues: {x: {options: [old, new], today: old, decided_by: a, stances: {a: {points: {old: 2, new: [5, 10]}}}}}
negotiation: {issues: [x], signatories: [a]}
"""
    case = Case.from_text(text)
    numbers, new = case.nominal.numbers, "issues.x.stances.a.points.new"
    wide, narrow = (replace(case.nominal, numbers={**numbers, new: Fraction(one)}) for one in (10, 5))
    room = zones(Sample.of([wide, narrow])).room_where(Is("x", frozenset({"new"})))
    assert room is not None
    assert room[0] > room[1] > 0
