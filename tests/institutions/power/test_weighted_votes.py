"""Large weighted votes, counted in compiled tables, against counting state by state."""

from __future__ import annotations

import random
import threading
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.institutions.power import counts, minimal_coalitions, size_table, voting_power, weighted_sizes
from detente.institutions.power.composition import core_of
from detente.institutions.power.gates import Gate, gates_of
from detente.institutions.power.open_gates import TooManyStates
from detente.institutions.power.polynomials import coefficients, field_for
from detente.institutions.power.swings import swings_of
from detente.institutions.power.voting_power import power_of
from detente.institutions.power.weighted_sizes import swings_by_size
from detente.institutions.power.weighted_sums import swings_in_all
from detente.outcomes.rule_tree import AllOf, Rule, dual
from tests.institutions.power.enumeration import Enumerated
from tests.rule_strategies import weighted_vote


def _vote(weights: list[int], quota: int) -> Rule:
    return weighted_vote(quota, {f"v{number}": weight for number, weight in enumerate(weights)})


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
    bits = field_for(len(weights))
    right = swings_of(core_of(gate), bits, 10**7)
    assert found.winning == coefficients(right.winning, bits, len(weights) + 1)
    assert in_all.winning == sum(found.winning)
    for number, weight in enumerate(weights):
        assert found.of_weight[weight] == coefficients(right.of_voter[f"v{number}"], bits, len(weights))
        assert in_all.of_weight[weight] == sum(found.of_weight[weight])


@settings(max_examples=100)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=12), st.floats(0.01, 1))
def test_minimal_coalitions_by_weight_equal_enumeration(weights: list[int], share: float) -> None:
    quota = _quota(weights, share)
    names = [f"v{number}" for number in range(len(weights))]
    right = Enumerated(names, _vote(weights, quota))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(minimal_coalitions, "FEW_STEPS", 0)
        power = power_of(names, _vote(weights, quota))
        found = power.minimal_winning
        assert found.number == len(right.minimal_coalitions)
        assert found.of_member == dict(zip(names, right.minimal_with, strict=True))
        listed = [frozenset(group[0] for group, _ in line.parts) for line in found.listed]
        assert len(listed) == found.number
        assert set(listed) == right.minimal_coalitions
        assert [line.size for line in found.listed] == sorted(line.size for line in found.listed)
        assert found.complete
        assert power.exactness_of("holler") == "exact"
        assert list(power.holler.values()) == right.holler


def test_a_large_vote_has_its_minimal_coalitions_counted_but_not_by_size() -> None:
    """Of 80 members with weights like these; that each is minimal can be seen from the weights."""
    weights = [1000 + 37 * number % 991 for number in range(80)]
    names, quota = [f"v{number}" for number in range(80)], sum(weights) // 2
    power = power_of(names, _vote(weights, quota))
    found = power.minimal_winning
    assert found.number is not None
    assert found.of_member is not None
    assert len(found.listed) == 1000 < found.number
    assert not found.complete
    for line in found.listed:
        inside = [weights[int(group[0][1:])] for group, _ in line.parts]
        assert sum(inside) - min(inside) < quota <= sum(inside)
    assert power.exactness_of("deegan_packel") == "unknown"
    assert power.undefined["deegan_packel"].endswith("by size would take more than 100,000 steps.")
    assert "holler" not in power.undefined


def test_a_vote_too_large_for_any_table_says_after_how_many_steps_it_was_given_up() -> None:
    weights = [10**9 - 7919 * number**2 for number in range(60)]
    found = power_of(
        [f"v{number}" for number in range(60)], _vote(weights, sum(weights) // 2)
    ).minimal_winning
    assert found.number is None
    assert "more than 100,000 steps, and a table that is too large." in found.reason


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


def test_the_table_ends_with_the_one_who_asked_for_it() -> None:
    """Whoever is told how far it is may stop it, as Ctrl-C does; no thread stays behind."""

    def stop(_: str) -> None:
        raise KeyboardInterrupt

    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt):
        swings_by_size([1 + 7 * number % 601 for number in range(100)], 15_000, stop)
    assert threading.active_count() == before


def test_weights_of_any_length_need_no_table() -> None:
    """All coalitions of the odd powers: 2 members of 24 decide, whose weights pass what 64 bits hold."""
    weights = [3**40 + 5**number for number in range(22)] + [3**50, 3**50 + 1]
    power = power_of([f"v{n}" for n in range(24)], _vote(weights, 2 * 3**50 + 1))
    assert power.exactness_of("shapley_shubik") == "exact"
    assert power.coleman_prevent["v23"] == power.coleman_prevent["v22"] == 1
    assert power.shapley_shubik["v0"] == 0


def test_weights_without_a_pattern_equal_enumeration() -> None:
    """No two coalitions have one sum here, so that states are one only where the same follows from them."""
    chance = random.Random(7)
    names = [f"v{number}" for number in range(16)]
    weights, others = ([chance.randint(1, 10**12) for _ in names] for _ in range(2))
    rule = AllOf((_vote(weights, sum(weights) // 2), _vote(others, sum(others) * 2 // 3)))
    power, right = power_of(names, rule), Enumerated(names, rule)
    assert power.winning == right.winning
    assert power.swings == dict(zip(names, right.swings, strict=True))
    assert list(power.shapley_shubik.values()) == right.shapley_shubik
    assert list(power.holler.values()) == right.holler


def test_more_members_than_can_be_enumerated_with_such_weights() -> None:
    """Shares sum to one; a heavier member has no less; the dual rule has the same power."""
    chance = random.Random(8)
    names = [f"v{number}" for number in range(26)]
    weights = sorted(chance.randint(1, 10**30) for _ in names)
    rule = _vote(weights, sum(weights) // 2)
    power = power_of(names, rule)
    shares = list(power.shapley_shubik.values())
    assert power.exactness_of("shapley_shubik") == "exact"
    assert sum(share or 0 for share in shares) == 1
    assert shares == sorted(share or 0 for share in shares)
    assert power.shapley_shubik == power_of(names, dual(rule)).shapley_shubik
