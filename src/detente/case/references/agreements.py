"""Checks of agreements: who is bound, and whom their rules name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.decision_rules import inner_rules
from detente.case.references.decision_rules import check_rule_of, parties_behind
from detente.case.references.names import MISSING

if TYPE_CHECKING:
    from detente.case.decision_rules import DecisionRule
    from detente.case.document import Path_
    from detente.case.references.names import Names

__all__ = ["check_agreements"]

FEWEST_BOUND = 2
"""Parties that an agreement binds at least."""


def check_agreements(names: Names) -> None:
    """Check that agreements bind two parties or more, and that rules name nobody else and can be met."""
    case = names.case
    for key, agreement in case.agreements.items():
        path: Path_ = ("agreements", key)
        names.each_decides(agreement.between, (*path, "between"))
        named = frozenset(agreement.between)
        if MISSING in named or not named <= names.deciders:
            continue
        bound = {party for one in agreement.between for party in parties_behind(case, one)}
        if len(bound) < FEWEST_BOUND:
            message = f"{key!r} binds fewer than two parties; an agreement is between two at least"
            names.problem((*path, "between"), message)
        within = {one for one in (*case.blocs, *case.bodies) if bound.issuperset(parties_behind(case, one))}
        known = named | bound | within
        check_rule_of(names, (*path, "rule"), agreement.rule, agreement.between, known)
        _check_silence(names, agreement.rule, (*path, "rule"))


def _check_silence(names: Names, rule: DecisionRule, path: Path_) -> None:
    if rule.silence is not None or rule.named == "silence":
        message = "nobody consents to an agreement by silence; write consensus where all must consent"
        names.problem(path if rule.silence is None else (*path, "silence"), message)
    for where, inner in inner_rules(rule):
        _check_silence(names, inner, (*path, *where))
