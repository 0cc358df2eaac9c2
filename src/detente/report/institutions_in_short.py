"""Who can block, in two sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.institutions.power.said import power_says
from detente.institutions.powers.said import audit_says
from detente.institutions.procedures.properties import PropertyName
from detente.institutions.procedures.sentences import verdict_says

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.institutions.result import Institutions

__all__ = ["blocks_in_short"]


def blocks_in_short(result: Institutions) -> tuple[str, str] | None:
    """Say who can close each channel, else who stands between, who has power, or what clauses allow.

    None where nothing is there to be said.
    """
    closing = [
        f"{one.name}: {verdict_says(one, one.properties[PropertyName.CLOSE])}"
        for one in result.procedures.values()
    ]
    further = _further(result)
    first = closing[0] if closing else next(further, "")
    return (first, " ".join(closing[1:]) or next(further, "")) if first else None


def _further(result: Institutions) -> Iterator[str]:
    yield from (one.answer for one in result.gatekeeping.values())
    yield from (power_says(result.case, key, power) for key, power in result.power.items())
    if result.case.powers:
        yield from audit_says(result.case, result.powers)
