"""Inspections of several sites as one result: how often, by whom, when, in sentences, tables and charts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.outcomes.notebook import in_notebook
from detente.verification.sites.allocation import allocate
from detente.verification.sites.schedule import draw_schedule

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    from detente.verification.sites.allocation import Allocation
    from detente.verification.sites.calendar import Calendar
    from detente.verification.sites.calendar_rules import CalendarRules
    from detente.verification.sites.problem import InspectionProblem
    from detente.verification.sites.schedule import Schedule

__all__ = ["SiteInspections", "inspect_sites"]


@dataclass(frozen=True, eq=False)
class SiteInspections:
    """The allocation of inspections, a list drawn from it, and its dates where a year was given."""

    allocation: Allocation
    schedule: Schedule
    calendar: Calendar | None
    seed: int

    @property
    def problem(self) -> InspectionProblem:
        """What was stated."""
        return self.allocation.problem

    @property
    def method(self) -> str:
        """How it was found, in words."""
        return (
            "strong Stackelberg coverage by one linear programme (HiGHS), its bound recomputed in fractions;"
            " the list drawn by dependent rounding of a bihierarchy"
        )

    @property
    def exactness(self) -> str:
        """``exact`` where expected visits are those of the allocation, else ``checked`` by sieving lists."""
        return "exact" if self.schedule.exact else "checked"

    def summary(self) -> list[str]:
        """Return what was found in sentences, the most important first."""
        from detente.verification.sites.sentences import sentences

        return sentences(self)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables ``sites``, ``donors``, ``limits``, ``schedule`` and ``calendar``."""
        from detente.verification.sites.frames import frames

        return frames(self)

    def to_json(self) -> dict[str, Any]:
        """Return what was found as plain values."""
        from detente.verification.sites.plain import plain

        return plain(self)

    def charts(self) -> dict[str, alt.LayerChart]:
        """Return the chart ``coverage``; none where there is no site."""
        from detente.verification.sites.coverage_chart import coverage_chart

        return {"coverage": coverage_chart(self)} if self.problem.sites else {}

    def _repr_html_(self) -> str:
        """Show the sentences and the sites in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["sites"])


def inspect_sites(
    problem: InspectionProblem, rules: CalendarRules | None = None, seed: int = 0
) -> SiteInspections:
    """Allocate inspections, draw a list of them, and give it dates where the rules of a year are given.

    Raises:
        ValueError: where no list or no calendar keeps what it must; it says why.

    >>> from detente.verification.sites.problem import InspectingState, InspectionProblem, Site
    >>> def site(name, gain):
    ...     return Site(name=name, state="North", defender_covered=0, defender_uncovered=-gain,
    ...                 violator_covered=-1, violator_uncovered=gain)
    >>> found = inspect_sites(
    ...     InspectionProblem(
    ...         sites=(site("Base", 5), site("Depot", 2)),
    ...         donors=(InspectingState(name="South", inspections=1),),
    ...     )
    ... )
    >>> print(found.summary()[0])
    The best that a violator can do is worth 1 to it, at Base or Depot; for the defender that is worth -1.33.
    >>> found.exactness, len(found.schedule.visits)
    ('exact', 1)

    """
    from detente.verification.sites.calendar import draw_calendar

    allocation = allocate(problem)
    schedule = draw_schedule(allocation.region, allocation.marginals, seed)
    calendar = None if rules is None else draw_calendar(schedule.visits, rules, seed)
    return SiteInspections(allocation, schedule, calendar, seed)
