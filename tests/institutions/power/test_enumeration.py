"""Every number of voting power equals that of going through all coalitions."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from hypothesis import given, settings

from detente.institutions.power.voting_power import power_of
from detente.outcomes.rule_tree import Vote, dual, voters
from tests.institutions.power.body_strategies import nested_bodies
from tests.institutions.power.enumeration import Enumerated
from tests.rule_strategies import rule_trees

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.institutions.power.minimal_coalitions import AlikeCoalitions, MinimalCoalitions
    from detente.institutions.power.voting_power import VotingPower
    from detente.outcomes.rule_tree import Rule


def _spelt_out(line: AlikeCoalitions) -> list[frozenset[str]]:
    chosen = product(*(combinations(group, count) for group, count in line.parts))
    return [frozenset(member for part in parts for member in part) for parts in chosen]


def _check_minimal(found: MinimalCoalitions, expected: set[frozenset[str]], power: VotingPower) -> None:
    assert found.number == len(expected)
    assert found.complete
    assert [line.size for line in found.listed] == sorted(line.size for line in found.listed)
    spelt_out = [coalition for line in found.listed for coalition in _spelt_out(line)]
    assert len(spelt_out) == sum(line.number for line in found.listed) == len(expected)
    assert set(spelt_out) == expected
    assert found.of_member == {
        member: sum(member in coalition for coalition in expected) for member in power.members
    }


def _values(index: dict[str, Fraction | None]) -> list[Fraction | None]:
    return list(index.values())


def _check(rule: Rule) -> None:
    members = (*voters(rule), "outside")
    power, right = power_of(members, rule), Enumerated(members, rule)
    size = len(members)
    assert power.winning == right.winning
    assert power.swings == dict(zip(members, right.swings, strict=True))
    assert power.counts is not None
    assert power.counts.swings_by_size is not None
    for place, member in enumerate(members):
        assert power.counts.swings_by_size[member] == right.swings_by_size(place)
    assert _values(power.banzhaf) == right.banzhaf
    assert [
        share * 2 ** (size - 1) for share in _values(power.banzhaf_absolute) if share is not None
    ] == right.swings
    assert _values(power.shapley_shubik) == right.shapley_shubik
    losing = 2**size - right.winning
    for index, coalitions in ((power.coleman_prevent, right.winning), (power.coleman_initiate, losing)):
        for share, swings in zip(index.values(), right.swings, strict=True):
            assert (share is None) == (coalitions == 0)
            assert share is None or share * coalitions == swings
    assert power.coleman_to_act * 2**size == right.winning
    assert _values(power.holler) == right.holler
    assert _values(power.deegan_packel) == right.deegan_packel
    assert _values(power.johnston) == right.johnston
    _check_minimal(power.minimal_winning, right.minimal_coalitions, power)
    _check_minimal(power.minimal_blocking, right.minimal_blocking, power)
    assert set(power.exactness.values()) == {"exact"}
    assert power.intervals == {}
    undefined = {
        index
        for index in power.exactness
        if index != "coleman_to_act" and None in getattr(power, index).values()
    }
    assert power.undefined.keys() == undefined


@settings(max_examples=500)
@given(rule_trees(13, 3))
def test_random_rules_equal_enumeration(rule: Rule) -> None:
    """With the one who never votes there are up to 14 members."""
    _check(rule)


@settings(max_examples=200)
@given(nested_bodies())
def test_bodies_within_bodies_equal_enumeration(rule: Rule) -> None:
    _check(rule)


@settings(max_examples=100)
@given(rule_trees(9, 2))
def test_the_dual_has_the_same_banzhaf_and_shapley_shubik(rule: Rule) -> None:
    """Known of every simple game: its swings are those of the dual with the size of the rest."""
    members = voters(rule)
    power, other = power_of(members, rule), power_of(members, dual(rule))
    assert power.banzhaf == other.banzhaf
    assert power.banzhaf_absolute == other.banzhaf_absolute
    assert power.shapley_shubik == other.shapley_shubik
    assert power.minimal_blocking == other.minimal_winning


def test_a_single_vote_is_a_dictator() -> None:
    power = power_of("ab", Vote("a"))
    assert power.shapley_shubik == power.banzhaf == power.johnston == power.holler == {"a": 1, "b": 0}
    assert power.remarks == ("b never makes a difference under the rule.",)
