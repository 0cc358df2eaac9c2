"""What a calendar of inspections must keep: the year, how long visits take, who can be where at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

__all__ = ["CalendarRules", "Closed"]


@dataclass(frozen=True, kw_only=True)
class Closed:
    """Days, the last among them, on which nobody inspects in a state; without a state, anywhere."""

    first: date
    last: date
    state: str | None = None


@dataclass(frozen=True, kw_only=True)
class CalendarRules:
    """The year and its rules.

    A *mission* is one team of a donor that stays in one state and inspects one site, or up to
    ``sites_in_a_row`` one after the other: the first takes ``first_site_hours``, each further one
    ``next_site_hours``. No mission stays longer than ``longest_stay_days``. In one state at most
    ``missions_at_a_time`` are there, and a donor has so many ``teams``. The hours and the stay that are set
    are those of the CFE Treaty: 48 and 36 hours, and 10 days (Protocol on Inspection, Section II, paragraph
    17). One mission at a time is not: there, two teams may be in a state at once, and in a large one more.

    Raises:
        ValueError: where a number makes no sense; all of it is said.

    >>> CalendarRules(first=date(2026, 12, 31), last=date(2026, 1, 1))
    Traceback (most recent call last):
    ValueError: The year ends on 2026-01-01, before it begins on 2026-12-31.

    """

    first: date
    last: date
    missions_at_a_time: int = 1
    teams: int = 1
    sites_in_a_row: int = 1
    first_site_hours: int = 48
    next_site_hours: int = 36
    longest_stay_days: int = 10
    closed: tuple[Closed, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        wrong = []
        if self.last < self.first:
            wrong.append(f"The year ends on {self.last}, before it begins on {self.first}.")
        for name in ("missions_at_a_time", "teams", "sites_in_a_row", "first_site_hours", "next_site_hours",
                     "longest_stay_days"):  # fmt: skip
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                wrong.append(
                    f"{name.replace('_', ' ').capitalize()} cannot be {value!r}: write 1, 2 and so on."
                )
        wrong += [
            f"A closed time ends on {one.last}, before it begins on {one.first}."
            for one in self.closed
            if one.last < one.first
        ]
        if wrong:
            raise ValueError(" ".join(wrong))

    @property
    def days(self) -> int:
        """How many days the year has."""
        return (self.last - self.first).days + 1

    def day(self, number: int) -> date:
        """Return a day by number, from 0."""
        return self.first + timedelta(days=number)

    def length(self, sites: int) -> int:
        """Return how many days a mission to so many sites is there.

        >>> CalendarRules(first=date(2026, 1, 1), last=date(2026, 12, 31)).length(2)
        4
        """
        return ceil((self.first_site_hours + (sites - 1) * self.next_site_hours) / 24)

    @property
    def sites_of_a_mission(self) -> int:
        """How many sites a mission can visit at most; 0 where even one takes longer than it may stay."""
        return max(
            (number for number in range(1, self.sites_in_a_row + 1)
             if self.length(number) <= self.longest_stay_days),
            default=0,
        )  # fmt: skip

    def open_days(self, state: str) -> list[bool]:
        """Return for each day whether inspectors may be in a state."""
        found = [True] * self.days
        for one in self.closed:
            if one.state in {None, state}:
                start, end = (one.first - self.first).days, (one.last - self.first).days
                for day in range(max(start, 0), min(end + 1, self.days)):
                    found[day] = False
        return found
