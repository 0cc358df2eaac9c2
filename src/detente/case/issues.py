"""The sections that say what is to be settled: issues, what is on the table, and rules."""

from __future__ import annotations

from typing import Any

from pydantic import Field, field_validator, model_validator

from detente.case.fields import Deciders, Name, Names, Section, Text
from detente.case.numbers import Points, Weight
from detente.case.written import FormulaText, RankingText

__all__ = ["Demand", "Issue", "Move", "Negotiation", "Option", "Rule", "Stance"]


class Option(Section):
    """One way in which an issue can be settled."""

    name: Text | None = Field(None, description="Name shown in results; the key where not given.")
    decided_by: Deciders | None = Field(
        None, description="Who decides on this option, where not those of the issue."
    )


class Move(Section):
    """Who may change an issue from one option to another, where that differs from the issue's deciders."""

    from_: Name = Field(alias="from", description="Option that holds before the move.")
    to: Name = Field(description="Option that holds after it.")
    decided_by: Deciders = Field(description="Who decides on the move.")


class Demand(Section):
    """What a holder asks for now; while it is not met, nothing on the issue is signed."""

    option: Names = Field(description="The option asked for, or several any of which would do.")
    links: Names = Field(
        (), description="Other issues on which nothing is signed while the demand is not met."
    )
    cost: Points | None = Field(
        None, description="What dropping the demand would cost its holder; 1 where not given."
    )


class Stance(Section):
    """What a holder wants on one issue."""

    order: RankingText | None = Field(
        None, description="Options best first: `>` better, `=` equal, right of `|` a red line."
    )
    points: dict[Name, Points] | None = Field(None, description="Points of each option, instead of an order.")
    weight: Weight | None = Field(
        None, description="Weight of the issue: a number, a range or a word; 1 by default."
    )
    never: Names = Field((), description="Options that are red lines, where the stance is given in points.")
    demands: Demand | None = Field(None, description="Option asked for now, or `{option, links, cost}`.")
    agreed_by: Name | None = Field(None, description="Bloc that has agreed the red lines of this stance.")
    cost: Points | None = Field(
        None, description="What dropping the red line would cost its holder; 1 where not given."
    )
    says: Text | None = Field(None, description="The stance in words.")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return {"order": value} if isinstance(value, str) else value

    @field_validator("demands", mode="before")
    @classmethod
    def _short_demand(cls, value: Any) -> Any:
        return value if isinstance(value, dict | Demand | None) else {"option": value}

    @model_validator(mode="after")
    def _one_form(self) -> Stance:
        if self.order is not None and self.points is not None:
            raise ValueError("a stance has either 'order' or 'points', not both")
        if self.order is not None and self.never:
            raise ValueError("with 'order', red lines stand right of the bar, not under 'never'")
        return self


class Issue(Section):
    """A question that is settled by exactly one of its options."""

    name: Text | None = Field(None, description="Name shown in results; the key where not given.")
    says: Text | None = Field(None, description="What the issue is about.")
    options: dict[Name, Option] = Field(min_length=1, description="The ways in which it can be settled.")
    today: Name = Field(description="The option that holds today.")
    decided_by: Deciders = Field(description="One decider (a unilateral move) or several (a joint one).")
    moves: tuple[Move, ...] = Field((), description="Changes between two options that others decide on.")
    kept_by: Names = Field((), description="Who could later breach what was agreed.")
    stances: dict[Name, Stance] = Field(
        default_factory=dict, description="What parties, camps and blocs want."
    )

    @field_validator("options", mode="before")
    @classmethod
    def _short_options(cls, value: Any) -> Any:
        if isinstance(value, list):
            return {item: {} for item in value} if all(isinstance(item, str) for item in value) else value
        if not isinstance(value, dict):
            return value
        return {
            key: item if isinstance(item, dict | Option) else {} if item is None else {"name": item}
            for key, item in value.items()
        }


class Negotiation(Section):
    """What is on the table, and who signs."""

    issues: Names | None = Field(
        None, description="Issues on the table; all jointly decided ones where not given."
    )
    signatories: Names | None = Field(
        None, description="Who signs; the deciders of those issues where not given."
    )


class Rule(Section):
    """A package that breaks a rule cannot exist."""

    id: Text | None = Field(None, description="Short name by which results refer to the rule.")
    require: FormulaText = Field(description="Formula that holds in every package that can exist.")
    says: Text | None = Field(None, description="Why, in words.")
