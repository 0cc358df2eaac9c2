"""Who takes part: parties, the blocs in which they decide together, and the camps that share stances."""

from __future__ import annotations

from pydantic import Field, field_validator

from detente.case.decision_rules import DecisionRule, RuleForm
from detente.case.fields import Names, Section, as_a_whole
from detente.case.numbers import Points, Range, WalkAway, not_negative
from detente.case.written import FormulaText, Name, RankingText, Text

__all__ = ["Bloc", "Camp", "Holder", "Interaction", "Party", "RedLine", "WalkAway"]

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

    capability: Points | None = Field(
        None, description="Power that it could bring to bear, on one scale for all parties."
    )

    @field_validator("capability")
    @classmethod
    def _not_below_zero(cls, capability: Range | None) -> Range | None:
        if capability is not None and capability.low < 0:
            raise ValueError("a capability cannot be negative")
        return capability


class Bloc(Holder):
    """Parties that decide together by a rule."""

    members: Names = Field(min_length=1, description="The parties, or blocs, that belong to the bloc.")
    decides_by: RuleForm = Field(
        default_factory=lambda: DecisionRule(named="consensus"),
        description="How it decides: `consensus` and other rules by name, or a rule spelled out.",
    )


class Camp(Holder):
    """Members of a bloc who share stances; a camp has no vote."""

    of: Name | None = Field(None, description="The bloc whose members they are.")
    members: Names = Field(min_length=1, description="The parties that belong to the camp.")
