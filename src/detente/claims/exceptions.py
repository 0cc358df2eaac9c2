"""Where a claim that mostly or rarely holds stops holding, in terms of one or two inputs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from detente.case.naming import joined
from detente.outcomes.inputs_said import input_says

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from detente.case.model import CaseFile

__all__ = ["Cut", "Exceptions", "Region", "Turn", "exceptions_of", "region_of", "turn_of"]

CLEAR = 0.9
"""An input explains the exceptions when on one side of a threshold at least this share of draws agree."""
FEWEST = 5
"""Fewer exceptions than this are not explained."""
MOST_CUTS = 2
"""Inputs that together bound a region."""
CHANCE = 1e-4
"""A cut is told of only if one as good would be found by chance in fewer cases than this."""


@dataclass(frozen=True)
class Cut:
    """One side of a value of an input."""

    path: str
    above: bool
    at: float

    def says(self, case: CaseFile) -> str:
        """Return the cut in words."""
        value = float(f"{self.at:.3g}")
        return f"{input_says(case, self.path)} is {'above' if self.above else 'below'} {value:,g}"

    def holds(self, numbers: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return which numbers lie on that side."""
        return numbers > self.at if self.above else numbers < self.at


@dataclass(frozen=True)
class Turn:
    """A claim fails on one side of a cut, and holds on the other; that is right in a share of the draws."""

    cut: Cut
    share: float


@dataclass(frozen=True)
class Region:
    """Where exceptions lie: so many of them, ``caught``, and of all draws ``inside``, lie within all cuts."""

    cuts: tuple[Cut, ...]
    caught: int
    inside: int


@dataclass(frozen=True)
class Exceptions:
    """The draws that go against a verdict: ``failing`` ones of a claim that mostly holds, or the reverse.

    ``turn`` and ``region`` say where they lie; both are None where no one or two inputs tell. ``empty`` says
    in how many draws it fails as a quantity is nothing at all that it says is greater than another, by name.
    """

    failing: bool
    count: int
    draws: int
    turn: Turn | None = None
    region: Region | None = None
    empty: Mapping[str, int] = field(default_factory=dict)

    def says(self, case: CaseFile) -> str:
        """Return where the verdict stops holding, in words that begin a sentence but for the capital."""
        where = self._where(case)
        if not self.empty:
            return where
        fails = self.count if self.failing else self.draws - self.count
        nothing = joined(
            f"{name} is 0 in {'all' if times == fails else f'{times:,}'}"
            for name, times in self.empty.items()
        )
        return f"{where}; of the {fails:,} draws in which it fails, {nothing}"

    def _where(self, case: CaseFile) -> str:
        if self.turn is not None:
            right = f"which is right in {self.turn.share:.0%} of the draws"
            where = "and only there" if self.turn.share == 1 else right
            return f"it fails where {self.turn.cut.says(case)}, {where}"
        does = f"it {'fails' if self.failing else 'holds'} in {self.count:,} of {self.draws:,} draws"
        if self.region is None:
            few = self.count < FEWEST
            return f"{does}, {'too few to say where' if few else 'and no one or two inputs tell where'}"
        where = " and ".join(cut.says(case) for cut in self.region.cuts)
        return (
            f"{does}; {self.region.caught:,} of these lie where {where},"
            f" as only {self.region.inside / self.draws:.0%} of all draws do"
        )


def exceptions_of(
    held: Sequence[bool],
    varying: Callable[[], Mapping[str, NDArray[np.float64]]],
    empty: Mapping[str, int] | None = None,
) -> Exceptions | None:
    """Return the draws that go against what holds in most of them, and where they lie; None if all agree.

    ``held``: for each draw whether the claim holds; ``varying`` returns the numbers that the claim could turn
    on and that are not the same in all draws, by their paths, each (draws,), and is called only if not all
    agree. ``empty``: in how many draws it fails as a quantity is nothing that should be greater, by name.
    """
    holds = sum(held)
    failing = 2 * holds >= len(held)
    count = len(held) - holds if failing else holds
    if not count:
        return None
    numbers = varying()
    turn = turn_of(held, numbers)
    region = None if turn else region_of(held, numbers)
    return Exceptions(failing, count, len(held), turn, region, empty or {})


def turn_of(held: Sequence[bool], varying: Mapping[str, NDArray[np.float64]]) -> Turn | None:
    """Return beyond which value of one input the verdict turns, where one input explains it.

    ``varying``: the numbers that it could turn on, as ``exceptions_of`` calls for them. The threshold is the
    cut of one number that best separates the draws in which the claim holds from those in which it does not,
    judged by the share of draws on its right side; it is told of only if chance alone would hardly find one
    as good (a hypergeometric tail, times the number of inputs that were tried).
    """
    outcome = np.array(held)
    minority = min(int(outcome.sum()), int((~outcome).sum()))
    cuts = [(*_best_cut(numbers, outcome), path) for path, numbers in varying.items()]
    if minority < FEWEST or not cuts:
        return None
    share, middle, above, path = max(cuts, key=lambda cut: cut[0])
    cut = Cut(path, above, middle)
    if share < max(CLEAR, 1 - minority / len(outcome) / 2):
        return None
    fails_there = cut.holds(varying[path])
    if _by_chance(~outcome, fails_there) * len(cuts) >= CHANCE:
        return None
    return Turn(cut, share)


def _by_chance(marked: NDArray[np.bool_], chosen: NDArray[np.bool_]) -> float:
    """Return the probability that as many are marked among those chosen if they are chosen blindly."""
    from scipy.stats import hypergeom

    return float(hypergeom.sf((marked & chosen).sum() - 1, len(marked), marked.sum(), chosen.sum()))


def region_of(held: Sequence[bool], varying: Mapping[str, NDArray[np.float64]]) -> Region | None:
    """Return the region in which the exceptions lie, bounded by one or two inputs, where they tell.

    Each cut keeps nine in ten of the exceptions that are left, and is the one least likely to do so by
    chance (a hypergeometric tail, times the number of cuts tried), much as the first peels of PRIM.

    Source: J. H. Friedman and N. I. Fisher, "Bump hunting in high-dimensional data", Statistics and Computing
    9 (1999).
    """
    outcome = np.array(held)
    exceptions = ~outcome if 2 * outcome.sum() >= len(outcome) else outcome
    numbers = dict(varying)
    inside = np.ones(len(outcome), dtype=bool)
    cuts: list[Cut] = []
    while len(cuts) < MOST_CUTS and exceptions[inside].sum() >= FEWEST:
        cut = _telling({path: values[inside] for path, values in numbers.items()}, exceptions[inside])
        if cut is None:
            break
        cuts.append(cut)
        inside &= cut.holds(numbers.pop(cut.path))
    return Region(tuple(cuts), int(exceptions[inside].sum()), int(inside.sum())) if cuts else None


def _telling(numbers: Mapping[str, NDArray[np.float64]], exceptions: NDArray[np.bool_]) -> Cut | None:
    """Return the cut that keeps most exceptions and is least likely to do so by chance."""
    found = []
    count = int(exceptions.sum())
    for path, values in numbers.items():
        ordered = np.sort(values[exceptions])
        for above, outermost in ((True, ordered[count // 10]), (False, ordered[-1 - count // 10])):
            beyond = values[values < outermost] if above else values[values > outermost]
            if not beyond.size:
                continue
            cut = Cut(path, above, float((outermost + (beyond.max() if above else beyond.min())) / 2))
            found.append((_by_chance(exceptions, cut.holds(values)), path, cut))
    if not found:
        return None
    chance, _, cut = min(found, key=lambda one: one[:2])
    return cut if chance * len(found) < CHANCE else None


def _best_cut(numbers: NDArray[np.float64], outcome: NDArray[np.bool_]) -> tuple[float, float, bool]:
    """Return the share of draws on the right side of the best cut, the cut, and whether it fails above."""
    order = np.argsort(numbers, kind="stable")
    ordered, holds_below = numbers[order], np.cumsum(outcome[order])
    count = np.arange(1, len(outcome) + 1)
    # Right when the claim holds up to the cut and fails above it; the reverse is the complement.
    right = (holds_below + (~outcome).sum() - (count - holds_below)) / len(outcome)
    between = np.flatnonzero(ordered[:-1] < ordered[1:])
    share, cut, above = max(
        (float(score[between].max()), int(between[score[between].argmax()]), above)
        for score, above in ((right, True), (1 - right, False))
    )
    return share, float((ordered[cut] + ordered[cut + 1]) / 2), above
