"""What packages are worth, in exact fractions."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from detente.case.formula import Is
from detente.outcomes.holders import voices
from detente.outcomes.values import Valuation, bloc_value_says, mean, valuation_of, value_of
from tests.brute_force_case import CaseOracle
from tests.case_strategies import case_mappings, read_case
from tests.small_cases import alliance_case

TODAY = {"troops": "many", "aid": "refused", "talks": "closed"}
DEAL = {"troops": "few", "aid": "given", "talks": "open"}


@pytest.mark.parametrize(
    ("key", "today", "deal"),
    [
        # hawks: 100 / 50 / 0 points for troops; aid as the league, 0 or 30.
        ("a", 100, 80),
        # c: weight 2; 20 points for few; 30 for aid as the league; 4 for both together.
        ("c", 0, 74),
        # d: weight 3; 0 / 50 / 100 points for troops; 6 or 0 for aid.
        ("d", 6, 150),
        # The league: its own stance on aid; on troops the mean of two hawks and c; a third of the 4 of c.
        ("league", Fraction(200, 3), Fraction(100 + 40 + 4, 3) + 30),
    ],
)
def test_a_package_is_worth_the_sum_of_weight_times_points_and_interactions(
    key: str, today: Fraction, deal: Fraction
) -> None:
    valuation = value_of(alliance_case().nominal, key)
    assert valuation.of(TODAY) == today
    assert valuation.of(DEAL) == deal


def test_the_value_of_no_agreement_is_declared_or_that_of_today() -> None:
    certain = alliance_case().nominal
    assert value_of(certain, "c").floor(TODAY) == 25
    assert value_of(certain, "d").walk_away is None
    assert value_of(certain, "d").floor(TODAY) == 6
    assert value_of(certain, "d").floor(DEAL) == 150


def test_a_member_has_the_nearest_value_of_no_agreement_and_the_nearest_interactions() -> None:
    case = alliance_case(
        (
            "members: [a, b, c], decides",
            "members: [a, b, c], walk_away: 7, worth: [{when: aid is given, points: 1}], decides",
        ),
        ("hawks: {of", "hawks: {walk_away: 9, of"),
    )
    hawks, c = voices(case, ("league",))
    assert (hawks.walk_away, hawks.worth, c.walk_away, c.worth) == ("hawks", "league", "c", "c")
    assert valuation_of(case.nominal, hawks).walk_away == 9
    assert valuation_of(case.nominal, hawks).of(DEAL) == 81
    assert value_of(case.nominal, "league").walk_away == 7
    assert value_of(case.nominal, "league").of(DEAL) == Fraction(140, 3) + 30 + 1


def test_a_stance_without_order_and_points_is_worth_nothing_either_way() -> None:
    case = alliance_case(("{points: {refused: 6, given: 0}}", "{never: given}"))
    assert value_of(case.nominal, "d").of(DEAL) == 150
    assert value_of(case.nominal, "d").points["aid"] == {"refused": 0, "given": 0}


def test_the_words_for_a_blocs_value_say_what_it_is_made_of() -> None:
    case = alliance_case()
    assert bloc_value_says(case, "league", ["troops"]) == "the mean of its 3 members"
    assert bloc_value_says(case, "league", ["aid"]) == "its own stance"
    assert (
        bloc_value_says(case, "league", ["troops", "aid"])
        == "its own stance on “aid”, and the mean of its 3 members on the rest"
    )
    with pytest.raises(KeyError):
        bloc_value_says(case, "d", ["aid"])


def test_a_mean_counts_each_as_often_as_it_has_members() -> None:
    when = Is("x", frozenset({"b"}))
    one = Valuation({"x": {"a": Fraction(3), "b": Fraction(0)}}, ((when, Fraction(6)),))
    other = Valuation({"y": {"c": Fraction(9)}}, ((when, Fraction(0)),))
    assert mean([one, other], [2, 1]) == Valuation(
        {"x": {"a": Fraction(2), "b": Fraction(0)}, "y": {"c": Fraction(3)}}, ((when, Fraction(4)),)
    )


def test_who_values_every_package_the_same_is_indifferent() -> None:
    same = {"x": {"a": Fraction(3), "b": Fraction(3)}}
    assert Valuation().indifferent
    assert Valuation(same).indifferent
    assert not Valuation({"x": {"a": Fraction(3), "b": Fraction(2)}}).indifferent
    assert not Valuation(same, ((Is("x", frozenset({"a"})), Fraction(1)),)).indifferent


@settings(max_examples=60)
@given(case_mappings())
def test_values_equal_the_oracle(mapping: dict[str, Any]) -> None:
    case, oracle = read_case(mapping), CaseOracle(mapping)
    options = {issue: oracle.options(issue) for issue in oracle.issues}
    for chosen in itertools.islice(itertools.product(*options.values()), 24):
        package = dict(zip(options, chosen, strict=True))
        for key in (*case.parties, *case.blocs):
            assert value_of(case.nominal, key).of(package) == oracle.value(key, package)


@settings(max_examples=50)
@given(case_mappings())
def test_the_value_of_no_agreement_of_a_party_equals_the_oracle(mapping: dict[str, Any]) -> None:
    case, oracle = read_case(mapping), CaseOracle(mapping)
    for party in case.parties:
        assert value_of(case.nominal, party).floor(oracle.today) == oracle.walk_away(party, oracle.today)
