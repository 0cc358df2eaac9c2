"""The chances of the goal in columns of a comparison, in words that tell those apart that differ."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from detente.roadmap.comparison.regret import NEARLY
from detente.roadmap.sentences import chance_says

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["chances_say"]

MOST_DIGITS = 10
"""Decimals of a chance in per cent at most."""


def chances_say(chances: Sequence[float]) -> list[str]:
    """Return chances as they are read, with more decimals where fewer would not tell two of them apart.

    >>> chances_say([0.05, 0.1, 0.1]), chances_say([0.0521, 0.0524])
    (['5.0%', '10.0%', '10.0%'], ['5.21%', '5.24%'])
    >>> chances_say([0.5, 0.50002, 0.999999, 1])
    ['50.000%', '50.002%', 'more than 99.9%', '100%']
    """
    apart = [(low, high) for low, high in pairwise(sorted(chances)) if high - low > NEARLY]
    for digits in range(1, MOST_DIGITS):
        if all(_says(low, digits) != _says(high, digits) for low, high in apart):
            return [_says(one, digits) for one in chances]
    return [_says(one, MOST_DIGITS) for one in chances]


def _says(chance: float, digits: int) -> str:
    """Return a chance with so many decimals, but never rounded to nothing or to all."""
    plain, said = chance_says(chance), f"{chance:.{digits}%}"
    return plain if digits == 1 or float(said[:-1]) in (0, 100) else said
