"""How long the exact roadmap takes as blocks depend on each other less, with its memory.

Sixteen blocks, 40 periods, trust on 21 levels. Blocks lie in layers; each comes after one or two of the layer
before. The wider the layers, the more sets of delivered blocks can occur. Each line runs in a process of its
own, so that its memory is its own.

Run as ``python benchmarks/roadmap_scaling.py``; ``--widths 4 6 8`` sets the widths of the layers.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import time
from fractions import Fraction

from detente.case.formula import Done, conjunction
from detente.roadmap.exact.induction import Graph, solved
from detente.roadmap.problem import Block, Problem

BLOCKS, PERIODS, STEP = 16, 40, Fraction(1, 20)
BARS = {(1, 2): (10, None), (2, 1): (1, None), (2, 2): (60, 1500)}
"""Seconds, and megabytes, that are to be reached, by pairs of trust and blocks at a time."""


def layered(seed: int, width: int, pairs: int, capacity: int) -> Problem:
    """Return a random problem whose blocks lie in layers."""
    draw = random.Random(seed)  # noqa: S311 - a benchmark, no secret
    blocks = []
    for number in range(BLOCKS):
        layer = number // width
        before = range((layer - 1) * width, layer * width)
        after = conjunction(Done(f"block{one}") for one in draw.sample(before, draw.choice([1, 2])) if layer)
        amounts = [tuple(draw.randint(1, 2) * STEP for _ in range(pairs)) for _ in range(2)]
        blocks.append(
            Block(
                f"block{number}",
                draw.randint(1, 4),
                draw.uniform(0.5, 0.95),
                earns=amounts[0],
                loses=amounts[1],
                needs=tuple((draw.randint(0, 3) + 3 * layer) * STEP for _ in range(pairs)),
                after=after if layer else conjunction(()),
            )
        )
    goal = conjunction([Done(f"block{BLOCKS - 1}"), Done(f"block{BLOCKS - 2}")])
    names = tuple(f"pair {number}" for number in range(pairs))
    return Problem(tuple(blocks), goal, PERIODS, names, (4 * STEP,) * pairs, STEP, capacity=capacity)


def measured(seed: int, width: int, pairs: int, capacity: int) -> tuple[float, float, int, float]:
    """Return seconds, megabytes above the imports, states, and the chance; compiled beforehand."""
    solved(Graph.of(layered(seed, 2, 1, 1)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    graph = Graph.of(layered(seed, width, pairs, capacity))
    found = solved(graph)
    seconds = time.perf_counter() - start
    used = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return seconds, used, len(graph.cells.states), found.probability


def main() -> None:
    """Print a line for each problem."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--widths", type=int, nargs="+", default=[4, 6])
    parser.add_argument("--seeds", type=int, default=3)
    given = parser.parse_args()
    print("width  pairs  at a time  longest s  bar s  megabytes  bar MB      states  chance of the slowest")
    for width in given.widths:
        for pairs, capacity in ((1, 1), (1, 2), (2, 1), (2, 2)):
            rows = []
            for seed in range(given.seeds):
                with multiprocessing.get_context("spawn").Pool(1) as pool:
                    rows.append(pool.apply(measured, (seed, width, pairs, capacity)))
            seconds, _, states, chance = max(rows)
            megabytes = max(row[1] for row in rows)
            bar, most = BARS.get((pairs, capacity), ("", ""))
            print(
                f"{width:5}  {pairs:5}  {capacity:9}  {seconds:9.2f}  {bar:5}  {megabytes:9,.0f}"
                f"  {most or '':6}  {states:10,}  {chance:.6f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
