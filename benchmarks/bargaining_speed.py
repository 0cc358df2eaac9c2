"""How long the exact frontier and the exact counts take, and how much memory.

Every workload runs in processes of its own, on made-up additive domains of three seeds; the worst counts.
Warm is the best of three runs. Cold is the first in a process: compiled code is kept from an earlier one, and
the compiler is loaded where the workload needs it. Peak is memory above what the imports take. The last line
is the very first run on a machine.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.frontier.frontier import pareto_frontier
from detente.outcomes.counting.counting import count
from detente.outcomes.domain import NO_FLOOR, Domain
from domains import Kind, Recipe, sizes_of

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = (1, 2, 3)
FIVES = (5,) * 20
COMPILED = (
    "detente.bargaining.frontier.dominance_kernel",
    "detente.bargaining.frontier.sweep_kernel",
    "detente.outcomes.counting.pair_counting_kernel",
)


@dataclass(frozen=True)
class Work:
    """A workload: floors stand at ``floor`` hundredths of each party's ideal. ``bar``: seconds, warm."""

    task: Callable[[Domain], str]
    kind: Kind
    parties: int
    sizes: tuple[int, ...]
    bar: float | None
    rules: int = 0
    floor: int = 0

    def domain(self, seed: int) -> Domain:
        """Make the domain."""
        made = Recipe(self.kind, self.parties, self.sizes, seed, self.rules).domain()
        ideal = np.sum([points.max(axis=0) for points in made.points], axis=0)
        floors = -(-ideal * self.floor // 100) if self.floor else np.full_like(ideal, NO_FLOOR)
        return replace(made, floors=floors)

    def __str__(self) -> str:
        """Return the workload in words."""
        options = f"{len(self.sizes)} × {self.sizes[0]}" if len(set(self.sizes)) == 1 else "mixed"
        rules = f", {self.rules} rules" if self.rules else ""
        floor = f", floors 0.{self.floor}" if self.floor else ""
        return f"{self.task.__name__} {self.kind} {self.parties} parties, {options}{rules}{floor}"


def frontier(domain: Domain) -> str:
    """Return how many values the frontier has."""
    found = pareto_frontier(domain)
    return f"{len(found.values):,} values, {found.exactness}"


def zone(domain: Domain) -> str:
    """Return how many packages are signable."""
    found = count(domain)
    return f"{found.value:,} packages, {'exact' if found.exact else 'estimated'}"


WORK = (
    Work(frontier, Kind.INDEPENDENT, 3, sizes_of(6), 0.010),
    Work(frontier, Kind.INDEPENDENT, 3, FIVES, 0.1),
    Work(frontier, Kind.INDEPENDENT, 3, FIVES, 2, rules=15),
    Work(frontier, Kind.INDEPENDENT, 3, FIVES, None, rules=30),
    Work(frontier, Kind.INDEPENDENT, 4, FIVES, 10),
    Work(frontier, Kind.INDEPENDENT, 5, FIVES, 20, floor=72),
    Work(frontier, Kind.INDEPENDENT, 5, FIVES, None),
    Work(frontier, Kind.OPPOSED, 3, FIVES, 0.1),
    Work(frontier, Kind.CORRELATED, 4, FIVES, None),
    Work(frontier, Kind.RANKED, 3, FIVES, 0.1),
    Work(zone, Kind.INDEPENDENT, 3, sizes_of(6), 0.2, rules=5, floor=50),
    Work(zone, Kind.INDEPENDENT, 3, (5,) * 14, 10, rules=5, floor=50),
    Work(zone, Kind.INDEPENDENT, 3, (10,) * 10, 10, rules=5, floor=60),
    Work(zone, Kind.INDEPENDENT, 6, (10,) * 10, None, rules=5, floor=50),
    Work(zone, Kind.INDEPENDENT, 3, (5,) * 17, None, rules=5, floor=50),
    Work(zone, Kind.INDEPENDENT, 3, FIVES, None, rules=15),
)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _measured(work: Work, seed: int, runs: int) -> dict[str, float | str]:
    domain = work.domain(seed)
    for module in COMPILED if runs > 1 else ():
        import_module(module)
    before = _peak()
    taken, answer = [], ""
    for _ in range(runs):
        began = time.perf_counter()
        answer = work.task(domain)
        taken.append(time.perf_counter() - began)
    return {"taken": min(taken), "peak": _peak() - before, "answer": answer}


def _in_own_process(index: int, seed: int, runs: int, compiled: str | None = None) -> dict[str, float | str]:
    environment = os.environ | ({"NUMBA_CACHE_DIR": compiled} if compiled else {})
    ran = subprocess.run(
        [sys.executable, __file__, str(index), str(seed), str(runs)],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    )
    measured: dict[str, float | str] = json.loads(ran.stdout)
    return measured


def main() -> None:
    """Measure every workload and print the table."""
    print(f"{'workload':<64}{'warm s':>9}{'cold s':>9}{'peak MB':>9}{'bar s':>7}  answer of the slowest seed")
    for index, work in enumerate(WORK):
        rows = [_in_own_process(index, seed, 4) for seed in SEEDS]
        slowest = max(rows, key=lambda row: float(row["taken"]))
        warm, peak = float(slowest["taken"]), max(float(row["peak"]) for row in rows)
        cold = float(_in_own_process(index, SEEDS[0], 1)["taken"])
        bar = "" if work.bar is None else f"{work.bar:g}"
        print(f"{work!s:<64}{warm:>9.4f}{cold:>9.3f}{peak:>9.0f}{bar:>7}  {slowest['answer']}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        first = _in_own_process(1, 1, 1, folder)
        print(f"{'the second line with nothing compiled yet':<64}{'':>9}{float(first['taken']):>9.3f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(_measured(WORK[int(sys.argv[1])], int(sys.argv[2]), int(sys.argv[3]))))
    else:
        main()
