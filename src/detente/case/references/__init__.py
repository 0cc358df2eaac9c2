"""Whether the names in a case exist and fit together; shapes have been checked before."""

from detente.case.references.checks import check_references
from detente.case.references.names import MISSING

__all__ = ["MISSING", "check_references"]
