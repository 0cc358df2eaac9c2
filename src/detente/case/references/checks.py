"""All checks of references, in the order of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.references.agreements import check_agreements
from detente.case.references.argument import check_argument
from detente.case.references.blocks import check_blocks
from detente.case.references.conflict import check_conflict
from detente.case.references.decision_rules import check_decision_rules
from detente.case.references.holders import check_holders
from detente.case.references.issues import check_issues
from detente.case.references.powers import check_powers
from detente.case.references.procedures import check_procedures
from detente.case.references.regimes import check_regimes
from detente.case.references.threats import check_threats
from detente.case.references.weights import check_weights

if TYPE_CHECKING:
    from detente.case.references.names import Names

__all__ = ["check_references"]


def check_references(names: Names) -> None:
    """Note every reference that leads nowhere or contradicts another, with its place."""
    check_holders(names)
    check_decision_rules(names)
    check_issues(names)
    check_conflict(names)
    check_powers(names)
    check_weights(names)
    check_blocks(names)
    check_agreements(names)
    check_procedures(names)
    check_regimes(names)
    check_threats(names)
    check_argument(names)
