"""The peers for voting power at work in a process of their own, asked and answering in lines of JSON.

This is the only file that imports powerindices 1.0.2 (Apache-2.0) and powerindex 0.3.5 (MIT by its licence
file). It imports nothing of Détente. Each line of standard input is a job, each line of standard output its
answer: the index of each member, or the error that the peer ended with, and the seconds it took.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from importlib.metadata import version

import powerindex
import powerindices

INDICES = {
    ("powerindices", "banzhaf_absolute"): powerindices.compute_pbi,
    ("powerindices", "shapley_shubik"): powerindices.compute_ssi,
    ("powerindex", "banzhaf"): lambda quota, weights: powerindex.calculate_power_index(weights, quota, "b"),
    ("powerindex", "shapley_shubik"): lambda quota, weights: powerindex.calculate_power_index(
        weights, quota, "ss"
    ),
}
"""What each peer offers. Both take whole weights; powerindices changes the list that it is given."""


def serve() -> None:
    """Answer until there are no more questions; say first which versions answer."""
    print(json.dumps({name: version(name) for name in ("powerindices", "powerindex")}), flush=True)
    for line in sys.stdin:
        job = json.loads(line)
        wall, processor = time.perf_counter(), time.process_time()
        answer: dict[str, object] = {}
        try:
            values = INDICES[job["peer"], job["index"]](job["quota"], job["weights"])
            answer["values"] = [float(value) for value in values]
        except ArithmeticError as error:
            answer["error"] = f"{type(error).__name__}: {error}"
        answer["seconds"] = time.perf_counter() - wall, time.process_time() - processor
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    warnings.filterwarnings("ignore")  # powerindices warns where it overflows in one number, not in sums
    serve()
