"""What is gained by holding inputs: the minimal sets that suffice for something, or that raise a number."""

from __future__ import annotations

from itertools import chain, combinations
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from fractions import Fraction

__all__ = ["NONE", "Inputs", "Rung", "rungs", "supports"]

Inputs = frozenset[str]
NONE = Inputs()
"""What has to be held for what is so in every world."""


class Rung(NamedTuple):
    """A number that is sure with some inputs held."""

    held: Inputs
    worth: Fraction


def supports(inputs: Sequence[str], suffices: Callable[[Inputs], bool]) -> tuple[Inputs, ...]:
    """Return the minimal sets of inputs that suffice; what holds with some held holds with more.

    >>> [sorted(one) for one in supports(["a", "b", "c"], lambda held: "a" in held or {"b", "c"} <= held)]
    [['a'], ['b', 'c']]
    """
    found: list[Inputs] = []
    for held in _sets_of(inputs):
        if not any(less <= held for less in found) and suffices(held):
            found.append(held)
    return tuple(found)


def rungs(inputs: Sequence[str], worth: Callable[[Inputs], Fraction]) -> tuple[Rung, ...]:
    """Return the numbers that can be made sure, each with a minimal set of inputs to be held for it.

    The first is the one without any; a number is not less with more held.
    """
    found: list[Rung] = []
    for held in _sets_of(inputs):
        sure = worth(held)
        if all(sure > one.worth for one in found if one.held <= held):
            found.append(Rung(held, sure))
    return tuple(found)


def _sets_of(inputs: Sequence[str]) -> Iterator[Inputs]:
    sizes = range(len(inputs) + 1)
    return map(frozenset, chain.from_iterable(combinations(inputs, size) for size in sizes))
