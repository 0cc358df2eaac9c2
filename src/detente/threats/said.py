"""The words for threats, sides, experts and numbers, the same in every sentence and table."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING

from detente.case.naming import block_name, spaced, within
from detente.case.threats import OBSERVER
from detente.outcomes.naming import name_of
from detente.threats.sheffield import FITTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.threats.result import Threats

__all__ = [
    "block_called",
    "first_of",
    "number_says",
    "pool_name",
    "side_called",
    "threat_called",
    "unit_of",
]

MOST_LISTED = 8
"""Threats and blocks that a sentence names."""
ALL = {
    "equal": "all alike",
    "logarithmic": "all alike, by the product of densities",
    FITTED: "all alike, by fitted distributions",
    OBSERVER: "an impartial observer",
    "performance": "by how well they judge",
    "performance by item": "by how well they judge and how much each answer says",
}
"""Pools of all, by name."""


def threat_called(result: Threats, key: str) -> str:
    """Return what a threat is called."""
    return result.assessment.listed[key].name or spaced(key)


def side_called(result: Threats, key: str) -> str:
    """Return what a side is called within a sentence."""
    return within(name_of(result.case, key))


def block_called(result: Threats, key: str) -> str:
    """Return what a building block is called."""
    return block_name(result.case, key)


def pool_name(result: Threats, key: str) -> str:
    """Return what a pool is called."""
    kind, _, who = key.partition(": ")
    if kind in ALL:
        return ALL[kind]
    if kind == "side":
        return f"{side_called(result, who)} alone"
    whom = side_called(result, who) if kind.endswith("side") else one_of(result, who)
    without = f"without {whom}"
    return f"by how well they judge, {without}" if kind.startswith("performance") else without


def unit_of(result: Threats, scale: str) -> str:
    """Return what is measured on a scale, ``likelihood`` or ``impact``."""
    return "chance" if scale == "likelihood" else result.assessment.impact.unit or "harm"


def one_of(result: Threats, expert: str) -> str:
    """Return an expert without a name, as somebody of a side."""
    return f"one expert of {side_called(result, result.answered.sides[expert])}"


def first_of(listed: Sequence[str]) -> str:
    """Return the first of some in a row, and how many more there are; tables have all of them.

    >>> first_of(["a", "b"]), first_of([str(number) for number in range(10)])
    ('a, b', '0, 1, 2, 3, 4, 5, 6, 7 and 2 more')
    """
    more = len(listed) - MOST_LISTED
    return f"{', '.join(listed[:MOST_LISTED])}{f' and {more} more' if more > 0 else ''}"


def number_says(value: float) -> str:
    """Return a number with two significant digits at least.

    >>> number_says(0.3051), number_says(43.21), number_says(1234.6), number_says(0.0), number_says(0.00432)
    ('0.31', '43', '1,235', '0', '0.0043')
    """
    if abs(value) >= 10 or not value:  # noqa: PLR2004 - two digits stand before the point
        return f"{value:,.0f}"
    digits = 1 - floor(log10(abs(value)))
    return f"{value:.{digits}f}".rstrip("0").rstrip(".")
