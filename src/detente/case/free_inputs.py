"""What of a case could be otherwise: inputs with room for other numbers, and what these might then be."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from detente.case.language import Ranking
from detente.case.numbers import Range
from detente.case.places import variant_path_of
from detente.case.uncertainty import BEST, WORST, inputs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.case.case import Case
    from detente.case.uncertainty import Input

__all__ = ["FreeNumbers", "free_inputs", "is_nothing"]

_NOTHING = re.compile(r"blocks\.[^.]+\.(earns|detection)(\.\d+\.by)?")


def free_inputs(case: Case) -> tuple[Input, ...]:
    """Return the inputs of which a number might be another one, or a rank order another order.

    Where a building block is said to earn no trust at all, or never to be seen to be broken, that may be what
    decides: it might lie anywhere on its scale, unless a variant says so, which is then what is supposed.
    """
    return tuple(
        replace(one, source=Range(Fraction(0), Fraction(1), mode=Fraction(0))) if is_nothing(one) else one
        for one in inputs(case)
        if _is_free(one) or (is_nothing(one) and not variant_path_of(case, one.path))
    )


def is_nothing(input_: Input) -> bool:
    """Tell whether a building block is said to earn no trust at all, or never to be seen to be broken."""
    source = input_.source
    return bool(_NOTHING.fullmatch(input_.path)) and isinstance(source, Range) and not source.high


def _is_free(input_: Input) -> bool:
    ranked = isinstance(input_.source, Ranking) and len(input_.source.classes) > 1
    return ranked or not input_.certain


class _Free(NamedTuple):
    """A number that follows from a free input, and how low and high it may lie."""

    input: str
    low: Fraction
    high: Fraction


class FreeNumbers:
    """The numbers of a case, with what they might be where the inputs that are not held lie elsewhere.

    >>> from detente.case.case import load
    >>> numbers = FreeNumbers(load("nato-russia-2010"))
    >>> float(numbers.least("trust.0.level", held=frozenset()))
    0.1
    >>> float(numbers.least("trust.0.level", held=frozenset({"trust.0.level"})))
    0.225
    """

    def __init__(self, case: Case) -> None:
        """Find the inputs with room for other numbers."""
        self._certain = case.nominal.numbers
        self._derived = case.derived
        self._free = {path: _Free(one.path, *_ends(one)) for one in free_inputs(case) for path in one.numbers}
        self._own = {path: self.inputs([path]) for path in self._derived}
        self._known: dict[tuple[str, frozenset[str]], tuple[Fraction, Fraction]] = {}

    def __contains__(self, path: str) -> bool:
        """Tell whether the case has such a number."""
        return path in self._certain or path in self._derived

    def inputs(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Return the free inputs from which some numbers follow, each once."""
        given = (one for path in paths for one in self._given(path))
        return tuple(dict.fromkeys(self._free[one].input for one in given if one in self._free))

    def _given(self, path: str) -> tuple[str, ...]:
        """Return the numbers from which one follows that is derived; else that number itself."""
        return tuple(self._derived[path].numbers()) if path in self._derived else (path,)

    def least(self, path: str, held: frozenset[str]) -> Fraction:
        """Return the least that a number may be with some inputs held as the case says."""
        if path in self._derived:
            return self._ends_of(path, held)[0]
        free = self._free.get(path)
        return self._certain[path] if free is None or free.input in held else free.low

    def most(self, path: str, held: frozenset[str]) -> Fraction:
        """Return the most that it may be."""
        if path in self._derived:
            return self._ends_of(path, held)[1]
        free = self._free.get(path)
        return self._certain[path] if free is None or free.input in held else free.high

    def _ends_of(self, path: str, held: frozenset[str]) -> tuple[Fraction, Fraction]:
        """Return how low and how high a derived number may be; that depends only on its own inputs."""
        own = held.intersection(self._own[path])
        if (path, own) not in self._known:
            ends = partial(self.least, held=own), partial(self.most, held=own)
            self._known[path, own] = self._derived[path].least(*ends), self._derived[path].most(*ends)
        return self._known[path, own]

    def least_gain(self, weight: str, new: str, old: str | None, held: frozenset[str]) -> Fraction:
        """Return the least that a change of option may be worth, in units of weight times points.

        The arguments are where the weight stands, which may be missing, and the points of the new option and
        of the old one, if these count.
        """
        change = self.least(new, held) - (0 if old is None else self.most(old, held))
        if weight not in self:
            return change
        return change * (self.least if change >= 0 else self.most)(weight, held)


def _ends(input_: Input) -> tuple[Fraction, Fraction]:
    """Return between what the numbers of an input may lie, in whatever order they rank."""
    source = input_.source
    return (source.low, source.high) if isinstance(source, Range) else (WORST, BEST)
