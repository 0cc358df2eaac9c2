"""Days for missions: any that fit, found at random or by constraint programming, or a reason why none do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detente.verification.sites.calendar_rules import CalendarRules

__all__ = ["Mission", "Occupied", "feasible_days", "reasons"]

RESTARTS = 20
"""So often days are given out at random, mission by mission, before the solver is asked."""
LONGEST_SEARCH = 10.0
"""Seconds of the solver."""


@dataclass(frozen=True, order=True)
class Mission:
    """A team of a donor in a state, with the sites it inspects one after the other, and its days there."""

    donor: str
    state: str
    sites: tuple[str, ...]
    length: int


class Occupied:
    """How many missions are there on each day: in each state, of each donor, and at each site.

    Missions go by their number in the list.
    """

    def __init__(self, missions: Sequence[Mission], rules: CalendarRules) -> None:
        self._open = {one.state: np.array(rules.open_days(one.state)) for one in missions}
        self._missions = missions
        most = {"state": rules.missions_at_a_time, "donor": rules.teams, "site": 1}
        there: dict[tuple[str, str], NDArray[np.int64]] = {}
        self._rows: list[list[tuple[NDArray[np.int64], int]]] = []
        for one in missions:
            keys = [("state", one.state), ("donor", one.donor)]
            if rules.missions_at_a_time > 1:  # else the state says it
                keys += [("site", site) for site in one.sites]
            rows = [there.setdefault(key, np.zeros(rules.days, dtype=np.int64)) for key in keys]
            self._rows.append([(row, most[kind]) for row, (kind, _) in zip(rows, keys, strict=True)])

    def put(self, number: int, day: int, times: int = 1) -> None:
        """Note a mission from a day on, or with -1 that it is no longer there."""
        end = day + self._missions[number].length
        for row, _ in self._rows[number]:
            row[day:end] += times

    def free(self, number: int) -> NDArray[np.int64]:
        """Return the days on which a mission could begin."""
        one = self._missions[number]
        good = self._open[one.state].copy()
        for row, most in self._rows[number]:
            good &= row < most
        bad = np.concatenate(([0], np.cumsum(~good)))
        return np.flatnonzero(bad[one.length :] == bad[: -one.length])

    def fits(self, number: int, day: int) -> bool:
        """Tell whether a mission can begin on an open day beside the others."""
        end = day + self._missions[number].length
        return all(max(row[day:end].tolist()) < most for row, most in self._rows[number])


def reasons(missions: Sequence[Mission], rules: CalendarRules) -> list[str]:
    """Return reasons why no calendar exists that can be told by counting, in words; none proves nothing."""
    found = []
    in_state, of_donor = Counter[str](), Counter[str]()
    for one in missions:
        in_state[one.state] += one.length
        of_donor[one.donor] += one.length
    empty = Occupied(missions, rules)
    kinds = {(one.state, one.length): number for number, one in enumerate(missions)}
    for (state, length), number in sorted(kinds.items()):
        if not len(empty.free(number)):
            found.append(f"{state} is never open for {length} days on end.")
    for state, days in sorted(in_state.items()):
        has = sum(rules.open_days(state)) * rules.missions_at_a_time
        if days > has:
            found.append(f"Missions in {state} take {days} days, and it has room for {has}.")
    for donor, days in sorted(of_donor.items()):
        if days > rules.days * rules.teams:
            found.append(
                f"Missions of {donor} take {days} days, and its teams have {rules.days * rules.teams}."
            )
    return found


def feasible_days(missions: Sequence[Mission], rules: CalendarRules, draw: random.Random) -> list[int]:
    """Return a day for each mission on which it begins, so that all rules hold.

    Raises:
        ValueError: where no calendar exists, or none was found; it says which, and why where that is known.

    """
    known = reasons(missions, rules)
    if known:
        raise ValueError("The inspections do not fit into the year. " + " ".join(known))
    for _ in range(RESTARTS):
        found = _at_random(missions, rules, draw)
        if found is not None:
            return found
    return _solved(missions, rules, draw.randrange(2**31))


def _at_random(missions: Sequence[Mission], rules: CalendarRules, draw: random.Random) -> list[int] | None:
    there, days = Occupied(missions, rules), [0] * len(missions)
    order = list(range(len(missions)))
    draw.shuffle(order)
    for number in sorted(order, key=lambda one: -missions[one].length):  # the longest first, else at random
        free = there.free(number)
        if not len(free):
            return None
        days[number] = int(free[draw.randrange(len(free))])
        there.put(number, days[number])
    return days


def _solved(missions: Sequence[Mission], rules: CalendarRules, seed: int) -> list[int]:
    from ortools.sat.python import cp_model

    model, starts, groups = cp_model.CpModel(), [], dict[tuple[str, str], list[cp_model.IntervalVar]]()
    empty = Occupied(missions, rules)
    for number, one in enumerate(missions):
        days = cp_model.Domain.from_values([int(day) for day in empty.free(number)])
        start = model.new_int_var_from_domain(days, f"start {number}")
        starts.append(start)
        span = model.new_fixed_size_interval_var(start, one.length, f"mission {number}")
        for key in (("state", one.state), ("donor", one.donor), *(("site", site) for site in one.sites)):
            groups.setdefault(key, []).append(span)
    for (kind, _), spans in groups.items():
        most = {"state": rules.missions_at_a_time, "donor": rules.teams, "site": 1}[kind]
        model.add_cumulative(spans, [1] * len(spans), most)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = LONGEST_SEARCH
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    status = solver.solve(model)
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return [solver.value(start) for start in starts]
    if status == cp_model.INFEASIBLE:
        raise ValueError(
            "The inspections do not fit into the year: each state and each donor has days enough, but not"
            " such that all missions find theirs. Allow more at a time, more teams, or fewer closed days."
        )
    raise ValueError(
        f"No calendar was found in {LONGEST_SEARCH:g} seconds, and none proved impossible: the year is very"
        " full. Allow more at a time, more teams, or fewer closed days."
    )
