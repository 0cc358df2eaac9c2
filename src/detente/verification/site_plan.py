"""Where inspections go: the sites of a regime, who inspects them, and the quotas and caps that bind them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from detente.case.naming import spaced
from detente.case.regime_detection import RegimeDetection
from detente.outcomes.regime_inputs_said import side_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from detente.case.inspections import Calendar
    from detente.case.model import CaseFile
    from detente.case.regimes import Regime
    from detente.case.uncertainty import CertainCase
    from detente.verification.sites.calendar_rules import CalendarRules
    from detente.verification.sites.problem import DonorCap, InspectionProblem
    from detente.verification.sites.result import SiteInspections

__all__ = ["shown_names", "site_inspections"]

HOURS = 24


def site_inspections(certain: CertainCase, key: str, seed: int = 0) -> SiteInspections | None:
    """Return how inspections of a year go over the sites of a regime; None where it names no sites.

    Of several inspected states the one counts that would gain most. A site is worth to both sides what the
    case says of a breach there, and nothing where there is none. A state accepts so many inspections as it
    lets be inspected, where the regime says so. What one inspector may take of others is that of the regime.

    Raises ``ValueError`` where no list or no calendar can be drawn, and says why.
    """
    from detente.verification.sites.result import inspect_sites

    regime = certain.case.regimes[key]
    if not regime.sites:
        return None
    rules = None if regime.calendar is None else _rules(regime.calendar)
    return inspect_sites(_problem(certain, key), rules, seed)


def shown_names(case: CaseFile, key: str) -> dict[str, str]:
    """Return under which name each site and state of a regime appears in the plan; its key if names clash."""
    regime = case.regimes[key]
    sites = {name: site.name or spaced(name) for name, site in regime.sites.items()}
    states = {site.of for site in regime.sites.values()} | set(regime.inspectors)
    named = {**{state: side_name(case, regime, state) for state in sorted(states)}, **sites}
    times = Counter(named.values())
    return {name: shown if times[shown] == 1 else name for name, shown in named.items()}


def _problem(certain: CertainCase, key: str) -> InspectionProblem:
    from detente.verification.sites.problem import (
        Compliance,
        InspectedState,
        InspectingState,
        InspectionProblem,
        Site,
    )

    regime, shown = certain.case.regimes[key], shown_names(certain.case, key)

    def number(name: str, field: str) -> Fraction:
        return certain.number(f"regimes.{key}.sites.{name}.{field}")

    sites = tuple(
        Site(
            name=shown[name],
            state=shown[site.of],
            defender_covered=0,
            defender_uncovered=-number(name, "harm"),
            violator_covered=-number(name, "penalty"),
            violator_uncovered=number(name, "gain"),
            cost=number(name, "cost"),
            detection=number(name, "seen"),
        )
        for name, site in regime.sites.items()
    )
    costs = any(site.cost != 1 for site in sites)
    states = dict.fromkeys(site.of for site in regime.sites.values())
    detection = RegimeDetection(key, regime)
    accepts = {
        state: detection.looked(state, certain.number).inspections
        for state in states
        if state in regime.inspected
    }
    return InspectionProblem(
        sites=sites,
        donors=tuple(
            InspectingState(name=shown[name], **{"budget" if costs else "inspections": one.inspections})
            for name, one in regime.inspectors.items()
        ),
        inspected=tuple(
            InspectedState(name=shown[state], inspections=accepts.get(state)) for state in states
        ),
        caps=tuple(_caps(regime, tuple(accepts), shown)),
        compliance=Compliance(),
    )


def _caps(regime: Regime, accepting: tuple[str, ...], shown: Mapping[str, str]) -> Iterator[DonorCap]:
    """Yield what one inspector may take of the inspections of others; a share only of known numbers."""
    from detente.verification.sites.problem import DonorCap

    one = regime.one_inspector
    if one is None:
        return
    if one.share_of_state is not None and accepting:
        yield DonorCap(share=one.share_of_state.nominal, states=tuple(map(shown.__getitem__, accepting)))
    if one.within_group is not None:
        inspected = {site.of for site in regime.sites.values()}
        for group in regime.groups.values():
            donors = tuple(shown[member] for member in group.members if member in regime.inspectors)
            states = tuple(shown[member] for member in group.members if member in inspected)
            if donors and states:
                yield DonorCap(most=one.within_group, donors=donors, states=states)


def _rules(calendar: Calendar) -> CalendarRules:
    from detente.verification.sites.calendar_rules import CalendarRules, Closed

    day = dt.date.fromisoformat
    return CalendarRules(
        first=day(calendar.from_),
        last=day(calendar.to),
        missions_at_a_time=calendar.at_a_time,
        teams=calendar.teams,
        first_site_hours=HOURS * calendar.lasts,
        longest_stay_days=calendar.lasts,
        closed=tuple(Closed(first=day(one.from_), last=day(one.to)) for one in calendar.closed),
    )
