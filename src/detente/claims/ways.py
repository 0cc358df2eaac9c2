"""The ways in which the numbers of a case may lie: at ends of ranges, drawn, in other orders, leaning.

What follows from an input lies alike wherever a variant has the same input.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import permutations
from typing import TYPE_CHECKING, cast

import numpy as np

from detente.case.language import Ranking
from detente.case.uncertainty import CertainCase, inputs, latin_hypercube
from detente.claims.leanings import Leaning, leaned
from detente.outcomes.per_case import per_case
from detente.outcomes.sample import Sample, Table, places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from detente.case.case import Case
    from detente.case.model import CaseFile
    from detente.case.uncertainty import Input

__all__ = [
    "CORNER",
    "DRAWN_WAYS",
    "HIGH",
    "LOW",
    "NOMINAL",
    "REORDERED",
    "REORDERED_WAYS",
    "WAYS",
    "Ways",
    "today_on",
]

CORNERS = 16
"""Ways to put every number at one end of its range or the other, besides all low and all high."""
DRAWN = 8
"""Ways to draw every number within its range."""
REORDERED = 16
"""Ways to draw them with every rank order shuffled: what if they ranked otherwise?"""
NOMINAL, LOW, HIGH = range(3)
CORNER = range(3, 3 + CORNERS)
DRAWN_WAYS = range(3 + CORNERS, 3 + CORNERS + DRAWN)
WAYS = 3 + CORNERS + DRAWN + REORDERED
REORDERED_WAYS = range(3 + CORNERS + DRAWN, WAYS)


@dataclass(frozen=True, eq=False)
class Ways:
    """A case in each way in which its numbers may lie; ``follow`` gives the numbers of each input."""

    case: Case
    ways: tuple[Mapping[str, Fraction], ...]
    follow: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(
        cls,
        case: Case,
        among: frozenset[str],
        leaning: tuple[Leaning, ...],
        seed: int,
        drawn: Sequence[CertainCase],
    ) -> Ways:
        """Return the ways in which numbers lie apart, then those in which they lean, then draws.

        Only numbers that follow from the inputs ``among`` which one looks lie elsewhere.
        """
        numbers = (*_spread(case, among, seed), *_leaned(case, among, leaning, seed))
        return cls(
            case,
            (*numbers, *(one.numbers for one in drawn)),
            {one.path: one.numbers for one in _inputs(case) if one.path in among},
        )

    @cached_property
    def table(self) -> Table | None:
        """The numbers of all ways, or None where they are too fine or too large for a table."""
        return Table.of(self.case, self.ways)

    @cached_property
    def _place_of(self) -> Mapping[str, int]:
        """The place of each input."""
        return {path: place for place, path in enumerate(self.follow)}

    @cached_property
    def _input_of(self) -> NDArray[np.intp]:
        """For each column of the table the place of the input from which it follows, -1 for the others."""
        of = places(self.case)
        found = np.full(len(of) + 2, -1)
        for place, numbers in enumerate(self.follow.values()):
            found[[of[one] for one in numbers]] = place
        return found

    def moved(self, way: int) -> frozenset[str]:
        """Return the inputs whose numbers are not as in the nominal case."""
        if self.table is not None:
            other = self.table.steps[way] != self.table.steps[NOMINAL]
            paths = tuple(self.follow)
            return frozenset(paths[index] for index in set(self._input_of[other].tolist()) - {-1})
        numbers, nominal = self.ways[way], self.ways[NOMINAL]
        return frozenset(
            path for path, of in self.follow.items() if any(numbers[one] != nominal[one] for one in of)
        )

    def sample(
        self, ways: Sequence[int], kept: Sequence[frozenset[str]], dropped: tuple[frozenset[str], ...]
    ) -> Sample:
        """Return certain cases with their numbers in some ways, but for those kept as in the nominal case."""

        def one(place: int) -> CertainCase:
            numbers = self.ways[ways[place]]
            if kept[place]:
                numbers = _Kept(numbers, self.ways[NOMINAL], kept[place], self.follow)
            return CertainCase(self.case, numbers, dropped=dropped[place])

        def tabled() -> Table | None:
            if self.table is None:
                return None
            # What follows from no input stands in the last column, and is never kept.
            is_kept = np.zeros((len(ways), len(self.follow) + 1), dtype=np.bool_)
            for row, paths in zip(is_kept, kept, strict=True):
                row[[self._place_of[path] for path in paths if path in self._place_of]] = True
            steps = np.where(
                is_kept[:, self._input_of], self.table.steps[NOMINAL], self.table.steps[list(ways)]
            )
            return Table(steps, self.table.scale)

        return Sample(self.case, dropped, one, tabled)


@dataclass(frozen=True, eq=False)
class _Kept(Mapping[str, "Fraction"]):
    """Numbers of which those that follow from some inputs are kept as in the nominal case."""

    numbers: Mapping[str, Fraction]
    nominal: Mapping[str, Fraction]
    inputs: frozenset[str]
    follow: Mapping[str, tuple[str, ...]]

    @cached_property
    def _kept(self) -> frozenset[str]:
        return frozenset(number for path in self.inputs for number in self.follow.get(path, ()))

    def __getitem__(self, path: str) -> Fraction:
        return self.nominal[path] if path in self._kept else self.numbers[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)


@per_case
def _inputs(case: CaseFile) -> tuple[Input, ...]:
    return inputs(cast("Case", case))


@per_case
def _leaned(
    case: CaseFile, among: frozenset[str], leaning: tuple[Leaning, ...], seed: int
) -> tuple[Mapping[str, Fraction], ...]:
    """Return the numbers of a case in each leaning."""
    given = [one for one in _inputs(case) if one.path in among]
    found = [leaned(one, today_on(case, one.path), leaning, seed) for one in given]
    return _merged(case, given, found, len(leaning))


@per_case
def _spread(case: CaseFile, among: frozenset[str], seed: int) -> tuple[Mapping[str, Fraction], ...]:
    """Return the numbers of a case in each of the ways in which they may lie."""
    given = [one for one in _inputs(case) if one.path in among]
    return _merged(case, given, [_spread_of(one, seed) for one in given], WAYS)


def _merged(
    case: CaseFile, given: Sequence[Input], found: Sequence[Sequence[tuple[Fraction, ...]]], ways: int
) -> tuple[Mapping[str, Fraction], ...]:
    """Return the nominal numbers of a case with those found for some inputs, in each of so many ways."""
    merged = [dict(cast("Case", case).nominal.numbers) for _ in range(ways)]
    for input_, values in zip(given, found, strict=True):
        for numbers, of_input in zip(merged, values, strict=True):
            numbers.update(zip(input_.numbers, of_input, strict=True))
    return tuple(merged)


def today_on(case: CaseFile, path: str) -> str | None:
    """Return what holds today on the issue that an input is about, None where it is about none."""
    section, issue, *_ = path.split(".")
    return case.issues[issue].today if section == "issues" else None


@lru_cache(maxsize=4096)
def _spread_of(input_: Input, seed: int) -> tuple[tuple[Fraction, ...], ...]:
    """Return the numbers of an input in each way; variants share most inputs, for which it is done once."""
    listed = [input_.nominal(), *input_.at(_places(input_, seed))]
    listed[REORDERED_WAYS.start :] = _reordered(input_, listed[REORDERED_WAYS.start :], seed)
    return tuple(listed)


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
