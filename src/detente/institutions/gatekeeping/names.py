"""What agreements are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import spaced

if TYPE_CHECKING:
    from detente.case.model import CaseFile

__all__ = ["agreement_name"]


def agreement_name(case: CaseFile, key: str) -> str:
    """Return the name of an agreement as results show it."""
    return case.agreements[key].name or spaced(key)
