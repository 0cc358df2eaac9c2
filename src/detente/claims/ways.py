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

from detente.case.free_inputs import free_inputs
from detente.case.language import Ranking
from detente.case.uncertainty import CertainCase, latin_hypercube
from detente.claims.choices import Choices
from detente.claims.leanings import Leanings, leaned
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
    """A case in each way in which its numbers may lie, by the inputs that do not always lie as the case says.

    ``choices``: their values, in the order of ``among``; ``count``: how many ways there are.
    """

    case: Case
    among: tuple[Input, ...]
    choices: tuple[Choices, ...]
    count: int

    @classmethod
    def of(
        cls, case: Case, among: frozenset[str], leaning: Leanings, seed: int, drawn: Sequence[CertainCase]
    ) -> Ways:
        """Return the ways in which numbers lie apart, then those in which they lean, then draws.

        Only numbers lie elsewhere that follow from free inputs, and of these from those ``among`` which one
        looks.
        """
        given = tuple(one for one in _inputs(case) if one.path in among)
        choices = (
            Choices.joined(
                (
                    _spread(one, seed),
                    leaned(one, today_on(case, one.path), leaning, seed),
                    Choices.of([tuple(draw.number(path) for path in one.numbers) for draw in drawn]),
                )
            )
            for one in given
        )
        return cls(case, given, tuple(choices), WAYS + len(leaning) + len(drawn))

    @cached_property
    def table(self) -> Table | None:
        """The numbers of all ways, or None where they are too fine or too large for a table."""
        chosen = {
            path: ([value[place] for value in choices.values], choices.which)
            for one, choices in zip(self.among, self.choices, strict=True)
            for place, path in enumerate(one.numbers)
        }
        nominal = self.case.nominal.numbers
        always = np.zeros(self.count, dtype=np.intp)
        columns = (chosen.get(path, ([nominal[path]], always)) for path in places(self.case))
        return Table.of(columns, self.count)

    @cached_property
    def input_of(self) -> NDArray[np.intp]:
        """For each column of the table the place of the input from which it follows, -1 for the others."""
        of = places(self.case)
        found = np.full(len(of) + 2, -1)
        for place, one in enumerate(self.among):
            found[[of[path] for path in one.numbers]] = place
        return found

    @cached_property
    def elsewhere(self) -> NDArray[np.bool_]:
        """Whether an input does not lie as in the nominal case: (inputs, ways)."""
        found = np.zeros((len(self.among), self.count), dtype=np.bool_)
        for row, choices in zip(found, self.choices, strict=True):
            nominal = choices[NOMINAL]
            row[:] = np.array([value != nominal for value in choices.values])[choices.which]
        return found

    def moved(self, way: int) -> frozenset[str]:
        """Return the inputs whose numbers are not as in the nominal case."""
        return frozenset(self.among[place].path for place in np.flatnonzero(self.elsewhere[:, way]).tolist())

    def sample(self, ways: NDArray[np.intp], dropped: tuple[frozenset[str], ...]) -> Sample:
        """Return certain cases in which each input lies in a way of its own.

        Shape of ``ways``: (cases, inputs among which one looks).
        """

        def one(place: int) -> CertainCase:
            return CertainCase(self.case, _Numbers(self, ways[place]), dropped=dropped[place])

        def tabled() -> Table | None:
            if self.table is None:
                return None
            # What follows from no input stands in the last column, and is always as in the nominal case.
            way_of = np.full((len(ways), len(self.among) + 1), NOMINAL, dtype=np.intp)
            way_of[:, :-1] = ways
            steps = np.take_along_axis(self.table.steps, way_of[:, self.input_of], axis=0)
            return Table(steps, self.table.scale)

        return Sample(self.case, dropped, one, tabled)


@dataclass(frozen=True, eq=False)
class _Numbers(Mapping[str, "Fraction"]):
    """The numbers of a case, with each input in one of the ways; found when needed."""

    ways: Ways
    chosen: NDArray[np.intp]

    @cached_property
    def _all(self) -> dict[str, Fraction]:
        found = dict(self.ways.case.nominal.numbers)
        for place in np.flatnonzero(self.chosen != NOMINAL).tolist():
            numbers = self.ways.among[place].numbers
            found.update(zip(numbers, self.ways.choices[place][self.chosen[place]], strict=True))
        return found

    def __getitem__(self, path: str) -> Fraction:
        return self._all[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


@per_case
def _inputs(case: CaseFile) -> tuple[Input, ...]:
    return free_inputs(cast("Case", case))


def today_on(case: CaseFile, path: str) -> str | None:
    """Return what holds today on the issue that an input is about, None where it is about none."""
    section, issue, *_ = path.split(".")
    return case.issues[issue].today if section == "issues" else None


@lru_cache(maxsize=4096)
def _spread(input_: Input, seed: int) -> Choices:
    """Return the numbers of an input in each way; variants share most inputs, for which it is done once."""
    listed = [input_.nominal(), *input_.at(_places(input_, seed))]
    listed[REORDERED_WAYS.start :] = _reordered(input_, listed[REORDERED_WAYS.start :], seed)
    return Choices.of(listed)


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
