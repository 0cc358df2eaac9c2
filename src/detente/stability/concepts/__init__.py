"""Concepts of stability, one to a file."""

from __future__ import annotations

from enum import Enum

__all__ = ["Concept"]


class Concept(Enum):
    """Ways in which a state can be stable for a decision maker, by the words of results."""

    NASH = "nash"
    GMR = "gmr"
    SMR = "smr"
    SEQ = "seq"
    SSEQ = "sseq"

    @property
    def improving(self) -> bool:
        """Whether others punish only by improvements of their own, so that it matters what they prefer."""
        return self in {Concept.SEQ, Concept.SSEQ}

    @property
    def for_good(self) -> bool:
        """Whether a punishment must be such that who suffers it cannot mend it."""
        return self in {Concept.SMR, Concept.SSEQ}

    def __str__(self) -> str:
        return self.value
