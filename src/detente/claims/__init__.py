"""Does the argument hold: claims tested against a case."""

from detente.claims.analysis import Begun, analyse, begin
from detente.claims.result import ClaimResult, Claims

__all__ = ["Begun", "ClaimResult", "Claims", "analyse", "begin"]
