"""Hypothesis strategies for the payoffs of inspection games."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from detente.verification.games.payoffs import Payoffs

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

__all__ = ["payoffs_of_all_kinds"]


def _between(low: Fraction | int, high: Fraction | int) -> st.SearchStrategy[Fraction]:
    return st.fractions(low, high, max_denominator=12)


@st.composite
def payoffs_of_all_kinds(draw: DrawFn) -> Payoffs:
    """Return payoffs that are zero-sum, or in which a caught violation costs or pleases the inspector."""
    gain = draw(_between(Fraction(1, 4), 4))
    if draw(st.booleans()):
        return Payoffs(gain, draw(_between(0, 4)))
    penalty = draw(_between(Fraction(1, 4), 4))
    lowest = max(-penalty / gain, Fraction(-2))
    # Twelfths from the lowest loss on, below 1.
    share = draw(_between(0, Fraction(11, 12)))
    return Payoffs(gain, penalty, lowest + share * (1 - lowest))
