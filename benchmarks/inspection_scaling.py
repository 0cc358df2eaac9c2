"""How long inspections of many sites take: to allocate, to draw as a list, and to date.

Sites lie in up to 30 states, each of which must accept inspections of 15 % of them; up to 20 states inspect
one another, none making more than half of the inspections of a state, nor more than a few within its own
group. Beside it stands the same without quotas of states and caps: all inspections in one hand, by the linear
programme and by water-filling in exact fractions, with the difference of their levels.

Run as ``python benchmarks/inspection_scaling.py``; ``--sites 10 100`` sets the numbers of sites.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from detente.verification.sites.allocation import allocate
from detente.verification.sites.calendar import draw_calendar
from detente.verification.sites.calendar_rules import CalendarRules
from detente.verification.sites.problem import (
    DonorCap,
    InspectedState,
    InspectingState,
    InspectionProblem,
    Site,
)
from detente.verification.sites.schedule import draw_schedule
from detente.verification.sites.water_filling import water_filling

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    T = TypeVar("T")

BARS = {1_000: 1.0}
"""Seconds that allocation, list and calendar together are to take at most, by number of sites."""
STATES, DONORS = 30, 20
YEAR = CalendarRules(
    first=date(2026, 1, 1), last=date(2026, 12, 31), missions_at_a_time=2, teams=3, sites_in_a_row=3
)


@dataclass(frozen=True)
class Measured:
    """Seconds of each part, and what came out."""

    allocation: float
    schedule: float
    calendar: float
    visits: int
    gap: float
    alone: float
    water: float
    apart: float

    @property
    def total(self) -> float:
        """Seconds from the problem to dates."""
        return self.allocation + self.schedule + self.calendar


def random_sites(number: int, seed: int) -> tuple[Site, ...]:
    """Return sites with random payoffs in random states."""
    draw = random.Random(seed)  # noqa: S311 - a benchmark, no secret
    states = max(2, min(STATES, number // 5))
    return tuple(
        Site(
            name=f"site {place:05}",
            state=f"state {draw.randrange(states):02}",
            defender_covered=draw.randint(0, 5),
            defender_uncovered=-draw.randint(1, 50),
            violator_covered=-draw.randint(1, 50),
            violator_uncovered=draw.randint(1, 50),
            detection=draw.choice((0.6, 0.8, 0.9, 1)),
        )
        for place in range(number)
    )


def among_states(sites: tuple[Site, ...], seed: int) -> InspectionProblem:
    """Return the problem with inspecting states, passive quotas and caps of donors."""
    draw = random.Random(seed)  # noqa: S311 - a benchmark, no secret
    inside = Counter(site.state for site in sites)
    states = sorted(inside)
    donors = states[:DONORS]
    groups = tuple(states[::2]), tuple(states[1::2])
    within = max(5, len(sites) // 200)
    return InspectionProblem(
        sites=sites,
        donors=tuple(
            InspectingState(name=donor, inspections=draw.randint(1, max(2, len(sites) // 40)))
            for donor in donors
        ),
        inspected=tuple(
            InspectedState(name=state, inspections=-(-number * 15 // 100)) for state, number in inside.items()
        ),
        caps=(
            DonorCap(share=0.5),
            *(
                DonorCap(
                    most=within,
                    donors=tuple(donor for donor in donors if donor in group),
                    states=group,
                    together=True,
                )
                for group in groups
            ),
        ),
    )


def timed(run: Callable[[], T]) -> tuple[T, float]:
    """Return what something returns, and the seconds it took."""
    start = time.perf_counter()
    found = run()
    return found, time.perf_counter() - start


def measured(number: int, seed: int) -> Measured:
    """Return what a problem of so many sites takes."""
    sites = random_sites(number, seed)
    problem = among_states(sites, seed)
    found, allocation = timed(lambda: allocate(problem))
    drawn, schedule = timed(lambda: draw_schedule(found.region, found.marginals, seed))
    _, dated = timed(lambda: draw_calendar(drawn.visits, YEAR, seed))
    in_all = max(1, number // 10)
    one_hand = InspectionProblem(sites=sites, donors=(InspectingState(name="one hand", inspections=in_all),))
    by_programme, alone = timed(lambda: allocate(one_hand))
    by_water, water = timed(lambda: water_filling(sites, in_all))
    assert found.gap is not None
    assert by_programme.level is not None
    return Measured(
        allocation,
        schedule,
        dated,
        len(drawn.visits),
        float(found.gap),
        alone,
        water,
        abs(float(by_programme.level - by_water.level)),
    )


def main() -> None:
    """Print a line for each number of sites: the slowest of some problems."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, nargs="+", default=[10, 100, 1_000, 10_000])
    parser.add_argument("--seeds", type=int, default=3)
    given = parser.parse_args()
    _, imports = timed(lambda: measured(10, 0))
    print(f"first run of all, with the imports: {imports:.2f} s")
    print("                                   seconds                    |     in one hand, seconds")
    print(
        "  sites  visits  allocation  list   dates  together   bar  gap     | programme  water  levels apart"
    )
    for number in given.sites:
        slowest = max((measured(number, seed) for seed in range(given.seeds)), key=lambda one: one.total)
        bar = BARS.get(number, "")
        print(
            f"{number:7,}  {slowest.visits:6,}  {slowest.allocation:10.3f}  {slowest.schedule:5.3f}"
            f"  {slowest.calendar:5.2f}  {slowest.total:8.2f}  {bar!s:>4}  {slowest.gap:.0e}"
            f"  |  {slowest.alone:8.3f}  {slowest.water:5.3f}  {slowest.apart:.0e}",
            flush=True,
        )


if __name__ == "__main__":
    main()
