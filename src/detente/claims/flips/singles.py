"""Changes of one input alone that flip a verdict.

Along each way of changing an input a claim is judged at places spread from the nominal one to the end;
between the first at which the verdict is another and the one before it, the turn is found by halving. A turn
that is undone again between two of these places is missed.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from detente.case.numbers import DECIMALS
from detente.claims.flips.flip import Flip
from detente.claims.flips.simplest import simplest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.claims.flips.judging import Judge, Step
    from detente.claims.flips.lines import Absence, Line

__all__ = ["absent", "turned", "turned_nearest"]

PLACES, FEW_PLACES = 16, 2
"""Places at which a claim is judged from the nominal one to an end of a range; few where each takes long."""
AT_ONCE = 16
"""Places that are tried before it is asked whether any farther ones can matter."""
NEAR = Fraction(1, 1000)
"""How near a turn is found, as a part of its distance from the nominal place, and how far it is rounded."""
FINEST = Fraction(1, 10**DECIMALS)
"""The least by which numbers of a case file can differ."""

_Direction: TypeAlias = "tuple[Line, Fraction]"
"""A way of changing an input, and the end of it."""


class _Turn(NamedTuple):
    """A way of changing an input, a place on it and one farther on, between which the verdict may turn."""

    line: Line
    before: Fraction
    after: Fraction

    @property
    def least(self) -> Fraction:
        """How far it is at least from the nominal place, in units of the range."""
        return self.line.change(self.before if self.line.steady else self.after).distance

    @property
    def most(self) -> Fraction:
        """How far it is at most."""
        return self.line.change(self.after).distance

    @property
    def narrow(self) -> bool:
        """Whether it is known so well that it makes no difference."""
        away, width = abs(self.after - self.line.start), abs(self.after - self.before)
        whole = max(abs(end - self.line.start) for end in (*self.line.ends, *self.line.past))
        return not self.line.steady or width <= max(NEAR * away, NEAR**2 * whole)


def absent(judge: Judge, absences: Sequence[Absence]) -> list[Flip]:
    """Return what flips a verdict by being left out."""
    worlds: list[list[Step]] = [[(one, None)] for one in absences]
    found = zip(absences, worlds, judge.flips(worlds), strict=True)
    return [Flip((one.change(),)) for one, world, flips in found if flips and judge.confirms(world)]


def turned(judge: Judge, directions: Iterable[_Direction]) -> list[Flip]:
    """Return the first turn in each direction, as a flip, where there is one."""
    stretches = [one for direction in directions for one in _stretches(direction, PLACES)]
    turns: dict[tuple[Line, bool], _Turn] = {}
    for one, flips in zip(stretches, _flips_after(judge, stretches), strict=True):
        if flips:
            turns.setdefault((one.line, one.after > one.line.start), one)
    return _flips_of(judge, _narrowed(judge, turns.values()))


def turned_nearest(judge: Judge, directions: Iterable[_Direction]) -> list[Flip]:
    """Return flips by one input among which is the nearest, judging a claim as seldom as may be."""
    stretches = sorted(
        (one for direction in directions for one in _stretches(direction, FEW_PLACES)),
        key=lambda one: one.most,
    )
    turns: dict[tuple[Line, bool], _Turn] = {}
    while stretches:
        asked, stretches = stretches[:AT_ONCE], stretches[AT_ONCE:]
        for one, flips in zip(asked, _flips_after(judge, asked), strict=True):
            if flips:
                turns.setdefault((one.line, one.after > one.line.start), one)
        nearest = min((one.most for one in turns.values()), default=None)
        stretches = [one for one in stretches if nearest is None or one.least < nearest]
    found = list(turns.values())
    while not all(one.narrow for one in found):
        found = _halved(judge, found)
        nearest = min(one.most for one in found)
        found = [one for one in found if one.least < nearest or one.most == nearest]
    return sorted(_flips_of(judge, found), key=lambda one: one.distance)


def _stretches(direction: _Direction, places: int) -> list[_Turn]:
    line, end = direction
    steps = places if line.steady else 1
    at = [line.start + (end - line.start) * Fraction(part, steps) for part in range(steps + 1)]
    return [_Turn(line, before, after) for before, after in itertools.pairwise(at)]


def _flips_after(judge: Judge, turns: Sequence[_Turn]) -> list[bool]:
    return judge.flips([[(one.line, one.after)] for one in turns])


def _narrowed(judge: Judge, turns: Iterable[_Turn]) -> list[_Turn]:
    found = list(turns)
    while not all(one.narrow for one in found):
        found = _halved(judge, found)
    return found


def _halved(judge: Judge, turns: Sequence[_Turn]) -> list[_Turn]:
    """Return turns that are known within half as much as before, but for those that are narrow already."""
    halves = [one._replace(after=(one.before + one.after) / 2) for one in turns if not one.narrow]
    flips = dict(zip(((one.line, one.before) for one in halves), _flips_after(judge, halves), strict=True))
    found = []
    for one in turns:
        if not one.narrow:
            middle = (one.before + one.after) / 2
            ends = (one.before, middle) if flips[one.line, one.before] else (middle, one.after)
            found.append(_Turn(one.line, *ends))
        else:
            found.append(one)
    return found


def _flips_of(judge: Judge, turns: Sequence[_Turn]) -> list[Flip]:
    """Return turns as flips, at places with few decimals where these flip the verdict as well."""
    simple = [_simple(turn) for turn in turns]
    flips = iter(
        judge.flips(
            [[(turn.line, place)] for turn, some in zip(turns, simple, strict=True) for place in some]
        )
    )
    found = []
    for turn, some in zip(turns, simple, strict=True):
        flipping = [place for place, flipped in [(place, next(flips)) for place in some] if flipped]
        place = min(flipping, key=lambda place: place.denominator, default=turn.after)
        if judge.confirms([(turn.line, place)]):
            found.append(Flip((turn.line.change(place),)))
    return found


def _simple(turn: _Turn) -> tuple[Fraction, ...]:
    """Return places with few decimals about a turn: just before what is known to be past it, and after."""
    line, before, after = turn
    if not line.steady:
        return ()
    away = after - line.start
    ends = (*line.ends, *line.past, after)
    # Very near to the nominal place there may be no number that a case file can hold, but one a little past.
    far = max(abs(away) * NEAR, FINEST)
    limit = min(after + far, max(ends)) if away > 0 else max(after - far, min(ends))
    return simplest(before, after, past=True), simplest(after, limit)
