"""Who is bound with whom: agreements of parties and blocs, and the rule by which each is in force."""

from __future__ import annotations

from pydantic import Field

from detente.case.decision_rules import DecisionRule, RuleForm
from detente.case.fields import Names, Section, Text

__all__ = ["Agreement"]


class Agreement(Section):
    """What binds those who consent to it to each other, once enough of them do."""

    name: Text | None = Field(None, description="Name shown in results; the key where not given.")
    says: Text | None = Field(None, description="What is agreed, in words.")
    between: Names = Field(
        min_length=1,
        description="Parties and blocs that may be bound; a bloc consents by its rule, for all its members.",
    )
    rule: RuleForm = Field(
        default_factory=lambda: DecisionRule(named="consensus"),
        description="Whose consent puts it in force; whoever else is named consents for itself.",
    )
