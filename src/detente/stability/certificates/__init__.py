"""Why a state is stable for a decision maker or not, so that it can be read, and checked by other code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.on_demand import on_demand

if TYPE_CHECKING:
    from detente.stability.certificates.certifying import certificate, certificates
    from detente.stability.certificates.check import faults
    from detente.stability.certificates.said import sentences
    from detente.stability.certificates.witnesses import Certificate, Move, Reply, Sanction, Unpunished

__all__ = [
    "Certificate",
    "Move",
    "Reply",
    "Sanction",
    "Unpunished",
    "certificate",
    "certificates",
    "faults",
    "sentences",
]

__getattr__ = on_demand(
    __name__,
    {
        "Certificate": "witnesses",
        "Move": "witnesses",
        "Reply": "witnesses",
        "Sanction": "witnesses",
        "Unpunished": "witnesses",
        "certificate": "certifying",
        "certificates": "certifying",
        "faults": "check",
        "sentences": "said",
    },
)
