"""What a regime lets be inspected: quotas, what a breach would show, sites, inspectors and the calendar."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import BeforeValidator, Field, field_validator

from detente.case.confidence import Confidence
from detente.case.fields import Name, Names, Section, Text, as_a_whole, one_of
from detente.case.numbers import Amount, Points, Probability, WholeNumber, not_negative, parse_range
from detente.case.written import Day

__all__ = [
    "Calendar",
    "Closed",
    "Design",
    "Inspected",
    "Inspector",
    "OneInspector",
    "Quota",
    "Rounding",
    "Site",
]


class Rounding(Enum):
    """How a share of objects is made a whole number of inspections."""

    UP = "up"
    NEAREST = "nearest"
    DOWN = "down"

    def __str__(self) -> str:
        """Return the word an analyst writes."""
        return self.value


_Rounding = Annotated[Rounding, BeforeValidator(one_of(one.value for one in Rounding))]
_FORMS = ("number", "share", "one_per")


class Quota(Section, json_schema_extra={"oneOf": [{"required": [form]} for form in _FORMS]}):
    """How many inspections of one kind a state must accept: a number, or so many for the objects it has."""

    id: Name = Field(description="Short name by which other quotas and results refer to it.")
    article: Text = Field(description="Where the treaty says so.")
    says: Text | None = Field(None, description="The inspections in words.")
    number: WholeNumber | None = Field(None, description="So many, whatever the state has.")
    share: Probability | None = Field(
        None, description="This share of its objects of verification, or of the quota under `of`."
    )
    one_per: WholeNumber | None = Field(None, description="One for every so many objects, or part of them.")
    of: Name | None = Field(None, description="The quota of which it is a share, if not of the objects.")
    rounding: _Rounding = Field(
        Rounding.UP, description="How a share is rounded: `up`, `nearest` (a half goes up) or `down`."
    )
    at_least: WholeNumber = Field(0, description="The least it is, where there is anything to inspect.")
    without_objects: Annotated[
        bool, Field(description="Whether a state without objects must accept that least number as well.")
    ] = False
    at_most: WholeNumber | None = Field(None, description="The most it is.")
    days: WholeNumber = Field(365, description="In how many days; a year where not given.")
    refusable: Annotated[bool, Field(description="Whether the inspected state may refuse.")] = False
    confidence: Confidence = Field(description="`confirmed`, `recalled` or `unsure`.")

    @as_a_whole
    def _one_form(self) -> None:
        given = [form for form in _FORMS if getattr(self, form) is not None]
        if len(given) != 1:
            raise ValueError(f"a quota is said in one of these ways: {', '.join(_FORMS)}")
        if self.of is not None and self.share is None:
            raise ValueError("'of' names the quota of which this is a share, and 'share' is not given")
        if self.share is not None and not self.share.certain:
            raise ValueError("the share of a quota is one number, not a range")
        if (self.number or 0) < 0 or self.at_least < 0:
            raise ValueError("inspections are counted: a quota is 0 or more")
        if (self.one_per is not None and self.one_per < 1) or self.days < 1:
            raise ValueError("one for every 'one_per' objects, in 'days' days: both are 1 or more")
        if self.at_most is not None and self.at_most < self.at_least:
            raise ValueError("the most it is cannot be less than the least")


class OneInspector(Section):
    """How much of the inspections of others one inspecting state may take."""

    article: Text | None = Field(None, description="Where the treaty says so.")
    share_of_state: Probability | None = Field(
        None, description="Greatest share of one state's inspections that one inspecting state may make."
    )
    within_group: WholeNumber | None = Field(
        None, description="Most inspections a year that it may make in one state of its own group."
    )
    confidence: Confidence = Field(description="`confirmed`, `recalled` or `unsure`.")


class Inspected(Section):
    """What one side lets be inspected, and what a breach by it would show."""

    by: Names = Field((), description="Who inspects it, if not everybody else.")
    objects: Amount = Field(description="Its objects of verification: declared units and sites.")
    quota: Name | None = Field(None, description="The quota by which it is inspected.")
    inspections: Amount | None = Field(None, description="Inspections a year, where no quota says so.")
    breach: Amount = Field(description="At how many of these objects a breach that matters would show.")
    seen: Probability = Field(
        default_factory=lambda: parse_range(1),
        description="Chance that an inspection of such an object notices it.",
    )
    other_means: Probability = Field(
        default_factory=lambda: parse_range(0),
        description="Chance that it is noticed within a year by other means, such as satellites.",
    )
    gain: Points | None = Field(None, description="What an undetected breach would bring it, in any unit.")
    penalty: Points | None = Field(None, description="What a detected breach would cost it, in the same.")
    keeps_gain: Annotated[
        bool, Field(description="Whether it keeps the gain where the breach is detected.")
    ] = False

    _not_negative = field_validator("gain", "penalty")(not_negative)

    @as_a_whole
    def _goes_together(self) -> None:
        if (self.quota is None) == (self.inspections is None):
            raise ValueError("how many inspections there are is said by 'quota' or by 'inspections': by one")
        if (self.gain is None) != (self.penalty is None):
            raise ValueError("'gain' and 'penalty' go together")


class Design(Section):
    """Another way to inspect, compared with the one written: only what differs is given."""

    name: Text | None = Field(None, description="Name shown in results; the key where not given.")
    says: Text | None = Field(None, description="The design in words.")
    of: Names = Field((), description="Whose inspections it changes; everybody's where not given.")
    objects: Amount | None = Field(None, description="Objects of verification.")
    quota: Name | None = Field(None, description="Another quota by which they are inspected.")
    inspections: Amount | None = Field(None, description="Inspections a year, where no quota says so.")
    seen: Probability | None = Field(None, description="Chance that an inspection notices a breach.")
    other_means: Probability | None = Field(None, description="Chance that other means notice it.")
    cost: Points | None = Field(None, description="What it costs a year, in any unit.")

    _not_negative = field_validator("cost")(not_negative)

    @as_a_whole
    def _one_number(self) -> None:
        if self.quota is not None and self.inspections is not None:
            raise ValueError("how many inspections there are is said by 'quota' or by 'inspections': by one")


class Site(Section):
    """A place that can be inspected, for deciding where inspections go."""

    name: Text | None = Field(None, description="Name shown in results; the key where not given.")
    of: Name = Field(description="The state whose site it is.")
    harm: Points = Field(description="What a breach there that is not found costs those who inspect.")
    gain: Points = Field(description="What it brings the state that breaks the treaty.")
    penalty: Points = Field(description="What a breach that is found costs that state.")
    seen: Probability = Field(
        default_factory=lambda: parse_range(1), description="Chance that an inspection there notices it."
    )
    cost: Points = Field(
        default_factory=lambda: parse_range(1), description="What an inspection there costs, in inspections."
    )

    _not_negative = field_validator("harm", "gain", "penalty", "cost")(not_negative)


class Inspector(Section):
    """A state that inspects others."""

    inspections: WholeNumber = Field(description="How many inspections a year it can make.")

    @field_validator("inspections")
    @classmethod
    def _some(cls, count: int) -> int:
        if count < 0:
            raise ValueError("inspections are counted: write 0 or more")
        return count


class Closed(Section):
    """Days on which nobody is inspected."""

    from_: Day = Field(alias="from", description="First day.")
    to: Day = Field(description="Last day.")
    says: Text | None = Field(None, description="Why, in words.")


class Calendar(Section):
    """When inspections can be made."""

    from_: Day = Field(alias="from", description="First day of the inspection year.")
    to: Day = Field(description="Last day.")
    lasts: WholeNumber = Field(1, description="Days that one inspection takes.")
    at_a_time: WholeNumber = Field(1, description="Most inspections of one state at the same time.")
    teams: WholeNumber = Field(1, description="Most inspections that one state makes at the same time.")
    closed: tuple[Closed, ...] = Field((), description="Days on which nobody is inspected.")

    @as_a_whole
    def _forward(self) -> None:
        if self.from_ > self.to:
            raise ValueError(f"the calendar ends ({self.to}) before it begins ({self.from_})")
        if min(self.lasts, self.at_a_time, self.teams) < 1:
            raise ValueError(
                "an inspection takes a day at least, and one at a time is the least there can be"
            )
