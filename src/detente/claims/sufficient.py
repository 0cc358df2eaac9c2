"""Which inputs suffice for a verdict: held at the case's values, they fix it whatever the others do.

Inputs are everything that a verdict could turn on: red lines, demands, values of no agreement and rules, each
of which might not be there, and numbers and rank orders, which might lie anywhere in their ranges and be
other orders. A set of inputs suffices when the verdict stays the same in every world tried in which those
inputs are as the case says and the others are free: absent, present, and in random mixtures, with numbers at
the ends of their ranges, drawn from them, and as in the nominal case, and with rank orders shuffled.

A set that does not suffice tells that some input outside it is needed; the smallest set that meets all such
needs is tried next, until one suffices. Source: A. Ignatiev, A. Previti, M. Liffiton and J. Marques-Silva,
"Smallest MUS extraction with minimal hitting set dualization", CP (2015).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["Sufficient", "smallest_sufficient"]

MOST_NEEDS = 60
"""Needs found, past which a set is only made minimal, and no longer the smallest."""


@dataclass(frozen=True)
class Sufficient:
    """A set of inputs that suffices, by their paths in the case.

    ``smallest`` tells whether no smaller set suffices, or whether only every input in it was found to be
    needed. ``worlds`` is the number of worlds in which it was tried.
    """

    inputs: tuple[str, ...]
    smallest: bool
    worlds: int


def smallest_sufficient(
    inputs: Sequence[str], worlds: int, differs: Callable[[frozenset[str], int], bool]
) -> Sufficient:
    """Return a smallest set of inputs that suffices for the verdict of the case.

    ``differs(held, number)`` tells whether the verdict changes in a world, numbered from 0 to ``worlds``,
    when the inputs held are as the case says and the others are as in that world. With everything held it
    must not change. Of several sets of that size one is returned, always the same.

    >>> needs_both = lambda held, _: not {"a line", "a floor"} <= held
    >>> smallest_sufficient(["a rule", "a line", "a floor"], 1, needs_both).inputs
    ('a line', 'a floor')
    """
    trials = _Trials(worlds, differs)
    needs: list[frozenset[str]] = []
    while len(needs) < MOST_NEEDS:
        held = _smallest_meeting(needs, inputs)
        refuting = trials.refuting(held)
        if refuting is None:
            return Sufficient(_ordered(held, inputs), smallest=True, worlds=worlds)
        # What no world has needed so far can mostly be held all at once.
        needed_before = frozenset().union(*needs)
        rest = [one for one in inputs if one not in held and one not in needed_before]
        enough = trials.grown(held, rest, refuting)
        enough = trials.grown(enough, [one for one in inputs if one in needed_before - held], refuting)
        needs.append(frozenset(inputs) - enough)
    minimal = _minimal(trials, frozenset(), tuple(inputs))
    return Sufficient(_ordered(minimal, inputs), smallest=False, worlds=worlds)


def _ordered(held: frozenset[str], inputs: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in inputs if one in held)


@dataclass
class _Trials:
    """The worlds in which sets are tried, that which refuted the last set first."""

    worlds: int
    differs: Callable[[frozenset[str], int], bool]
    order: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.order = list(range(self.worlds))

    def refuting(self, held: frozenset[str]) -> int | None:
        """Return a world in which the verdict changes though these inputs are held, or None."""
        for place, number in enumerate(self.order):
            if self.differs(held, number):
                self.order.insert(0, self.order.pop(place))
                return number
        return None

    def grown(self, held: frozenset[str], rest: Sequence[str], number: int) -> frozenset[str]:
        """Return as many inputs as can be held, with those given, while the verdict changes in one world."""
        if not rest:
            return held
        everything = held | frozenset(rest)
        if self.differs(everything, number):
            return everything
        if len(rest) == 1:
            return held
        middle = len(rest) // 2
        return self.grown(self.grown(held, rest[:middle], number), rest[middle:], number)


def _smallest_meeting(needs: Iterable[frozenset[str]], inputs: Sequence[str]) -> frozenset[str]:
    """Return a smallest set with an input from each of the needs."""
    place = {one: index for index, one in enumerate(inputs)}
    listed = [sorted(place[one] for one in need) for need in needs]
    size = 0
    while True:
        found = _meeting(listed, (), size)
        if found is not None:
            return frozenset(inputs[index] for index in found)
        size += 1


def _meeting(needs: list[list[int]], chosen: tuple[int, ...], room: int) -> tuple[int, ...] | None:
    """Return the first set of at most so many more inputs that meets all needs, None without one."""
    unmet = [need for need in needs if not set(need) & set(chosen)]
    if not unmet:
        return chosen
    if not room:
        return None
    tried = (_meeting(unmet, (*chosen, one), room - 1) for one in min(unmet, key=len))
    return next((found for found in tried if found is not None), None)


def _minimal(trials: _Trials, held: frozenset[str], candidates: tuple[str, ...]) -> frozenset[str]:
    """Return candidates that suffice together with those held, none of which can be left out.

    Source: U. Junker, "QuickXPlain: preferred explanations and relaxations for over-constrained problems",
    AAAI (2004).
    """
    if trials.refuting(held) is None:
        return frozenset()
    if len(candidates) == 1:
        return frozenset(candidates)
    middle = len(candidates) // 2
    first, second = candidates[:middle], candidates[middle:]
    needed_second = _minimal(trials, held | frozenset(first), second)
    needed_first = _minimal(trials, held | needed_second, first)
    return needed_first | needed_second
