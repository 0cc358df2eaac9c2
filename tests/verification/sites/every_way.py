"""Everything that chance can do, gone through one by one with its exact probability."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["every_way"]

T = TypeVar("T")


class _Told:
    """Chance that does what it is told, and then always heads; the order of things is one fixed order."""

    def __init__(self, told: Sequence[bool], order: int) -> None:
        self._told, self._order = list(told), random.Random(order)
        self.happened: list[tuple[bool, Fraction]] = []

    def heads(self, one: int, other: int) -> bool:
        place = len(self.happened)
        told = self._told[place] if place < len(self._told) else True
        self.happened.append((told, Fraction(one if told else other, one + other)))
        return told

    def shuffled(self, items: Sequence[T]) -> list[T]:
        found = list(items)
        self._order.shuffle(found)
        return found


def every_way(draw: Callable[[_Told], T], order: int = 0) -> Iterator[tuple[T, Fraction]]:
    """Yield each outcome of a random procedure with its probability; outcomes may be the same again."""
    waiting: list[list[bool]] = [[]]
    while waiting:
        told = waiting.pop()
        chance = _Told(told, order)
        outcome = draw(chance)
        probability = Fraction(1)
        for _, part in chance.happened:
            probability *= part
        if probability:
            yield outcome, probability
        tossed = [heads for heads, _ in chance.happened]
        waiting += [[*tossed[:place], False] for place in range(len(told), len(tossed))]
