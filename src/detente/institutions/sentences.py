"""The institutions result in sentences: power, powers over moves, procedures, gatekeepers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised, joined, within
from detente.institutions.power.said import power_says
from detente.institutions.powers.said import audit_says
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.institutions.result import Institutions

__all__ = ["sentences"]


def sentences(result: Institutions) -> list[str]:
    """Return what was found, part by part; a part of which the case has nothing is left out."""
    case = result.case
    said = [power_says(case, key, power) for key, power in result.power.items()]
    said += audit_says(case, result.powers)
    for one in result.procedures.values():
        said += [f"{one.name}. {line}" if place == 0 else line for place, line in enumerate(one.summary())]
    for found in result.gatekeeping.values():
        said += found.summary()
    said += _no_partner(result)
    return said or ["The case has no bloc, no body, no procedure and no agreement."]


def _no_partner(result: Institutions) -> Iterator[str]:
    """Say of which blocs the one who was asked for can be no partner."""
    if result.partner is None:
        return
    name = within(name_of(result.case, result.partner))
    if not result.case.blocs:
        yield f"The case has no bloc whose members could seek a route to {name}."
    others = [
        within(name_of(result.case, bloc)) for bloc in result.joined_by_partner if bloc != result.partner
    ]
    if others:
        its = "its partner" if len(others) == 1 else "their partner"
        yield f"{capitalised(name)} belongs to {joined(others)}, so it cannot be {its}."
