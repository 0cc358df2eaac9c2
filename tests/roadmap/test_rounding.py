"""Where changes of trust lead, against the definition in rational numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.formula import TRUE
from detente.roadmap.environment import Environment
from detente.roadmap.exact.rounding import rounding
from detente.roadmap.problem import Block, Gate, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

SHARES = st.fractions(0, 1, max_denominator=60)
AMOUNTS = st.one_of(
    st.sampled_from([Fraction(0), Fraction(1, 20), Fraction(-1, 10), Fraction(2)]),
    st.fractions(-1, 1, max_denominator=10**4),
    st.fractions(-1, 1, max_denominator=10**30),
)
"""Whole steps, what inputs come to, and fractions too fine for the whole numbers of a computer."""


@st.composite
def _environments(draw: st.DrawFn) -> Environment:
    pairs, top = draw(st.integers(0, 3)), draw(st.sampled_from([Fraction(1), Fraction(10), Fraction(2, 3)]))
    trust = tuple(top * draw(SHARES) for _ in range(pairs))
    step = top * draw(st.sampled_from([Fraction(1, 2), Fraction(1, 3), Fraction(1, 5), Fraction(2, 7)]))
    gates = (Gate(True, 0.5, 0.5),) * draw(st.integers(0, 2))
    blocks = (Block("a", needs=(top,) * pairs),)
    names = tuple(f"pair {number}" for number in range(pairs))
    return Environment(Problem(blocks, TRUE, 1, names, trust, step, top, gates=gates))


def _plainly(environment: Environment, state: int, change: Sequence[Fraction]) -> dict[int, Fraction]:
    """Return where a change leads from a state, with probabilities: a random number raises what it must."""
    digits, around = environment.digits[state].tolist(), []
    for grid, level, amount in zip(environment.grids, digits, change, strict=False):
        value = min(max(grid[level] + amount, grid[0]), grid[-1])
        below = max(place for place, one in enumerate(grid) if one <= value)
        gap = grid[below + 1] - grid[below] if value > grid[below] else Fraction(1)
        around.append((below, (value - grid[below]) / gap))
    found: dict[int, Fraction] = {}
    for low, high in pairwise(sorted({Fraction(0), Fraction(1), *(part for _, part in around)})):
        levels = [below + (part >= high) for below, part in around]
        to = environment.number([*levels, *digits[len(levels) :]])
        found[to] = found.get(to, Fraction(0)) + high - low
    return found


@given(environment=_environments(), data=st.data())
def test_a_change_is_clipped_then_rounded_with_one_random_number_for_all(
    environment: Environment, data: st.DataObject
) -> None:
    """Source: the definition, in rational numbers and a state at a time."""
    one = st.lists(AMOUNTS, min_size=len(environment.pairs), max_size=len(environment.pairs))
    changes = data.draw(st.lists(one, min_size=1, max_size=3))
    found = rounding(environment, changes)
    for number, change in enumerate(changes):
        ways = int(found.ways[number])
        entries = slice(found.starts[number], found.starts[number] + environment.size * ways)
        states = found.states[entries].reshape(environment.size, ways)
        weights = found.weights[entries].reshape(environment.size, ways)
        for state in range(environment.size):
            kept = weights[state] > 0
            assert not weights[state][int(kept.sum()) :].any()
            expected = {to: float(part) for to, part in _plainly(environment, state, change).items()}
            got = dict(zip(states[state][kept].tolist(), weights[state][kept].tolist(), strict=True))
            # What is far less likely than the last digit of 1 may be missing.
            assert set(states[state].tolist()) == set(got) <= set(expected)
            assert [got.get(to, 0.0) for to in expected] == pytest.approx(list(expected.values()), abs=1e-15)


@given(environment=_environments(), data=st.data())
def test_the_mean_is_kept_away_from_the_ends(environment: Environment, data: st.DataObject) -> None:
    """Invariant: a change that leaves the scale nowhere adds itself to the mean of each pair."""
    change = [data.draw(st.fractions(-1, 1, max_denominator=10**4)) for _ in environment.pairs]
    found = rounding(environment, [change])
    states = found.states.reshape(environment.size, -1)
    weights = found.weights.reshape(environment.size, -1)
    for place, (grid, amount) in enumerate(zip(environment.grids, change, strict=True)):
        levels = np.array([float(level) for level in grid])
        means = (levels[environment.levels[:, place][states]] * weights).sum(axis=1)
        before = levels[environment.levels[:, place]]
        inside = (before + float(amount) >= 0) & (before + float(amount) <= float(grid[-1]))
        assert means[inside] == pytest.approx(before[inside] + float(amount), abs=1e-12)
