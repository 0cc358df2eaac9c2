"""The agreement index: the Rice index for votes with three answers.

Source: S. Hix, A. Noury and G. Roland, "Power to the parties: cohesion and competition in the European
Parliament, 1979-2001", British Journal of Political Science 35 (2005).
"""

from __future__ import annotations

from fractions import Fraction

__all__ = ["agreement_index"]


def agreement_index(yes: int, no: int, abstain: int) -> Fraction | None:
    """Return 1 where all answer alike, 0 where each answer is given as often; None where nobody votes.

    >>> agreement_index(10, 10, 0)
    Fraction(1, 4)
    """
    total, most = yes + no + abstain, max(yes, no, abstain)
    return (most - Fraction(total - most, 2)) / total if total else None
