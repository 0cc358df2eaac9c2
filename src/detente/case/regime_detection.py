"""How likely a breach is to be noticed under a regime: by the inspections of a year, and by other means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from detente.case.numbers import MILLION, whole_of
from detente.case.quotas import quota_size
from detente.nondetection import nondetection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from detente.case.inspections import Design
    from detente.case.numbers import Range
    from detente.case.regimes import Regime

    Number = Callable[[str], Fraction]
    """A function that returns the number at a path."""

__all__ = ["Looked", "RegimeDetection"]

COUNTS, CHANCES = ("objects", "inspections", "breach"), ("seen", "other_means")
"""What of an inspected side its detection follows from."""
MOST_TRIED = 1000
"""Different numbers of objects whose quotas are found one by one."""


@dataclass(frozen=True)
class Looked:
    """How a side is looked at in a year.

    So many of its ``objects`` are inspected, drawn at random, each at most once; a breach would show at so
    many of them, and each inspection of one of these notices it with probability ``seen``. By other means it
    is noticed with probability ``other_means``, independently.
    """

    objects: int
    inspections: int
    breach: int
    seen: Fraction
    other_means: Fraction

    @property
    def sample(self) -> int:
        """How many objects are inspected: never more than there are."""
        return min(self.inspections, self.objects)

    @property
    def showing(self) -> int:
        """At how many objects a breach shows: never at more than there are."""
        return min(self.breach, self.objects)

    @property
    def by_inspection(self) -> Fraction:
        """The probability that inspections notice a breach."""
        missed, of = _missed(self.objects, self.showing, self.sample, self.seen)
        return Fraction(of - missed, of)

    @property
    def detection(self) -> Fraction:
        """The probability that a breach is noticed within a year."""
        return Fraction(*self._noticed)

    @property
    def in_millionths(self) -> int:
        """The same in millionths, rounded to the nearest, and to the even one of two."""
        noticed, of = self._noticed
        steps: int = MILLION
        whole, rest = divmod(noticed * steps, of)
        return whole + int(2 * rest > of or (2 * rest == of and whole % 2 == 1))

    @property
    def _noticed(self) -> tuple[int, int]:
        """Numerator and denominator of the probability, not reduced: claims ask for it in every world."""
        missed, of = _missed(self.objects, self.showing, self.sample, self.seen)
        unseen, other = (
            self.other_means.denominator - self.other_means.numerator,
            self.other_means.denominator,
        )
        return of * other - missed * unseen, of * other


@dataclass(frozen=True, eq=False)
class RegimeDetection:
    """The detection under a regime, which has the short name ``key`` in the case, as it is or in a design.

    ``of``: the side whose breach is meant; the one least looked at where it is None.
    """

    key: str
    regime: Regime
    design: str | None = None
    of: str | None = None

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides whose breach may be meant."""
        return tuple(self.regime.inspected) if self.of is None else (self.of,)

    def looked(self, side: str, number: Number) -> Looked:
        """Return how a side is looked at, with the numbers of a certain case."""

        def given(field: str) -> tuple[Fraction, Range] | None:
            path, source = self._source(side, field)
            return None if source is None else (number(path), source)

        counts = {field: whole_of(*one) for field in COUNTS if (one := given(field)) is not None}
        if "inspections" not in counts:
            counts["inspections"] = self._quota(side, counts["objects"])
        seen, other_means = (one[0] for field in CHANCES if (one := given(field)) is not None)
        return Looked(counts["objects"], counts["inspections"], counts["breach"], seen, other_means)

    def compute(self, number: Number) -> Fraction:
        """Return the probability that a breach is noticed, of several sides by the one least looked at.

        It is rounded to six places, as finely as a number of a case is written; 0 where nobody is inspected.
        """
        noticed = (self.looked(side, number).in_millionths for side in self.sides)
        return Fraction(min(noticed, default=0), MILLION)

    def exact(self, number: Number) -> Fraction:
        """Return the same without rounding it, so that it can be compared with another fraction."""
        return min((self.looked(side, number).detection for side in self.sides), default=Fraction(0))

    def reaches_its_ends(self, low: Number, high: Number) -> bool:
        """Tell whether ``least_of`` and ``most_of`` find what can be, and not only what bounds it."""
        paths = {side: self._source(side, "objects")[0] for side in self.sides}
        by_quota = (side for side in self.sides if self._source(side, "inspections")[1] is None)
        return all(high(paths[side]) - low(paths[side]) <= MOST_TRIED for side in by_quota)

    def least(self, low: Number, high: Number) -> Fraction:
        """Return the least that ``compute`` can be, with numbers from ``low`` to ``high``.

        Where a side may have very many different numbers of objects, it may be less, but never more.
        """
        return _rounded(self.least_of(side, low, high) for side in self.sides)

    def most(self, low: Number, high: Number) -> Fraction:
        """Return the most that ``compute`` can be; never less than that."""
        return _rounded(self.most_of(side, low, high) for side in self.sides)

    def least_of(self, side: str, low: Number, high: Number) -> Fraction:
        """Return the least probability that a breach by a side is noticed; never more than that."""
        return self._end(side, low, high, least=True)

    def most_of(self, side: str, low: Number, high: Number) -> Fraction:
        """Return the greatest probability that a breach by a side is noticed; never less than that."""
        return self._end(side, high, low, least=False)

    def numbers(self) -> Iterator[str]:
        """Yield the paths of the numbers from which it follows."""
        for side in self.sides:
            for field in (*COUNTS, *CHANCES):
                path, source = self._source(side, field)
                if source is not None:
                    yield path

    def _end(self, side: str, end: Number, other_end: Number, *, least: bool) -> Fraction:
        """Return the least or the greatest probability, with all but the number of objects at one end.

        With more of anything else a breach is noticed more probably. With the same number of inspections
        detection rises with the objects as long as the breach shows at all of them, and falls from there on.
        """
        paths = [
            path for field in (*COUNTS, *CHANCES) for path, source in (self._source(side, field),) if source
        ]
        key = (side, least, *map(end, paths), *map(other_end, paths[:1]))
        if key not in self._ends:
            looked, objects = self.looked(side, end), self.looked(side, other_end).objects
            found: dict[Looked, None] = {}
            for inspections, first, last in self._stretches(
                side, looked.inspections, looked.objects, objects
            ):
                turn = min(max(looked.breach, first), last)
                for number in (first, last) if least else (turn,):
                    found[replace(looked, objects=number, inspections=inspections)] = None
            self._ends[key] = (min if least else max)(one.detection for one in found)
        return self._ends[key]

    @cached_property
    def _ends(self) -> dict[tuple[object, ...], Fraction]:
        """Probabilities at one end that are known, by the numbers from which they follow."""
        return {}

    def _stretches(self, side: str, given: int, *ends: int) -> Iterator[tuple[int, int, int]]:
        """Yield numbers of inspections, each with the fewest and the most objects for which it is that one.

        Where a quota would bring very many different numbers, the least and the greatest of them, for all.
        """
        first, last = min(ends), max(ends)
        if self._source(side, "inspections")[1] is not None:
            yield given, first, last
        elif last - first > MOST_TRIED:
            yield from ((self._quota(side, end), first, last) for end in (first, last))
        else:
            sizes = groupby(range(first, last + 1), lambda objects: self._quota(side, objects))
            for size, objects in sizes:
                listed = list(objects)
                yield size, listed[0], listed[-1]

    def _quota(self, side: str, objects: int) -> int:
        design = self._changing(side)
        quota = (design.quota if design is not None else None) or self.regime.inspected[side].quota
        assert quota is not None
        return quota_size(self.regime.quotas, quota, objects)

    def _changing(self, side: str) -> Design | None:
        """Return the design, where it changes how a side is inspected."""
        design = None if self.design is None else self.regime.designs[self.design]
        return design if design is not None and (not design.of or side in design.of) else None

    def _source(self, side: str, field: str) -> tuple[str, Range | None]:
        """Return where a number of a side stands, and the number; None where it follows from a quota."""
        if (side, field) not in self._sources:
            self._sources[side, field] = self._found(side, field)
        return self._sources[side, field]

    @cached_property
    def _sources(self) -> dict[tuple[str, str], tuple[str, Range | None]]:
        """Where numbers stand that were asked for."""
        return {}

    def _found(self, side: str, field: str) -> tuple[str, Range | None]:
        design = self._changing(side)
        path = f"regimes.{self.key}.designs.{self.design}.{field}"
        if design is not None and field == "inspections" and design.quota is not None:
            return path, None
        changed: Range | None = getattr(design, field, None)
        if changed is not None:
            return path, changed
        return f"regimes.{self.key}.inspected.{side}.{field}", getattr(self.regime.inspected[side], field)


def _rounded(detections: Iterable[Fraction]) -> Fraction:
    return Fraction(round(min(detections, default=Fraction(0)) * MILLION), MILLION)


@lru_cache(maxsize=4096)
def _missed(objects: int, showing: int, sample: int, seen: Fraction) -> tuple[int, int]:
    """Return numerator and denominator of the probability that inspections miss a breach."""
    if not (objects and showing and sample):
        return 1, 1
    return nondetection(objects, showing, sample, seen)
