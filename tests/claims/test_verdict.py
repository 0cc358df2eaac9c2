"""Words for how far a claim holds, and the interval of its share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.claims.verdict import Verdict, verdict_of
from detente.outcomes.wilson import wilson


@pytest.mark.parametrize(
    ("held", "draws", "verdict"),
    [
        (1, 1, Verdict.ALWAYS),
        (0, 1, Verdict.NEVER),
        (100, 100, Verdict.ALWAYS),
        (99, 100, Verdict.MOSTLY),
        (80, 100, Verdict.MOSTLY),
        (79, 100, Verdict.UNDECIDED),
        (50, 100, Verdict.UNDECIDED),
        (21, 100, Verdict.UNDECIDED),
        (20, 100, Verdict.RARELY),
        (1, 100, Verdict.RARELY),
        (0, 100, Verdict.NEVER),
        (1, 5, Verdict.RARELY),
        (4, 5, Verdict.MOSTLY),
    ],
)
def test_words(held: int, draws: int, verdict: Verdict) -> None:
    assert verdict_of(held, draws) is verdict


@given(st.integers(1, 1000).flatmap(lambda draws: st.tuples(st.integers(0, draws), st.just(draws))))
def test_a_claim_and_its_opposite_have_opposite_words(counted: tuple[int, int]) -> None:
    held, draws = counted
    opposite = {
        Verdict.ALWAYS: Verdict.NEVER,
        Verdict.MOSTLY: Verdict.RARELY,
        Verdict.UNDECIDED: Verdict.UNDECIDED,
        Verdict.RARELY: Verdict.MOSTLY,
        Verdict.NEVER: Verdict.ALWAYS,
    }
    assert verdict_of(draws - held, draws) is opposite[verdict_of(held, draws)]


@pytest.mark.parametrize(
    ("held", "draws", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_interval_on_published_values(held: int, draws: int, low: float, high: float) -> None:
    """R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, score method."""
    assert wilson(held, draws) == pytest.approx((low, high), abs=6e-5)


@given(st.integers(1, 500).flatmap(lambda draws: st.tuples(st.integers(0, draws), st.just(draws))))
def test_an_interval_holds_the_share_and_stays_within_nought_and_one(counted: tuple[int, int]) -> None:
    held, draws = counted
    low, high = wilson(held, draws)
    assert 0 <= low <= held / draws <= high <= 1
    assert low < high
