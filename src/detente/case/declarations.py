"""What states declare under a treaty: holdings at a date, changes since then, and planned activities."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from detente.case.fields import Name, Section, Text, as_a_whole, one_of
from detente.case.forms import ReadBy
from detente.case.numbers import AMOUNT_SCHEMA, Range, number_written, parse_range
from detente.case.written import Day

__all__ = ["UNKNOWN", "Activity", "Change", "Count", "Declaration", "Holding", "Status", "read_count"]

UNKNOWN = "unknown"
"""Stands in place of what was not declared."""


class Status(Enum):
    """How items are held; a limit may bind only those that are held in one way."""

    ACTIVE = "active"
    STORED = "stored"
    TEMPORARY = "temporary"
    UNKNOWN = UNKNOWN

    def __str__(self) -> str:
        """Return the word an analyst writes."""
        return self.value

    @property
    def ways(self) -> tuple[Status, ...]:
        """In which ways the items may be held: where it is not said, in units or in store."""
        return (Status.ACTIVE, Status.STORED) if self is Status.UNKNOWN else (self,)


def read_count(value: Any) -> Range | None:
    """Read a number of items: a whole number, ``[low, high]``, or ``unknown``, which is None.

    Raises ``ValueError`` with a sentence that says what is wrong.

    >>> str(read_count([200, 260])), read_count("unknown")
    ('200 to 260', None)
    """
    if value is None or value == UNKNOWN:
        return None
    count = parse_range(value)
    if any(end.denominator != 1 for end in (count.low, count.high)):
        raise ValueError("items are counted: write whole numbers")
    if count.low < 0:
        raise ValueError(f"nobody holds {count.low} items: a number of items is 0 or more")
    return count


def _written(count: Range | None) -> object:
    return UNKNOWN if count is None else number_written(count)


Count = Annotated[Range | None, ReadBy(read_count, {"anyOf": [{"const": UNKNOWN}, AMOUNT_SCHEMA]}, _written)]
"""A number of items, which may not be known."""
_Status = Annotated[Status, BeforeValidator(one_of(status.value for status in Status))]


class Holding(Section):
    """Items of one category that a unit holds."""

    unit: Text | None = Field(None, description="The unit or formation that holds them.")
    parent: Text | None = Field(None, description="The formation to which the unit belongs.")
    site: Text | None = Field(None, description="Where they are: the name of a declared site.")
    zone: Name | None = Field(None, description="The zone in which they are; unknown where not given.")
    category: Name = Field(description="The category of the treaty to which they belong.")
    count: Count = Field(description="How many: a number, a range, or `unknown`.")
    status: _Status = Field(
        Status.UNKNOWN,
        description="`active`, `stored`, `temporary` (deployed for a time), or `unknown`: active or stored.",
    )
    excluded: Name | None = Field(None, description="The exclusion by which they do not count, if one does.")


class Declaration(Section):
    """What one state declares to hold at a date. Entries do not overlap: an item is in one of them."""

    by: Name = Field(description="The state.")
    as_of: Day = Field(description="The date for which it holds.")
    source: Name | None = Field(None, description="The source it comes from.")
    complete: Annotated[
        bool, Field(description="Whether what it does not list is declared to be nothing.")
    ] = False
    holdings: tuple[Holding, ...] = Field((), description="What is held, entry by entry.")


class Change(Section):
    """A notified change of holdings: items that come in, go out, or move from one zone to another."""

    by: Name = Field(description="The state whose holdings change.")
    on: Day = Field(description="The date of the change; it counts from the end of that day.")
    category: Name = Field(description="The category of the items.")
    count: Count = Field(description="How many.")
    from_zone: Name | None = Field(
        None,
        description="The zone they leave; not given where they are new, or come from outside the area.",
    )
    to_zone: Name | None = Field(
        None,
        description="The zone they enter; not given where they are gone, or leave the area.",
    )
    status: _Status = Field(Status.UNKNOWN, description="How they are held.")
    excluded: Name | None = Field(None, description="The exclusion by which they do not count, if one does.")
    unit: Text | None = Field(None, description="The unit concerned.")
    says: Text | None = Field(None, description="Why, in words, such as `destroyed` or `transferred`.")

    @as_a_whole
    def _somewhere(self) -> None:
        if self.from_zone is None and self.to_zone is None:
            raise ValueError("items come into a zone ('to_zone'), go out of one ('from_zone'), or both")


class Activity(Section):
    """A planned military activity: what takes part, and when."""

    id: Text = Field(description="Short name by which results refer to it.")
    by: Name = Field(description="The state that plans it.")
    says: Text | None = Field(None, description="The activity in words.")
    begins: Day = Field(description="First day.")
    alert: Annotated[
        bool, Field(description="Whether it begins without advance notice to the forces that take part.")
    ] = False
    ends: Day | None = Field(None, description="Last day.")
    of: dict[Name, Count] = Field(
        description="What takes part at its height, as `{troops: 9000, tank: 250}`; `unknown` is possible."
    )
    notified: Day | None = Field(None, description="When it was announced to the other states, if it was.")
    observers_from: Day | None = Field(None, description="When observers were invited, if they were.")

    @as_a_whole
    def _forward(self) -> None:
        if self.ends is not None and self.ends < self.begins:
            raise ValueError(f"the activity ends ({self.ends}) before it begins ({self.begins})")
