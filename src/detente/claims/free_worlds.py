"""Worlds in which everything that is not held is free: absent, or anywhere in its range."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING, cast

import numpy as np

from detente.case.language import Ranking
from detente.case.uncertainty import CertainCase, inputs, latin_hypercube
from detente.claims.evaluate import World
from detente.claims.leanings import FEW_LEANINGS, Leaning, holder_of, leaning_numbers, leanings
from detente.outcomes.per_case import per_case

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from detente.case.case import Case
    from detente.case.model import CaseFile
    from detente.case.uncertainty import Input

__all__ = ["REORDERED", "WORLDS", "FreeWorlds", "is_free"]

CORNERS = 16
"""Ways to put every number at one end of its range or the other, besides all low and all high."""
DRAWN = 8
"""Ways to draw every number within its range."""
REORDERED = 16
"""Ways to draw them with every rank order shuffled: what if they ranked otherwise?"""
NOMINAL, LOW, HIGH = range(3)
_CORNER = range(3, 3 + CORNERS)
_DRAWN = range(3 + CORNERS, 3 + CORNERS + DRAWN)
_WAYS = 3 + CORNERS + DRAWN + REORDERED
_REORDERED = range(3 + CORNERS + DRAWN, _WAYS)

# Who is absent, as a share of all that might be, and where the numbers lie.
_PLAN = (
    (1.0, NOMINAL),
    (0.0, HIGH),
    (0.0, LOW),
    *((0.0, corner) for corner in _CORNER),
    *((1.0, corner) for corner in _CORNER[:2]),
    *((0.5, NOMINAL) for _ in range(4)),
    *((share, corner) for share, corner in zip((0.2, 0.5, 0.8, 0.5) * 4, _CORNER, strict=True)),
    *((0.0, drawn) for drawn in _DRAWN[:2]),
    *((0.5, drawn) for drawn in _DRAWN[2:]),
    *((share, way) for share, way in zip((0.0, 0.5, 0.0, 1.0) * 4, _REORDERED, strict=True)),
)
WORLDS = len(_PLAN)
"""Worlds in which any set of inputs is tried, besides those in which parties lean, and draws."""
# One or two of each kind, where every world takes long.
_FEW = (
    (1.0, NOMINAL),
    (0.0, HIGH),
    (0.0, LOW),
    *((0.0, corner) for corner in _CORNER[:4]),
    (0.5, NOMINAL),
    *((0.5, corner) for corner in _CORNER[4:8]),
    *((0.5, drawn) for drawn in _DRAWN[:2]),
    *((share, way) for share, way in zip((0.0, 0.5) * 2, _REORDERED[:4], strict=True)),
)


@dataclass(frozen=True)
class _Spread:
    """The numbers of a case in each of the ways in which they may lie, and which follow from which input."""

    numbers: tuple[Mapping[str, Fraction], ...]
    follow: Mapping[str, tuple[str, ...]]


def is_free(input_: Input) -> bool:
    """Tell whether a number might be another one, or a rank order another order."""
    ranked = isinstance(input_.source, Ranking) and len(input_.source.classes) > 1
    return ranked or not input_.certain


class FreeWorlds:
    """Worlds over some cases that differ from the nominal one in all that is not held.

    ``structural``: paths of red lines, demands, floors and rules, each of which may be absent. ``numerical``:
    paths of inputs whose numbers may lie anywhere in their ranges: at the ends, drawn, or as in the nominal
    case; rank orders among them may also be other orders.
    """

    def __init__(  # noqa: PLR0913 - what worlds differ in
        self,
        cases: Mapping[str | None, Case],
        structural: Sequence[str],
        numerical: Sequence[str],
        seed: int,
        drawn: Sequence[Mapping[str | None, CertainCase]] = (),
        *,
        few: bool = False,
    ) -> None:
        """Spread the worlds over ``cases``; an input that several cases share lies alike in all of them.

        ``drawn`` are further worlds, from draws, in which nothing is absent. With ``few`` there are only one
        or two worlds of each kind.
        """
        self._cases = cases
        self._drawn = drawn
        self._numerical = frozenset(numerical)
        holders = {holder for path in numerical if (holder := holder_of(path)) is not None}
        leaning = FEW_LEANINGS if few else leanings(holders)
        self._plan = (*(_FEW if few else _PLAN), *_leaning_plan(leaning))
        self._spread = {name: _spread(case, seed, leaning) for name, case in cases.items()}
        listed = np.array(structural, dtype=object)
        chance = np.random.default_rng(seed).random((len(self._plan), len(structural)))
        self._absent = [
            frozenset(listed[row < share].tolist())
            for row, (share, _) in zip(chance, self._plan, strict=True)
        ]

    @property
    def planned(self) -> int:
        """How many worlds there are besides draws; they come first."""
        return len(self._plan)

    @property
    def count(self) -> int:
        """How many worlds there are."""
        return self.planned + len(self._drawn)

    def world(self, held: frozenset[str], number: int) -> World:
        """Return a world in which the inputs held are as the case says and all others are free."""
        if number >= self.planned:
            drawn = self._drawn[number - self.planned]
            return World.of(
                {
                    name: CertainCase(case, self._kept(name, held & self._numerical, drawn[name].numbers))
                    for name, case in self._cases.items()
                }
            )
        dropped, way = self._absent[number] - held, self._plan[number][1]
        return World.of(
            {
                name: CertainCase(case, self._numbers(name, held & self._numerical, way), dropped=dropped)
                for name, case in self._cases.items()
            }
        )

    def same(self, held: frozenset[str], number: int) -> tuple[object, ...]:
        """Return what a world depends on; worlds for which it is equal are the same."""
        kept = held & self._numerical
        if number >= self.planned:
            return (None, number, kept) if kept != self._numerical else (frozenset(), NOMINAL, frozenset())
        way = self._plan[number][1]
        if way == NOMINAL or kept == self._numerical:
            way, kept = NOMINAL, frozenset()
        return self._absent[number] - held, way, kept

    def _numbers(self, name: str | None, held: frozenset[str], way: int) -> Mapping[str, Fraction]:
        spread = self._spread[name]
        if way == NOMINAL or not held:
            return spread.numbers[way]
        return self._kept(name, held, spread.numbers[way])

    def _kept(
        self, name: str | None, held: frozenset[str], numbers: Mapping[str, Fraction]
    ) -> Mapping[str, Fraction]:
        """Return numbers with those that follow from what is held as in the nominal case."""
        spread = self._spread[name]
        kept = {number for path in held for number in spread.follow.get(path, ())}
        nominal = spread.numbers[NOMINAL]
        return {**numbers, **{number: nominal[number] for number in kept}}

    def memory(self, holds: Callable[[World], bool]) -> Callable[[frozenset[str], int], bool]:
        """Return whether a statement holds in a world, given what is held; equal worlds are judged once."""
        known: dict[tuple[object, ...], bool] = {}

        def judged(held: frozenset[str], number: int) -> bool:
            key = self.same(held, number)
            if key not in known:
                known[key] = holds(self.world(held, number))
            return known[key]

        return judged


def _leaning_plan(leaning: Sequence[Leaning]) -> tuple[tuple[float, int], ...]:
    """Return the worlds in which parties lean, with nothing absent or half of what might be."""
    return tuple((0.5 if one.weight is None else 0.0, _WAYS + index) for index, one in enumerate(leaning))


@per_case
def _spread(case: CaseFile, seed: int, leaning: Sequence[Leaning]) -> _Spread:
    given = inputs(cast("Case", case))
    ways: list[dict[str, Fraction]] = [{} for _ in range(_WAYS + len(leaning))]
    for input_ in given:
        listed = [input_.nominal(), *input_.at(_places(input_, seed))]
        listed[_REORDERED.start :] = _reordered(input_, listed[_REORDERED.start :], seed)
        listed += (leaning_numbers(case, input_, one, seed) for one in leaning)
        for numbers, values in zip(ways, listed, strict=True):
            numbers.update(zip(input_.numbers, values, strict=True))
    return _Spread(tuple(ways), {input_.path: input_.numbers for input_ in given})


def _places(input_: Input, seed: int) -> NDArray[np.float64]:
    """Return where in the unit cube an input lies in each way but the nominal one."""
    size, name = input_.coordinates, input_.content or input_.path
    generator = np.random.default_rng([seed, *b"corners of ", *name.encode()])
    ends = np.stack([np.zeros(size), np.ones(size), *generator.integers(0, 2, (CORNERS, size)).astype(float)])
    if isinstance(input_.source, Ranking):
        # At the very ends all ranked weights would be infinite, or none left to share.
        ends = ends.clip(1e-9, 1 - 1e-9)
    drawn = latin_hypercube(DRAWN, size, seed + 1, name)
    return np.concatenate([ends, drawn, latin_hypercube(REORDERED, size, seed + 2, name)])


def _reordered(
    input_: Input, listed: Sequence[tuple[Fraction, ...]], seed: int
) -> list[tuple[Fraction, ...]]:
    """Return the numbers of a rank order in other orders, and any other numbers as they are."""
    if not isinstance(input_.source, Ranking):
        return list(listed)
    size = len(input_.numbers)
    generator = np.random.default_rng([seed, *b"orders of ", *(input_.content or input_.path).encode()])
    if math.factorial(size) <= REORDERED:  # there is room for each order
        orders = generator.permutation(list(permutations(range(size))))
        places = [orders[index % len(orders)] for index in range(len(listed))]
    else:
        places = [generator.permutation(size) for _ in listed]
    return [tuple(values[place] for place in order) for values, order in zip(listed, places, strict=True)]
