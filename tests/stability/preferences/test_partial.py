"""What follows from chains, against an enumeration of all orders that agree with them."""

from __future__ import annotations

import pickle
from itertools import pairwise, permutations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.stability.preferences import partial
from detente.stability.preferences.contradiction import ContradictionError
from detente.stability.preferences.partial import complete_order, partial_order
from detente.stability.preferences.slips import PreferenceError

Chains = list[list[list[int]]]
STATES = 4
TIERS = st.lists(st.integers(0, STATES - 1), max_size=3, unique=True)
CHAINS = st.lists(st.lists(TIERS, max_size=3), max_size=4)


def _agreeing(chains: Chains, states: int) -> list[tuple[int, ...]]:
    """Return every assignment of levels to states in which all that chains say holds."""

    def holds(levels: tuple[int, ...]) -> bool:
        for tiers in chains:
            full = [{levels[state] for state in tier} for tier in tiers if tier]
            tied = all(len(tier) == 1 for tier in full)
            if not tied or any(min(one) <= max(two) for one, two in pairwise(full)):
                return False
        return True

    return [levels for levels in product(range(states), repeat=states) if holds(levels)]


def _shortest(chains: Chains, states: int) -> int:
    """Return the length of the shortest ring in which one is said to be better than the next."""
    better, alike = set(), set()
    for tiers in chains:
        full = [tier for tier in tiers if tier]
        alike |= {(one, two) for tier in full for one in tier for two in tier}
        better |= {(one, two) for up, down in pairwise(full) for one in up for two in down}
    rings = (ring for size in range(1, states + 1) for ring in permutations(range(states), size))
    for ring in rings:
        steps = list(zip(ring, ring[1:] + ring[:1], strict=True))
        if all(step in better | alike for step in steps) and any(step in better for step in steps):
            return len(ring)
    raise AssertionError("there is no such ring")


@given(CHAINS)
def test_what_is_known_is_what_holds_in_every_order_that_agrees(chains: Chains) -> None:
    agreeing = _agreeing(chains, STATES)
    if not agreeing:
        with pytest.raises(ContradictionError) as told:
            partial_order(chains, STATES)
        assert len(told.value.ring) == _shortest(chains, STATES)
        return
    found = partial_order(chains, STATES)
    for one, two in product(range(STATES), repeat=2):
        assert found.strict[one, two] == all(levels[one] > levels[two] for levels in agreeing)
        assert found.equal[one, two] == all(levels[one] == levels[two] for levels in agreeing)
        assert found.unknown[one, two] == (
            len({np.sign(levels[one] - levels[two]) for levels in agreeing}) > 1
        )


@given(st.lists(st.integers(0, 4), min_size=1, max_size=6))
def test_a_complete_ranking_leaves_nothing_unknown(ranks: list[int]) -> None:
    levels = sorted(set(ranks), reverse=True)
    chain = [[state for state, rank in enumerate(ranks) if rank == level] for level in levels]
    found, same = partial_order([chain], len(ranks)), complete_order(ranks)
    assert np.array_equal(found.strict, same.strict)
    assert np.array_equal(found.equal, same.equal)
    assert not found.unknown.any()


@pytest.mark.parametrize(
    ("chains", "ring", "says"),
    [
        ([[[2], [2]]], (2,), "state 2 is said to be better than itself"),
        ([[[0], [1]], [[1, 0]]], (0, 1), "state 0 is said to be better than 1, and 1 at least as good as 0"),
        (
            [[[0], [1], [2], [3]], [[3], [1]]],
            (1, 2, 3),
            "state 1 is said to be better than 2, and 2 at least as good as 1, through 3",
        ),
    ],
)
def test_a_contradiction_is_told_by_its_states(chains: Chains, ring: tuple[int, ...], says: str) -> None:
    with pytest.raises(ContradictionError) as told:
        partial_order(chains, STATES)
    assert told.value.ring == ring
    assert told.value.slips == (says,)
    assert pickle.loads(pickle.dumps(told.value)).ring == ring  # noqa: S301 - our own


def test_unknown_states_and_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PreferenceError, match="state 7 is unknown: states are 0 to 3; state 9 is unknown"):
        partial_order([[[7], [0]], [[9], [7]]], 4)
    monkeypatch.setattr(partial, "MOST_STATES", 3)
    with pytest.raises(ValueError, match="there are 4 states, and preferences of which a part is unknown"):
        partial_order([], 4)
    with pytest.raises(ValueError, match="there are 4 states"):
        complete_order([0, 1, 2, 3])
