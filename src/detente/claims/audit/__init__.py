"""How honest the verdicts are: what they rest on, what to find out first, and seven questions to answer."""

from detente.claims.audit.audit import Audit, audit_of
from detente.claims.audit.diagnostic import Diagnosed
from detente.claims.audit.questions import Answered
from detente.claims.audit.research import Finding
from detente.claims.audit.resting import Resting

__all__ = ["Answered", "Audit", "Diagnosed", "Finding", "Resting", "audit_of"]
