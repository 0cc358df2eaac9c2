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

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Differs", "Sufficient", "minimal_sufficient", "smallest_sufficient"]

Differs: TypeAlias = Callable[[Sequence[tuple[frozenset[str], int]]], Sequence[bool]]
"""Tells of several trials, each with what is held and the number of a world, whether the verdict changes."""

LANES = 8
"""Worlds that refute a set, and in which needs are found at the same time."""
MOST_NEEDS = 120
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
    inputs: Sequence[str],
    worlds: int,
    differs: Differs,
    at_once: int = 1,
    moved: Callable[[int], frozenset[str]] | None = None,
) -> Sufficient:
    """Return a smallest set of inputs that suffices for the verdict of the case.

    ``differs`` takes trials, each of them inputs that are held and the number of a world from 0 to
    ``worlds``, and tells of each whether the verdict changes when the inputs held are as the case says and
    the others are as in that world. With everything held it must not change. ``at_once`` is how many trials
    are better made together than one after the other. ``moved`` gives the inputs that differ in a world from
    what the case says, where that is known. Of several sets of that size one is returned, always
    the same.

    >>> needs_both = lambda trials: [not {"a line", "a floor"} <= held for held, _ in trials]
    >>> smallest_sufficient(["a rule", "a line", "a floor"], 1, needs_both).inputs
    ('a line', 'a floor')
    """
    trials = _Trials(worlds, differs, at_once, moved)
    needs: list[frozenset[str]] = []
    while len(needs) < MOST_NEEDS:
        held = _smallest_meeting(needs, inputs)
        refuting = trials.refuting(held)
        if not refuting:
            return Sufficient(_ordered(held, inputs), smallest=True, worlds=worlds)
        # What no world has needed so far can mostly be held all at once.
        needed_before = frozenset().union(*needs)
        rest = [one for one in inputs if one not in held and one not in needed_before]
        rest += [one for one in inputs if one in needed_before - held]
        enough = trials.grown(held, rest, refuting)
        needs += dict.fromkeys(frozenset(inputs) - one for one in enough)
    return minimal_sufficient(inputs, worlds, differs, at_once, moved)


def _ordered(held: frozenset[str], inputs: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in inputs if one in held)


@dataclass
class _Trials:
    """The worlds in which sets are tried, that which refuted the last set first.

    So many trials are made ``at_once``, where that is no dearer than to make fewer and wait for the answer.
    """

    worlds: int
    differs: Differs
    at_once: int
    moved: Callable[[int], frozenset[str]] | None
    order: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.order = list(range(self.worlds))

    def differ(self, held: frozenset[str], number: int) -> bool:
        """Tell whether the verdict changes in one world with these inputs held."""
        return self.differs([(held, number)])[0]

    def refuting(self, held: frozenset[str]) -> list[int]:
        """Return worlds in which the verdict changes though these inputs are held, of those first tried."""
        for start in range(0, self.worlds, self.at_once):
            numbers = self.order[start : start + self.at_once]
            changed = self.differs([(held, number) for number in numbers])
            found = [number for number, changes in zip(numbers, changed, strict=True) if changes][:LANES]
            if found:
                self.order = [*found, *(number for number in self.order if number not in found)]
                return found
        return []

    def grown(
        self, held: frozenset[str], rest: Sequence[str], numbers: Sequence[int]
    ) -> list[frozenset[str]]:
        """Return as many inputs as can be held, with those given, while the verdict changes in each world."""
        growing: dict[int, _Growing] = {}
        for lane, number in enumerate(numbers):
            apart, alike = self.apart(rest, number)
            growing[lane] = _growing(held | alike, apart, lambda: self._fanned(len(growing)))
        found = [held] * len(numbers)
        answers: dict[int, list[bool] | None] = dict.fromkeys(growing)
        while growing:
            asked: dict[int, list[frozenset[str]]] = {}
            for lane, answer in answers.items():
                try:
                    asked[lane] = growing[lane].send(answer)  # type: ignore[arg-type]  # None starts it
                except StopIteration as done:
                    found[lane] = done.value
                    del growing[lane]
            changed = iter(self.differs([(one, numbers[lane]) for lane in asked for one in asked[lane]]))
            answers = {lane: [next(changed) for _ in tried] for lane, tried in asked.items()}
        return found

    def _fanned(self, lanes: int) -> int:
        """Return how many trials to make at once in each of so many worlds."""
        return max(1, min(self.at_once, LANES) // max(1, lanes))

    def apart(self, rest: Sequence[str], number: int) -> tuple[Sequence[str], frozenset[str]]:
        """Divide inputs into those that differ in a world from what the case says, and the others."""
        if self.moved is None:
            return rest, frozenset()
        moved = self.moved(number)
        return [one for one in rest if one in moved], frozenset(rest) - moved

    def needed(self, held: frozenset[str], rest: tuple[str, ...], number: int) -> frozenset[str]:
        """Return inputs that suffice in one world with those held, none of which can be left out.

        Source: U. Junker, "QuickXPlain: preferred explanations and relaxations for over-constrained
        problems", AAAI (2004).
        """
        if not self.differ(held, number):
            return frozenset()
        if len(rest) == 1:
            return frozenset(rest)
        middle = len(rest) // 2
        first, second = rest[:middle], rest[middle:]
        of_second = self.needed(held | frozenset(first), second, number)
        return of_second | self.needed(held | of_second, first, number)


_Growing: TypeAlias = Generator[list[frozenset[str]], list[bool], frozenset[str]]


def _growing(held: frozenset[str], rest: Sequence[str], fanned: Callable[[], int]) -> _Growing:
    """Yield sets of inputs to be held, be told with which the verdict changes, and return the largest."""
    while rest:
        changing, kept = 0, len(rest) + 1
        tried = [len(rest)]  # mostly all of them can be held
        while tried:
            changed = yield [held | frozenset(rest[:count]) for count in tried]
            for count, changes in zip(tried, changed, strict=True):
                if not changes:
                    kept = count
                    break
                changing = count
            parts = fanned() + 1
            between = {changing + (kept - changing) * part // parts for part in range(1, parts)}
            tried = sorted(between - {changing})
        held |= frozenset(rest[:changing])
        rest = rest[changing + 1 :]
    return held


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


def minimal_sufficient(
    inputs: Sequence[str],
    worlds: int,
    differs: Differs,
    at_once: int = 1,
    moved: Callable[[int], frozenset[str]] | None = None,
) -> Sufficient:
    """Return a set of inputs that suffices, none of which can be left out; there may be smaller ones.

    This takes far fewer worlds than to look for a smallest set. In a world in which those held do not
    suffice, as few further inputs are held as do; in the end those are left out that have become needless.
    The arguments are as for ``smallest_sufficient``.

    >>> needs_both = lambda trials: [not {"a line", "a floor"} <= held for held, _ in trials]
    >>> minimal_sufficient(["a rule", "a line", "a floor"], 1, needs_both).inputs
    ('a line', 'a floor')
    """
    trials = _Trials(worlds, differs, at_once, moved)
    held: frozenset[str] = frozenset()
    while refuting := trials.refuting(held):
        rest, _ = trials.apart([one for one in inputs if one not in held], refuting[0])
        held |= trials.needed(held, tuple(rest), refuting[0])
    for one in _ordered(held, inputs):
        if not trials.refuting(held - {one}):
            held -= {one}
    return Sufficient(_ordered(held, inputs), smallest=False, worlds=worlds)
