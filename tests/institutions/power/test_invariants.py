"""What is known of voting power whatever the rule."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from detente.institutions.power.voting_power import INDICES, power_of
from detente.outcomes.rule_tree import AllOf, consensus, voters
from tests.rule_strategies import renamed, rule_trees, weighted_vote

if TYPE_CHECKING:
    from detente.outcomes.rule_tree import Rule


@given(rule_trees(9, 2))
def test_shares_sum_to_one_and_null_players_have_none(rule: Rule) -> None:
    members = (*voters(rule), "outside")
    power = power_of(members, rule)
    decides = any((power.swings or {}).values())
    assert sum(share or 0 for share in power.shapley_shubik.values()) == decides
    for index in ("banzhaf", "holler", "deegan_packel", "johnston"):
        shares = getattr(power, index).values()
        assert all(share is None for share in shares) if not decides else sum(shares) == 1
    assert power.swings is not None
    for index in INDICES:
        for member, share in getattr(power, index).items():
            assert share is None or (share > 0) == (power.swings[member] > 0)


@given(rule_trees(8, 2), st.randoms(use_true_random=False))
def test_names_and_their_order_do_not_matter(rule: Rule, random: object) -> None:
    members = voters(rule)
    shuffled = list(members)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    names = dict(zip(members, shuffled, strict=True))
    one, other = power_of(members, rule), power_of(sorted(members), renamed(rule, names.__getitem__))
    for index in INDICES:
        before, after = getattr(one, index), getattr(other, index)
        assert {names[member]: share for member, share in before.items()} == after


@given(
    st.lists(st.integers(0, 9), min_size=2, max_size=8),
    st.integers(1, 30),
    st.fractions(Fraction(1, 9), 9, max_denominator=9),
)
def test_scaling_all_weights_changes_nothing(weights: list[int], quota: int, factor: Fraction) -> None:
    names = [f"v{number}" for number in range(len(weights))]
    one, other = (
        power_of(
            names,
            weighted_vote(by * quota, {n: by * w for n, w in zip(names, weights, strict=True)}),
        )
        for by in (Fraction(1), factor)
    )
    for index in INDICES:
        assert getattr(one, index) == getattr(other, index)


@given(st.lists(st.integers(1, 9), min_size=2, max_size=8), st.integers(1, 30))
def test_equal_weights_have_equal_power_and_heavier_ones_no_less(weights: list[int], quota: int) -> None:
    names = [f"v{number}" for number in range(len(weights))]
    power = power_of(names, weighted_vote(quota, dict(zip(names, weights, strict=True))))
    for index in ("banzhaf_absolute", "shapley_shubik"):
        shares = getattr(power, index)
        for one, weight in zip(names, weights, strict=True):
            for other, its in zip(names, weights, strict=True):
                assert weight > its or shares[one] <= shares[other]


@given(rule_trees(6, 1), rule_trees(6, 1))
def test_two_bodies_that_must_both_accept_multiply(one: Rule, other: Rule) -> None:
    """By counting: a swing in one goes with each winning coalition of the other."""
    names = {name: f"other {name}" for name in voters(other)}
    first, second = power_of(voters(one), one), power_of(voters(other), other)
    both = power_of((*voters(one), *names.values()), AllOf((one, renamed(other, names.__getitem__))))
    assert first.winning is not None
    assert second.winning is not None
    assert both.winning == first.winning * second.winning
    assert both.swings is not None
    for member, swings in (first.swings or {}).items():
        assert both.swings[member] == swings * second.winning


def test_unanimity_of_hundreds_is_counted() -> None:
    names = [f"v{number}" for number in range(300)]
    power = power_of(names, consensus(names))
    assert power.winning == 1
    assert set(power.shapley_shubik.values()) == {Fraction(1, 300)}
    assert power.coleman_initiate["v7"] == Fraction(1, 2**300 - 1)
    assert power.minimal_blocking.number == 300
