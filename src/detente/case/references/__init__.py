"""Whether the names in a case exist and fit together; shapes have been checked before."""

from detente.case.references.checks import check_references
from detente.case.references.names import MISSING, Names

__all__ = ["MISSING", "Names", "check_references"]
