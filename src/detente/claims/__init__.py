"""Does the argument hold: claims tested against a case."""

from detente.claims.analysis import analyse
from detente.claims.result import ClaimResult, Claims

__all__ = ["ClaimResult", "Claims", "analyse"]
