"""Détente's side of the measuring: the frontier of a domain, the four solutions on it, and their time.

Run as a script it measures one made-up domain in a fresh process and prints JSON, which `measured_apart`
reads.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from domains import Kind, Recipe

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from detente.outcomes.domain import Domain

__all__ = ["Apart", "Solved", "Times", "measured_apart", "repeated", "solve", "times_of"]

Vector = tuple[int, ...]

LONG = 60.0
"""A run that takes longer than this many seconds is not repeated."""

QUICK = 0.5
"""Runs that take less than this many seconds together are repeated until they take so long, or 101 times."""

MOST_RUNS = 101


def repeated(wall: Sequence[float], repeats: int) -> bool:
    """Tell whether there should be one more run, from the seconds that each took so far."""
    spent = sum(wall)
    few = len(wall) < repeats or (spent < QUICK and len(wall) < MOST_RUNS)
    return few and spent <= LONG * len(wall)


@dataclass(frozen=True)
class Solved:
    """The value vectors on the frontier, and those that each solution chooses, in integer steps."""

    frontier: list[Vector]
    solutions: dict[str, set[Vector]]
    exactness: str


@dataclass(frozen=True)
class Times:
    """Seconds of repeated runs: by the clock on the wall, and by the processor."""

    wall: tuple[float, ...]
    processor: tuple[float, ...]

    @property
    def middle(self) -> tuple[float, float]:
        """The median by the clock on the wall, and by the processor."""
        return statistics.median(self.wall), statistics.median(self.processor)


@dataclass(frozen=True)
class Apart:
    """What a fresh process measured: seconds, the points on the frontier, and peak memory in megabytes.

    ``start`` is the time to import what is needed and solve a domain of two packages, ``first`` that of the
    first run on the domain itself; memory counts from there on.
    """

    start: float
    first: float
    warm: Times
    points: int
    exactness: str
    megabytes: float


def solve(domain: Domain) -> Solved:
    """Return the frontier and the four solutions; the floors are the disagreement point."""
    from detente.bargaining.frontier.frontier import pareto_frontier
    from detente.bargaining.solutions.egalitarian import egalitarian
    from detente.bargaining.solutions.gains import gains_of
    from detente.bargaining.solutions.kalai_smorodinsky import kalai_smorodinsky
    from detente.bargaining.solutions.nash import nash
    from detente.bargaining.solutions.utilitarian import utilitarian

    frontier = pareto_frontier(domain)
    walk_away = [floor * unit for floor, unit in zip(domain.floors.tolist(), domain.units, strict=True)]
    gains = gains_of(frontier.values, domain.units, walk_away)
    chosen = {
        choose.__name__: choose(gains) for choose in (nash, kalai_smorodinsky, egalitarian, utilitarian)
    }
    values = list(map(tuple, frontier.values.tolist()))
    return Solved(
        values,
        {name: {values[row] for row in rows} for name, rows in chosen.items()},
        str(frontier.exactness),
    )


def times_of(work: Callable[[], object], repeats: int) -> Times:
    """Run the work so many times, more often where it is quick, and once where it takes over a minute."""
    wall: list[float] = []
    processor: list[float] = []
    while repeated(wall, repeats):
        started = time.perf_counter(), time.process_time()
        work()
        wall.append(time.perf_counter() - started[0])
        processor.append(time.process_time() - started[1])
    return Times(tuple(wall), tuple(processor))


def measured_apart(
    recipe: Recipe, *, repeats: int, timeout: float, environment: Mapping[str, str] | None = None
) -> Apart | None:
    """Measure Détente alone in a fresh process; None where it does not finish within the time-out."""
    asked = json.dumps({**asdict(recipe), "kind": recipe.kind.value})
    command = [sys.executable, __file__, asked, "--repeats", str(repeats)]
    try:
        done = subprocess.run(
            command, env=environment, timeout=timeout, stdout=subprocess.PIPE, text=True, check=True
        )
    except subprocess.TimeoutExpired:
        return None
    said = json.loads(done.stdout)
    return Apart(**{**said, "warm": Times(**said["warm"])})


def _recipe(text: str) -> Recipe:
    said = json.loads(text)
    return Recipe(**{**said, "kind": Kind(said["kind"]), "sizes": tuple(said["sizes"])})


def _measure(recipe: Recipe, repeats: int) -> Apart:
    started = time.perf_counter()
    solve(Recipe(Kind.INDEPENDENT, 1, (2,), recipe.seed).domain())
    start = time.perf_counter() - started
    domain = recipe.domain()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    first = times_of(lambda: solve(domain), 1)
    warm = times_of(lambda: solve(domain), repeats)
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    solved = solve(domain)
    return Apart(start, first.wall[0], warm, len(solved.frontier), solved.exactness, kilobytes / 1024)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recipe", type=_recipe)
    parser.add_argument("--repeats", type=int, default=5)
    arguments = parser.parse_args()
    print(json.dumps(asdict(_measure(arguments.recipe, arguments.repeats))))
