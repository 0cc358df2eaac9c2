"""NegMAS at work in a process of its own, asked and answering in lines of JSON.

This is the only file that imports NegMAS, which is under the AGPL. It imports nothing of Détente, and runs
in an environment that holds NegMAS 0.16.0.

Without arguments it serves `bargaining_vs_negmas.py`: each line of standard input is a job, each line of
standard output its answer. With ``--defects`` it puts the domains of the catalogue to NegMAS, prints what
NegMAS answers beside the right answer, and fails where NegMAS no longer answers as recorded.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import warnings
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml  # type: ignore[import-not-found, import-untyped, unused-ignore] # comes with NegMAS, not with Détente
from negmas import make_issue, make_os
from negmas.preferences import LinearAdditiveUtilityFunction
from negmas.preferences.ops import (
    calc_scenario_stats,
    kalai_points,
    ks_points,
    max_welfare_points,
    nash_points,
    pareto_frontier,
    pareto_frontier_numpy,
)
from negmas.preferences.pareto_sampler import MOBANOSParetoSampler

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

CATALOGUE = Path(__file__).parents[1] / "tests" / "catalog" / "negmas_defects.yaml"

SOLUTIONS: dict[str, Callable[..., Any]] = {
    "nash": nash_points,
    "kalai": kalai_points,
    "ks": ks_points,
    "max_welfare": max_welfare_points,
}
"""The functions that choose from a frontier. Each returns pairs of a value vector and its row."""

Point = tuple[float, ...]


class Clock:
    """Seconds by the clock on the wall and by the processor, for each part of the work in turn."""

    def __init__(self) -> None:
        self.wall: dict[str, float] = {}
        self.processor: dict[str, float] = {}
        self._last = (time.perf_counter(), time.process_time())

    def stop(self, part: str) -> None:
        """Book the time since the last stop to a part."""
        now = (time.perf_counter(), time.process_time())
        self.wall[part], self.processor[part] = now[0] - self._last[0], now[1] - self._last[1]
        self._last = now


def ufuns_of(
    options: Sequence[int], points: Sequence[Sequence[Sequence[float]]], reserved: Sequence[float]
) -> list[Any]:
    """Return a linear additive utility function per party, over one outcome space.

    ``options``: how many each issue has; ``points``: issues × options × parties; ``reserved``: per party.
    """
    names = [[f"option_{number}" for number in range(count)] for count in options]
    space = make_os([make_issue(values, f"issue_{number}") for number, values in enumerate(names)])
    return [
        LinearAdditiveUtilityFunction(
            [
                {name: float(option[party]) for name, option in zip(values, issue, strict=True)}
                for values, issue in zip(names, points, strict=True)
            ],
            outcome_space=space,
            reserved_value=float(least),
        )
        for party, least in enumerate(reserved)
    ]


def by_points(ufuns: list[Any], clock: Clock) -> tuple[Point, ...]:
    """Enumerate, evaluate and call pareto_frontier_numpy, which NegMAS recommends where points are at hand.

    The utility functions are evaluated through ``eval``, which skips the checks of ``__call__``, and column
    by column: the quickest of the ways tried.
    """
    outcomes = list(ufuns[0].outcome_space.enumerate_or_sample())
    clock.stop("enumeration")
    points = np.column_stack([np.fromiter(map(ufun.eval, outcomes), float, len(outcomes)) for ufun in ufuns])
    points = points[(points >= [ufun.reserved_value for ufun in ufuns]).all(axis=1)]
    del outcomes  # so that giving a million tuples back is not booked to the next part
    clock.stop("evaluation")
    frontier = tuple(map(tuple, points[pareto_frontier_numpy(points)].tolist()))
    clock.stop("frontier")
    return frontier


def by_ufuns(ufuns: list[Any], clock: Clock) -> tuple[Point, ...]:
    """Call pareto_frontier, which enumerates and evaluates by itself and leaves out what is irrational."""
    frontier: tuple[Point, ...] = pareto_frontier(ufuns)[0]
    clock.stop("frontier")
    return frontier


def by_sampler(ufuns: list[Any], clock: Clock) -> tuple[Point, ...]:
    """Ask MOBANOS, the exact one of the Pareto samplers that NegMAS offers for two parties.

    It joins issue by issue and drops dominated parts, so it never sees the whole space. It keeps every
    outcome of equal value, and at most 100,000. By default NegMAS takes it only past 10,000 outcomes.
    """
    own, opponent = ufuns
    outcomes = own.make_pareto_sampler(opponent, MOBANOSParetoSampler).pareto_outcomes()
    values = {(float(own.eval(outcome)), float(opponent.eval(outcome))) for outcome in outcomes}
    reserved = (own.reserved_value, opponent.reserved_value)
    frontier = tuple(each for each in values if each[0] >= reserved[0] and each[1] >= reserved[1])
    clock.stop("frontier")
    return frontier


WAYS: dict[str, Callable[[list[Any], Clock], tuple[Point, ...]]] = {
    "points": by_points,
    "ufuns": by_ufuns,
    "sampler": by_sampler,
}


def answer(job: dict[str, Any]) -> dict[str, Any]:
    """Do a job, and return the seconds of each part, with the answers where they are wanted."""
    ufuns = ufuns_of(job["options"], job["points"], job["reserved"])
    clock = Clock()
    if job["way"] == "statistics":
        found = calc_scenario_stats(ufuns)
        clock.stop("everything")
        frontier = found.pareto_utils
        chosen = {name: getattr(found, f"{name}_utils") for name in SOLUTIONS}
    else:
        frontier = WAYS[job["way"]](ufuns, clock)
        ranges = [ufun.minmax(above_reserve=False) for ufun in ufuns]
        chosen = {
            name: [point for point, _ in choose(ufuns, frontier, ranges=ranges)]
            for name, choose in SOLUTIONS.items()
        }
        clock.stop("solutions")
    result: dict[str, Any] = {"wall": clock.wall, "processor": clock.processor, "points": len(frontier)}
    if job["answers"]:
        result["frontier"] = _integers(frontier)
        result["solutions"] = {name: _integers(points) for name, points in chosen.items()}
    return result


def serve() -> None:
    """Answer jobs until standard input ends."""
    print(json.dumps({"version": version("negmas")}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


def observed(domain: dict[str, Any]) -> dict[str, list[list[int]]]:
    """Return what NegMAS answers on a domain of the catalogue, by the names of the functions called.

    - reserve below the minimum: nash_points, kalai_points and ks_points take a party's reserved value as
      its disagreement point only if it is at least the party's minimum; else the minimum silently takes
      its place (in the source: ``if r is None or r < rng[0] ...: continue``). Losing more at home than any
      agreement could cost then counts for nothing.
    - two losses: nash_points multiplies the differences to the reserved values without asking for their
      sign. pareto_frontier leaves irrational outcomes out, but a frontier from pareto_frontier_numpy, the
      function that NegMAS recommends where the points are at hand, holds them.
    - empty rational set: pareto_frontier returns ((), ()) and each of the solutions (); nothing names the
      parties whose reserved values collide.
    """
    values = list(domain["options"].values())
    ufuns = ufuns_of([len(values)], [values], domain["walk_away"])
    space = ufuns[0].outcome_space
    rational = pareto_frontier(ufuns)[0]
    points = np.array(values, dtype=float)
    unfiltered = tuple(map(tuple, points[pareto_frontier_numpy(points)].tolist()))
    found: dict[str, list[list[int]]] = {
        "pareto_frontier": _integers(rational),
        "pareto_frontier_numpy": _integers(unfiltered),
    }
    for name, choose in SOLUTIONS.items():
        for source, frontier in (("", rational), (" of pareto_frontier_numpy", unfiltered)):
            chosen = choose(ufuns, frontier, outcome_space=space)
            found[f"{name}_points{source}"] = _integers([point for point, _ in chosen])
    return found


def report(catalogue: Path) -> Iterator[str]:
    """Print each record of the catalogue with what NegMAS answers now; yield the ids of those that differ."""
    records = yaml.safe_load(catalogue.read_text(encoding="utf-8"))
    print(f"NegMAS {version('negmas')}; recorded: {records['peer']}\n")
    for record in (*records["defects"], *records["also_observed"]):
        now = observed(record["domain"])
        as_recorded = all(now[call] == answers for call, answers in record["negmas"].items())
        print(f"{record['id']}: {record['says']}", f"  source: {record['source']}", sep="\n")
        for call in record["negmas"]:
            print(f"  {call}: {now[call]}")
        print(f"  right: {record['right']}", f"  by hand: {record['by_hand']}", sep="\n")
        print("  as recorded\n" if as_recorded else f"  NOT AS RECORDED: {record['negmas']}\n")
        if not as_recorded:
            yield record["id"]


def _integers(points: Sequence[Sequence[float]]) -> list[list[int]]:
    """Return the points in integers, which all utilities here are, in a fixed order."""
    return sorted([round(float(value)) for value in point] for point in points)


if __name__ == "__main__":
    warnings.filterwarnings("ignore")  # NegMAS warns wherever there are many outcomes
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--defects", nargs="?", type=Path, const=CATALOGUE, metavar="CATALOGUE")
    chosen_catalogue = parser.parse_args().defects
    if chosen_catalogue is None:
        serve()
    else:
        sys.exit(1 if list(report(chosen_catalogue)) else 0)
