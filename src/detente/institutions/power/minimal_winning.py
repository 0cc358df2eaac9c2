"""Minimal winning coalitions by size: those in which everybody is needed.

A set of elements of a core is minimal where it wins and loses without any one of them. Going through the
kinds, the state is what the gates still need, and what they would need without one of those chosen before:
none of these may come to win. (In the terms of decision diagrams, the prime implicants of a monotone
function; A. Rauzy, "New algorithms for fault trees analysis", Reliability Engineering & System Safety 40,
1993.)
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

from detente.institutions.power.composition import voters_of
from detente.institutions.power.forward_pass import forward_pass
from detente.institutions.power.open_gates import LOST, WON, OpenGates, TooManyStates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.institutions.power.composition import Core, Element
    from detente.institutions.power.open_gates import State

__all__ = ["Minimal", "minimal_winning", "steps_of"]

Watched = tuple["State", frozenset["State"]]
"""A state, and the states there would be without one of those chosen before."""
Steps = dict[Watched, tuple[Watched, ...]]
NONE: Watched = (LOST, frozenset())
DONE: Watched = (WON, frozenset())


@dataclass(frozen=True)
class Minimal:
    """Numbers by size, as packed polynomials: minimal winning coalitions, and those with each voter."""

    coalitions: int
    of_voter: dict[str, int]


def minimal_winning(core: Core, bits: int, most: int) -> Minimal:
    """Count exactly, each coefficient in so many bits.

    Raises:
        TooManyStates: where a core has more than so many steps between states.

    """
    levels = steps_of(core, most)
    inner = [_inner(kind.elements[0], bits, most) for kind in core.kinds]
    powers = [
        [comb(kind.number, count) * found.coalitions**count for count in range(kind.number + 1)]
        for kind, found in zip(core.kinds, inner, strict=True)
    ]
    forwards = forward_pass(levels, powers)
    backwards: dict[Watched, int] = {DONE: 1, NONE: 0}
    of_voter: dict[str, int] = {}
    for number in range(len(levels) - 1, -1, -1):
        kind, level, coalitions = core.kinds[number], levels[number], inner[number].coalitions
        with_one = 0
        for state, following in level.items():
            with_one += forwards[number][state] * sum(
                comb(kind.number - 1, count - 1) * coalitions ** (count - 1) * backwards[after]
                for count, after in enumerate(following)
                if count
            )
        for element in kind.elements:
            for voter, one in zip(voters_of(element), inner[number].of_voter.values(), strict=True):
                of_voter[voter] = with_one * one
        backwards = {DONE: 1, NONE: 0} | {
            state: sum(
                ways * backwards[after] for ways, after in zip(powers[number], following, strict=False)
            )
            for state, following in level.items()
        }
    (start,) = levels[0]
    return Minimal(backwards[start], {voter: of_voter[voter] for voter in core.voters})


def steps_of(core: Core, most: int) -> list[Steps]:
    """Return, for each kind, the states before it and those after 0, 1, 2 ... of it are chosen.

    What cannot become minimal is cut off, so that a state may have fewer states after it than the kind has
    elements.

    Raises:
        TooManyStates: where there are more than so many steps.

    """
    opened = OpenGates(core)
    states: Iterable[Watched] = [(opened.start, frozenset())]
    found, done = [], 0
    for level in range(len(core.kinds)):
        steps: Steps = {}
        for state in states:
            if state[0] is WON or state[0] is LOST:
                steps[state] = (state,)
                continue
            steps[state] = tuple(_following(opened, level, state))
            done += len(steps[state])
            if done > most:
                raise TooManyStates
        found.append(steps)
        states = list(dict.fromkeys(after for afters in steps.values() for after in afters))
    return found


def _following(opened: OpenGates, level: int, watched: Watched) -> Iterator[Watched]:
    state, without = watched
    fewer: State | None = None
    for count in range(opened.core.kinds[level].number + 1):
        now = opened.after(state, level, count)
        one_less = {opened.after(other, level, count) for other in without} - {LOST}
        if fewer is not None and fewer is not LOST:
            one_less.add(fewer)
        if WON in one_less:
            return  # with more of them, all the more
        if now is WON:
            yield DONE
        elif now is LOST:
            yield NONE
        else:
            yield now, frozenset(_nearest(one_less))
        fewer = now


def _nearest(states: set[State]) -> Iterator[State]:
    """Leave out the states that are behind another in every gate that is open: they win only if that does."""
    for one in states:
        if not any(
            one != other
            and all(need >= less and (need > 0) == (less > 0) for need, less in zip(one, other, strict=True))
            for other in states
        ):
            yield one


def _inner(element: Element, bits: int, most: int) -> Minimal:
    if isinstance(element, str):
        return Minimal(1 << bits, {element: 1 << bits})
    return minimal_winning(element, bits, most)
