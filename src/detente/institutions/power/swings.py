"""Winning coalitions and swings by size: from these numbers most indices follow.

A swing of a member is a coalition without it that does not win, and wins with it. Counted are, for each
member and each number k of others, the swings with k others; and the winning coalitions of each size. All
are found in two passes over the states of a core, once forwards and once backwards; what lies between is
multiplied.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

from detente.institutions.power.composition import voters_of
from detente.institutions.power.forward_pass import forward_pass
from detente.institutions.power.open_gates import LOST, WON, levels_of
from detente.institutions.power.polynomials import binomial_power

if TYPE_CHECKING:
    from detente.institutions.power.composition import Core, Element
    from detente.institutions.power.open_gates import State

__all__ = ["Swings", "swings_of"]


@dataclass(frozen=True)
class Swings:
    """Numbers by size, as packed polynomials: winning coalitions, and the swings of each voter."""

    winning: int
    of_voter: dict[str, int]


def swings_of(core: Core, bits: int, most: int) -> Swings:
    """Count exactly, each coefficient in so many bits.

    Raises:
        TooManyStates: where a core has more than so many steps between states.

    """
    levels = levels_of(core, most)
    inner = [_inner(kind.elements[0], bits, most) for kind in core.kinds]
    sizes = [len(voters_of(kind.elements[0])) for kind in core.kinds]
    refusing = [binomial_power(size, bits) - found.winning for size, found in zip(sizes, inner, strict=True)]
    powers = [
        _choices(kind.number, found.winning, refused)
        for kind, found, refused in zip(core.kinds, inner, refusing, strict=True)
    ]
    without = [
        _choices(kind.number - 1, found.winning, refused)
        for kind, found, refused in zip(core.kinds, inner, refusing, strict=True)
    ]
    forwards = forward_pass(levels, powers)
    backwards: dict[State, int] = {WON: 1, LOST: 0}
    of_voter: dict[str, int] = {}
    for number in range(len(levels) - 1, -1, -1):
        kind, before = core.kinds[number], forwards[number]
        pivotal = 0
        for state, following in levels[number].items():
            values = [backwards[after] for after in following]
            pivotal += before[state] * sum(
                chosen * (values[count + 1] - values[count])
                for count, chosen in enumerate(without[number])
                if values[count + 1] != values[count]
            )
        # Elements of one kind have the same numbers, voter by voter in the order of each.
        for element in kind.elements:
            for voter, one in zip(voters_of(element), inner[number].of_voter.values(), strict=True):
                of_voter[voter] = pivotal * one
        backwards = {
            state: sum(
                chosen * backwards[after] for chosen, after in zip(powers[number], following, strict=True)
            )
            for state, following in levels[number].items()
        }
    (winning,) = backwards.values()
    return Swings(winning, {voter: of_voter[voter] for voter in core.voters})


def _inner(element: Element, bits: int, most: int) -> Swings:
    if isinstance(element, str):
        return Swings(1 << bits, {element: 1})
    return swings_of(element, bits, most)


def _choices(number: int, accepting: int, refusing: int) -> list[int]:
    """Return in how many ways, by size, 0, 1, 2 ... of so many like elements accept."""
    accepted, refused = [1], [1]
    for _ in range(number):
        accepted.append(accepted[-1] * accepting)
        refused.append(refused[-1] * refusing)
    return [comb(number, count) * accepted[count] * refused[number - count] for count in range(number + 1)]
