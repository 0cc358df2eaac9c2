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

    def __str__(self) -> str:
        return self.value
