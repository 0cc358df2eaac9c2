"""How a body decides: rules of which each may stand within another, and the bodies that have one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field, field_validator

from detente.case.fields import Name, Names, Section, Text, as_a_whole
from detente.case.forms import ShortForm
from detente.case.numbers import Probability, Votes, WholeNumber, parse_range
from detente.case.written import NAME_SCHEMA

if TYPE_CHECKING:
    from detente.case.model import CaseFile

__all__ = [
    "RULE_FORMS",
    "RULE_WORDS",
    "Body",
    "DecisionRule",
    "RuleForm",
    "Silence",
    "inner_rules",
    "members_of",
    "written_rule",
]

RULE_WORDS = ("consensus", "unanimity", "majority", "silence")
"""Rules that have a name: everybody, everybody, more than half, and everybody, whose silence is a yes."""


class Silence(Section):
    """The silence procedure: a proposal passes unless a member breaks silence before the deadline."""

    breaks: Probability = Field(
        description="Chance that a member breaks silence over a proposal it does not reject outright."
    )
    by: dict[Name, Probability] = Field(
        default_factory=dict, description="That chance for members for whom it is another."
    )
    correlation: Probability = Field(
        default_factory=lambda: parse_range(0),
        description="How far members break silence together: 0 is each for itself, 1 for a common cause.",
    )


def _word(value: object) -> object:
    return {"named": value} if isinstance(value, str) else value


_WORD_SCHEMA = {**NAME_SCHEMA, "description": "A rule that has a name, a member, or a bloc or body."}
RULE_FORMS = ("named", "at_least", "quota", "all_of", "any_of", "unless", "lead", "silence")
"""Keys of which a rule has one."""
_ONE_OF_MANY = {"oneOf": [{"required": [form]} for form in RULE_FORMS]}
_QUOTA_WITH_WEIGHTS = {"dependentRequired": {"quota": ["weights"], "weights": ["quota"], "of": ["at_least"]}}


class DecisionRule(Section, json_schema_extra={**_ONE_OF_MANY, **_QUOTA_WITH_WEIGHTS}):
    """A body accepts when the members that accept form a winning coalition."""

    named: Name | None = Field(
        None,
        description=(
            "`consensus` and `unanimity` (everybody), `majority` (more than half), `silence` (everybody,"
            " whose silence counts as a yes), a member who decides, or a bloc or body as whose rule has it."
            " The name may stand alone in place of the mapping."
        ),
    )
    at_least: WholeNumber | None = Field(None, description="How many must accept.")
    of: tuple[RuleForm, ...] | None = Field(
        None,
        min_length=1,
        description="Among whom so many must accept, if not all members: members, bodies, or rules.",
    )
    including: Names = Field((), description="Members without which nothing is accepted: they have a veto.")
    quota: Votes | None = Field(None, description="Least sum of the votes of those that accept.")
    weights: dict[Name, Votes] = Field(
        default_factory=dict, description="Votes of each member, or of each body whose rule counts as a vote."
    )
    all_of: tuple[RuleForm, ...] | None = Field(
        None, min_length=1, description="Rules that must all be met: several majorities at once."
    )
    any_of: tuple[RuleForm, ...] | None = Field(
        None, min_length=1, description="Rules of which one must be met."
    )
    unless: RuleForm | None = Field(
        None, description="What is proposed passes unless those who object meet this rule."
    )
    lead: Name | None = Field(None, description="The member that decides for all.")
    silence: Silence | None = Field(
        None, description="The silence procedure, with the chance that a member breaks silence."
    )

    @field_validator("at_least")
    @classmethod
    def _somebody(cls, count: int | None) -> int | None:
        if count is not None and count < 1:
            raise ValueError("at least one member must accept")
        return count

    @as_a_whole
    def _one_form(self) -> None:
        if (self.quota is None) != (not self.weights):
            raise ValueError("'quota' and 'weights' go together")
        given = [form for form in RULE_FORMS if getattr(self, form) is not None]
        if not given:
            possible = ", ".join(map(repr, RULE_FORMS[1:-1]))
            raise ValueError(f"a decision rule has one of {possible} or {RULE_FORMS[-1]!r}")
        if len(given) > 1:
            raise ValueError(
                f"{' and '.join(map(repr, given))} are rules of their own;"
                " list them under 'all_of' where both must be met"
            )
        if self.of and self.at_least is None:
            raise ValueError("'of' says among whom 'at_least' counts, and that is not given")

    @property
    def is_everybody(self) -> bool:
        """Whether all members must accept, by whatever name."""
        word = self.named in {"consensus", "unanimity", "silence"}
        return word or self.silence is not None


RuleForm = Annotated[DecisionRule, ShortForm(_word, _WORD_SCHEMA)]
DecisionRule.model_rebuild()


def inner_rules(rule: DecisionRule) -> tuple[tuple[tuple[str | int, ...], DecisionRule], ...]:
    """Return the rules right within a rule, each with where it stands there."""
    listed = [
        ((key, index), one)
        for key in ("of", "all_of", "any_of")
        for index, one in enumerate(getattr(rule, key) or ())
    ]
    return tuple(listed) if rule.unless is None else (*listed, (("unless",), rule.unless))


def written_rule(case: CaseFile, key: str) -> DecisionRule:
    """Return the rule of a bloc or a body as it is written."""
    return case.blocs[key].decides_by if key in case.blocs else case.bodies[key].rule


def members_of(case: CaseFile, key: str) -> tuple[str, ...]:
    """Return who belongs to a bloc or a body, other blocs and bodies among them as they are named."""
    return case.blocs[key].members if key in case.blocs else case.bodies[key].members


class Body(Section):
    """A body that votes: a council, a committee, an assembly."""

    name: Text | None = Field(None, description="Name shown in results; the key where not given.")
    says: Text | None = Field(None, description="The body, or its rule, in words.")
    members: Names = Field(min_length=1, description="Who votes: parties, blocs, or other bodies.")
    rule: RuleForm = Field(
        default_factory=lambda: DecisionRule(named="consensus"), description="How it decides."
    )
