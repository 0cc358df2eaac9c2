"""How long all Kemeny rankings take, as there are more alternatives, and how sure the answer is.

Profiles are random, the hardest kind: rankings drawn alike from all orders, by few and by many experts, and
rankings that tie a third of the alternatives with others and leave a fifth of the places out. Where experts
agree more, majorities split the alternatives into small groups, and it takes next to no time. Each line is
the slowest of some profiles; beside it stands a bootstrap of the experts.

Run as ``python benchmarks/kemeny_scaling.py``; ``--alternatives 10 20`` sets the numbers of alternatives.
"""

from __future__ import annotations

import argparse
import random
import time
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING

from detente.threats.ranking import Ballot, Profile, by_kemeny, kemeny, order_shares, resamples

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    T = TypeVar("T")

BARS = {30: 10.0}
"""Seconds in which the answer is to be proved, by number of alternatives."""
KINDS = {"5 experts": (5, False), "100 experts": (100, False), "5, with ties": (5, True)}
RESAMPLED, RESAMPLES = 12, 1000
"""Alternatives up to which there is a bootstrap, and its resamples."""


def random_profile(size: int, experts: int, seed: int, *, ties: bool) -> Profile:
    """Return rankings drawn alike from all orders, with or without ties and places left out."""
    draw = random.Random(seed)  # noqa: S311 - a benchmark, no secret
    names = tuple(f"threat {number:02}" for number in range(size))
    ballots = []
    for _ in range(experts):
        tiers: list[tuple[str, ...]] = []
        for name in draw.sample(names, size):
            if ties and tiers and draw.random() < 1 / 3:
                tiers[-1] += (name,)
            else:
                tiers.append((name,))
        ballots.append(Ballot(tuple(tiers[: -(-len(tiers) * 4 // 5)] if ties else tiers)))
    return Profile(names, tuple(ballots))


def timed(run: Callable[[], T]) -> tuple[T, float]:
    """Return what something returns, and the seconds it took."""
    start = time.perf_counter()
    found = run()
    return found, time.perf_counter() - start


def line_of(profiles: Sequence[Profile]) -> str:
    """Return what is printed of the slowest of some profiles."""
    found, seconds = max((timed(partial(kemeny, profile)) for profile in profiles), key=itemgetter(1))
    size = len(found.profile.alternatives)
    count = "unknown" if found.count is None else f"{found.count:,}"
    known = sum(one.known for one in found.margins)
    speed = ""
    if size <= RESAMPLED:
        drawn = resamples(found.profile, RESAMPLES, seed=1)
        speed = f"{RESAMPLES / timed(lambda: order_shares(drawn, by_kemeny))[1]:,.0f}"
    return (
        f"{seconds:7.3f}  {BARS.get(size, '')!s:>4}  {found.exactness:9}{max(map(len, found.components)):11}"
        f"  {count:>8}  {known:7} of {size - 1:2}  {speed:>11}"
    )


def main() -> None:
    """Print a line for each number of alternatives and kind of profile: the slowest of some."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alternatives", type=int, nargs="+", default=[10, 15, 20, 25, 30, 40])
    parser.add_argument("--seeds", type=int, default=3)
    given = parser.parse_args()
    _, counted = timed(lambda: kemeny(random_profile(10, 5, 0, ties=False)))
    _, searched = timed(lambda: kemeny(random_profile(22, 5, 0, ties=False)))
    print(f"first run of all, with the imports: counted {counted:.2f} s, by the solver {searched:.2f} s")
    print(
        "alternatives  rankings      seconds   bar  score    largest group   optimal  margins known"
        "  resamples/s"
    )
    for size in given.alternatives:
        for kind, (experts, ties) in KINDS.items():
            profiles = [random_profile(size, experts, seed, ties=ties) for seed in range(given.seeds)]
            print(f"{size:12}  {kind:12}  {line_of(profiles)}", flush=True)


if __name__ == "__main__":
    main()
