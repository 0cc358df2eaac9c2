"""Who takes part: parties, the blocs in which they decide together, and the camps that share stances."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, field_validator

from detente.case.fields import Names, Section, as_a_whole
from detente.case.numbers import Points, Votes, WalkAway, WholeNumber, not_negative
from detente.case.problems import quoted
from detente.case.written import FormulaText, Name, RankingText, Text

__all__ = ["Bloc", "Camp", "DecisionRule", "Holder", "Interaction", "Party", "RedLine", "WalkAway"]

_ONE_OF_TWO = {"oneOf": [{"required": ["never"]}, {"required": ["require"]}]}


class RedLine(Section, json_schema_extra=_ONE_OF_TWO):
    """What a holder never signs, across issues."""

    id: Text = Field(description="Short name by which results refer to the line.")
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

    _not_negative = field_validator("cost")(not_negative)

    @as_a_whole
    def _one_form(self) -> None:
        if (self.never is None) == (self.require is None):
            raise ValueError("a red line has either 'never' or 'require'")


class Interaction(Section):
    """Points gained or lost where a formula holds, on top of the points of single options."""

    when: FormulaText = Field(description="Formula of the packages concerned.")
    points: Points = Field(description="Points, in units of weight times points; may be negative.")
    says: Text | None = Field(None, description="Why, in words.")


class Holder(Section):
    """Somebody who wants something: what a party, a bloc and a camp have in common."""

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


_QUOTA_OR_NUMBER = {
    "oneOf": [{"required": ["at_least"]}, {"required": ["quota", "weights"]}],
}


class DecisionRule(Section, json_schema_extra=_QUOTA_OR_NUMBER):
    """A bloc signs when the members that accept form a winning coalition."""

    at_least: WholeNumber | None = Field(None, description="How many members must accept.")
    including: Names = Field((), description="Members without which nothing is signed.")
    quota: Votes | None = Field(None, description="Least sum of the votes of the members that accept.")
    weights: dict[Name, Votes] = Field(default_factory=dict, description="Votes of each member.")

    @field_validator("at_least")
    @classmethod
    def _somebody(cls, count: int | None) -> int | None:
        if count is not None and count < 1:
            raise ValueError("at least one member must accept")
        return count

    @as_a_whole
    def _one_form(self) -> None:
        if (self.at_least is None) == (self.quota is None):
            raise ValueError("a decision rule has either 'at_least' or 'quota'")
        if (self.quota is None) != (not self.weights):
            raise ValueError("'quota' and 'weights' go together")


def _form(value: object) -> str:
    return "<mapping>" if isinstance(value, dict | DecisionRule) else "<word>"


def _consensus(value: object) -> object:
    if value != "consensus":
        possible = "consensus, {at_least: k} or {quota: q, weights: {member: w}}"
        raise ValueError(f"{quoted(value)} is no decision rule: write {possible}")
    return value


_Consensus = Annotated[Literal["consensus"], BeforeValidator(_consensus)]


class Bloc(Holder):
    """Parties that decide together by a rule."""

    members: Names = Field(min_length=1, description="The parties, or blocs, that belong to the bloc.")
    decides_by: Annotated[
        Annotated[_Consensus, Tag("<word>")] | Annotated[DecisionRule, Tag("<mapping>")],
        Discriminator(_form),
    ] = Field(
        "consensus",
        description="`consensus`, `{at_least: k, including: [...]}`, or `{quota: q, weights: {...}}`.",
    )


class Camp(Holder):
    """Members of a bloc who share stances; a camp has no vote."""

    of: Name | None = Field(None, description="The bloc whose members they are.")
    members: Names = Field(min_length=1, description="The parties that belong to the camp.")
