"""The number with the fewest decimals in an interval."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from detente.claims.flips.simplest import simplest

NUMBERS = st.fractions(min_value=-100, max_value=100, max_denominator=10**4)


@given(NUMBERS, NUMBERS, st.booleans())
def test_no_number_in_the_interval_has_fewer_decimals(first: Fraction, last: Fraction, past: bool) -> None:
    found = simplest(first, last, past=past)
    low, high = sorted((first, last))
    assert low <= found <= high
    for decimals in range(3):
        step = 10**decimals
        inside = range(-(-low * step // 1).__floor__(), (high * step).__floor__() + 1)
        listed = [Fraction(one, step) for one in inside if not past or Fraction(one, step) != first]
        if listed:
            assert found == min(listed, key=lambda one: abs(one - first))
            return
