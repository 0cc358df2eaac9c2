"""The claims of the real case, which several files of tests ask about; they are tested once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from detente.case.case import load
from detente.claims import analyse

if TYPE_CHECKING:
    from detente.claims.result import ClaimResult

__all__ = ["NAME", "claims_by_id"]

NAME = "nato-russia-2010"


@cache
def claims_by_id() -> dict[str, ClaimResult]:
    """Return what was found on each claim in the nominal case, by its id."""
    return {one.claim.id: one for one in analyse(load(NAME)).claims}
