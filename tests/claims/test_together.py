"""Statements judged in many worlds at once say what they say in each world alone."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from detente.case.case import Case
from detente.case.language import parse_expression
from detente.claims.evaluate import World, holds, truth
from detente.claims.together import has_slack, hold_in_each, slack_in_each
from detente.outcomes.sample import Sample

if TYPE_CHECKING:
    from detente.case.uncertainty import CertainCase

# A quay is worth from -10 to 10 to a, and a bridge from 0 to 20; b signs both.
CASE = Case.from_text("""
detente: 1
title: A quay and a bridge
as_of: 2010-02-01
parties: {a: {}, b: {}}
issues:
  quay:
    options: [none, built]
    today: none
    decided_by: [a, b]
    stances: {a: {points: {none: 0, built: [-10, 10]}}, b: {points: {none: 0, built: 10}}}
  bridge:
    options: [none, built]
    today: none
    decided_by: [a, b]
    stances: {a: {points: {none: 0, built: [0, 20]}}, b: {points: {none: 0, built: 5}}}
""")
DRAWS = list(CASE.draw(40, 2010))
STATEMENTS = (
    "signable(quay is built) > 0",
    "signable(quay is built) = signs(a, quay is built)",
    "signable(quay is built) + 1 <= signable() - signable(bridge is built) * 1",
    "signable(quay is built) > 1 and signable() < 4",
    "not (signable(quay is built) > 1 or signable() != 4)",
    "2 > signable(quay is built)",
    "needs_consent(b, of=a) = 0 or signable() > 3",
    "signable(quay is built) / signable() >= 0.5",
    "change(a, quay is built) > 0 and signable(quay is built) > 1",
)


def _alone(statement: str, certain: CertainCase) -> bool:
    return holds(parse_expression(statement), World.of({None: certain}))


@pytest.mark.parametrize("statement", STATEMENTS)
def test_together_as_each_alone(statement: str) -> None:
    together = hold_in_each(parse_expression(statement), {None: Sample.of(DRAWS)})
    assert together == [_alone(statement, one) for one in DRAWS]


@pytest.mark.parametrize("statement", STATEMENTS[:3])
def test_what_holds_in_some_draws_and_fails_in_others_has_slack_where_it_holds(statement: str) -> None:
    expression = parse_expression(statement)
    slack = slack_in_each(expression, {None: Sample.of(DRAWS)})
    held = [_alone(statement, one) for one in DRAWS]
    assert [one > 0 for one in slack] == held
    assert any(map(math.isinf, slack)) != has_slack(expression)


# In about half of all draws Caldera signs no open base, of which a share would then be one of nothing.
LEAGUE = Case.from_text("""
detente: 1
title: A league and its neighbour
as_of: 2024-05-01
parties: {alba: {red_lines: [{id: no-base, never: base is open}]}, brena: {}, caldera: {}}
blocs: {league: {members: [alba, brena], decides_by: consensus}}
issues:
  base:
    options: [closed, open]
    today: closed
    decided_by: [league, caldera]
    stances:
      alba: {points: {closed: [0, 20], open: 10}}
      brena: {points: {closed: 0, open: [10, 20]}}
      caldera: {points: {closed: 0, open: [-30, 30]}}
""")
SHARE = "wedge_share(league, base is open)"


@pytest.mark.parametrize(
    "statement",
    [
        f"{SHARE} >= 0.5",
        f"not {SHARE} < 0.5",
        f"{SHARE} < 0.5",
        f"{SHARE} >= 0.5 or win_set(brena) > 0",
        f"not ({SHARE} >= 0.5 and win_set(alba, base is open) > 1)",
        f"{SHARE} + 1 > win_set(caldera) - {SHARE}",
        f"{SHARE} >= 0.5 and 1 > 0",
    ],
)
def test_what_has_no_value_in_some_worlds_has_none_in_these_alone(statement: str) -> None:
    expression = parse_expression(statement)
    worlds = list(LEAGUE.draw(40, 2010))
    held = [_alone(statement, one) for one in worlds]
    assert hold_in_each(expression, {None: Sample.of(worlds)}) == held
    assert len({truth(parse_expression(f"{SHARE} >= 0"), World.of({None: one})) for one in worlds}) > 1
    if has_slack(expression):
        assert [one > 0 for one in slack_in_each(expression, {None: Sample.of(worlds)})] == held


def test_slack_is_the_difference_of_the_sides_and_the_least_of_several() -> None:
    """By hand: the quay is signed alone where it is no loss to a, and with the bridge where both are none."""
    statement = parse_expression("signable() > 1 and signable(quay is built) >= 1")
    slack = slack_in_each(statement, {None: Sample.of(DRAWS)})
    quay, both = [], []
    for one in DRAWS:
        alone = one.number("issues.quay.stances.a.points.built")
        quay.append(alone >= 0)
        both.append(alone + one.number("issues.bridge.stances.a.points.built") >= 0)
    # Two packages without the quay are signed in any case, so the second part is nearer to failing.
    expected = [1.0 if alone else 0.0 for alone in quay]
    assert slack == pytest.approx(expected, abs=1e-6)
    assert [one > 0 for one in slack] == both
    assert len({*zip(quay, both, strict=True)}) == 3


@pytest.mark.parametrize(
    "statement", [*STATEMENTS[:6], "signable(quay is built) = 0", "0 >= signable(quay is built)"]
)
def test_what_fails_is_as_far_from_holding_as_it_would_be_from_failing(statement: str) -> None:
    expression = parse_expression(statement)
    slack = slack_in_each(expression, {None: Sample.of(DRAWS)}, held=False)
    assert [one > 0 for one in slack] == [not _alone(statement, one) for one in DRAWS]


@pytest.mark.parametrize(
    ("statement", "held", "measured"),
    [
        ("signable() > 1", True, True),
        ("signable() > 1", False, True),
        ("signable() = 1", True, False),
        ("signable() = 1", False, True),
        ("signable() != 1", True, True),
        ("signable() != 1", False, False),
        ("signable() = 1 or signable() > 3", True, True),
        ("not signable() > 1", True, False),
    ],
)
def test_what_holds_or_fails_by_a_difference_is_measured(statement: str, held: bool, measured: bool) -> None:
    assert has_slack(parse_expression(statement), held=held) == measured


def test_all_parts_that_fail_must_turn_and_one_of_several_is_enough() -> None:
    """By hand: two packages are signed without the quay, and up to two with it."""
    counted = [sum(_alone(f"signable(quay is built) > {few}", one) for few in range(2)) for one in DRAWS]
    parts = "signable() < 2", "signable(quay is built) < 1"
    for word, expected in (("and", counted), ("or", [max(one - 1, 0) for one in counted])):
        statement = parse_expression(f" {word} ".join(parts))
        slack = slack_in_each(statement, {None: Sample.of(DRAWS)}, held=False)
        assert slack == pytest.approx(expected, abs=1e-6)
    assert set(counted) == {0, 1, 2}


@pytest.mark.parametrize("statement", ["signable(quay is built) / signable() >= 0.5", "joint_gain() > 3"])
def test_what_cannot_be_found_for_all_at_once_is_far_from_failing_as_far_as_is_known(statement: str) -> None:
    assert slack_in_each(parse_expression(statement), {None: Sample.of(DRAWS[:3])}) == [math.inf] * 3
