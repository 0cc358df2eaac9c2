"""Large weighted votes, counted in compiled tables, against counting state by state."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.institutions.power import counts, minimal_coalitions, size_table, voting_power, weighted_sizes
from detente.institutions.power.composition import core_of
from detente.institutions.power.gates import Gate, gates_of
from detente.institutions.power.open_gates import TooManyStates
from detente.institutions.power.polynomials import coefficients
from detente.institutions.power.swings import swings_of
from detente.institutions.power.voting_power import power_of
from detente.institutions.power.weighted_sizes import swings_by_size
from detente.institutions.power.weighted_sums import swings_in_all
from detente.outcomes.rule_tree import Quota, Rule, Vote


def _vote(weights: list[int], quota: int) -> Rule:
    return Quota(
        Fraction(quota), tuple((Vote(f"v{n}"), Fraction(weight)) for n, weight in enumerate(weights))
    )


def _quota(weights: list[int], share: float) -> int:
    return max(1, round(share * sum(weights)))


@settings(max_examples=150)
@given(st.lists(st.integers(1, 400), min_size=2, max_size=40), st.floats(0.01, 1))
def test_tables_equal_counting_state_by_state(weights: list[int], share: float) -> None:
    """The states are counted with Python's integers, and are themselves tested against enumeration."""
    quota = _quota(weights, share)
    found, in_all = swings_by_size(weights, quota), swings_in_all(weights, quota)
    gate = gates_of(_vote(weights, quota))
    assert isinstance(gate, Gate)
    bits = len(weights) + 1
    right = swings_of(core_of(gate), bits, 10**7)
    assert found.winning == coefficients(right.winning, bits, bits)
    assert in_all.winning == sum(found.winning)
    for number, weight in enumerate(weights):
        assert found.of_weight[weight] == coefficients(right.of_voter[f"v{number}"], bits, len(weights))
        assert in_all.of_weight[weight] == sum(found.of_weight[weight])


@pytest.mark.parametrize("threads", [1, 2, 4])
@pytest.mark.parametrize("share", [0.3, 0.5, 0.7])
def test_numbers_of_many_limbs_and_any_number_of_threads(
    threads: int, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 150 members, coalitions of half come to 2^146 and more. The identities are known of every game.

    All swings: the winning coalitions counted by their members, less those that lose; see Dubey and Shapley,
    "Mathematical properties of the Banzhaf power index", 1979.
    """
    monkeypatch.setattr(size_table, "MOST_THREADS", threads)
    monkeypatch.setattr(size_table, "_processors", lambda: threads)
    weights = [1 + 7 * number % 601 for number in range(150)]
    quota = _quota(weights, share)
    found, in_all = swings_by_size(weights, quota), swings_in_all(weights, quota)
    members = len(weights)
    swings = [sum(found.of_weight[weight][others] for weight in weights) for others in range(members)]
    for size in range(1, members + 1):
        # Each winning coalition of the size loses some of its members' swings to those one smaller that win.
        assert swings[size - 1] == size * found.winning[size] - (members - size + 1) * found.winning[size - 1]
    assert sum(found.winning) == in_all.winning
    assert {weight: sum(numbers) for weight, numbers in found.of_weight.items()} == in_all.of_weight


def test_where_sizes_are_too_many_banzhaf_is_exact_and_shapley_shubik_is_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    weights = [3 * number + 1000 for number in range(60)]
    rule, members = _vote(weights, sum(weights) // 2), [f"v{number}" for number in range(60)]
    exact = power_of(members, rule)
    assert exact.exactness_of("shapley_shubik") == "exact"
    monkeypatch.setattr(weighted_sizes, "MOST_WORDS", 1000)
    monkeypatch.setattr(counts, "MOST_STEPS", 1000)
    monkeypatch.setattr(voting_power, "MOST_STEPS", 1000)
    monkeypatch.setattr(minimal_coalitions, "MOST_STEPS", 1000)
    with pytest.raises(TooManyStates):
        swings_by_size(weights, 5000)
    power = power_of([*members, "outside"], rule, seed=3)
    assert power.exactness["banzhaf"] == "exact"
    assert power.exactness["shapley_shubik"] == "estimated"
    assert power.banzhaf == {**exact.banzhaf, "outside": 0}
    right = {**exact.shapley_shubik, "outside": Fraction(0)}
    intervals = power.intervals["shapley_shubik"]
    assert sum(low <= (right[member] or 0) <= high for member, (low, high) in intervals.items()) >= 50
