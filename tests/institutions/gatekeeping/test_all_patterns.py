"""Gatekeeping of random networks: all patterns of consent one by one, and what must not matter."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.institutions.gatekeeping import least_refusals, swings
from detente.institutions.gatekeeping.gatekeeping import gatekeeping_of
from detente.institutions.gatekeeping.routes import accepted
from detente.outcomes.rule_tree import Quota, Vote, accepts, voters
from tests.agreement_networks import by_enumeration, case_of, networks, reaching, subsets
from tests.rule_strategies import rule_trees

if TYPE_CHECKING:
    from random import Random

    from detente.outcomes.rule_tree import Rule


@settings(max_examples=150, deadline=None)
@given(networks(), st.fractions(0, 1, max_denominator=12))
def test_all_patterns_of_consent_give_the_same(network: dict[str, Any], probability: Fraction) -> None:
    case = case_of(**network)
    found = gatekeeping_of(case, "bloc", "partner", probability)
    assert found.values == by_enumeration(network, probability)


@settings(max_examples=3, deadline=None)
@given(networks(most=8))
def test_all_patterns_of_nine_parties_give_the_same(network: dict[str, Any]) -> None:
    found = gatekeeping_of(case_of(**network), "bloc", "partner", "2/3")
    assert found.values == by_enumeration(network, Fraction(2, 3))


@settings(max_examples=30, deadline=None)
@given(networks(most=5))
def test_at_one_half_it_is_the_mean_absolute_banzhaf_index(network: dict[str, Any]) -> None:
    """Banzhaf (1965): swings over 2^(n - 1), in the game that is won where a fellow member has a route."""
    members, voters = network["blocs"]["bloc"]["members"], network["parties"]
    found = gatekeeping_of(case_of(**network), "bloc", "partner", "1/2")
    for member in members:
        others = [one for one in voters if one != member]
        indices = [
            Fraction(
                sum(
                    fellow in reaching(network, {*there, member}) and fellow not in reaching(network, there)
                    for there in subsets(others)
                ),
                2 ** len(others),
            )
            for fellow in members
            if fellow != member
        ]
        assert found.values[member] == sum(indices, Fraction(0)) / max(len(indices), 1)


@settings(max_examples=40, deadline=None)
@given(networks(), st.randoms(use_true_random=False))
def test_names_order_and_repetition_do_not_matter(network: dict[str, Any], random: Random) -> None:
    found = gatekeeping_of(case_of(**network), "bloc", "partner", "3/4").polynomials
    assert found is not None
    renamed = [f"q{number}" for number in range(len(network["parties"]))]
    random.shuffle(renamed)
    new = dict(zip(network["parties"], renamed, strict=True))

    def rename(part: Any) -> Any:  # noqa: ANN401 - any part of a case file
        if isinstance(part, dict):
            items = [(rename(key), rename(value)) for key, value in part.items()]
            random.shuffle(items)
            return dict(items)
        if isinstance(part, list):
            listed = [rename(one) for one in part]
            random.shuffle(listed)
            return listed
        return new.get(part, part) if isinstance(part, str) else part

    other = rename(network)
    other["agreements"] |= {f"again_{key}": one for key, one in other["agreements"].items()}
    again = gatekeeping_of(case_of(**other), "bloc", new["partner"], "3/4").polynomials
    assert again is not None
    assert {new[member]: one for member, one in found.items()} == dict(again)


@settings(max_examples=40, deadline=None)
@given(networks())
def test_who_is_named_is_who_has_the_greatest_figure(network: dict[str, Any]) -> None:
    found = gatekeeping_of(case_of(**network), "bloc", "partner", "9/10")
    top = max(found.values.values())
    best = {member for member, value in found.values.items() if value == top}
    assert found.gatekeeper is None or best == {found.gatekeeper}
    assert bool(found.tied) == (top > 0 and len(best) > 1)
    assert found.answer
    everybody = frozenset(network["parties"])
    assert set(found.routes) == reaching(network, everybody) & set(found.values)
    for member, lost in found.loses.items():
        gone = reaching(network, everybody) - reaching(network, everybody - {member}) - {member}
        assert set(lost) == gone & set(found.values)


@settings(max_examples=15, deadline=None)
@given(networks(most=5))
def test_it_does_not_matter_how_many_patterns_are_gone_through_at_a_time(network: dict[str, Any]) -> None:
    case = case_of(**network)
    at_once = gatekeeping_of(case, "bloc", "partner", "2/3")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(swings, "AT_A_TIME", 5)
        patched.setattr(least_refusals, "AT_A_TIME", 5)
        bit_by_bit = gatekeeping_of(case, "bloc", "partner", "2/3")
    assert bit_by_bit.polynomials == at_once.polynomials
    assert bit_by_bit.witness == at_once.witness


def test_votes_past_64_bits_are_counted_exactly() -> None:
    large = Fraction(2**70)
    rule = Quota(large + Fraction(1, 3), ((Vote("a"), large), (Vote("b"), Fraction(1, 3))))
    patterns = {"a": np.array([True, True, False]), "b": np.array([True, False, True])}
    assert accepted(rule, patterns, 3).tolist() == [True, False, False]


@settings(max_examples=60, deadline=None)
@given(rule_trees(most=4))
def test_rules_over_many_patterns_are_as_over_each(rule: Rule) -> None:
    names = voters(rule)
    sets = list(subsets(list(names)))
    patterns = {name: np.array([name in there for there in sets]) for name in names}
    met = accepted(rule, patterns, len(sets))
    assert met.tolist() == [accepts(rule, frozenset(there)) for there in sets]
