"""Trials of sets of inputs: whether a verdict changes in some world, with them held and the others free."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import or_
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from detente.claims.input_sets import InputSets

__all__ = ["Differs", "Moved", "Trials"]

Differs: TypeAlias = Callable[[Sequence[tuple[int, int]]], Sequence[bool]]
"""Tells of several trials, each the set that is held and the number of a world, if the verdict changes."""
Moved: TypeAlias = Callable[[int], int]
"""Gives the set of inputs that differ in a world from what the case says."""

TOWARDS_CHANGE = (1, 3)
"""The part of what is open that is tried alone: a third.

So the verdict changes more often than not. Where it does not, a trial takes longer: all on which it turns
must be found then.
"""
LANES = 16
"""Worlds that refute a set, and in which needs are found at the same time."""


@dataclass
class Trials:
    """The worlds in which sets are tried, that which refuted the last set first.

    ``sets`` gives the numbers of sets of inputs. So many trials are made ``at_once``, where that is no dearer
    than to make fewer and wait for the answer.
    """

    sets: InputSets
    worlds: int
    differs: Differs
    at_once: int
    moved: Moved | None
    order: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.order = list(range(self.worlds))

    def extend(self, further: int) -> None:
        """Try sets in so many further worlds, numbered on from the others, after all those."""
        self.order += range(self.worlds, self.worlds + further)
        self.worlds += further

    def add(self, number: int) -> None:
        """Try sets in one more world, and before all others."""
        self.order.insert(0, number)
        self.worlds += 1

    def refuting(self, held: frozenset[str]) -> list[int]:
        """Return worlds in which the verdict changes though these inputs are held, of those first tried."""
        set_ = self.sets.number(held)
        for start in range(0, self.worlds, self.at_once):
            numbers = self.order[start : start + self.at_once]
            changed = self.differs([(set_, number) for number in numbers])
            found = [number for number, changes in zip(numbers, changed, strict=True) if changes][:LANES]
            if found:
                self.order = [*found, *(number for number in self.order if number not in found)]
                return found
        return []

    def grown(
        self, held: frozenset[str], rest: Sequence[str], numbers: Sequence[int]
    ) -> list[frozenset[str]]:
        """Return as many inputs as can be held, with those given, while the verdict changes in each world.

        Those that come first among the ``rest`` are held first.
        """
        growing: dict[int, _Growing] = {}
        start, bits = self.sets.number(held), self.sets.bits(rest)
        for lane, number in enumerate(numbers):
            apart, alike = self._apart(bits, number)
            growing[lane] = _growing(start | alike, apart, lambda: self._shares(len(growing)))
        found = [0] * len(numbers)
        answers: dict[int, list[bool] | None] = dict.fromkeys(growing)
        while growing:
            asked: dict[int, list[int]] = {}
            for lane, answer in answers.items():
                try:
                    asked[lane] = growing[lane].send(answer)  # type: ignore[arg-type]  # None starts it
                except StopIteration as done:
                    found[lane] = done.value
                    del growing[lane]
            changed = iter(self.differs([(one, numbers[lane]) for lane in asked for one in asked[lane]]))
            answers = {lane: [next(changed) for _ in tried] for lane, tried in asked.items()}
        return [self.sets.paths(one) for one in found]

    def needed(self, held: frozenset[str], rest: Sequence[str], number: int) -> frozenset[str]:
        """Return inputs that suffice in one world with those held, none of which can be left out.

        Source: U. Junker, "QuickXPlain: preferred explanations and relaxations for over-constrained
        problems", AAAI (2004).
        """
        apart, _ = self._apart(self.sets.bits(rest), number)
        return self.sets.paths(self._explained(self.sets.number(held), apart, number))

    def _explained(self, held: int, rest: Sequence[int], number: int) -> int:
        if not self.differs([(held, number)])[0]:
            return 0
        if len(rest) == 1:
            return rest[0]
        middle = len(rest) // 2
        first, second = rest[:middle], rest[middle:]
        of_second = self._explained(held | sum(first), second, number)
        return of_second | self._explained(held | of_second, first, number)

    def _shares(self, lanes: int) -> Sequence[tuple[int, int]]:
        """Return at which parts of what is open to make trials in each of so many worlds."""
        if self.at_once == 1:
            return (TOWARDS_CHANGE,)
        many = max(1, min(self.at_once, LANES) // max(1, lanes))
        return [(part, many + 1) for part in range(1, many + 1)]

    def _apart(self, rest: Sequence[int], number: int) -> tuple[Sequence[int], int]:
        """Divide inputs into those that differ in a world from what the case says, and the others."""
        if self.moved is None:
            return rest, 0
        moved = self.moved(number)
        return [bit for bit in rest if bit & moved], sum(rest) & ~moved


_Growing: TypeAlias = Generator[list[int], list[bool], int]


def _growing(held: int, rest: Sequence[int], shares: Callable[[], Sequence[tuple[int, int]]]) -> _Growing:
    """Yield sets of inputs to be held, be told with which the verdict changes, and return the largest.

    The ``rest`` are sets of one input each.
    """
    while rest:
        first = list(accumulate(rest, or_, initial=0))
        changing, kept = 0, len(rest) + 1
        tried = [len(rest)]  # mostly all of them can be held
        while tried:
            changed = yield [held | first[count] for count in tried]
            for count, changes in zip(tried, changed, strict=True):
                if not changes:
                    kept = count
                    break
                changing = count
            between = {changing + (kept - changing) * part // of for part, of in shares()}
            tried = sorted(between - {changing} or {changing + 1} - {kept})
        held |= first[changing]
        rest = rest[changing + 1 :]
    return held
