"""How far the heuristic of the roadmap lies below the exact chance, where both can be had.

Small random problems with formulas, windows that open and close, shocks, decay, breaches and signatures are
those of the tests; those with layers are those of ``roadmap_scaling.py``; and there is the bundled case. The
policy that the heuristic finds is played out in so many fresh runs that the error of the gap, which stands
beside the worst, is small. A gap below nothing is luck.

Run as ``python benchmarks/roadmap_gap.py``; ``--problems 20 --layered 1`` takes fewer of each kind.
"""

from __future__ import annotations

import argparse
import sys
import time
import warnings
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

import detente
from detente.roadmap.exact.chance import greatest_chance
from detente.roadmap.heuristic import estimated
from detente.roadmap.problem_of import problem_of
from roadmap_scaling import layered

sys.path.insert(0, str(Path(__file__).parents[1]))  # the small problems lie with the tests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.roadmap.problem import Problem

RUNS = 20_000
"""Fresh runs by which the policy of each problem is judged."""


class Gap(NamedTuple):
    """The exact chance, what the order and the policy found reach, and the seconds that both ways took."""

    exact: float
    order: float
    policy: float
    seconds_exact: float
    seconds: float

    @property
    def error(self) -> float:
        """The standard error of what the policy reaches."""
        return sqrt(self.policy * (1 - self.policy) / RUNS)


def measured(problem: Problem) -> Gap:
    """Solve a problem both ways."""
    start = time.perf_counter()
    exact = greatest_chance(problem)
    middle = time.perf_counter()
    found = estimated(problem)
    _ = found.probability
    end = time.perf_counter()
    numbers, seed = np.arange(RUNS), 12_345
    reached = found.policy_found.play(numbers, seed)
    order = float(found.runs.hits(found.order, numbers, seed).mean())
    return Gap(exact, order, float((reached <= problem.periods).mean()), middle - start, end - middle)


def small(count: int) -> list[Problem]:
    """Return small random problems of the tests that are neither hopeless nor sure."""
    from hypothesis import HealthCheck, Phase, given, seed, settings

    from tests.roadmap.strategies import small_problems

    found: list[Problem] = []

    @seed(0)
    @settings(
        max_examples=8 * count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(problem=small_problems())
    def collect(problem: Problem) -> None:
        if len(found) < count and 0 < greatest_chance(problem) < 1:
            found.append(problem)

    collect()
    return found


def line(name: str, gaps: Sequence[Gap]) -> str:
    """Return a line of the table."""
    order, policy = [gap.exact - gap.order for gap in gaps], [gap.exact - gap.policy for gap in gaps]
    worst = int(np.argmax(policy))
    return (
        f"| {name} | {len(gaps)} | {np.mean([gap.exact for gap in gaps]):.3f} | {np.mean(order):.4f}"
        f" | {np.mean(policy):.4f} | {policy[worst]:.4f} ± {gaps[worst].error:.4f}"
        f" | {np.mean([gap.seconds_exact for gap in gaps]):.2f}"
        f" | {np.mean([gap.seconds for gap in gaps]):.2f} |"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--problems", type=int, default=60, help="small random problems")
    parser.add_argument("--layered", type=int, default=3, help="problems with layers of each kind")
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    measured(layered(0, 2, 1, 1))  # compiles
    print("| problems | number | exact, mean | gap of the order | gap, mean | gap, worst | s exact | s |")
    print("|---|---|---|---|---|---|---|---|")
    kinds: list[tuple[str, list[Problem]]] = [("random, to 4 blocks", small(asked.problems))]
    kinds += [
        (
            f"16 blocks in layers of {width}, {pairs} pairs, {capacity} at a time",
            [layered(seed, width, pairs, capacity) for seed in range(asked.layered)],
        )
        for width, pairs, capacity in ((4, 1, 1), (4, 2, 1), (4, 1, 2), (4, 2, 2))
    ]
    kinds += [("`nato-russia-2010`", [problem_of(detente.load("nato-russia-2010").nominal)])]
    for name, problems in kinds:
        print(line(name, [measured(problem) for problem in problems]), flush=True)


if __name__ == "__main__":
    main()
