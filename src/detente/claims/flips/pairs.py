"""The smallest change of two inputs together that flips a verdict which no change of one does.

Pairs are first tried with both inputs at an end. Those that flip the verdict there are brought back towards
the nominal places together; for the few that then lie nearest, the least of one is sought for several places
of the other, and for places around the best of these again. So of two inputs that stand in for each other
the cheapest mixture is found, also where their effects multiply.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from detente.claims.flips.flip import Flip
from detente.claims.flips.lines import Absence, Line
from detente.claims.flips.simplest import simplest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.claims.flips.judging import Judge, Step

__all__ = ["MOST_PAIRS", "Tried", "pair_of"]

MOST_PAIRS = 600
"""Pairs of changes that are tried, those first that lie within a set that suffices for the verdict."""
NEAREST = 6
"""Pairs that are brought as near to the nominal places as can be."""
SPREAD = 8
"""Parts into which the way of one input is divided, for each of which the least of the other is sought."""
ROUNDS = 3
"""Times that this is done, each time within the neighbours of the best place."""
HALVINGS = 14
"""Times that the way of the other is halved: what is left is a ten-thousandth of it."""
NEAR = Fraction(1, 1000)
"""How far a place is rounded, as a part of its distance from the nominal one."""

_Way: TypeAlias = "tuple[Line | Absence, Fraction | None]"
"""A way of changing an input and the end of it, in one direction."""
_Pair: TypeAlias = tuple[_Way, _Way]


class Tried(NamedTuple):
    """How many pairs of changes were tried, and of how many."""

    pairs: int
    of: int


def pair_of(
    judge: Judge,
    ways: Sequence[Line | Absence],
    sets: Sequence[frozenset[str]],
    most: int | None = MOST_PAIRS,
) -> tuple[Flip | None, Tried]:
    """Return the smallest change found of two inputs, and how many pairs of changes were tried for it.

    A pair has an input in each of the ``sets`` that suffice for the verdict. Of pairs as near as each other
    the first is returned: numbers before demands and floors, these before red lines and rules.
    """
    held = frozenset[str]().union(*sets)
    pairs = sorted(_pairs(sorted(ways, key=_graveness), sets), key=lambda pair: _outside(pair, held))
    tried = pairs if most is None else pairs[:most]
    flips = judge.flips([[_at(one, Fraction(1)) for one in pair] for pair in tried])
    flipping = [pair for pair, turned in zip(tried, flips, strict=True) if turned]
    found = [_rounded(judge, pair, _least(judge, pair)) for pair in _nearest(judge, flipping)]
    confirmed = [_flip(world) for world in found if judge.confirms(world)]
    return min(confirmed, key=lambda one: one.distance, default=None), Tried(len(tried), len(pairs))


def _graveness(way: Line | Absence) -> int:
    """Tell how much is asked of those who would have to give something up, to put ways in order."""
    if isinstance(way, Line):
        return 0
    return 1 if way.path.endswith((".demands", ".walk_away")) else 2


def _outside(pair: _Pair, held: frozenset[str]) -> int:
    return sum(_path(way) not in held for way, _ in pair)


def _path(way: Line | Absence) -> str:
    return way.path if isinstance(way, Absence) else way.of.path


def _pairs(ways: Sequence[Line | Absence], sets: Sequence[frozenset[str]]) -> Iterator[_Pair]:
    """Yield every two changes of different inputs that touch all sets."""
    for one, other in combinations(ways, 2):
        paths = {_path(one), _path(other)}
        if len(paths) > 1 and not any(paths.isdisjoint(each) for each in sets if each):
            yield from product(_directions(one), _directions(other))


def _directions(way: Line | Absence) -> Iterator[_Way]:
    if isinstance(way, Absence):
        yield way, None
    else:
        yield from ((way, end) for end in way.ends)


def _at(one: _Way, part: Fraction) -> Step:
    """Return a step so large a part of the way to its end."""
    way, end = one
    if isinstance(way, Absence):
        return way, None
    assert end is not None
    return way, way.start + (end - way.start) * (part if way.steady else 1)


def _size(step: Step) -> Fraction:
    way, place = step
    if isinstance(way, Absence):
        return way.change().distance
    assert place is not None
    return way.change(place).distance


def _nearest(judge: Judge, pairs: Sequence[_Pair]) -> list[_Pair]:
    """Return the pairs that flip the verdict nearest to the nominal places, both moved alike."""
    low, high = [Fraction(0)] * len(pairs), [Fraction(1)] * len(pairs)
    for _ in range(HALVINGS // 3):
        middle = [(one + other) / 2 for one, other in zip(low, high, strict=True)]
        flips = judge.flips(
            [[_at(one, part) for one in pair] for pair, part in zip(pairs, middle, strict=True)]
        )
        for place, turned in enumerate(flips):
            (high if turned else low)[place] = middle[place]
    sizes = [
        sum((_size(_at(one, part)) for one in pair), Fraction(0))
        for pair, part in zip(pairs, high, strict=True)
    ]
    ranked = sorted(range(len(pairs)), key=lambda place: sizes[place])
    return [pairs[place] for place in ranked[:NEAREST]]


def _least(judge: Judge, pair: _Pair) -> list[Step]:
    """Return the smallest change of two inputs that flips the verdict, which it does at both ends."""
    one, other = pair
    low, high = Fraction(0), Fraction(1)
    best = [_at(one, high), _at(other, high)]
    for _ in range(ROUNDS):
        parts = [low + (high - low) * Fraction(place, SPREAD) for place in range(SPREAD + 1)]
        worlds = [
            [_at(one, part), _at(other, least)]
            for part, least in zip(parts, _least_of(judge, one, other, parts), strict=True)
            if least is not None
        ]
        if not worlds:
            break
        nearest = min(worlds, key=lambda world: sum(map(_size, world)))
        if sum(map(_size, nearest)) < sum(map(_size, best)):
            best = nearest
        place = next(part for part in parts if _at(one, part) == nearest[0])
        width = (high - low) / SPREAD
        low, high = max(low, place - width), min(high, place + width)
    return best


def _rounded(judge: Judge, pair: _Pair, world: list[Step]) -> list[Step]:
    """Return a world of two changes with numbers of few decimals, hardly farther away, where these do."""
    rounded = [_rounded_step(*one) for one in zip(pair, world, strict=True)]
    return rounded if judge.flips([rounded])[0] else world


def _rounded_step(one: _Way, step: Step) -> Step:
    end, (way, place) = one[1], step
    if isinstance(way, Absence) or not way.steady:
        return step
    assert place is not None
    assert end is not None
    limit = place + (place - way.start) * NEAR
    return way, simplest(place, min(limit, end) if end > way.start else max(limit, end))


def _flip(world: Sequence[Step]) -> Flip:
    return Flip(
        tuple(way.change() if isinstance(way, Absence) else way.change(_place(place)) for way, place in world)
    )


def _place(place: Fraction | None) -> Fraction:
    assert place is not None
    return place


def _least_of(judge: Judge, one: _Way, other: _Way, parts: Sequence[Fraction]) -> list[Fraction | None]:
    """Return, for each part of the way of one, the least part of that of the other with which it flips."""
    ends = judge.flips([[_at(one, part), _at(other, Fraction(1))] for part in parts])
    low, high = [Fraction(0)] * len(parts), [Fraction(1)] * len(parts)
    for _ in range(HALVINGS):
        middle = [(one_ + other_) / 2 for one_, other_ in zip(low, high, strict=True)]
        flips = judge.flips(
            [[_at(one, part), _at(other, half)] for part, half in zip(parts, middle, strict=True)]
        )
        for place, turned in enumerate(flips):
            (high if turned else low)[place] = middle[place]
    return [part if flips else None for part, flips in zip(high, ends, strict=True)]
