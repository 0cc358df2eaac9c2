"""What is uncertain in a case, and the certain cases that it stands for.

A range is a uniform variable, a range with a mode a triangular one, a word for a weight the range that the
case's scales give it. A rank order stands for all values that respect it: the best option has 100 points,
the worst 0, those between are uniform subject to the order. Ranked weights are uniform over all weights
that respect the order and sum to 100. Each of these is driven by independent coordinates of the unit
cube, one or more for each input, so that a Latin hypercube sample of the cube is one of the case.

Ranks: F. H. Barron and B. E. Barrett, "Decision quality using ranked attribute weights", Management
Science 42 (1996), for the centroid; M. D. McKay, R. J. Beckman and W. J. Conover, "A comparison of three
methods for selecting values of input variables", Technometrics 21 (1979), for the sampling.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from detente.case.language import Ranking
from detente.case.numbers import Range
from detente.case.parties import Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from detente.case.case import Case
    from detente.case.issues import Stance
    from detente.case.model import Trust
    from detente.case.parties import Interaction

__all__ = [
    "BEST",
    "GRID",
    "WORST",
    "CertainCase",
    "Input",
    "column",
    "contents",
    "draw",
    "inputs",
    "latin_hypercube",
    "nominal",
    "repeated",
    "summing_to_100",
]

GRID = Fraction(1, 100)
"""Points and weights are drawn on this grid, trust on a hundredth of it; a narrow range on a finer one."""
FINEST = 10**6
"""Nominal weights that are ranked are the centroid exactly, up to this common denominator."""
FEWEST_STEPS = 10
"""A range that has fewer steps of its grid than this is drawn on a finer one."""
BEST, WORST = Fraction(100), Fraction(0)
AT_A_TIME = 50
"""Draws whose numbers are made at a time: of the others, memory holds only the points of the cube."""


@dataclass(frozen=True)
class Input:
    """One thing an analyst gave, and the numbers it stands for.

    ``path`` is where it stands in the case; ``numbers`` are the paths of the numbers that follow from it.
    ``content`` names it by what it says where the path has a place in a list: samples depend on it, so that
    the order of a list does not matter to them. A number of one that is ``whole`` stands for a whole number
    of its range (``whole_of``).
    """

    path: str
    source: Range | Ranking
    numbers: tuple[str, ...]
    grid: Fraction = GRID
    content: str = ""
    whole: bool = False

    @property
    def certain(self) -> bool:
        """Whether it leaves nothing open."""
        return self.source.certain if isinstance(self.source, Range) else self.coordinates == 0

    @property
    def coordinates(self) -> int:
        """How many coordinates of the unit cube drive it."""
        if isinstance(self.source, Range):
            return 0 if self.source.certain else 1
        classes = len(self.source.classes)
        return (classes if classes > 1 else 0) if self.ranks_weights else max(0, classes - 2)

    @property
    def ranks_weights(self) -> bool:
        """Whether it ranks issues by weight, and not the options of one by points."""
        return self.path.endswith(".weights")

    def nominal(self) -> tuple[Fraction, ...]:
        """Return the mode, the midpoint, or the centroid: one number for each of ``numbers``."""
        if isinstance(self.source, Range):
            return (self.source.nominal,)
        sizes = tuple(len(group) for group in self.source.classes)
        return repeated(self._centroid(sizes), sizes) if self.ranks_weights else _evenly_spaced(sizes)

    def _centroid(self, sizes: Sequence[int]) -> list[Fraction]:
        """Return the mean of all class weights that respect the order; on the grid where it is too fine."""
        counts = accumulate(sizes)
        shares = [Fraction(100, len(sizes) * count) for count in counts]
        weights = list(accumulate(reversed(shares)))[::-1]
        if math.lcm(*(weight.denominator for weight in weights)) <= FINEST:
            return weights
        return list(summing_to_100([round(weight / self.grid) for weight in weights], sizes))

    def at(self, cube: NDArray[np.float64]) -> list[tuple[Fraction, ...]]:
        """Return the numbers at points of the unit cube.

        ``cube``: (draws, coordinates), from 0 to 1.
        """
        from detente.case.sampling import numbers_at

        return [self.nominal()] * len(cube) if self.certain else numbers_at(self, cube)

    @cached_property
    def step(self) -> Fraction:
        """The grid it is drawn on: its own, or one so much finer that a narrow range has several steps."""
        step = self.grid
        width = 0 if isinstance(self.source, Ranking) else self.source.high - self.source.low
        while 0 < width < FEWEST_STEPS * step:
            step /= 10
        return step


@lru_cache(maxsize=1024)
def _evenly_spaced(sizes: tuple[int, ...]) -> tuple[Fraction, ...]:
    """Return points that fall in equal steps from one class to the next; many stances rank alike."""
    last = max(len(sizes) - 1, 1)
    return repeated([BEST - (BEST - WORST) * Fraction(rank, last) for rank in range(len(sizes))], sizes)


def repeated(values: Iterable[Fraction], sizes: Sequence[int]) -> tuple[Fraction, ...]:
    """Give everything that is ranked the value of its class."""
    return tuple(value for value, size in zip(values, sizes, strict=True) for _ in range(size))


def summing_to_100(units: Sequence[int], sizes: Sequence[int]) -> Iterator[Fraction]:
    """Return class weights in proportion to whole numbers, so that all weights sum to 100 exactly."""
    total = sum(unit * size for unit, size in zip(units, sizes, strict=True))
    return (Fraction(100 * unit, total) for unit in units)


@dataclass(frozen=True, eq=False)
class CertainCase:
    """A case with every number settled: the nominal one, or one of a sample.

    ``numbers`` maps the path of each number to its value, such as
    ``issues.veto.stances.russia.points.full`` in points. ``dropped`` are paths of red lines, demands, floors
    and rules that do not count: what if they were not there?
    """

    case: Case
    numbers: Mapping[str, Fraction]
    draw: int | None = None
    seed: int | None = None
    dropped: frozenset[str] = frozenset()

    def number(self, path: str) -> Fraction:
        """Return the value at a path, given or derived; raises ``KeyError`` where the case has no number."""
        try:
            return self.numbers[path]
        except KeyError:
            return self.case.derived[path].compute(self.number)


def inputs(case: Case) -> tuple[Input, ...]:
    """Return everything numerical that an analyst gave, in the order of the file."""
    from detente.case.commitment_inputs import commitment_inputs
    from detente.case.regime_inputs import regime_inputs
    from detente.case.road_inputs import road_inputs
    from detente.case.rule_inputs import rule_inputs

    found: list[Input] = []
    for section in ("parties", "blocs", "camps"):
        for key, holder in getattr(case, section).items():
            path = f"{section}.{key}"
            if isinstance(holder.walk_away, Range):
                found.append(_range(f"{path}.walk_away", holder.walk_away))
            found += _interactions(path, holder.worth)
            if holder.weights is not None:
                ranking = holder.weights.meaning
                numbers = tuple(f"issues.{issue}.stances.{key}.weight" for issue in ranking.names)
                found.append(Input(f"{path}.weights", ranking, numbers))
            if isinstance(holder, Party) and holder.capability is not None:
                found.append(_range(f"{path}.capability", holder.capability))
    for issue_key, issue in case.issues.items():
        found += (
            _range(f"issues.{issue_key}.options.{key}.place", option.place)
            for key, option in issue.options.items()
            if option.place is not None
        )
        found += commitment_inputs(issue_key, issue)
        for holder, stance in issue.stances.items():
            found += _stance(f"issues.{issue_key}.stances.{holder}", stance, case)
    found += _trust(case.trust)
    found += rule_inputs(case)
    found += road_inputs(case)
    found += regime_inputs(case)
    return tuple(found)


def nominal(case: Case) -> CertainCase:
    """Return the certain case of modes, midpoints and centroids."""
    numbers = {
        path: value
        for input_ in inputs(case)
        for path, value in zip(input_.numbers, input_.nominal(), strict=True)
    }
    return CertainCase(case, numbers)


def draw(
    case: Case, n: int, seed: int = 0, *, start: int = 0, stop: int | None = None
) -> Iterator[CertainCase]:
    """Yield ``n`` certain cases, a Latin hypercube over the inputs that are not certain.

    With ``start`` and ``stop`` only those are made that lie between, counted from 0. Each is the same as
    where all are made: numbers are always made for the same draws together.

    Raises ``ValueError`` when ``n`` is negative.
    """
    if n < 0:
        raise ValueError(f"the number of draws cannot be {n}")
    given, end = inputs(case), n if stop is None else min(stop, n)
    for first in range(start // AT_A_TIME * AT_A_TIME, end, AT_A_TIME):
        samples = [_sampled(one, n, seed, first) for one in given]
        for index in range(max(start, first), min(first + AT_A_TIME, end)):
            numbers = {
                path: value
                for input_, values in zip(given, samples, strict=True)
                for path, value in zip(input_.numbers, values[index - first], strict=True)
            }
            yield CertainCase(case, numbers, index, seed)


def column(input_: Input, n: int, seed: int = 0) -> NDArray[np.float64]:
    """Return the numbers of one input in each of the ``n`` certain cases that ``draw`` yields.

    Shape of the result: (n, numbers).
    """
    import numpy as np

    found = np.empty((n, len(input_.numbers)))
    for start in range(0, n, AT_A_TIME):
        found[start : start + AT_A_TIME] = _sampled(input_, n, seed, start)
    return found


@lru_cache(maxsize=8192)
def _sampled(input_: Input, n: int, seed: int, start: int) -> list[tuple[Fraction, ...]]:
    """Return the numbers of an input in some draws; variants share most inputs, drawn once for all."""
    return input_.at(_cube(input_, n, seed)[start : start + AT_A_TIME])


@lru_cache(maxsize=2048)
def _cube(input_: Input, n: int, seed: int) -> NDArray[np.float64]:
    return latin_hypercube(n, input_.coordinates, seed, input_.content or input_.path)


def latin_hypercube(n: int, coordinates: int, seed: int, name: str) -> NDArray[np.float64]:
    """Return a sample of the unit cube in which every one of ``n`` equal strata is filled once.

    The generator depends on the seed and on the name of the input, so that a sample does not change
    when other inputs are added, removed or reordered.

    Shape of the result: (n, coordinates).
    """
    import numpy as np

    generator = np.random.default_rng([seed, *name.encode()])
    strata = np.stack([generator.permutation(n) for _ in range(coordinates)], axis=1) if coordinates else None
    if strata is None:
        return np.empty((n, 0))
    cube: NDArray[np.float64] = (strata + generator.random((n, coordinates))) / max(n, 1)
    # The sum of a stratum and a number just below 1 may round up.
    return np.minimum(cube, np.nextafter(1, 0))


def _range(path: str, source: Range) -> Input:
    return Input(path, source, (path,))


def _interactions(path: str, worth: Sequence[Interaction]) -> Iterator[Input]:
    named = contents((f"{path}.worth.{one.when.meaning}", one.points) for one in worth)
    for index, (interaction, content) in enumerate(zip(worth, named, strict=True)):
        number = f"{path}.worth.{index}.points"
        yield Input(number, interaction.points, (number,), content=content)


def _trust(entries: Sequence[Trust]) -> Iterator[Input]:
    named = contents((f"trust.{entry.from_} to {entry.to}", entry.level) for entry in entries)
    for index, (entry, content) in enumerate(zip(entries, named, strict=True)):
        number = f"trust.{index}.level"
        yield Input(number, entry.level, (number,), GRID / 100, content)


def contents(entries: Iterable[tuple[str, Range]]) -> list[str]:
    """Return a name for each entry of a list; entries that say the same are told apart by their numbers."""
    listed = list(entries)
    ranked = sorted(range(len(listed)), key=lambda index: _told_apart(*listed[index]))
    names = [""] * len(listed)
    same: Counter[str] = Counter()
    for index in ranked:
        says = listed[index][0]
        names[index] = f"{says}.{same[says]}" if same[says] else says
        same[says] += 1
    return names


def _told_apart(says: str, number: Range) -> tuple[str, Fraction, Fraction, Fraction]:
    return says, number.low, number.high, number.nominal


def _stance(path: str, stance: Stance, case: Case) -> Iterator[Input]:
    if stance.order is not None:
        ranking = stance.order.meaning
        yield Input(f"{path}.order", ranking, tuple(f"{path}.points.{option}" for option in ranking.names))
    for option, points in (stance.points or {}).items():
        yield _range(f"{path}.points.{option}", points)
    if stance.weight is not None:
        scale = getattr(case.scales, stance.weight) if isinstance(stance.weight, str) else stance.weight
        yield _range(f"{path}.weight", scale)
