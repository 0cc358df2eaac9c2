"""Worlds in which everything that is not held is free: absent, or anywhere in its range."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from detente.claims.input_sets import InputSets
from detente.claims.leanings import FEW_LEANINGS, NO_LEANINGS, Leanings, holder_of, leanings
from detente.claims.ways import CORNER, DRAWN_WAYS, HIGH, LOW, NOMINAL, REORDERED_WAYS, WAYS, Ways

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from detente.case.case import Case
    from detente.case.uncertainty import CertainCase
    from detente.outcomes.sample import Sample

__all__ = ["WORLDS", "FreeWorlds", "Succession", "spread"]

Trial: TypeAlias = tuple[int, int]
"""The number of a set of inputs that are held, and that of a world."""
Hold: TypeAlias = "Callable[[Mapping[str | None, Sample]], Sequence[bool]]"
"""Tells whether a statement holds in each world of a sample."""
Judged: TypeAlias = "Callable[[Sequence[Trial]], list[bool]]"
"""Tells the same of trials."""

# Who is absent, as a share of all that might be, and where the numbers lie.
_PLAN = (
    (1.0, NOMINAL),
    (0.0, HIGH),
    (0.0, LOW),
    *((0.0, corner) for corner in CORNER),
    *((1.0, corner) for corner in CORNER[:2]),
    *((0.5, NOMINAL) for _ in range(4)),
    *((share, corner) for share, corner in zip((0.2, 0.5, 0.8, 0.5) * 4, CORNER, strict=True)),
    *((0.0, drawn) for drawn in DRAWN_WAYS[:2]),
    *((0.5, drawn) for drawn in DRAWN_WAYS[2:]),
    *((share, way) for share, way in zip((0.0, 0.5, 0.0, 1.0) * 4, REORDERED_WAYS, strict=True)),
)
WORLDS = len(_PLAN)
"""Worlds in which any set of inputs is tried, besides those in which parties lean, and draws."""
_NO_NUMBERS = ((1.0, NOMINAL), *((share, NOMINAL) for share in (0.5, 0.2, 0.8, 0.5) * 16))
"""Where no number matters, worlds differ only in who is absent."""
AS_IT_IS = 0.1
"""Each world is tried again with such a part of all inputs as the case says, whichever these are."""
# One or two of each kind, where every world takes long.
_FEW = (
    (1.0, NOMINAL),
    (0.0, HIGH),
    (0.0, LOW),
    *((0.0, corner) for corner in CORNER[:4]),
    (0.5, NOMINAL),
    *((0.5, corner) for corner in CORNER[4:8]),
    *((0.5, drawn) for drawn in DRAWN_WAYS[:2]),
    *((share, way) for share, way in zip((0.0, 0.5) * 2, REORDERED_WAYS[:4], strict=True)),
)
_FEW_AS_IT_IS = 0.2
FIRST_LEANINGS = 6
"""Leanings, the first of all, in which a single input is put elsewhere: all for change or today."""
MOST_CHOICES = 5
"""Ways in which a single input is put elsewhere, where worlds are looked for that refute a set."""


class FreeWorlds:
    """Worlds over some cases that differ from the nominal one in all that is not held.

    ``structural``: paths of red lines, demands, floors and rules, each of which may be absent. ``numerical``:
    paths of inputs whose numbers may lie anywhere in their ranges: at the ends, drawn, or as in the nominal
    case; rank orders among them may also be other orders. Sets of all these, in this order, are ``sets``.
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

        ``drawn`` are further worlds, from draws, in which nothing is absent; where no number matters they are
        left out. With ``few`` there are only one or two worlds of each kind. Each comes twice, the second
        time with a part as the case says.
        """
        self.sets = InputSets(tuple(dict.fromkeys((*structural, *numerical))))
        holders = {holder for path in numerical if (holder := holder_of(path)) is not None}
        many = FEW_LEANINGS if few else leanings(frozenset(holders))
        leaning = many if numerical else NO_LEANINGS
        drawn = drawn if numerical else ()
        usual = _PLAN if numerical else _NO_NUMBERS
        plan = (*(_FEW if few else usual), *_leaning_plan(leaning))
        chance = np.random.default_rng(seed).random((len(plan), len(structural)))
        self._planned = len(plan)
        self._absent = (
            *(self._chosen(structural, row < share) for row, (share, _) in zip(chance, plan, strict=True)),
            *(0 for _ in drawn),
        )
        self._way = (
            *(way for _, way in plan),
            *(WAYS + len(leaning) + index for index in range(len(drawn))),
        )
        inputs, share = sorted(self.sets.inputs), _FEW_AS_IT_IS if few else AS_IT_IS
        lies = np.random.default_rng([seed, *b"as it is"]).random((self._apart, len(inputs)))
        self._as_it_is = (
            *(0 for _ in range(self._apart)),
            *(self._chosen(inputs, row < share) for row in lies),
        )
        among = frozenset(numerical)
        self._ways = {
            name: Ways.of(case, among, leaning, seed, [one[name] for one in drawn])
            for name, case in cases.items()
        }
        place_of = {path: place for place, path in enumerate(self.sets.inputs)}
        self._columns = {
            name: np.array([place_of[one.path] for one in ways.among], dtype=np.intp)
            for name, ways in self._ways.items()
        }
        self._elsewhere: dict[int, int] = {NOMINAL: 0}
        self.structural = self.sets.number(dict.fromkeys(structural))
        self._among = self.sets.number(among)
        self._choices: dict[int, tuple[int, ...]] = {}
        self._kept = 0
        self._mixed: list[tuple[int, NDArray[np.intp], int]] = []

    def _chosen(self, inputs: Sequence[str], which: NDArray[np.bool_]) -> int:
        return self.sets.number(inputs[place] for place in np.flatnonzero(which).tolist())

    @property
    def planned(self) -> int:
        """How many worlds there are besides draws; they come first."""
        return self._planned

    @property
    def _apart(self) -> int:
        """How many worlds there are in which nothing is as the case says but what is held."""
        return len(self._way)

    @property
    def count(self) -> int:
        """How many worlds are laid out; those that are found later have the numbers after."""
        return len(self._as_it_is)

    def moved(self, number: int) -> int:
        """Return the set of inputs absent from a world, or whose numbers are not as in the nominal case."""
        if number >= self.count:
            absent, _, elsewhere = self._mixed[number - self.count]
            return absent | elsewhere
        apart = number % self._apart
        return (self._absent[apart] | self._elsewhere_in(self._way[apart])) & ~self._as_it_is[number]

    def _elsewhere_in(self, way: int) -> int:
        """Return the set of inputs whose numbers are not as in the nominal case when all are free."""
        if way not in self._elsewhere:
            moved = frozenset[str]().union(*(one.moved(way) for one in self._ways.values()))
            self._elsewhere[way] = self.sets.number(moved)
        return self._elsewhere[way]

    def samples(self, trials: Sequence[Trial]) -> dict[str | None, Sample]:
        """Return worlds in which the inputs held are as the case says and all others are free.

        Each is given by the inputs held and its number; there is a sample for each case.
        """
        given = [self._given(held, number) for held, number in trials]
        dropped = tuple(self.sets.paths(dropped) for dropped, _, _ in given)
        kept = self.sets.rows([kept for _, _, kept in given])
        ways = np.empty(kept.shape, dtype=np.intp)
        for row, (_, way, _) in zip(ways, given, strict=True):
            row[:] = way if way >= 0 else self._mixed[-1 - way][1]
        ways[kept] = NOMINAL
        return {
            name: one.sample(ways.take(self._columns[name], axis=1), dropped)
            for name, one in self._ways.items()
        }

    def laid_out(self, held: int, number: int) -> tuple[int, NDArray[np.intp]]:
        """Return what is absent from a world, and the way in which each input lies in it: (inputs,)."""
        dropped, way, _ = self._given(held, number)
        ways = np.full(len(self.sets.inputs), way, dtype=np.intp) if way >= 0 else self._mixed[-1 - way][1]
        return dropped, np.where(self.sets.rows([self.moved(number) & ~held])[0], ways, NOMINAL)

    def choices(self, place: int) -> tuple[int, ...]:
        """Return some ways in which an input lies elsewhere: at the ends, leaning, and reordered."""
        if place not in self._choices:
            found: dict[int, int] = {}
            for name, columns in self._columns.items():
                if place in columns:
                    one = self._ways[name]
                    which = one.choices[int(np.flatnonzero(columns == place)[0])].which
                    leaning = range(WAYS, min(WAYS + FIRST_LEANINGS, one.count))
                    listed = (LOW, HIGH, *leaning, *REORDERED_WAYS)
                    for way in listed:
                        found.setdefault(int(which[way]), way)
                    found.pop(int(which[NOMINAL]), None)
                    break
            self._choices[place] = tuple(found.values())[:MOST_CHOICES]
        return self._choices[place]

    def tried(self, held: int, changed: Sequence[tuple[int, NDArray[np.intp]]]) -> list[Trial]:
        """Return trials of worlds in which what is held is as the case says, to be forgotten for the next."""
        del self._mixed[self._kept :]
        self._mixed += [(absent, ways, 0) for absent, ways in changed]
        return [(held, self.count + self._kept + place) for place in range(len(changed))]

    def mixed(self, absent: int, ways: NDArray[np.intp]) -> int:
        """Add a world in which each input lies in a way of its own: (inputs,); return its number."""
        del self._mixed[self._kept :]
        moved = sum(1 << place for place in np.flatnonzero(ways != NOMINAL).tolist()) & self._among
        self._mixed.append((absent, ways, moved))
        self._kept += 1
        return self.count + self._kept - 1

    def same(self, held: int, number: int) -> tuple[int, int, int]:
        """Return what a world depends on; worlds for which it is equal are the same."""
        dropped, way, kept = self._given(held, number)
        if kept == (self._elsewhere_in(way) if way >= 0 else self._mixed[-1 - way][2]):
            way, kept = NOMINAL, 0
        return dropped, way, kept

    def _given(self, held: int, number: int) -> tuple[int, int, int]:
        """Return what a world lacks, how its numbers lie, and the inputs that are kept as they are."""
        if number >= self.count:
            absent, _, moved = self._mixed[number - self.count]
            return absent & ~held, self.count - number - 1, held & moved
        apart = number % self._apart
        kept = held | self._as_it_is[number]
        way = self._way[apart]
        return self._absent[apart] & ~kept, way, kept & self._elsewhere_in(way)

    def memory(self, hold: Hold) -> Judged:
        """Return whether a statement holds in each of some worlds, each given by what is held and its number.

        ``hold`` tells that of samples of worlds; those that are equal are judged once.
        """
        known: dict[tuple[int, int, int], bool] = {}

        def judged(trials: Sequence[Trial]) -> list[bool]:
            keys = [self.same(held, number) for held, number in trials]
            new = {key: trial for key, trial in zip(keys, trials, strict=True) if key not in known}
            if new:
                found = hold(self.samples(tuple(new.values())))
                known.update(zip(new, found, strict=True))
            return [known[key] for key in keys]

        return judged


def spread(worlds: FreeWorlds, most: int) -> range:
    """Return the numbers of so many worlds at most, spread over all of them."""
    return range(0, worlds.count, ceil(worlds.count / most))


class Succession:
    """Worlds one after the other, of one kind and then of the next."""

    def __init__(self, *kinds: tuple[FreeWorlds, Sequence[int]]) -> None:
        """Take in worlds by their numbers, for each kind."""
        self._each = [(worlds, number) for worlds, numbers in kinds for number in numbers]

    def add(self, kind: FreeWorlds, number: int) -> int:
        """Take in one more world; return its number here."""
        self._each.append((kind, number))
        return len(self._each) - 1

    @property
    def count(self) -> int:
        """How many worlds there are."""
        return len(self._each)

    def moved(self, number: int) -> int:
        """Return the set of inputs that in a world are not as the case says."""
        worlds, place = self._each[number]
        return worlds.moved(place)

    def memory(self, hold: Hold) -> Judged:
        """Return whether a statement holds in each of some worlds, as for those of one kind."""
        of = {worlds: worlds.memory(hold) for worlds in dict.fromkeys(worlds for worlds, _ in self._each)}

        def judged(trials: Sequence[Trial]) -> list[bool]:
            found: dict[Trial, bool] = {}
            for kind, judge in of.items():
                # Those of one kind are judged together.
                asked = [(held, number) for held, number in trials if self._each[number][0] is kind]
                answers = judge([(held, self._each[number][1]) for held, number in asked])
                found.update(zip(asked, answers, strict=True))
            return [found[trial] for trial in trials]

        return judged


def _leaning_plan(leaning: Leanings) -> tuple[tuple[float, int], ...]:
    """Return the worlds in which parties lean, with nothing absent or half of what might be."""
    return tuple((0.5 if one.weight is None else 0.0, WAYS + index) for index, one in enumerate(leaning.each))
