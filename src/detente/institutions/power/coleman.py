"""Coleman's three measures: the power to prevent, to initiate, and that of the whole body to act.

J. S. Coleman, "Control of collectivities and the power of a collectivity to act", in B. Lieberman (ed.),
Social Choice, New York 1971.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["initiate", "prevent", "to_act"]


def prevent(swings: Mapping[str, int], winning: int) -> dict[str, Fraction | None]:
    """Return the share of winning coalitions that each member can break by leaving.

    >>> prevent({"a": 3, "b": 1, "c": 1}, 3)["a"]
    Fraction(1, 1)
    """
    return {member: Fraction(number, winning) if winning else None for member, number in swings.items()}


def initiate(swings: Mapping[str, int], winning: int) -> dict[str, Fraction | None]:
    """Return the share of losing coalitions that each member can make win by joining.

    >>> initiate({"a": 3, "b": 1, "c": 1}, 3)["a"]
    Fraction(3, 5)
    """
    losing = (1 << len(swings)) - winning
    return {member: Fraction(number, losing) if losing else None for member, number in swings.items()}


def to_act(members: int, winning: int) -> Fraction:
    """Return the share of all coalitions that win.

    >>> to_act(3, 3)
    Fraction(3, 8)
    """
    return Fraction(winning, 1 << members)
