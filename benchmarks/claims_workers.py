"""How much faster claims are tested with two workers than with one, and whether they find the same.

Each number of workers takes its turn, several times over, as the command is typed. Prints the fastest and the
median of each in seconds, and the ratio of the fastest to that of one worker: the fastest is least disturbed
by whatever else the machine does. Answers are compared byte by byte: shares, exceptions, all that is printed.

    python benchmarks/claims_workers.py --draws 1000 --rounds 3
    python benchmarks/claims_workers.py --workers 1 2 4 --cluster local:2
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

BAR = 1.6
"""How many times as fast two workers are to be as one."""


def _run(command: list[str], out: Path) -> tuple[float, str]:
    """Return the seconds that a command takes, and a digest of what it found."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "detente", *command, "--out", str(out)], check=True)
    return time.perf_counter() - began, sha256(out.read_bytes()).hexdigest()


def main() -> None:
    """Time every number of workers in turn, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("case", nargs="?", default="nato-russia-2010")
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--cluster", help="a Dask cluster to be asked as well, such as local:2")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    ways = {f"{number} workers": ["--workers", str(number)] for number in asked.workers}
    if asked.cluster:
        ways[asked.cluster] = ["--cluster", asked.cluster]
    plain = ["claims", asked.case, "--draws", str(asked.draws), "--json"]
    times: dict[str, list[float]] = {way: [] for way in ways}
    found: dict[str, set[str]] = {way: set() for way in ways}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "claims.json"
        _run(["claims", asked.case, "--draws", "60", "--json"], out)  # compiled code is kept from here on
        for _ in range(asked.rounds):
            for way, options in ways.items():
                seconds, digest = _run([*plain, *options], out)
                times[way].append(seconds)
                found[way].add(digest)
    first = min(next(iter(times.values())))
    same = next(iter(found.values()))
    print(f"{'':<20}{'fastest s':>10}{'median s':>10}{'ratio':>8}  the same")
    for way, taken in times.items():
        ratio = first / min(taken)
        equal = "yes" if found[way] == same and len(same) == 1 else "NO"
        print(f"{way:<20}{min(taken):>10.1f}{statistics.median(taken):>10.1f}{ratio:>8.2f}  {equal}")
    print(f"bar for two workers: {BAR}")


if __name__ == "__main__":
    main()
