"""For whom a move of several waits: the least coalitions that would complete it, and that in words."""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING

from detente.institutions.procedures.coalitions import least_sets
from detente.institutions.procedures.machine import players_in
from detente.institutions.procedures.wording import listed_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.institutions.procedures.machine import Machine

__all__ = ["completing", "members_of_any", "waits_for"]

_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven"}


def completing(winning: bytes, joined: int) -> list[int]:
    """Return the least coalitions that make a move together with those who have joined, the smallest first.

    ``winning``: a byte for each coalition, 1 where it can make the move.

    >>> two_of_three = bytes(one.bit_count() >= 2 for one in range(8))
    >>> completing(two_of_three, 0b001), completing(two_of_three, 0)
    ([2, 4], [3, 5, 6])
    """
    players = len(winning).bit_length() - 1
    return least_sets(players, lambda coalition: bool(winning[coalition | joined]))


def members_of_any(coalitions: Sequence[int]) -> list[int]:
    """Return who is in at least one of some coalitions, in order.

    >>> members_of_any([0b010, 0b101])
    [0, 1, 2]
    """
    everybody = 0
    for coalition in coalitions:
        everybody |= coalition
    return players_in(everybody)


def waits_for(machine: Machine, coalitions: Sequence[int]) -> str:
    """Return for whom a move waits that any one of some coalitions would complete.

    That is ``a and b``, ``a or b``, ``two more of a, b and c``, or ``a, or b and c``.
    """
    members, size = members_of_any(coalitions), coalitions[0].bit_count()
    several = len(coalitions) > 1 and size > 1
    if several and len(coalitions) == comb(len(members), size) and _of_size(coalitions, size):
        return f"{_NUMBERS[size]} more of {listed_names(machine, members)}"
    ways = [listed_names(machine, players_in(coalition)) for coalition in coalitions]
    if len(ways) == 1:
        return ways[0]
    comma = "" if _of_size(coalitions, 1) and len(ways) == 2 else ","  # noqa: PLR2004 - one or the other
    return f"{', '.join(ways[:-1])}{comma} or {ways[-1]}"


def _of_size(coalitions: Sequence[int], size: int) -> bool:
    return all(coalition.bit_count() == size for coalition in coalitions)
