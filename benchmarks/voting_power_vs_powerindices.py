"""Détente beside powerindices and powerindex on the same weighted votes, then Détente alone on large ones.

Work measured: the Penrose–Banzhaf and the Shapley–Shubik index of every member. Détente counts both in exact
whole numbers, and its time is that of both whichever a peer is asked for; the peers give floating-point
numbers. A time is the median of the runs; a ratio is the lower of the two by the clock on the wall and by
processor time. Where a peer is not done within the time-out, the ratio is a lower bound, written with "≥".

powerindices adds up in integers of 64 bits without noticing where they overflow: from 64 members on it can,
and on 70 equal voters it does.

    python benchmarks/voting_power_vs_powerindices.py --peers-python build/power_peers/bin/python

powerindices is under the Apache licence 2.0, powerindex under the MIT licence (its classifier says PSF). Both
run in a process of their own, which `power_worker.py` serves.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.institutions.power.voting_power import power_of
from detente.outcomes.rule_tree import Quota, Vote
from peer_process import PeerProcess

if TYPE_CHECKING:
    from detente.institutions.power.voting_power import VotingPower

WORKER = Path(__file__).with_name("power_worker.py")
ASKED = (
    ("powerindices", "banzhaf_absolute"),
    ("powerindices", "shapley_shubik"),
    ("powerindex", "banzhaf"),
    ("powerindex", "shapley_shubik"),
)
SAME = 1e-9
"""Floating-point numbers this near to the exact ones are the same."""
OVERFLOWS_FROM = 64
"""With so many members the number of coalitions may pass what 64 bits hold."""
NICE = (29,) * 4 + (27,) * 2 + (14, 13) + (12,) * 5 + (10,) * 3 + (7,) * 5 + (4,) * 5 + (3,)
"""The weights in the Council of the EU by the treaty of Nice, 27 members."""
BAR = 2.0
"""Both indices of 200 members with weights to 10^4: seconds."""


@dataclass(frozen=True)
class Body:
    """A weighted vote."""

    name: str
    weights: tuple[int, ...]
    quota: int

    def power(self) -> VotingPower:
        """Count its voting power: the two indices that are measured."""
        names = [f"v{number}" for number in range(len(self.weights))]
        parts = tuple(
            (Vote(name), Fraction(weight)) for name, weight in zip(names, self.weights, strict=True)
        )
        power = power_of(names, Quota(Fraction(self.quota), parts))
        _ = power.banzhaf, power.banzhaf_absolute, power.shapley_shubik
        return power


def _random(members: int, most: int, quota: Fraction, seed: int) -> Body:
    chance = random.Random(seed)  # noqa: S311 - made-up weights
    distinct = most > members
    weights = (
        chance.sample(range(1, most + 1), members)
        if distinct
        else chance.choices(range(1, most + 1), k=members)
    )
    name = f"{members} members, {'distinct ' if distinct else ''}weights to {most:,}, quota above {quota}"
    return Body(name, tuple(weights), int(sum(weights) * quota) + 1)


def _beside() -> list[Body]:
    half = Fraction(1, 2)
    return [
        Body("UN Security Council", (7,) * 5 + (1,) * 10, 39),
        Body("EU Council 1995", (10,) * 4 + (8,) + (5,) * 4 + (4,) * 2 + (3,) * 3 + (2,), 62),
        Body("EU Council, weights of Nice", NICE, 255),
        Body("70 equal voters", (1,) * 70, 36),
        _random(30, 100, half, 1),
        _random(60, 100, half, 1),
        _random(60, 1000, Fraction(2, 3), 1),
        _random(200, 100, half, 1),
    ]


def _alone(seed: int) -> list[Body]:
    few = (1000,) * 3 + (137,) * 20 + (51,) * 60 + (7,) * 117
    return [
        _random(200, 10_000, Fraction(1, 2), seed),
        _random(200, 10_000, Fraction(2, 3), seed),
        _random(200, 10_000, Fraction(17, 20), seed),
        _random(200, 100, Fraction(1, 2), seed),
        Body("200 members of four kinds, quota of 85 %", few, sum(few) * 85 // 100),
    ]


class Peers(PeerProcess):
    """Both peers in one process, asked for an index of the members of a body."""

    def __init__(self, python: str, timeout: float) -> None:
        super().__init__("powerindices or powerindex", python, WORKER, timeout)

    def ask(self, body: Body, peer: str, index: str) -> dict[str, Any] | None:
        """Return the values and the seconds; nothing where it was not done in time."""
        return self.asked({"peer": peer, "index": index, "weights": body.weights, "quota": body.quota})


def main() -> int:
    """Measure, print the tables, and return 1 where a peer differs without a reason."""
    chosen = _arguments()
    if chosen.body is not None:
        print(json.dumps(_measured(_alone(chosen.seed)[chosen.body], chosen.repeats)))
        return 0
    unexplained = 0
    if chosen.peers_python:
        with Peers(chosen.peers_python, chosen.timeout) as peers:
            named = ", ".join(f"{name} {version}" for name, version in peers.greeting.items())
            print(f"{named}; time-out {chosen.timeout:g} s; load {os.getloadavg()[0]:.1f}\n")
            print(f"{'body':58}{'index':18}{'peer':14}{'its time':>10}{'ours':>10}{'ratio':>13}  answers")
            unexplained = sum(_compare(peers, body, chosen.repeats) for body in _beside())
    _large(chosen)
    return 1 if unexplained else 0


def _compare(peers: Peers, body: Body, repeats: int) -> int:
    """Print a body's lines, and return how often a peer differs without a reason."""
    power, unexplained = body.power(), 0  # with what is compiled loaded
    ours = [statistics.median(clock) for clock in _times(body, repeats)]
    for peer, index in ASKED:
        first = peers.ask(body, peer, index)
        answers = [] if first is None else [first]
        while answers and len(answers) < repeats and answers[-1]["seconds"][0] < peers.timeout / 10:
            answers.append(peers.ask(body, peer, index) or answers[0])
        seconds = [answer["seconds"] for answer in answers] or [(peers.timeout, peers.timeout)]
        theirs = [statistics.median(each[clock] for each in seconds) for clock in (0, 1)]
        ratio = min(their / our for their, our in zip(theirs, ours, strict=True))
        sign = "" if answers else "≥"
        said, explained = _agreement(power, peer, index, first)
        unexplained += not explained
        print(
            f"{body.name:58}{index:18}{peer:14}{sign + _seconds(theirs[0]):>10}{_seconds(ours[0]):>10}"
            f"{sign + format(ratio, ',.3g'):>11} ×  {said}",
            flush=True,
        )
    return unexplained


def _agreement(power: VotingPower, peer: str, index: str, answer: dict[str, Any] | None) -> tuple[str, bool]:
    """Say whether the peer's numbers are the exact ones, and whether it is known why where they are not."""
    if answer is None:
        return "not done", True
    if "error" in answer:
        return f"none: {answer['error']}", True
    exact = [float(share or 0) for share in getattr(power, index).values()]
    difference = max(abs(value - right) for value, right in zip(answer["values"], exact, strict=True))
    if difference <= SAME:
        return "the same", True
    overflow = peer == "powerindices" and len(exact) >= OVERFLOWS_FROM
    said = f"wrong by {difference:.2g}: {answer['values'][0]:.6g} where {exact[0]:.6g} is right"
    return said + ", integer overflow" * overflow, overflow


def _times(body: Body, repeats: int) -> tuple[list[float], list[float]]:
    """Return the seconds of each run by the clock on the wall and by the processor."""
    wall, processor = [], []
    for _ in range(repeats):
        begun = time.perf_counter(), time.process_time()
        body.power()
        wall.append(time.perf_counter() - begun[0])
        processor.append(time.process_time() - begun[1])
    return wall, processor


def _large(chosen: argparse.Namespace) -> None:
    print(f"\nDétente alone, a process for each line, load {os.getloadavg()[0]:.1f}; bar of {BAR:g} s")
    print(f"{'body':58}{'least wall':>11}{'median':>9}{'processor':>11}{'peak memory':>13}  exactness")
    command = [sys.executable, __file__, "--seed", str(chosen.seed), "--repeats", str(chosen.repeats)]
    for number, body in enumerate(_alone(chosen.seed)):
        ran = subprocess.run([*command, "--body", str(number)], capture_output=True, text=True, check=True)
        found = json.loads(ran.stdout)
        said = f"{found['exactness']}; bar {'met' if found['least'] < BAR else 'NOT MET'}"
        print(
            f"{body.name:58}{_seconds(found['least']):>11}{_seconds(found['median']):>9}"
            f"{_seconds(found['processor']):>11}{found['megabytes']:>10,.0f} MB  {said}",
            flush=True,
        )


def _measured(body: Body, repeats: int) -> dict[str, object]:
    """Measure in this process; ``processor`` is the median over both processors."""
    exactness = body.power().exactness_of("shapley_shubik")  # with what is compiled loaded
    wall, processor = _times(body, repeats)
    return {
        "least": min(wall),
        "median": statistics.median(wall),
        "processor": statistics.median(processor),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "exactness": exactness,
    }


def _seconds(spent: float) -> str:
    return f"{spent:.3g} s" if spent >= 1 else f"{spent * 1000:.3g} ms"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add(
        "--peers-python",
        metavar="PATH",
        help="the Python of an environment with both peers; else Détente alone",
    )
    add("--repeats", type=int, default=5, help="number of runs, of which the median counts (5)")
    add("--timeout", type=float, default=60.0, help="seconds that one run of a peer may take (60)")
    add("--seed", type=int, default=1, help="of the made-up weights of the large bodies (1)")
    add("--body", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, RuntimeError, subprocess.CalledProcessError) as problem:
        sys.exit(f"voting_power_vs_powerindices: {problem}")
