"""The sections that say who takes part: parties, blocs and camps."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from detente.case.fields import Name, Names, Section, Text
from detente.case.numbers import Points
from detente.case.written import FormulaText, RankingText, text

__all__ = ["Bloc", "Camp", "DecisionRule", "Holder", "Interaction", "Party", "RedLine", "WalkAway"]


class RedLine(Section):
    """What a holder never signs, across issues."""

    id: Annotated[str, BeforeValidator(text)] = Field(
        description="Short name by which results refer to the line."
    )
    never: FormulaText | None = Field(None, description="Formula of the packages the holder never signs.")
    require: FormulaText | None = Field(
        None, description="Formula that must hold in whatever the holder signs."
    )
    says: Text | None = Field(None, description="The line in words.")
    agreed_by: Name | None = Field(
        None, description="Bloc that has agreed the line; it then binds every member."
    )
    cost: Points | None = Field(
        None, description="What dropping the line would cost its holder; 1 where not given."
    )

    @model_validator(mode="after")
    def _one_form(self) -> RedLine:
        if (self.never is None) == (self.require is None):
            raise ValueError("a red line has either 'never' or 'require'")
        return self


class Interaction(Section):
    """Points gained or lost where a formula holds, on top of the points of single options."""

    when: FormulaText = Field(description="Formula of the packages concerned.")
    points: Points = Field(description="Points, in units of weight times points; may be negative.")
    says: Text | None = Field(None, description="Why, in words.")


WalkAway = Annotated[
    Literal["today"] | Points,
    Field(description="Value of no agreement: `today` (the status quo package), or points."),
]


class Holder(Section):
    """Whoever can have stances, red lines and a value of no agreement."""

    name: Text | None = Field(None, description="Name shown in results; the key where not given.")
    walk_away: WalkAway | None = Field(
        None, description="Value of no agreement: `today` (the default: the status quo package), or points."
    )
    red_lines: tuple[RedLine, ...] = Field((), description="What the holder never signs, across issues.")
    worth: tuple[Interaction, ...] = Field((), description="Points gained or lost where a formula holds.")
    weights: RankingText | None = Field(
        None,
        description="Rank order of issues by weight, as in `order > veto = energy`; they then sum to 100.",
    )


class Party(Holder):
    """A party to the case: a state, an organisation, a group."""


class DecisionRule(Section):
    """A bloc signs when the members that accept form a winning coalition."""

    at_least: int | None = Field(None, ge=1, description="How many members must accept.")
    including: Names = Field((), description="Members without which nothing is signed.")
    quota: Points | None = Field(None, description="Least sum of the weights of the members that accept.")
    weights: dict[Name, Points] = Field(default_factory=dict, description="Voting weight of each member.")

    @model_validator(mode="after")
    def _one_form(self) -> DecisionRule:
        if (self.at_least is None) == (self.quota is None):
            raise ValueError("a decision rule has either 'at_least' or 'quota'")
        if (self.quota is None) != (not self.weights):
            raise ValueError("'quota' and 'weights' go together")
        return self


class Bloc(Holder):
    """Parties that decide together by a rule."""

    members: Names = Field(description="The parties that belong to the bloc.")
    decides_by: Literal["consensus"] | DecisionRule = Field(
        "consensus",
        description="`consensus`, `{at_least: k, including: [...]}`, or `{quota: q, weights: {...}}`.",
    )

    @field_validator("decides_by", mode="before")
    @classmethod
    def _known_rule(cls, value: Any) -> Any:
        if isinstance(value, str) and value != "consensus":
            raise ValueError(
                f"{value!r} is no decision rule:"
                " write consensus, {at_least: k} or {quota: q, weights: {member: w}}"
            )
        if isinstance(value, dict | DecisionRule):
            return DecisionRule.model_validate(value)
        return value


class Camp(Holder):
    """Members of a bloc who share stances; a camp has no vote."""

    of: Name | None = Field(None, description="The bloc whose members they are.")
    members: Names = Field(description="The parties that belong to the camp.")
