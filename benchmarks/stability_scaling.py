"""How long stable states take to find as conflicts grow: five concepts for all decision makers, and memory.

Conflicts are in option form, each combination of options a state; options are dealt out evenly, and one of
them cannot be given up again. Preferences are ordered statements, or random payoffs with ties, which are
harder, as nothing in them goes together. Every line is run in a process of its own, so that its memory is
its own: the most that the process ever held, what it imports included. Cold is the first time in that
process, with compiled code kept on disk from an earlier one (or none, with ``--no-cache``); warm is the best
of some runs after that, each on a model that nothing has been found of yet. Where a warm run takes far longer
by the clock on the wall than by the processor, which may count two threads, the machine was busy.

Run as ``python benchmarks/stability_scaling.py``; ``--states 4096 65536`` sets the sizes.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from detente.stability import GraphModel
from detente.stability.stable_states import stable_states
from stability_forms import Made

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    T = TypeVar("T")

BARS = {4_096: 0.1, 65_536: 2.0, 262_144: 10.0, 1_048_576: 40.0}
"""Seconds that the five concepts are to take at most, warm, for four decision makers, by number of states."""
MOST_MEGABYTES = 4_000
MAKERS = 4
"""Decision makers for which the bars are."""
KEPT = Made(16, MAKERS)
"""A conflict that is large enough for all loops to be compiled, and kept on disk."""


@dataclass(frozen=True)
class Measured:
    """Seconds of building a model and of the five concepts, megabytes of the process, and what there was."""

    moves: int
    building: float
    building_warm: float
    cold: float
    warm: float
    processor: float
    megabytes: float


def timed(run: Callable[[], T]) -> tuple[T, float, float]:
    """Return what something returns, and the seconds it took by the clock on the wall and the processor."""
    start = time.perf_counter(), time.process_time()
    found = run()
    return found, time.perf_counter() - start[0], time.process_time() - start[1]


def measured(made: Made, *, random: bool, runs: int) -> Measured:
    """Return what a conflict takes in this process."""
    model, building, _ = timed(made.form().graph_model)
    again = []
    for _ in range(runs):
        del model  # so that two are never held at once
        model, seconds, _ = timed(made.form().graph_model)
        again.append(seconds)
    payoffs = made.payoffs() if random else model.ranks

    def five_concepts() -> tuple[float, float]:
        anew = GraphModel(model.moves, payoffs, model.decision_makers)
        return timed(lambda: stable_states(anew))[1:]

    cold, _ = five_concepts()
    warm = [five_concepts() for _ in range(runs)]
    return Measured(
        moves=sum(len(of.targets) for of in model.moves),
        building=building,
        building_warm=min(again),
        cold=cold,
        warm=min(wall for wall, _ in warm),
        processor=min(processor for _, processor in warm),
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def measured_apart(made: Made, *, random: bool, runs: int, cache: str | None) -> Measured:
    """Return what a conflict takes in a fresh process; ``cache``: a folder for compiled code, if not ours."""
    asked = json.dumps({"made": asdict(made), "random": random, "runs": runs})
    around = os.environ if cache is None else {**os.environ, "NUMBA_CACHE_DIR": cache}
    command = [sys.executable, __file__, "--alone", asked]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=around)
    return Measured(**json.loads(ran.stdout))


def main() -> int:
    """Print a line for each conflict, and return 1 where a bar is not met."""
    chosen = _arguments()
    if chosen.alone:
        asked = json.loads(chosen.alone)
        found = measured(Made(**asked["made"]), random=asked["random"], runs=asked["runs"])
        print(json.dumps(asdict(found)))
        return 0
    if not chosen.no_cache:
        measured_apart(KEPT, random=True, runs=1, cache=None)
    print(f"load {os.getloadavg()[0]:.1f}; seconds to build the model and for the five concepts; megabytes")
    print(f"{'|     building':>58} {'|          five concepts         |':>35}   memory")
    print(
        "   states  makers        moves  preferences |  cold   warm |  cold    warm  processor   bar |"
        "  peak   bar"
    )
    missed = 0
    for states in chosen.states:
        for preferences in chosen.preferences:
            made = Made(states.bit_length() - 1, chosen.makers, chosen.irreversible, chosen.seed)
            with tempfile.TemporaryDirectory() as empty:
                cache = empty if chosen.no_cache else None
                random = preferences == "random"
                found = measured_apart(made, random=random, runs=chosen.runs, cache=cache)
            missed += _printed(made, preferences, found)
    return 1 if missed else 0


def _printed(made: Made, preferences: str, found: Measured) -> bool:
    """Print a line, and return whether a bar is not met."""
    bar = BARS.get(made.states) if made.makers == MAKERS else None
    most = MOST_MEGABYTES if bar else None
    late = bar is not None and found.warm > bar
    large = most is not None and found.megabytes > most
    verdict = "" if bar is None else f"  {'NOT MET' if late or large else 'met'}"
    print(
        f"{made.states:9,}  {made.makers:6}  {found.moves:11,}  {preferences:>11} |"
        f" {found.building:5.2f}  {found.building_warm:5.2f} |"
        f" {found.cold:5.2f}  {found.warm:6.3f}  {found.processor:9.3f}  {bar or '':>4} |"
        f" {found.megabytes:5,.0f}  {most or '':>4}{verdict}",
        flush=True,
    )
    return late or large


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add(
        "--states", type=_power_of_two, nargs="+", default=list(BARS), help="numbers of states, powers of two"
    )
    add("--makers", type=int, default=MAKERS, help=f"how many decision makers ({MAKERS})")
    add("--irreversible", type=int, default=1, help="options that cannot be given up again (1)")
    add("--preferences", nargs="+", choices=["statements", "random"], default=["statements", "random"])
    add("--runs", type=int, default=3, help="warm runs, of which the best counts (3)")
    add("--seed", type=int, default=1, help="of what is made up (1)")
    add("--no-cache", action="store_true", help="cold with nothing compiled before")
    add("--alone", help=argparse.SUPPRESS)
    return parser.parse_args()


def _power_of_two(written: str) -> int:
    states = int(written)
    if states < 2 or states & (states - 1):  # noqa: PLR2004 - an option has two states
        raise argparse.ArgumentTypeError(
            f"{states} is no power of two: every combination of options is a state"
        )
    return states


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as problem:
        sys.exit(f"stability_scaling: {problem.stderr or problem}")
