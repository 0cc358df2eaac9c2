"""The rules of blocs and agreements as trees over the parties that consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.decision_rules import members_of, written_rule
from detente.outcomes.decision_rules import rule_among
from detente.outcomes.rule_tree import Rule, Vote

if TYPE_CHECKING:
    from detente.case.agreements import Agreement
    from detente.case.model import CaseFile

__all__ = ["consent_of", "rule_in_force"]


def consent_of(case: CaseFile, key: str, partner: str) -> Rule:
    """Return the rule by which a party, bloc or body consents, over the parties behind it.

    The partner consents as one, whatever its own rule, and so does a party. A bloc consents by its rule.
    """
    if key == partner or (key not in case.blocs and key not in case.bodies):
        return Vote(key)

    def vote(member: str) -> Rule:
        return consent_of(case, member, partner)

    return rule_among(written_rule(case, key), members_of(case, key), vote)


def rule_in_force(case: CaseFile, agreement: Agreement, partner: str) -> Rule:
    """Return the rule by which an agreement is in force, over the parties behind those it is between."""
    return rule_among(agreement.rule, agreement.between, lambda key: consent_of(case, key, partner))
