"""What makes the verdicts of a case honest, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.claims.audit.diagnostic import diagnosed
from detente.claims.audit.questions import answered
from detente.claims.audit.research import findings, undecided
from detente.claims.audit.resting import resting_of

if TYPE_CHECKING:
    from detente.claims.audit.diagnostic import Diagnosed
    from detente.claims.audit.questions import Answered
    from detente.claims.audit.research import Finding
    from detente.claims.audit.resting import Resting
    from detente.claims.result import Claims

__all__ = ["Audit", "audit_of"]


@dataclass(frozen=True)
class Audit:
    """How far verdicts rest on judgement, which inputs are influential and weak, and what to find out first.

    ``undecided``: how many claims are undecided, each counted by how far (4 p (1 - p)); None without draws.
    """

    resting: tuple[Resting, ...]
    diagnosed: tuple[Diagnosed, ...]
    research: tuple[Finding, ...]
    undecided: float | None
    questions: tuple[Answered, ...]


def audit_of(claims: Claims) -> Audit:
    """Return the audit of what the test of claims found."""
    inputs = diagnosed(claims)
    return Audit(
        tuple(resting_of(claims)),
        inputs,
        findings(claims),
        sum(map(undecided, claims.claims)) if claims.draws else None,
        answered(claims, inputs),
    )
