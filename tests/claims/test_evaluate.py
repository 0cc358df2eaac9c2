"""Whether a claim's expression holds: the grammar, level by level, against values calculated by hand."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

import pytest

from detente.case.case import Case
from detente.case.language import parse_expression
from detente.claims.evaluate import (
    World,
    arguments_of,
    calls,
    holds,
    truth,
)
from detente.outcomes.published import Quantity, UndefinedQuantityError

if TYPE_CHECKING:
    from detente.case.language import Call
    from detente.outcomes.published import Grounds

# Six packages: the toll is worth 4, 2, 0 to a and the reverse to b, an open border 1 to both, closed -1.
# Signable is what leaves neither below 2: only the middle toll with an open border, (3, 3).
CASE = Case.from_text("""
detente: 1
title: A toll and a border
as_of: 2010-02-01
parties: {a: {walk_away: 2}, b: {walk_away: 2}, idle: }
issues:
  toll:
    options: [low, middle, high]
    today: low
    decided_by: [a, b]
    stances:
      a: {points: {low: 4, middle: 2, high: 0}}
      b: {points: {low: 0, middle: 2, high: 4}}
  border:
    options: [closed, open]
    today: closed
    decided_by: [a, b]
    stances:
      a: {points: {closed: -1, open: 1}}
      b: {points: {closed: -1, open: 1}}
variants:
  easy:
    parties: {a: {walk_away: 1}, b: {walk_away: 1}}
""")
WORLD = World.of({None: CASE.nominal, "easy": CASE.with_variant("easy").nominal})


def _call(text: str) -> Call:
    (call,) = calls(parse_expression(f"{text} = 0"))
    return call


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("feasible()", 6),
        ("feasible", 6),
        ("signable()", 1),
        ("signable(toll is middle)", 1),
        ("signable(toll in (low, high))", 0),
        ("signable(toll is not middle or border is closed)", 0),
        ("signable(variant=easy)", 4),
        ("signable(border is open, variant=easy)", 3),
        ("best(a)", 3),
        ("best(a, variant=easy)", 5),
        ("worth_today(b)", -1),
        ("worth_today(idle)", 0),
        ("change(a, toll is high)", -4),
        ("joint_gain()", 2),
        ("needs_consent(a, of=b, variant=easy)", None),
    ],
)
def test_quantities_have_the_values_of_the_case(text: str, value: int | None) -> None:
    if value is None:
        with pytest.raises(UndefinedQuantityError):
            WORLD.value(_call(text), None)
    else:
        assert WORLD.value(_call(text), None) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # comparisons
        ("signable() = 1", True),
        ("signable() != 1", False),
        ("signable() < 1", False),
        ("signable() <= 1", True),
        ("signable() > 0", True),
        ("signable() >= 2", False),
        # arithmetic: products before sums, from the left, with signs
        ("1 + 2 * 3 = 7", True),
        ("(1 + 2) * 3 = 9", True),
        ("8 - 3 - 2 = 3", True),
        ("8 / 4 / 2 = 1", True),
        ("-2 + 3 = 1", True),
        ("- (2 - 5) = 3", True),
        ("0.1 + 0.2 = 0.3", True),
        ("1 / 3 * 3 = 1", True),
        ("feasible() / 2 - signable(variant=easy) = -1", True),
        # connectives: not before and before or
        ("1 = 1 or 1 = 2 and 1 = 2", True),
        ("(1 = 1 or 1 = 2) and 1 = 2", False),
        ("not 1 = 2 and 1 = 1", True),
        ("not (1 = 1 and 1 = 2)", True),
        ("not 1 = 1 or 1 = 1", True),
        ("not not 1 = 1", True),
    ],
)
def test_expressions_hold_as_calculated_by_hand(text: str, expected: bool) -> None:
    assert holds(parse_expression(text), WORLD) is expected


NO_VALUE = "best(idle) > 0"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NO_VALUE, None),
        (f"not {NO_VALUE}", None),
        (f"{NO_VALUE} and 1 = 1", None),
        (f"{NO_VALUE} and 1 = 2", False),
        (f"1 = 2 and {NO_VALUE}", False),
        (f"{NO_VALUE} or 1 = 1", True),
        (f"1 = 1 or {NO_VALUE}", True),
        (f"{NO_VALUE} or 1 = 2", None),
        (f"not ({NO_VALUE} or 1 = 2)", None),
        (f"not ({NO_VALUE} and 1 = 2)", True),
        ("best(idle) = best(idle)", None),
        ("best(idle) * 0 = 0", None),
        ("1 / 0 = 1", None),
        ("1 / (signable() - 1) > 0", None),
    ],
)
def test_what_has_no_value_is_neither_true_nor_false(text: str, expected: bool | None) -> None:
    """Kleene 1952, the strong three-valued tables."""
    expression = parse_expression(text)
    assert truth(expression, WORLD) is expected
    assert holds(expression, WORLD) is (expected is True)


def test_a_variant_of_the_claim_is_where_quantities_are_taken_that_name_none_themselves() -> None:
    expression = parse_expression("signable() = 4 and signable(variant=easy) = 4")
    assert holds(expression, WORLD, "easy")
    assert not holds(expression, WORLD)


def test_a_quantity_is_computed_once_for_each_variant() -> None:
    world = World.of(WORLD.certain)
    assert holds(parse_expression("signable() = 1 and signable() < signable(variant=easy)"), world)
    assert sorted(str(where) for _, where in world.values) == ["None", "easy"]


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("signable()", [None]),
        ("signable(toll is low)", ["toll is low"]),
        ("best(a)", ["a", None]),
        ("best(a, toll is low)", ["a", "toll is low"]),
        ("needs_consent(a, of=b)", ["a", "b"]),
        ("needs_consent(a, b)", ["a", "b"]),
        ("needs_consent(of=b, party=a)", ["a", "b"]),
        ("change(a, toll is high, variant=easy)", ["a", "toll is high"]),
    ],
)
def test_arguments_come_in_the_order_of_the_quantity(text: str, arguments: list[str | None]) -> None:
    assert [None if one is None else str(one) for one in arguments_of(_call(text))] == arguments


def test_quantities_are_found_wherever_they_stand() -> None:
    expression = parse_expression("not (signable() + best(a) > 0 or - joint_gain() = 1)")
    assert [call.name for call in calls(expression)] == ["signable", "best", "joint_gain"]


@dataclass(frozen=True)
class _Rank:
    """Grounds that tell how values are ordered, up to a rank past which they tell nothing."""

    rank: int

    def at_least_as(self, other: Grounds) -> bool:
        return isinstance(other, _Rank) and max(self.rank, other.rank) < 2 and self.rank >= other.rank


@pytest.mark.parametrize("sign", ["<", "<=", "=", "!=", ">=", ">"])
@pytest.mark.parametrize(("left", "right"), list(product(range(4), repeat=2)))
@pytest.mark.parametrize("bound", [-1, 0, 1, 2])
def test_what_is_settled_without_a_value_is_what_the_values_say(
    monkeypatch: pytest.MonkeyPatch, sign: str, left: int, right: int, bound: int
) -> None:
    """Source: the comparison of the values themselves; a bound never says more than they do."""
    values, asked = {"left": left, "right": right}, []

    def published(name: str) -> Quantity:
        def compute(_: object) -> Fraction:
            asked.append(name)
            return Fraction(values[name])

        return Quantity(
            name,
            (),
            "",
            "",
            compute,
            str,
            tuple,
            exceeds=lambda _, number: min(values[name], bound) > number,
            grounds=lambda _: _Rank(values[name]),
        )

    monkeypatch.setattr("detente.claims.evaluate.quantity", published)
    expression = parse_expression(f"left() {sign} right()")
    whole = holds(expression, World.of(WORLD.certain))
    assert sorted(asked) == ["left", "right"]
    asked.clear()
    assert holds(expression, World.of(WORLD.certain, brief=True)) == whole
    if sign in {"<=", ">="} and whole and max(left, right) < 2:
        assert asked == []  # what they follow from tells
    if sign == "<" and left < min(right, bound):
        assert asked == ["left"]
