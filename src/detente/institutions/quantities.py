"""The quantities that the institutions analysis publishes, gathered from its parts."""

from __future__ import annotations

from detente.institutions.gatekeeping import published as of_gatekeeping
from detente.institutions.powers import published as of_powers
from detente.institutions.procedures import published as of_procedures

__all__ = ["QUANTITIES"]

QUANTITIES = (*of_powers.QUANTITIES, *of_procedures.QUANTITIES, *of_gatekeeping.QUANTITIES)
"""Everything that institutions publish, in the order in which it is listed."""
