"""The ways in which one input may be changed step by step, from what the case says to the ends of its range.

A number moves within its range. An option's points that follow from a rank order move between worst and best,
and those of the options that it would pass move along with it, so that the order stands. Ranked weights move
from their centroid to each corner of the weights with that order: equal weights for the first so many. Any
two options may also change places in a rank order, and two neighbours in a rank order of weights. A red line,
a demand, a floor or a rule may be left out.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from detente.case.language import Ranking
from detente.case.numbers import Range, whole_of
from detente.case.uncertainty import BEST, GRID, WORST
from detente.claims.flips.flip import Change, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.uncertainty import Input

__all__ = ["Absence", "Line", "lines_of"]

SCALE = BEST - WORST
"""The range of ranked points, and of ranked weights."""
FARTHEST = 4
"""Widths of its range by which a number is moved past it, where nothing within it flips a verdict."""


@dataclass(frozen=True)
class Line(ABC):
    """A way in which one input may be changed, along places from its nominal one.

    ``of``: the input whose numbers move.
    """

    of: Input

    @property
    @abstractmethod
    def ends(self) -> tuple[Fraction, ...]:
        """The places farthest from the nominal one, one for each direction."""

    @property
    @abstractmethod
    def start(self) -> Fraction:
        """The nominal place."""

    @abstractmethod
    def values(self, place: Fraction) -> tuple[Fraction, ...]:
        """Return the numbers that follow from the input at a place."""

    @abstractmethod
    def change(self, place: Fraction) -> Change:
        """Return what is another at a place."""

    @property
    def past(self) -> tuple[Fraction, ...]:
        """Places past the ends of the range, the farthest for each direction; none where there are none."""
        return ()

    @property
    def steady(self) -> bool:
        """Whether there are places between the nominal one and an end."""
        return True


class RangeLine(Line):
    """A number that moves within its range, and past it as far as its scale goes."""

    @property
    def _range(self) -> Range:
        assert isinstance(self.of.source, Range)
        return self.of.source

    @property
    def start(self) -> Fraction:
        return self._range.nominal

    @property
    def ends(self) -> tuple[Fraction, ...]:
        return tuple(end for end in (self._range.low, self._range.high) if end != self.start)

    @property
    def past(self) -> tuple[Fraction, ...]:
        if self.of.whole:  # what lies past the range stands for no other number
            return ()
        low, high = self._range.low, self._range.high
        far = FARTHEST * (high - low)
        lowest = low - far if low < 0 else max(low - far, Fraction(0))
        # Levels and chances, which are drawn on a finer grid than all else, end at 1.
        highest = min(high + far, max(high, Fraction(1))) if self.of.grid < GRID else high + far
        return tuple(place for place, end in ((lowest, low), (highest, high)) if place != end)

    def values(self, place: Fraction) -> tuple[Fraction, ...]:
        return (place,)

    def change(self, place: Fraction) -> Change:
        low, high = self._range.low, self._range.high
        before, after = self.start, place
        if self.of.whole:
            before, after = (Fraction(whole_of(one, self._range)) for one in (before, after))
        away = abs(after - before) / (high - low)
        beyond = not low <= place <= high
        return Change(self.of.path, Kind.NUMBER, before, after, away, beyond=beyond)


@dataclass(frozen=True)
class PointsLine(Line):
    """Points that follow from a rank order, between its worst and its best; ``rank`` counts from the best."""

    rank: int

    @property
    def _classes(self) -> tuple[tuple[str, ...], ...]:
        assert isinstance(self.of.source, Ranking)
        return self.of.source.classes

    @property
    def _nominal(self) -> list[Fraction]:
        """The points of each class, best first."""
        last = len(self._classes) - 1
        return [BEST - SCALE * Fraction(rank, last) for rank in range(last + 1)]

    @property
    def start(self) -> Fraction:
        return self._nominal[self.rank]

    @property
    def ends(self) -> tuple[Fraction, ...]:
        # A step of the grid is left to each class that stands between, so that the order stays strict.
        below = GRID * (len(self._classes) - 1 - self.rank)
        return WORST + below, BEST - GRID * self.rank

    def values(self, place: Fraction) -> tuple[Fraction, ...]:
        moved = [
            max(points, place + GRID * (self.rank - rank))
            if rank < self.rank
            else min(points, place - GRID * (rank - self.rank))
            for rank, points in enumerate(self._nominal)
        ]
        moved[self.rank] = place
        return tuple(points for points, group in zip(moved, self._classes, strict=True) for _ in group)

    def change(self, place: Fraction) -> Change:
        first = sum(len(group) for group in self._classes[: self.rank])
        away = abs(place - self.start) / SCALE
        return Change(self.of.numbers[first], Kind.POINTS, self.start, place, away)


class Towards(Line):
    """A way to other numbers for all that is ranked, of which places are parts, from 0 to 1."""

    @property
    def start(self) -> Fraction:
        return Fraction(0)

    @property
    def ends(self) -> tuple[Fraction, ...]:
        return (Fraction(1),)


@dataclass(frozen=True)
class WeightsLine(Towards):
    """Ranked weights on their way to equal ones for the first ``equal`` classes, and none for the others."""

    equal: int

    @property
    def _corner(self) -> tuple[Fraction, ...]:
        assert isinstance(self.of.source, Ranking)
        classes = self.of.source.classes
        count = sum(len(group) for group in classes[: self.equal])
        return tuple(
            SCALE / count if rank < self.equal else Fraction(0)
            for rank, group in enumerate(classes)
            for _ in group
        )

    def values(self, place: Fraction) -> tuple[Fraction, ...]:
        pairs = zip(self.of.nominal(), self._corner, strict=True)
        return tuple(nominal + place * (corner - nominal) for nominal, corner in pairs)

    def change(self, place: Fraction) -> Change:
        return _ranked_change(self.of, Kind.WEIGHTS, self.values(place))


@dataclass(frozen=True)
class Exchange(Towards):
    """Two that change places in a rank order, by where they stand in it."""

    places: tuple[int, int]

    @property
    def steady(self) -> bool:
        return False

    def values(self, place: Fraction) -> tuple[Fraction, ...]:
        values = list(self.of.nominal())
        if place:
            one, other = self.places
            values[one], values[other] = values[other], values[one]
        return tuple(values)

    def change(self, place: Fraction) -> Change:
        return _ranked_change(self.of, Kind.ORDER, self.values(place))


@dataclass(frozen=True)
class Absence:
    """A red line, a demand, a floor, a rule, or what a goal asks for, that is left out."""

    path: str

    def change(self) -> Change:
        """Return what is another."""
        return Change(self.path, Kind.ABSENCE, None, None, Fraction(1))


def _ranked_change(of: Input, kind: Kind, values: tuple[Fraction, ...]) -> Change:
    assert isinstance(of.source, Ranking)
    nominal = of.nominal()
    away = max(abs(after - before) for after, before in zip(values, nominal, strict=True)) / SCALE
    return Change(of.path, kind, nominal, values, away, of.source.names)


def lines_of(of: Input) -> Iterator[Line]:
    """Yield the ways in which an input may be changed.

    >>> from detente.case.numbers import parse_range
    >>> from detente.case.uncertainty import Input
    >>> trust = Input("trust.0.level", parse_range([0.2, 0.4]), ("trust.0.level",))
    >>> [line.change(line.ends[0]).distance for line in lines_of(trust)]
    [Fraction(1, 2)]
    """
    if isinstance(of.source, Range):
        yield RangeLine(of)
        return
    classes = of.source.classes
    if of.ranks_weights:
        if len(classes) > 1:
            yield from (WeightsLine(of, equal) for equal in range(1, len(classes) + 1))
    else:
        yield from (PointsLine(of, rank) for rank in range(1, len(classes) - 1))
    nominal = of.nominal()
    for one, other in combinations(range(len(nominal)), 2):
        if nominal[one] != nominal[other] and (not of.ranks_weights or other == one + 1):
            yield Exchange(of, (one, other))
