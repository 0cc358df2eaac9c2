"""Dates for the inspections of a year, drawn at random so that nobody can foresee them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from detente.verification.sites.calendar_search import Mission, Occupied, feasible_days

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from detente.verification.sites.calendar_rules import CalendarRules
    from detente.verification.sites.schedule import Visit

__all__ = ["Calendar", "DatedMission", "draw_calendar"]

MOST_TRIES = 2_000
"""So many calendars are drawn without regard to each other's missions, in the hope that one fits."""
FEW_TRIES = 100
"""Where so many did not get through a third of the missions, no more are drawn."""
SWEEPS = 20
"""Where none did, so often each mission is moved to a random day among those that the others leave it."""


@dataclass(frozen=True)
class DatedMission:
    """A mission with its first and its last day in the state."""

    first: date
    last: date
    donor: str
    state: str
    sites: tuple[str, ...]


@dataclass(frozen=True)
class Calendar:
    """Missions of a year in order of time.

    ``uniform``: whether, given its missions, every calendar that keeps the rules was equally likely.
    Otherwise it is the outcome of many random moves from one that does, which comes near to that; how near is
    not known.
    """

    missions: tuple[DatedMission, ...]
    rules: CalendarRules
    seed: int
    uniform: bool

    @property
    def method(self) -> str:
        """How dates were drawn, in words."""
        if self.uniform:
            return "every calendar that keeps the rules was equally likely"
        return (
            f"dates were drawn one by one, and then each moved {SWEEPS} times at random among the days that"
            " the others left it, which comes near to all calendars being equally likely; how near is"
            " not known"
        )


def draw_calendar(visits: Sequence[Visit], rules: CalendarRules, seed: int = 0) -> Calendar:
    """Give dates to inspections; the same seed gives the same dates.

    Which sites one mission inspects is drawn as well. First whole calendars are drawn, each mission on any
    day that is open to it, and the first one kept in which no missions are in each other's way: so every
    calendar that keeps the rules is equally likely. In a full year that never happens. Then one is built, by
    constraint programming if need be, and its missions are moved at random, one after the other, to any day
    that the others leave free (Gibbs sampling).

    Raises:
        ValueError: where no calendar keeps the rules, with the reason, or none was found.

    >>> from datetime import date
    >>> from detente.verification.sites.calendar_rules import CalendarRules
    >>> from detente.verification.sites.schedule import Visit
    >>> january = CalendarRules(first=date(2026, 1, 1), last=date(2026, 1, 5))
    >>> visits = [Visit("South", "North", "Base"), Visit("South", "North", "Depot")]
    >>> [(one.last - one.first).days for one in draw_calendar(visits, january).missions]
    [1, 1]
    >>> draw_calendar([*visits, Visit("South", "North", "Port")], january)
    Traceback (most recent call last):
    ValueError: The inspections do not fit into the year. Missions in North take 6 days, and it has room for
    5. Missions of South take 6 days, and its teams have 5.

    """
    draw = random.Random(seed)  # noqa: S311 - to be drawn again by whoever checks it
    if not visits:
        return Calendar((), rules, seed, uniform=True)
    if not rules.sites_of_a_mission:
        raise ValueError(
            f"One site takes {rules.length(1)} days, and a mission may stay {rules.longest_stay_days}."
        )
    missions = list(_missions(visits, rules, draw))
    days = feasible_days(missions, rules, draw)
    independent = _independent(missions, rules, draw)
    if independent is None:
        _moved(missions, days, rules, draw)
    chosen = days if independent is None else independent
    dated = [
        DatedMission(rules.day(day), rules.day(day + one.length - 1), one.donor, one.state, one.sites)
        for day, one in zip(chosen, missions, strict=True)
    ]
    dated.sort(key=lambda one: (one.first, one.state, one.donor, one.sites))
    return Calendar(tuple(dated), rules, seed, independent is not None)


def _missions(visits: Sequence[Visit], rules: CalendarRules, draw: random.Random) -> Iterator[Mission]:
    """Put the visits of a donor in a state together as far as one mission may go; no site twice in one."""
    for (donor, state), group in groupby(sorted(visits), key=lambda visit: (visit.donor, visit.state)):
        waiting = [visit.site for visit in group]
        draw.shuffle(waiting)
        while waiting:
            chosen = list(dict.fromkeys(waiting))[: rules.sites_of_a_mission]
            for site in chosen:
                waiting.remove(site)
            yield Mission(donor, state, tuple(chosen), rules.length(len(chosen)))


def _independent(missions: Sequence[Mission], rules: CalendarRules, draw: random.Random) -> list[int] | None:
    there = Occupied(missions, rules)
    open_to = [there.free(number).tolist() for number in range(len(missions))]
    furthest = 0
    for tries in range(MOST_TRIES):
        if tries == FEW_TRIES and 3 * furthest < len(missions):
            return None
        days: list[int] = []
        for number, free in enumerate(open_to):
            day = free[draw.randrange(len(free))]
            if not there.fits(number, day):
                break
            there.put(number, day)
            days.append(day)
        else:
            return days
        furthest = max(furthest, len(days))
        for number, day in enumerate(days):
            there.put(number, day, -1)
    return None


def _moved(missions: Sequence[Mission], days: list[int], rules: CalendarRules, draw: random.Random) -> None:
    there = Occupied(missions, rules)
    for number, day in enumerate(days):
        there.put(number, day)
    for _ in range(SWEEPS):
        for number in range(len(missions)):
            there.put(number, days[number], -1)
            free = there.free(number)
            days[number] = int(free[draw.randrange(len(free))])
            there.put(number, days[number])
