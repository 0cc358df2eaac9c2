"""Several certain cases of one case, with all their numbers in one table of integers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

import numpy as np

from detente.outcomes.per_case import per_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from detente.case.case import Case
    from detente.case.model import CaseFile
    from detente.case.uncertainty import CertainCase

__all__ = ["FINEST", "Sample", "Scale", "Table", "places"]

FINEST = 2**40
"""No number may be so fine, or so large in its own steps, that it needs an integer past this."""


@dataclass(frozen=True, eq=False)
class Scale:
    """For each column of a table how many steps make 1, ``per_unit``, and the ``largest`` that may occur."""

    per_unit: tuple[int, ...]
    largest: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Table:
    """Numbers of certain cases as whole steps, each path with a step of its own.

    ``steps``: (cases, paths + 2), in the order of ``places``, and at the end a 0 and a 1.
    """

    steps: NDArray[np.int64]
    scale: Scale

    @classmethod
    def of(cls, columns: Iterable[tuple[Sequence[Fraction], NDArray[np.intp]]], cases: int) -> Table | None:
        """Return the table of the numbers of so many cases, or None where they are too fine or too large.

        Each column, in the order of ``places``, is given by the values in it and which of them stands where.
        """
        per_unit, steps = [], []
        for values, which in columns:
            unit = math.lcm(*(value.denominator for value in values))
            each = [value.numerator * (unit // value.denominator) for value in values]
            if max((unit, *map(abs, each))) > FINEST:
                return None
            per_unit.append(unit)
            steps.append(np.array(each, dtype=np.int64)[which])
        table = np.array([*steps, [0] * cases, [1] * cases], dtype=np.int64)
        largest = np.abs(table).max(axis=1, initial=1)
        return cls(np.ascontiguousarray(table.T), Scale((*per_unit, 1, 1), largest))


@dataclass(frozen=True, eq=False)
class Sample:
    """Several certain cases of one case.

    ``dropped`` holds for each the paths of what does not count in it; ``one`` returns a certain case by its
    place, and ``tabled`` the table of their numbers, or None where these would be too fine or too large.
    """

    case: Case
    dropped: tuple[frozenset[str], ...]
    one: Callable[[int], CertainCase]
    tabled: Callable[[], Table | None]

    def __len__(self) -> int:
        """Return the number of certain cases."""
        return len(self.dropped)

    @cached_property
    def table(self) -> Table | None:
        """Their numbers as whole steps, or None where there can be no such table."""
        return self.tabled()

    @classmethod
    def of(cls, certains: Sequence[CertainCase]) -> Sample:
        """Return the sample of given certain cases of one case, at least one."""
        case = certains[0].case

        def tabled() -> Table | None:
            each = np.arange(len(certains))
            columns = (([one.number(path) for one in certains], each) for path in places(case))
            return Table.of(columns, len(certains))

        return cls(case, tuple(one.dropped for one in certains), certains.__getitem__, tabled)


@per_case
def places(case: CaseFile) -> Mapping[str, int]:
    """Return the place of each number of a case in a table, by its path."""
    return {path: place for place, path in enumerate(cast("Case", case).nominal.numbers)}
