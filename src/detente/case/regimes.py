"""Arms-control regimes: categories, zones, groups of states, limits and thresholds, and what is inspected."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import BeforeValidator, Field, field_validator

from detente.case.confidence import Confidence
from detente.case.declarations import Activity, Change, Count, Declaration, Status
from detente.case.fields import Name, Names, Section, Text, as_a_whole, one_of
from detente.case.forms import ShortForm
from detente.case.inspections import Calendar, Design, Inspected, Inspector, OneInspector, Quota, Site
from detente.case.numbers import WholeNumber
from detente.case.written import Day

__all__ = [
    "Category",
    "Duty",
    "Exclusion",
    "Group",
    "Limit",
    "Regime",
    "StateParty",
    "Suspension",
    "Threshold",
    "Zone",
]


class Category(Section):
    """A category of equipment, or of people, that is counted."""

    name: Text | None = Field(None, description="Name shown in results; the key where not given.")
    within: Name | None = Field(None, description="The category of which it is a part.")


class Zone(Section):
    """A part of the area in which a regime applies."""

    name: Text | None = Field(None, description="Name shown in results; the key where not given.")
    says: Text | None = Field(None, description="What lies within it, in words.")
    within: Names = Field(
        (), description="The zone of which it is a part; or several, where zones of two periods overlap."
    )


class StateParty(Section):
    """A state that has joined the regime."""

    name: Text | None = Field(None, description="Name shown in results; the key where not given.")


class Group(Section):
    """States that are limited together."""

    name: Text | None = Field(None, description="Name shown in results; the key where not given.")
    members: Names = Field(min_length=1, description="The states.")


_Binding = Annotated[
    Status,
    BeforeValidator(one_of(status.value for status in Status if status is not Status.UNKNOWN)),
]


class Limit(Section):
    """The most that a state or a group may hold in a zone."""

    id: Text = Field(description="Short name by which results refer to it.")
    article: Text = Field(description="Where the treaty says so.")
    says: Text | None = Field(None, description="The limit in words.")
    on: Names = Field(min_length=1, description="The states and groups that are limited, each by itself.")
    each_member: Annotated[
        bool, Field(description="Whether each member of the groups is limited, and not the group.")
    ] = False
    zone: Name | None = Field(None, description="The zone in which items count; everywhere where not given.")
    status: tuple[_Binding, ...] = Field(
        (Status.ACTIVE, Status.STORED),
        description="Which items count, by how they are held: `active`, `stored`, `temporary`.",
    )
    at_most: dict[Name, WholeNumber] = Field(
        min_length=1, description="The most of each category, such as `{tank: 20000}`; parts of it count."
    )
    from_: Day | None = Field(None, alias="from", description="First day on which it binds.")
    until: Day | None = Field(None, description="Last day on which it binds.")
    confidence: Confidence = Field(description="`confirmed`, `recalled` or `unsure`.")
    note: Text | None = Field(None, description="What the figures rest on, in words.")

    @as_a_whole
    def _binds(self) -> None:
        if any(most < 0 for most in self.at_most.values()):
            raise ValueError("nobody can hold less than nothing: a limit is 0 or more")
        if self.from_ is not None and self.until is not None and self.from_ > self.until:
            raise ValueError(f"the limit ends ({self.until}) before it begins ({self.from_})")


class Exclusion(Section):
    """A reason for which items do not count."""

    article: Text = Field(description="Where the treaty says so.")
    says: Text | None = Field(None, description="The reason in words.")
    categories: Names = Field((), description="To which categories it applies; to all where not given.")
    confidence: Confidence = Field(description="`confirmed`, `recalled` or `unsure`.")


class Duty(Enum):
    """What a threshold asks of a state whose activity reaches it."""

    NOTIFY = "notify"
    OBSERVE = "observe"
    CONSTRAIN = "constrain"

    def __str__(self) -> str:
        """Return the word an analyst writes."""
        return self.value


_Duty = Annotated[Duty, BeforeValidator(one_of(duty.value for duty in Duty))]


class Threshold(Section):
    """From what size on an activity must be announced, or observed, or is limited in number."""

    id: Text = Field(description="Short name by which results refer to it.")
    article: Text = Field(description="Where the document says so.")
    says: Text | None = Field(None, description="The threshold in words.")
    asks: _Duty = Field(
        description="`notify` (announce it), `observe` (invite observers), or `constrain` (so many at most)."
    )
    from_: dict[Name, WholeNumber] = Field(
        default_factory=dict, alias="from", description="It is reached by any of these numbers."
    )
    above: dict[Name, WholeNumber] = Field(
        default_factory=dict, description="It is reached by more than any of these numbers."
    )
    not_above: dict[Name, WholeNumber] = Field(
        default_factory=dict,
        description="It is not meant for activities with more than any of these numbers.",
    )
    days_before: WholeNumber | None = Field(
        None, description="How many days before the first day it must be announced, or observers invited."
    )
    alert_days_before: WholeNumber | None = Field(
        None, description="The same for an `alert`, where that is less: 0 for the first day."
    )
    at_most: WholeNumber | None = Field(None, description="How many such activities a state may have.")
    years: WholeNumber | None = Field(None, description="In how many calendar years so many.")
    at_the_same_time: Annotated[
        bool, Field(description="Whether so many at a time are meant, and not in so many years.")
    ] = False
    confidence: Confidence = Field(description="`confirmed`, `recalled` or `unsure`.")

    @as_a_whole
    def _goes_together(self) -> None:
        if bool(self.from_) == bool(self.above):
            raise ValueError(
                "a threshold says 'from' which numbers on it is reached, or 'above' which: one of both"
            )
        numbers = (*self.from_.values(), *self.above.values(), *self.not_above.values())
        if any(number < 0 for number in (*numbers, self.alert_days_before or 0)):
            raise ValueError("the numbers of a threshold are 0 or more")
        constrains = self.asks is Duty.CONSTRAIN
        if constrains and (self.at_most is None or (self.years is None) != self.at_the_same_time):
            raise ValueError(
                "a constraint says 'at_most' how many, and in how many 'years' or 'at_the_same_time: true'"
            )
        if not constrains and self.days_before is None:
            raise ValueError("'days_before' is missing: how long before the first day this is due")
        if any(number is not None and number < 1 for number in (self.years, self.days_before)):
            raise ValueError("'years' and 'days_before' are 1 or more")


class Suspension(Section):
    """A state that does not apply the regime for a time: it declares nothing and is not inspected."""

    by: Name = Field(description="The state.")
    from_: Day = Field(alias="from", description="First day.")
    until: Day | None = Field(None, description="Last day, if it came back.")
    says: Text | None = Field(None, description="What was said, in words.")


def _state(value: object) -> object:
    return {} if value is None else value


class Regime(Section):
    """A regime: what may be held where, what is declared and announced, and what is inspected."""

    name: Text | None = Field(None, description="Name shown in results; the key where not given.")
    says: Text | None = Field(None, description="The regime in words.")
    extends: Text | None = Field(
        None,
        description="A bundled regime that this one starts from, such as `cfe-1990`; see `detente cases`.",
    )
    under: dict[Name, Name] = Field(
        default_factory=dict,
        description="Options of the case under which it is in force, such as `{arms_control: regime}`.",
    )
    states: dict[Name, Annotated[StateParty, ShortForm(_state, {"type": "null"})]] = Field(
        default_factory=dict, description="The states parties, by short name: that of the party of the case."
    )
    groups: dict[Name, Group] = Field(default_factory=dict, description="Groups of states, by short name.")
    categories: dict[Name, Annotated[Category, ShortForm(_state, {"type": "null"})]] = Field(
        default_factory=dict, description="What is counted, by short name."
    )
    zones: dict[Name, Annotated[Zone, ShortForm(_state, {"type": "null"})]] = Field(
        default_factory=dict, description="Parts of the area, by short name."
    )
    exclusions: dict[Name, Exclusion] = Field(
        default_factory=dict, description="Reasons for which items do not count, by short name."
    )
    limits: tuple[Limit, ...] = Field((), description="The most that may be held.")
    thresholds: tuple[Threshold, ...] = Field((), description="From what size on activities are announced.")
    quotas: tuple[Quota, ...] = Field((), description="How many inspections a state must accept.")
    one_inspector: OneInspector | None = Field(
        None, description="How much of the inspections of others one inspecting state may take."
    )
    suspended: tuple[Suspension, ...] = Field((), description="Who does not apply it, and since when.")
    objects: dict[Name, Count] = Field(
        default_factory=dict,
        description="Objects of verification of each state; its quotas follow from them.",
    )
    declared_every: WholeNumber = Field(
        366, description="Days for which a declaration tells what is held; after them it is out of date."
    )
    declarations: tuple[Declaration, ...] = Field((), description="What states declare to hold.")
    changes: tuple[Change, ...] = Field((), description="Changes of holdings that were notified.")
    activities: tuple[Activity, ...] = Field((), description="Activities that are planned.")
    inspected: dict[Name, Inspected] = Field(
        default_factory=dict, description="What each side lets be inspected: parties, blocs or groups."
    )
    designs: dict[Name, Design] = Field(
        default_factory=dict, description="Other ways to inspect, compared with this one."
    )
    sites: dict[Name, Site] = Field(default_factory=dict, description="Places that can be inspected.")
    inspectors: dict[Name, Inspector] = Field(
        default_factory=dict, description="States that inspect, for deciding where inspections go."
    )
    calendar: Calendar | None = Field(None, description="When inspections can be made.")

    @field_validator("declared_every")
    @classmethod
    def _some_days(cls, days: int) -> int:
        if days < 1:
            raise ValueError("a declaration tells what is held for one day at least")
        return days
