"""What a roadmap is made of: building blocks, the trust they need and earn, windows, shocks, and the goal."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from pydantic import Discriminator, Field, Tag, field_validator

from detente.case.detection import Detection
from detente.case.fields import Deciders, Names, Section, Texts, as_a_whole
from detente.case.numbers import (
    Duration,
    Level,
    Points,
    Probability,
    Range,
    Resting,
    WholeNumber,
    not_negative,
    parse_range,
)
from detente.case.written import FormulaText, Name, Period, Text

__all__ = ["Block", "Decay", "Need", "Roadmap", "Shift", "Shock", "Strain", "Window"]

GRID = Fraction(1, 20)
"""The step of trust where a case gives none."""


class Need(Section):
    """The least trust of one in another."""

    from_: Name = Field(alias="from", description="Who must trust.")
    to: Name = Field(description="Who must be trusted.")
    level: Level = Field(description="The least trust, from 0 to 1.")


class Shift(Section):
    """By how much trust of one in another changes."""

    from_: Name = Field(alias="from", description="Whose trust changes.")
    to: Name = Field(description="Who is trusted.")
    by: Level = Field(description="The amount, from 0 to 1.")


def _form(value: object) -> str:
    """Tell a list of pairs from a number that holds for all pairs."""
    listed = isinstance(value, list | tuple) and any(isinstance(item, dict | Section) for item in value)
    return "<mapping>" if listed else "<word>"


Needs = Annotated[
    Annotated[Level, Tag("<word>")] | Annotated[tuple[Need, ...], Tag("<mapping>")], Discriminator(_form)
]
Shifts = Annotated[
    Annotated[Level, Tag("<word>")] | Annotated[tuple[Shift, ...], Tag("<mapping>")], Discriminator(_form)
]


class Window(Section):
    """When blocks may start: from one period to another, and where chance opens and closes it, while open."""

    name: Text | None = Field(None, description="Name shown in results; the key where not given.")
    from_: Period | None = Field(None, alias="from", description="First period; the first of the horizon.")
    to: Period | None = Field(None, description="Last period; the last of the horizon.")
    open: Annotated[bool, Field(description="Whether it is open today.")] = True
    opens: Probability = Field(
        default_factory=lambda: parse_range(0),
        description="Chance in each period that it opens, where it is closed.",
    )
    closes: Probability = Field(
        default_factory=lambda: parse_range(0),
        description="Chance in each period that it closes, where it is open.",
    )

    @as_a_whole
    def _forward(self) -> None:
        if self.from_ is not None and self.to is not None and self.from_ > self.to:
            raise ValueError(f"the window ends ({self.to}) before it begins ({self.from_})")

    @property
    def by_chance(self) -> bool:
        """Whether it opens or closes by chance."""
        return not self.open or self.opens.high > 0 or self.closes.high > 0


def _window_form(value: object) -> str:
    return "<mapping>" if isinstance(value, dict | Window) else "<word>"


class Block(Section):
    """A building block: something that can be agreed and carried out, and what it takes."""

    name: Text | None = Field(
        None,
        description="Name in results; else that of its one issue, if need be with the option, or the key.",
    )
    says: Text | None = Field(None, description="The block in words.")
    sets: dict[Name, Name] = Field(
        default_factory=dict, description="What it settles, as `{issue: option}`; nothing where not given."
    )
    lifts: Texts = Field(
        (),
        description="Red lines and demands that no longer bind once it is delivered, by their paths, such as"
        " `issues.veto.stances.russia.demands`.",
    )
    addresses: dict[Name, Probability] = Field(
        default_factory=dict,
        description="By what part delivering it lessens which threat, as `{piracy: 0.3}`, from 0 to 1.",
    )
    decided_by: Deciders | None = Field(
        None, description="Who takes part, for a block that settles no issue; nobody's values are asked."
    )
    after: FormulaText | None = Field(
        None, description="What must hold before it starts: `block done`, `issue is option`, and formulas."
    )
    needs: Needs | None = Field(
        None,
        description="Least trust at its start: between all who decide, or a list of `{from, to, level}`.",
    )
    lasts: Duration = Field(
        default_factory=lambda: parse_range(1), description="How many periods it takes: a number, or a range."
    )
    window: (
        Annotated[
            Annotated[Name, Tag("<word>")] | Annotated[Window, Tag("<mapping>")], Discriminator(_window_form)
        ]
        | None
    ) = Field(None, description="When it may start: `{from, to}`, or the name of a window of the roadmap.")
    delivers: Probability = Field(
        default_factory=lambda: parse_range(1), description="Probability that it is delivered; else it fails."
    )
    breach: Probability = Field(
        default_factory=lambda: parse_range(0),
        description="Probability that what was delivered is broken in secret.",
    )
    detection: Detection = Field(
        default_factory=lambda: parse_range(1),
        description="Probability that a breach is noticed, or the regime from which it follows; it also"
        " scales the trust that delivery earns.",
    )
    earns: Shifts | None = Field(
        None,
        description="Trust earned on delivery, times `detection`: a number, or a list of `{from, to, by}`.",
    )
    loses: Shifts | None = Field(
        None, description="Trust lost where it fails; as much as it earns by default."
    )
    loses_if_breached: Shifts | None = Field(
        None, description="Trust lost where a breach is noticed; as much as by failure by default."
    )
    takes: WholeNumber = Field(1, description="How much of the roadmap's capacity it takes while it runs.")
    cost: Points | None = Field(None, description="What it costs to start it; breaks ties between roads.")

    _not_negative = field_validator("cost")(not_negative)

    @field_validator("takes")
    @classmethod
    def _something(cls, count: int) -> int:
        if count < 0:
            raise ValueError("a block cannot take less than nothing")
        return count

    @as_a_whole
    def _one_source_of_deciders(self) -> None:
        if self.sets and self.decided_by is not None:
            raise ValueError(
                "who decides follows from the issues under 'sets'; 'decided_by' is for a block without"
            )


class Shock(Section):
    """Something from outside that may happen in any period."""

    says: Text | None = Field(None, description="The event in words.")
    chance: Probability = Field(description="Chance that it happens, in each period.")
    loses: Shifts = Field(description="Trust it costs: a number, or a list of `{from, to, by}`.")


class Strain(Section):
    """Trust that is lost once, when something comes to hold that no block of the road brings about."""

    when: FormulaText = Field(description="Formula over issues: what comes to hold.")
    loses: Shifts = Field(description="Trust it costs: a number, or a list of `{from, to, by}`.")
    says: Text | None = Field(None, description="Why, in words.")


class Decay(Section):
    """How trust fades where nothing is done."""

    by: Level = Field(description="Share of the distance by which trust moves in each period, from 0 to 1.")
    towards: Resting = Field(
        "today",
        description="The level towards which it moves: `today` (the default), or a number from 0 to 1.",
    )


class Roadmap(Section):
    """The goal of the road, and what holds for all building blocks."""

    goal: FormulaText = Field(
        description="What is to be reached: `block done`, `issue is option`, and formulas."
    )
    lesser_goals: dict[Name, FormulaText] = Field(
        default_factory=dict, description="Goals short of it, whose chances are given beside."
    )
    starts: Period | None = Field(
        None, description="First period in which any block may start; the horizon's first by default."
    )
    capacity: WholeNumber = Field(1, description="How many blocks can run at a time.")
    without: Names = Field((), description="Blocks that are left out.")
    only: Names | None = Field(None, description="The only blocks that are not left out.")
    grid: Level = Field(
        default_factory=lambda: Range(GRID, GRID),
        description="Step in which trust is counted; 0.05 by default.",
    )
    breakeven: Probability | None = Field(
        None,
        description=(
            "Chance of the goal at which breakeven is looked for; half of what is found by default."
            " Breakeven is found to within 0.0001."
        ),
    )
    decay: Decay | None = Field(
        None,
        description=(
            "How trust fades where nothing is done; with the shocks of a period, rounded once to the grid."
        ),
    )
    shocks: dict[Name, Shock] = Field(default_factory=dict, description="What may happen from outside.")
    strains: tuple[Strain, ...] = Field(
        (),
        description="Trust that moves made outside the road cost; today's trust has felt what holds today.",
    )
    windows: dict[Name, Window] = Field(
        default_factory=dict, description="Windows that several blocks share, by name."
    )

    @field_validator("capacity")
    @classmethod
    def _room(cls, count: int) -> int:
        if count < 1:
            raise ValueError("at least one block must be able to run")
        return count

    @field_validator("grid")
    @classmethod
    def _divides(cls, grid: Range) -> Range:
        if not grid.certain or not grid.low or (1 / grid.low).denominator != 1:
            raise ValueError(
                "the step of trust is one number that goes into 1 without rest, such as 0.05 or 0.1"
            )
        return grid

    @field_validator("breakeven")
    @classmethod
    def _one_level(cls, level: Range | None) -> Range | None:
        if level is not None and not level.certain:
            raise ValueError("this is one number, not a range")
        return level

    @as_a_whole
    def _one_choice(self) -> None:
        if self.only is not None and self.without:
            raise ValueError("blocks are named under 'without' or under 'only', not both")
