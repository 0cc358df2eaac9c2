"""What deters: thresholds, gains that are kept, and nothing to gain or to lose."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.deterrence import deterrence, threshold

AMOUNTS = st.integers(0, 5).map(Fraction)
CHANCES = st.integers(0, 12).map(lambda twelfths: Fraction(twelfths, 12))


@given(CHANCES, AMOUNTS, AMOUNTS, st.booleans())
def test_a_breach_is_deterred_if_breaking_is_worth_no_more_than_keeping(
    chance: Fraction, gain: Fraction, penalty: Fraction, keeps: bool
) -> None:
    """From a table of the four outcomes: detected or not, gain kept or not."""
    found = deterrence(chance, gain, penalty, keeps_gain=keeps)
    detected, undetected = (gain if keeps else 0) - penalty, gain
    assert found.worth == chance * detected + (1 - chance) * undetected
    assert found.deters == (found.worth <= 0)
    assert found.residual_risk == 1 - chance
    assert found.deters == (found.threshold is not None and chance >= found.threshold)


@pytest.mark.parametrize(
    ("gain", "penalty", "keeps", "expected"),
    [
        (3, 1, False, Fraction(3, 4)),
        (1, 0, False, 1),
        (0, 0, False, 0),
        (0, 5, True, 0),
        (2, 2, True, 1),
        (3, 2, True, None),
        (1, 0, True, None),
        (1, 4, True, Fraction(1, 4)),
    ],
)
def test_the_least_chance_that_deters(
    gain: int, penalty: int, keeps: bool, expected: Fraction | None
) -> None:
    assert threshold(Fraction(gain), Fraction(penalty), keeps_gain=keeps) == expected


@pytest.mark.parametrize(
    ("chance", "gain", "penalty"),
    [(Fraction(5, 4), 1, 1), (Fraction(-1, 4), 1, 1), (Fraction(1), -1, 1), (Fraction(1), 1, -1)],
)
def test_what_is_no_chance_or_no_amount_is_told(chance: Fraction, gain: int, penalty: int) -> None:
    with pytest.raises(ValueError, match=r"a gain and a penalty are 0 or more|goes from 0 to 1"):
        deterrence(chance, Fraction(gain), Fraction(penalty))
