"""Whether they could verify it, in two sentences."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.outcomes.chance_said import chance
from detente.outcomes.counts_said import counted
from detente.verification.limits.compliance import Compliance
from detente.verification.said import regime_name

if TYPE_CHECKING:
    from detente.verification.regime_found import RegimeFound
    from detente.verification.result import Verification

__all__ = ["in_short_says"]


def in_short_says(result: Verification) -> tuple[str, str]:
    """Say how likely a breach is to be noticed under each regime, and how many limits are exceeded."""
    inspected = sorted((one for one in result.regimes.values() if one.sides), key=_noticed)
    said = []
    if inspected:
        ends = dict.fromkeys((inspected[0], inspected[-1]))
        chances = " to ".join(f"{chance(_noticed(one))} under “{regime_name(one)}”" for one in ends)
        said.append(f"A breach is noticed within a year with a chance of {chances}.")
    counts = Counter(one.compliance for of in result.regimes.values() for one in of.verdicts)
    if counts:
        exceeded, untold = counts[Compliance.EXCEEDED], counts[Compliance.UNTOLD]
        told = "none is exceeded" if not exceeded else f"{counted(exceeded, 'is', 'are')} exceeded"
        said.append(f"Of {counted(counts.total(), 'limit')} {told}, and {untold or 'none'} cannot be told.")
    first, *rest = said or ["Nothing is declared or inspected under its regimes."]
    return first, " ".join(rest)


def _noticed(found: RegimeFound) -> Fraction:
    """Return how likely a breach is to be noticed by the side that is least looked at."""
    return found.detection() or Fraction(0)
