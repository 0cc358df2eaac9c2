"""Estimates hold what is counted exactly, in most of many seeds."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.case.case import Case
from detente.institutions import analyse
from detente.institutions.power import minimal_coalitions, voting_power
from detente.institutions.power.composition import Core
from detente.institutions.power.counts import core_or_answer
from detente.institutions.power.critical_members import critical_members
from detente.institutions.power.open_gates import TooManyStates
from detente.institutions.power.voting_power import INDICES, VotingPower, power_of
from detente.outcomes.rule_tree import AllOf, Rule, at_least
from tests.rule_strategies import weighted_vote

MEMBERS = "abcdefghi"
LARGE = 10**30


def _vote(quota: int, weights: list[int]) -> Rule:
    return weighted_vote(quota, dict(zip(MEMBERS, weights, strict=False)))


RULES: dict[str, Rule] = {
    "nested": AllOf((at_least(5, MEMBERS), _vote(5, [0, 1, 2, 3, 4]))),
    "numbers of any length": AllOf(
        (_vote(20 * LARGE, [number * LARGE + number**3 for number in range(9)]), at_least(4, MEMBERS))
    ),
}


def _estimated(monkeypatch: pytest.MonkeyPatch, rule_name: str, seed: int) -> VotingPower:
    def refuse(*_: object) -> None:
        raise TooManyStates

    monkeypatch.setattr(voting_power, "counts_of", refuse)
    monkeypatch.setattr(voting_power, "critical_members", refuse)
    return power_of(MEMBERS, RULES[rule_name], seed=seed)


@pytest.mark.parametrize("rule_name", RULES)
def test_intervals_hold_the_exact_value_in_most_seeds(
    rule_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of intervals of 95 %, fewer than 88 in a hundred hold with a chance below one in a thousand."""
    exact = power_of(MEMBERS, RULES[rule_name])
    assert set(exact.exactness.values()) == {"exact"}  # which finds all of it, before anything is refused
    rights = {index: getattr(exact, index) for index in INDICES}
    drawn = [index for index in INDICES if index not in {"holler", "deegan_packel"}]
    held = dict.fromkeys((*drawn, "coleman_to_act"), 0)
    seeds = range(25)
    for seed in seeds:
        power = _estimated(monkeypatch, rule_name, seed)
        for index in drawn:
            for member, (low, high) in power.intervals[index].items():
                right = rights[index][member]
                held[index] += low - 1e-12 <= right <= high + 1e-12
                assert low - 1e-12 <= getattr(power, index)[member] <= high + 1e-12
        assert power.coleman_to_act_interval is not None
        low, high = power.coleman_to_act_interval
        held["coleman_to_act"] += low <= exact.coleman_to_act <= high
    assert {index for index in drawn if held[index] < 0.88 * len(seeds) * len(MEMBERS)} == set()
    assert held["coleman_to_act"] >= 0.8 * len(seeds)


def test_estimates_are_labelled_and_repeat_with_their_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    power, again, other = (_estimated(monkeypatch, "nested", seed) for seed in (5, 5, 6))
    assert power.seed == 5
    assert power.winning is None
    assert power.swings is None
    assert power.exactness["banzhaf"] == power.exactness["johnston"] == "estimated"
    assert power.exactness["holler"] == "exact"
    assert power.banzhaf == again.banzhaf != other.banzhaf
    assert power.shapley_shubik == again.shapley_shubik != other.shapley_shubik
    assert sum(share or 0 for share in power.shapley_shubik.values()) == 1


def test_an_estimate_is_printed_with_its_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    body = {"members": list(MEMBERS), "rule": {"at_least": 6}}
    case = Case.from_mapping({"bodies": {"council": body}})
    exact = analyse(case).to_json()["power"]["council"]
    assert exact["coleman_to_act_interval"] is None
    _estimated(monkeypatch, "nested", 5)
    estimated = analyse(case, seed=5).to_json()["power"]["council"]
    low, high = estimated["coleman_to_act_interval"]
    assert low < Fraction(estimated["coleman_to_act"]) < high
    assert low <= Fraction(exact["coleman_to_act"]) <= high


def test_minimal_coalitions_past_the_limit_are_unknown_with_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(minimal_coalitions, "MOST_STEPS", 3)
    power = power_of(MEMBERS, RULES["nested"])
    assert power.minimal_winning.number is None
    assert power.holler == dict.fromkeys(MEMBERS)
    assert power.exactness["holler"] == "unknown"
    assert power.undefined["holler"] == "Counting the minimal coalitions would take more than 3 steps."
    core = core_or_answer(RULES["nested"])
    assert isinstance(core, Core)
    with pytest.raises(TooManyStates):
        critical_members(core, 10, 3)


def test_a_list_past_its_limit_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minimal_coalitions, "MOST_LISTED", 2)
    members = "abcdef"
    rule = weighted_vote(11, {member: number + 1 for number, member in enumerate(members)})
    found = power_of(members, rule).minimal_winning
    assert [line.size for line in found.listed] == [2, 3]
    assert not found.complete
    assert found.number is not None
    assert found.number > 2


def test_what_is_counted_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    power_of(MEMBERS, RULES["nested"], progress=told.append)
    assert told == ["coalitions", "minimal coalitions", "critical members"]
    _estimated(monkeypatch, "nested", 0).find_all(told.append)
    assert len(told) > 3
