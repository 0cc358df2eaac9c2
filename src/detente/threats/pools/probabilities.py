"""Probabilities that are pooled."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["checked_probabilities"]


def checked_probabilities(probabilities: Sequence[float]) -> None:
    """Refuse what is no probability.

    Raises ``ValueError`` outside 0 to 1.

    >>> checked_probabilities([0.2, 20])
    Traceback (most recent call last):
    ValueError: a probability goes from 0 to 1, and 20 does not
    """
    wrong = [one for one in probabilities if not 0 <= one <= 1]
    if wrong:
        raise ValueError(f"a probability goes from 0 to 1, and {wrong[0]} does not")
