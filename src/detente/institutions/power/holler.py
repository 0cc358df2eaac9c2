"""Holler's public good index: in how many minimal winning coalitions a member is needed.

M. J. Holler, "Forming coalitions and measuring voting power", Political Studies 30 (1982); M. J. Holler and
E. W. Packel, "Power, luck and the right index", Zeitschrift für Nationalökonomie 43 (1983).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["holler"]


def holler(minimal_winning: Mapping[str, int]) -> dict[str, Fraction | None]:
    """Return each member's minimal winning coalitions, as a share of the sum over the members.

    >>> holler({"a": 2, "b": 1, "c": 1})["a"]
    Fraction(1, 2)
    """
    total = sum(minimal_winning.values())
    return {member: Fraction(number, total) if total else None for member, number in minimal_winning.items()}
