"""Concepts of stability for coalitions, one to a file."""

from __future__ import annotations

from enum import Enum

__all__ = ["CoalitionConcept"]


class CoalitionConcept(Enum):
    """Ways in which a state can be stable for a coalition, by the words of results."""

    NASH = "nash"
    GMR = "gmr"
    SMR = "smr"
    SEQ = "seq"
    SEQ_SINGLY = "seq_singly"

    def __str__(self) -> str:
        return self.value
