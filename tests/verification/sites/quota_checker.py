"""A checker of lists and calendars of inspections; it shares no code with what draws them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.verification.sites.calendar import DatedMission
    from detente.verification.sites.calendar_rules import CalendarRules
    from detente.verification.sites.problem import DonorCap, InspectionProblem
    from detente.verification.sites.schedule import Visit

__all__ = ["broken_quotas", "broken_rules"]


def broken_quotas(problem: InspectionProblem, visits: Sequence[Visit]) -> list[str]:
    """Name every quota and cap that a list of inspections breaks, by going through the list."""
    sites = {site.name: site for site in problem.sites}
    donors = {donor.name for donor in problem.donors}
    strange = [
        f"{visit} is of nobody, nowhere or at home"
        for visit in visits
        if visit.site not in sites
        or sites[visit.site].state != visit.state
        or visit.donor not in donors - {visit.state}
    ]
    if strange:
        return strange
    found = [
        f"{name} is visited {times} times"
        for name, times in Counter(visit.site for visit in visits).items()
        if times > sites[name].most_visits
    ]
    for donor in problem.donors:
        own = [visit for visit in visits if visit.donor == donor.name]
        if donor.inspections is not None and len(own) > donor.inspections:
            found.append(f"{donor.name} makes {len(own)}")
        spent = sum(Fraction(sites[visit.site].cost) for visit in own)
        if donor.budget is not None and spent > Fraction(donor.budget):
            found.append(f"{donor.name} spends {spent}")
        found += [said for cap in problem.caps for said in _cap(problem, cap, donor.name, own)]
    for state in problem.inspected:
        received = sum(visit.state == state.name for visit in visits)
        if state.inspections is not None and received > state.inspections:
            found.append(f"{state.name} receives {received}")
    if problem.total is not None and len(visits) > problem.total:
        found.append(f"{len(visits)} in all")
    return found


def _cap(problem: InspectionProblem, cap: DonorCap, donor: str, own: Sequence[Visit]) -> list[str]:
    if cap.donors and donor not in cap.donors:
        return []
    states = set(cap.states) or {site.state for site in problem.sites}
    if cap.together:
        made = sum(visit.state in states for visit in own)
        return [f"{donor} makes {made} in {states}"] if cap.most is not None and made > cap.most else []
    found = []
    for state in states:
        most = cap.most
        if cap.share is not None:
            [quota] = [one.inspections for one in problem.inspected if one.name == state]
            assert quota is not None
            part = Fraction(cap.share) * quota
            whole = {"down": floor(part), "up": ceil(part), "nearest": floor(part + Fraction(1, 2))}
            most = max(1, whole[cap.rounding]) if part > 0 else 0
        made = sum(visit.state == state for visit in own)
        if most is not None and made > most:
            found.append(f"{donor} makes {made} in {state}")
    return found


def broken_rules(
    visits: Sequence[Visit], missions: Sequence[DatedMission], rules: CalendarRules
) -> list[str]:
    """Name every rule that a calendar breaks, day by day."""
    wanted = Counter((visit.donor, visit.state, visit.site) for visit in visits)
    made = Counter((one.donor, one.state, site) for one in missions for site in one.sites)
    found = [] if wanted == made else ["not the inspections of the list"]
    there: Counter[tuple[date, str, str]] = Counter()
    for one in missions:
        found += _mission(one, rules)
        places = [("donor", one.donor), ("state", one.state), *(("site", site) for site in one.sites)]
        for day in range(one.first.toordinal(), one.last.toordinal() + 1):
            there.update((date.fromordinal(day), kind, name) for kind, name in places)
    most = {"donor": rules.teams, "state": rules.missions_at_a_time, "site": 1}
    found += [f"{much} at {name} on {day}" for (day, kind, name), much in there.items() if much > most[kind]]
    return found


def _mission(one: DatedMission, rules: CalendarRules) -> list[str]:
    length = (one.last - one.first).days + 1
    hours = rules.first_site_hours + (len(one.sites) - 1) * rules.next_site_hours
    closed = [
        other
        for other in rules.closed
        if other.state in {None, one.state} and one.first <= other.last and other.first <= one.last
    ]
    faults = {
        "has the wrong length": not (length - 1) * 24 < hours <= length * 24,
        "stays too long": length > rules.longest_stay_days,
        "inspects too many sites": len(one.sites) > rules.sites_in_a_row,
        "inspects a site twice": len(set(one.sites)) < len(one.sites),
        "is outside of the year": one.first < rules.first or one.last > rules.last,
        "falls into closed days": bool(closed),
    }
    return [f"{one} {fault}" for fault, holds in faults.items() if holds]
