"""Numbers that lean: as if a party cared for change, or for what holds today, as far as its ranges allow.

Numbers that are moved one by one seldom overturn a verdict that many of them carry together. Here all that
a party has given pulls the same way: what holds today is worth least to it and everything else most, or the
other way about, with its rank orders turned accordingly.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from detente.case.language import Ranking
from detente.claims.choices import Choices

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from detente.case.numbers import Range
    from detente.case.uncertainty import Input

__all__ = [
    "FEW_LEANINGS",
    "LEANINGS",
    "NO_LEANINGS",
    "Leaning",
    "Leanings",
    "holder_of",
    "leaned",
    "leanings",
]

MOST_HOLDERS = 12
"""Holders of stances that lean alone; any further ones lean with all others."""
MIXED = 256
"""Ways in which each holder leans as chance has it; in every other of them few issues weigh heavily."""
SHARE_HEAVY = 0.25
"""The chance that an issue is one of those."""
TODAY, NEITHER, CHANGE = -1, 0, 1


@dataclass(frozen=True)
class Leaning:
    """Which way everybody leans, and which way one holder does who differs from them.

    ``weight``: whether issues weigh as much as they may (1), as little (0), or as chance has it (None).
    ``chance`` numbers the leanings that are left to chance for each holder. If ``heavy``, only some issues
    weigh as much as they may, the same with everybody, and all others as little.
    """

    everybody: int
    holder: str | None = None
    differs: int = NEITHER
    weight: int | None = 1
    chance: int | None = None
    heavy: bool = False


@dataclass(frozen=True, eq=False)
class Leanings:
    """Leanings that are tried together; they are compared by identity."""

    each: tuple[Leaning, ...]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.each)


_OF_ALL = tuple(Leaning(lean, weight=weight) for lean in (CHANGE, TODAY) for weight in (1, 0, None))
_OF_CHANCE = tuple(
    Leaning(NEITHER, weight=None, chance=number, heavy=number % 2 == 1) for number in range(MIXED)
)
LEANINGS = len(_OF_ALL) + len(_OF_CHANCE)
"""Leanings besides those of single holders."""
FEW_LEANINGS = Leanings((*_OF_ALL, *_OF_CHANCE[:4:2]))
"""Leanings to try where every world takes long."""
NO_LEANINGS = Leanings(())
"""Where there are no numbers that could lean."""


@lru_cache(maxsize=64)
def leanings(holders: frozenset[str]) -> Leanings:
    """Return every leaning that is tried: of all, of chance, and of each holder against and beside others.

    >>> len(leanings(frozenset({"usa", "panama"}))) - LEANINGS
    8
    """
    alone = (
        Leaning(everybody, holder, differs)
        for holder in sorted(holders)[:MOST_HOLDERS]
        for everybody, differs in ((NEITHER, CHANGE), (NEITHER, TODAY), (TODAY, CHANGE), (CHANGE, TODAY))
    )
    return Leanings((*_OF_ALL, *_OF_CHANCE, *alone))


def holder_of(path: str) -> str | None:
    """Return the party, bloc or camp whose stance or worth a path belongs to.

    >>> holder_of("issues.toll.stances.usa.order")
    'usa'
    """
    section, *rest = path.split(".")
    if section in {"parties", "blocs", "camps"}:
        return rest[0]
    return rest[2] if section == "issues" and rest[1] == "stances" else None


def _given(path: str) -> tuple[str, str]:
    """Return what a holder gave by an input, and for which option, if for one; both empty where nobody did.

    An option may be called like what is given: "order", say.
    """
    section, *rest = path.split(".")
    what, option, *_ = [*rest[3 if section == "issues" else 1 :], "", ""]
    return (what, option) if holder_of(path) is not None else ("", "")


@lru_cache(maxsize=4096)
def leaned(input_: Input, today: str | None, leaning: Leanings, seed: int) -> Choices:
    """Return the numbers of an input in each leaning; those that no party gave lie as chance has it.

    ``today`` is the option that holds today on the issue that the input is about, None if it is about none.
    Variants share most of their inputs, for which the answer is found once.
    """
    holder, what, option = holder_of(input_.path), *_given(input_.path)
    ends = (_at(input_, 0), _at(input_, 1))
    if holder is None or what in {"weight", "weights"}:
        by_chance = _by_chance(input_, ends, seed)
        heavy = _heavy(input_.path.split(".")[1], seed) if what == "weight" else ()

        def weighs(one: Leaning) -> tuple[Fraction, ...]:
            if what == "weight" and one.heavy:
                return ends[heavy[one.chance or 0]]
            if what != "weight" or one.weight is None:
                return by_chance[one.chance or 0]
            return ends[one.weight]

        return Choices.of(weighs(one) for one in leaning.each)
    of_today = what == "walk_away" or (what == "points" and option == today)
    turned = {TODAY: ends[of_today], CHANGE: ends[not of_today]}
    if what == "order":
        turned = {
            lean: _turned(input_.source, ends[lean == CHANGE], today, first=lean == TODAY) for lean in turned
        }
    turned[NEITHER] = input_.nominal()
    by_chance_leans = _as_chance_has_it(holder, seed)
    return Choices.of(turned[_lean(one, holder, by_chance_leans)] for one in leaning.each)


def _by_chance(input_: Input, ends: Sequence[tuple[Fraction, ...]], seed: int) -> list[tuple[Fraction, ...]]:
    """Return numbers at one end or the other, and ranked weights in any order, in each of the ways mixed."""
    name = input_.content or input_.path
    generator = np.random.default_rng([seed, *b"leaning of ", *name.encode()])
    values = [ends[end] for end in generator.integers(0, 2, MIXED).tolist()]
    if isinstance(input_.source, Ranking):
        orders = generator.permuted(np.tile(np.arange(len(ends[0])), (MIXED, 1)), axis=1).tolist()
        return [tuple(one[place] for place in order) for one, order in zip(values, orders, strict=True)]
    return values


@lru_cache(maxsize=1024)
def _heavy(issue: str, seed: int) -> tuple[bool, ...]:
    """Tell whether an issue weighs heavily in each of the ways mixed."""
    generator = np.random.default_rng([seed, *b"weight of ", *issue.encode()])
    return tuple((generator.random(MIXED) < SHARE_HEAVY).tolist())


@lru_cache(maxsize=1024)
def _as_chance_has_it(holder: str, seed: int) -> tuple[int, ...]:
    """Return which way a holder leans in each of the ways mixed."""
    generator = np.random.default_rng([seed, *b"lean of ", *holder.encode()])
    return tuple(generator.integers(TODAY, CHANGE + 1, MIXED).tolist())


def _lean(leaning: Leaning, holder: str, by_chance: Sequence[int]) -> int:
    if leaning.chance is not None:
        return by_chance[leaning.chance]
    return leaning.differs if holder == leaning.holder else leaning.everybody


def _at(input_: Input, end: int) -> tuple[Fraction, ...]:
    """Return the numbers with every coordinate at its lower end (0) or its upper end (1)."""
    # At the very ends all ranked weights would be infinite, or none left to share.
    place = abs(float(end) - 1e-9) if isinstance(input_.source, Ranking) else float(end)
    return input_.at(np.full((1, input_.coordinates), place))[0]


def _turned(
    ranking: Range | Ranking, values: tuple[Fraction, ...], today: str | None, *, first: bool
) -> tuple[Fraction, ...]:
    """Return the points of a rank order with what holds today first or last, and all others far from that."""
    assert isinstance(ranking, Ranking)
    if today not in ranking.names:
        return values
    of_today = max(values) if first else min(values)
    rest = list(values)
    rest.remove(of_today)
    others = iter(rest)
    return tuple(of_today if name == today else next(others) for name in ranking.names)
