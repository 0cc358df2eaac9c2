"""The one package of which a formula speaks, where it settles all that is on the table, and what stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.formula import Is, conjuncts
from detente.case.naming import joined
from detente.outcomes.inputs_said import ground_says

if TYPE_CHECKING:
    from detente.case.formula import Formula
    from detente.outcomes.negotiation import Negotiation

__all__ = ["one_package", "stopped_says"]


def one_package(negotiation: Negotiation, formula: Formula) -> dict[str, str] | None:
    """Return the package that a formula names, issue by issue; None where it leaves anything open."""
    named = {
        part.issue: next(iter(part.options))
        for part in conjuncts(formula)
        if isinstance(part, Is) and len(part.options) == 1
    }
    if not named.keys() >= set(negotiation.issues):
        return None
    package = {issue: named[issue] for issue in negotiation.issues}
    return package if negotiation.settled(formula).holds(package) else None


def stopped_says(negotiation: Negotiation, formula: Formula) -> str:
    """Say what keeps the one package of a formula from being signed, as the end of a sentence; else nothing.

    Rules that do not let it exist come first; then the red lines, demands and floors of the signatories.
    """
    package = one_package(negotiation, formula)
    if package is None:
        return ""
    stopping = (one.path for one in negotiation.stopping(package))
    paths = dict.fromkeys((*negotiation.broken(package), *stopping))
    said = joined([ground_says(negotiation.case, path) for path in paths])
    return f", as it is stopped by {said}" if said else ""
